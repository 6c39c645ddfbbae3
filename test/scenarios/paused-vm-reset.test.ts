// The fear: a VM that somebody stopped on purpose is reset or continued behind his back.
import { describe, expect, test } from 'vitest';
import { act, on, type RunState } from 'qmp-watchdog';
import { answer } from 'qmp-watchdog/testing';
import { HandChannel } from '../unit/watchdog/watched.js';
import { escalation, reset, supervised } from './supervised.js';

const MEANT: readonly RunState[] = [
  'paused',
  'suspended',
  'debug',
  'inmigrate',
  'postmigrate',
  'finish-migrate',
  'prelaunch',
  'restore-vm',
  'save-vm',
  'colo',
  'shutdown',
];
const FAULTS: readonly RunState[] = ['io-error', 'watchdog', 'guest-panicked', 'internal-error'];

test('a VM that is paused is left alone, for as long as the limit allows, and then still', async () => {
  await using s = await supervised({ supervisor: { pauseLimit: 100_000 } });
  await s.clock.advance(2_000);
  s.qemu.vm.stop();
  await s.clock.advance(0);
  expect(s.dog.snapshot.pausedBy).toBe('VM paused');
  await s.clock.advance(99_999);
  expect(s.story).toEqual([]);
  await s.clock.advance(1_000);
  expect(s.story).toEqual([
    'trigger hung guest',
    'evidence inject-nmi: refused, not-running: paused',
    'ended refused',
  ]);
  expect(s.dog.snapshot.pausedBy).toBe('VM paused');
  expect(s.pages).toEqual([]);
  expect(s.sent).toEqual([]);
  expect(s.qemu.vm.status).toBe('paused');
});

test('continued, its guest has a whole timeout; hung, it is found', async () => {
  await using s = await supervised({ policies: reset });
  await s.clock.advance(2_000);
  s.qemu.vm.stop();
  await s.clock.advance(60_000);
  s.qemu.guest.hang();
  s.qemu.vm.cont();
  await s.clock.advance(499);
  expect(s.story).toEqual([]);
  await s.clock.advance(1_000);
  expect(s.sent).toEqual(['system_reset']);
  expect(s.story.at(-1)).toBe('ended recovered');
});

test('hung first, paused then, continued at last: it is found', async () => {
  await using s = await supervised({ policies: reset, mode: 'enforce' });
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  // The expiry and the pause fall together, so that the evidence finds it paused.
  await s.clock.advance(499);
  s.qemu.vm.stop();
  await s.clock.advance(60_000);
  expect(s.sent).toEqual([]);
  s.qemu.vm.cont();
  await s.clock.advance(1_500);
  expect(s.sent).toEqual(['system_reset']);
});

test('paused before the run, and nobody said so: it is asked for', async () => {
  await using s = await supervised({ run: false });
  s.qemu.vm.stop();
  s.run();
  await s.clock.advance(60_000);
  expect(s.dog.snapshot.pausedBy).toBe('VM paused');
  expect(s.story).toEqual([]);
});

test('paused between two steps: the escalation ends there', async () => {
  await using s = await supervised();
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await s.clock.advance(900);
  expect(s.sent).toEqual(['inject-nmi']);
  s.qemu.vm.stop();
  await s.clock.advance(600_000);
  expect(s.sent).toEqual(['inject-nmi']);
  expect(s.story.slice(-2)).toEqual(['evidence system_reset: refused, not-running: paused', 'ended refused']);
  expect(s.qemu.vm.status).toBe('paused');

  s.qemu.vm.cont();
  await s.clock.advance(5_000);
  expect(s.sent).toEqual(['inject-nmi', 'inject-nmi', 'system_reset']);
  expect(s.story.at(-1)).toBe('ended recovered');
});

test('paused and continued between two steps: the next step rests on a whole timeout of new silence', async () => {
  await using s = await supervised();
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await s.clock.advance(900);
  s.qemu.vm.stop();
  await s.clock.advance(400);
  s.qemu.vm.cont();
  await s.clock.advance(499);
  expect(s.sent).toEqual(['inject-nmi']);
  await s.clock.advance(2_000);
  expect(s.sent).toEqual(['inject-nmi', 'system_reset']);
});

test('paused while the reset begins: QEMU is asked once more, and it is refused', async () => {
  await using s = await supervised({ policies: reset });
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  // It is asked before the timeout ends, and when it has; and the action asks again.
  let asked = 0;
  s.qemu.on('query-status', () => {
    asked += 1;
    if (asked === 3) s.qemu.vm.enter('paused');
    return { running: s.qemu.vm.running, status: s.qemu.vm.status };
  });
  await s.clock.advance(600);
  expect(s.sent).toEqual([]);
  expect(s.of('result')).toMatchObject([
    { outcome: 'failed', reason: 'not-running', evidence: { before: 'paused' } },
  ]);
  expect(s.qemu.vm.status).toBe('paused');
});

test('STOP and RESUME in a flurry: only what holds at the end counts', async () => {
  await using s = await supervised();
  await s.clock.advance(2_000);
  for (let n = 0; n < 10; n += 1) {
    s.qemu.vm.stop();
    s.qemu.vm.cont();
  }
  await s.clock.advance(0);
  expect(s.dog.snapshot.pausedBy).toBeUndefined();
  // Two questions are under way, and their answers come one after the other.
  const answers = ['paused', 'running'] as const;
  const script = s.qemu.on('query-status', () => {
    const status = answers[asked++ % 2]!;
    return answer.after(10, { running: status === 'running', status });
  });
  let asked = 0;
  s.qemu.emit('STOP');
  s.qemu.emit('RESUME');
  await s.clock.advance(30);
  script();
  expect(asked).toBe(2);
  expect(s.of('watchdog').map(({ transition }) => transition)).not.toContain('paused');
  for (let n = 0; n < 10; n += 1) {
    s.qemu.vm.cont();
    s.qemu.vm.stop();
  }
  await s.clock.advance(0);
  expect(s.dog.snapshot.pausedBy).toBe('VM paused');
  await s.clock.advance(60_000);
  expect(s.story).toEqual([]);
});

test('reset while it is paused: it stays paused, and its boot grace counts from RESUME', async () => {
  await using s = await supervised({ qemu: { guest: { bootTime: 200_000 } }, dog: { armOn: 'first-pet' } });
  await s.clock.advance(201_000);
  s.qemu.vm.stop();
  await s.clock.advance(10_000);
  s.qemu.vm.reset();
  await s.clock.advance(290_000);
  expect(s.dog.snapshot).toMatchObject({ pausedBy: 'VM paused', inGrace: true });
  s.qemu.vm.cont();
  await s.clock.advance(199_000);
  expect(s.dog.snapshot).toMatchObject({ state: 'armed', inGrace: true });
  await s.clock.advance(1_000);
  expect(s.dog.snapshot).toMatchObject({ state: 'armed', inGrace: false });
  expect(s.story).toEqual([]);
  expect(s.pages).toEqual([]);
});

describe.each(MEANT)('%s', (status) => {
  test('excuses the silence, and nobody is paged', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.vm.enter(status);
    await s.clock.advance(600_000);
    expect(s.dog.snapshot.pausedBy).toBe(`VM ${status}`);
    expect(s.story).toEqual([]);
    expect(s.pages).toEqual([]);
    expect(s.sent).toEqual([]);
  });
});

describe.each(FAULTS)('%s', (status) => {
  test('is a fault: nothing is done without a policy for it, and somebody is paged', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.vm.enter(status);
    await s.clock.advance(600_000);
    expect(s.story).toEqual([
      'trigger hung guest',
      `evidence system_reset: refused, not-running: ${status}`,
      'page',
      'ended refused',
    ]);
    expect(s.pages).toMatchObject([{ reason: `the VM is stopped by a fault: ${status}` }]);
    expect(s.sent).toEqual([]);

    // Repaired and continued, it is watched again.
    s.qemu.vm.enter('running');
    await s.clock.advance(1_000);
    expect(s.dog.state).toBe('armed');
    s.qemu.guest.hang();
    await s.clock.advance(1_000);
    expect(s.sent).toEqual(['system_reset']);
  });

  test('and a guest that hangs when it is continued is found', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.vm.enter(status);
    await s.clock.advance(60_000);
    s.qemu.guest.hang();
    s.qemu.vm.enter('running');
    await s.clock.advance(499);
    expect(s.sent).toEqual([]);
    await s.clock.advance(1_000);
    expect(s.sent).toEqual(['system_reset']);
  });
});

test('a fault that is repaired within the timeout costs nobody anything', async () => {
  await using s = await supervised({ policies: reset });
  await s.clock.advance(2_001);
  s.qemu.vm.ioError();
  await s.clock.advance(450);
  s.qemu.vm.repair();
  s.qemu.vm.cont();
  await s.clock.advance(10_000);
  expect(s.story).toEqual([]);
});

test('STOP in the middle of an incident of another kind is nobody else’s pause', async () => {
  const channel = new HandChannel();
  await using s = await supervised({
    dog: { pets: channel },
    policies: (dog) => [...escalation(dog), { name: 'disk', on: on.event('BLOCK_IO_ERROR'), do: act.cont() }],
  });
  channel.open();
  channel.pet();
  s.qemu.vm.ioError();
  await s.clock.advance(400);
  channel.pet();
  await s.clock.advance(200);
  expect(s.sent).toEqual(['cont']);
  expect(s.story.at(-1)).toBe('ended done');
  expect(s.dog.snapshot.pausedBy).toBeUndefined();
});
