// The fear: a condition of the VM comes to hold, or ends, and the policy on it never learns.
import { act, on, type Policy } from 'qmp-watchdog';
import { expect, test } from 'vitest';
import { supervised } from './supervised.js';

const noSpace =
  (change: Partial<Policy> = {}) =>
  (): readonly Policy[] => [
    {
      name: 'no space',
      on: on.state(({ blockErrors }) => blockErrors.some(({ status }) => status === 'nospace'), 'no space'),
      do: act.cont(),
      ...change,
    },
  ];

test('a disk that is full is continued, when that is what the policy says', async () => {
  await using s = await supervised({ policies: noSpace({ for: 500 }), overSessions: true, dog: false });
  await s.clock.advance(1_000);
  s.qemu.vm.ioError({ nospace: true });
  await s.clock.advance(400);
  expect(s.sent).toEqual([]);
  await s.clock.advance(5_000);
  expect(s.sent).toEqual(['cont']);
  // QEMU goes on saying `nospace` of a disk that has recovered.
  expect(s.qemu.vm.ioStatus).toBe('nospace');
  await s.clock.advance(60_000);
  expect(s.story.slice(-2)).toEqual(['result cont: done, running', 'ended recovered']);
});

test('one that was full before anybody looked is seen too', async () => {
  await using s = await supervised({ policies: noSpace(), overSessions: true, dog: false, run: false });
  s.qemu.vm.ioError({ nospace: true });
  await s.clock.advance(100);
  s.run();
  await s.clock.advance(1_000);
  expect(s.story[0]).toBe('trigger no space');
});

test('what a gap hid is found when the session is back', async () => {
  await using s = await supervised({ policies: noSpace(), overSessions: true, dog: false });
  await s.clock.advance(1_000);
  s.qemu.wire.hangUp();
  s.qemu.vm.ioError({ nospace: true });
  await s.clock.advance(2_000);
  expect(s.story[0]).toBe('trigger no space');
});

test('a condition that events only seem to end is looked at when the answer is there', async () => {
  await using s = await supervised({
    policies: () => [{ name: 'paused', on: on.state(({ run }) => run?.why === 'operator'), do: act.cont() }],
    overSessions: true,
    dog: false,
    mode: 'observe',
  });
  await s.clock.advance(1_000);
  s.qemu.emit('STOP');
  await s.clock.advance(100);
  expect(s.story).toEqual([]);
  s.qemu.vm.stop();
  await s.clock.advance(100);
  expect(s.story[0]).toBe('trigger paused');
});

test('one session can not tell, and says so', async () => {
  await expect(supervised({ policies: noSpace(), dog: false })).rejects.toThrow(/on\.state needs a Vm/);
});
