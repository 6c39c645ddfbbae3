// The fear: something comes before the greeting, or before the reply to the negotiation, and is taken for it.
import { expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';
import { outcomeOf } from '../unit/qmp/wire.js';

test('events before both are survived and counted', async () => {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock });
  qemu.wire.early('greeting', 'STOP');
  qemu.wire.early('greeting', 'SHUTDOWN', { guest: true, reason: 'guest-shutdown' });
  qemu.wire.early('negotiation', 'RESUME');
  await using client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
  expect(client.statistics).toMatchObject({ events: 3, staleReplies: 0, unknownMessages: 0 });
  expect(await client.execute('query-status')).toMatchObject({ status: 'running' });
});

test('replies and errors of others before both settle nothing', async () => {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock });
  qemu.wire.greetingDelay = 100;
  qemu.on('qmp_capabilities', () => {
    qemu.wire.send({ return: {} });
    qemu.wire.send({ return: {}, id: 'AAAA' });
    qemu.wire.send({ error: { class: 'GenericError', desc: 'JSON parse error' } });
    qemu.wire.send({ error: { class: 'CommandNotFound', desc: 'of another' }, id: 4 });
    return new Promise((resolve) => clock.outside.setTimer(1_000, () => resolve(undefined)));
  });
  const connecting = QmpClient.connect({ transport: qemu.transport() }, { clock });
  await clock.advance(50);
  qemu.wire.send({ return: { status: 'running' }, id: 'stale' });
  await clock.advance(550);
  expect(await outcomeOf(connecting)).toBeUndefined();
  await clock.advance(500);
  await using client = await connecting;
  expect(client.statistics).toMatchObject({ staleReplies: 4, errorsWithoutId: 1 });
});

test('a greeting and all that follows, byte by byte or spread over lines, is the same', async () => {
  for (const pretty of [false, true]) {
    const clock = new VirtualClock();
    const qemu = new FakeQemu({ clock, pretty });
    qemu.wire.pieceBytes = 1;
    qemu.wire.early('greeting', 'STOP');
    await using client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
    const { event, result } = await client.expect('STOP').during(() => client.execute('stop'));
    expect([event.event, result]).toEqual(['STOP', {}]);
    expect(client.statistics).toMatchObject({ events: 2, unknownMessages: 0 });
  }
});
