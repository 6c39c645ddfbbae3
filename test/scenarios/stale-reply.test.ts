// The fear: the answer to a command of a session that is gone comes into the next one, before everything else.
import { expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { answer, FakeQemu, VirtualClock } from 'qmp-watchdog/testing';
import { errorOf, outcomeOf } from '../unit/qmp/wire.js';

test('the running command goes on, its answer is dropped and counted, and what was queued never runs', async () => {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock });
  qemu.on('x-slow', answer.after(2_000, 'the answer of yesterday'));
  const old = await QmpClient.connect({ transport: qemu.transport() }, { clock });
  const running = errorOf(old.executeAny('x-slow'));
  const queued = errorOf(old.execute('stop'));
  await clock.advance(100);
  await old.close();
  // One is running and the other never will be: nobody can tell which, so neither is called failed.
  for (const error of [await running, await queued])
    expect(error).toMatchObject({ code: 'ERR_SESSION_CLOSED', outcome: 'unknown' });

  const connecting = QmpClient.connect({ transport: qemu.transport() }, { clock });
  await clock.advance(1_500);
  expect(await outcomeOf(connecting)).toBeUndefined();
  await clock.advance(500);
  await using client = await connecting;
  expect(client.statistics).toMatchObject({ staleReplies: 1, lateReplies: 0, inFlight: 0 });
  expect(await client.execute('query-status')).toMatchObject({ status: 'running' });
});

test('the same commands in both sessions are not confused', async () => {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock });
  let asked = 0;
  qemu.on('x-counter', () => {
    asked += 1;
    return answer.after(2_000, asked);
  });
  const old = await QmpClient.connect({ transport: qemu.transport() }, { clock });
  void errorOf(old.executeAny('x-counter'));
  await clock.advance(1);
  await old.close();
  const connecting = QmpClient.connect({ transport: qemu.transport() }, { clock });
  await clock.advance(2_000);
  await using client = await connecting;
  const second = client.executeAny('x-counter');
  await clock.advance(2_000);
  expect(await second).toBe(2);
});

test('a late reply within a session settles nothing else', async () => {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock });
  let asked = 0;
  qemu.on('x-counter', () => {
    asked += 1;
    return asked === 1 ? answer.after(2_000, 'late') : asked;
  });
  await using client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
  const first = errorOf(client.executeAny('x-counter', {}, { timeout: 1_000 }));
  await clock.advance(1_500);
  expect(await first).toMatchObject({ outcome: 'unknown' });
  const second = client.executeAny('x-counter');
  await clock.advance(1_000);
  expect(await second).toBe(2);
  expect(client.statistics).toMatchObject({ lateReplies: 1, staleReplies: 0, stuck: 0 });
});
