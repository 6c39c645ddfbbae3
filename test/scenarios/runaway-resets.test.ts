// The fear: a VM is reset again and again, by a policy that does not help, or by several.
import { describe, expect, test } from 'vitest';
import { act, OptionError, on } from 'qmp-watchdog';
import { reset, type Setting, supervised } from './supervised.js';

/** It hangs, and is reset: some 700 ms later it beats again. */
async function hangOnce(s: Setting): Promise<void> {
  await s.clock.advance(1_000);
  s.qemu.guest.hang();
  await s.clock.advance(1_000);
}

describe('a limit', () => {
  test('is lifted by resume: then the guest that is still hung is reset, and counting starts anew', async () => {
    await using s = await supervised({ policies: reset });
    for (let n = 0; n < 4; n += 1) await hangOnce(s);
    expect(s.qemu.guest.state).toBe('hung');
    s.supervisor.resume('hung guest');
    s.supervisor.resume('hung guest');
    await s.clock.advance(2_000);
    expect(s.sent).toHaveLength(4);
    expect(s.qemu.guest.state).toBe('alive');
    expect(s.of('resumed')).toHaveLength(1);
    for (let n = 0; n < 4; n += 1) await hangOnce(s);
    expect(s.sent).toHaveLength(6);
    expect(s.pages).toHaveLength(2);
  });

  test('forgets what is longer ago than its period', async () => {
    await using s = await supervised({
      policies: (dog) => [
        { name: 'p', on: on.expired(dog), do: act.systemReset(), limit: { max: 2, per: 60_000 } },
      ],
    });
    for (let n = 0; n < 6; n += 1) {
      await hangOnce(s);
      await s.clock.advance(31_000);
    }
    expect(s.sent).toHaveLength(6);
    expect(s.pages).toEqual([]);
  });

  test('holds in observe mode too: what would be done is what would be done', async () => {
    await using s = await supervised({ policies: reset, mode: 'observe' });
    for (let n = 0; n < 6; n += 1) {
      await hangOnce(s);
      s.qemu.guest.recover();
    }
    expect(s.of('would')).toHaveLength(3);
    expect(s.pages).toHaveLength(1);
  });

  test('a policy that is halted stops no other', async () => {
    await using s = await supervised({
      policies: (dog) => [
        { name: 'p', on: on.expired(dog), do: act.systemReset(), limit: { max: 1, per: 600_000 } },
        { name: 'disk', on: on.event('BLOCK_IO_ERROR'), do: act.cont() },
      ],
    });
    await hangOnce(s);
    await hangOnce(s);
    expect(s.supervisor.snapshot.halted).toHaveProperty('p');
    s.qemu.guest.recover();
    s.qemu.vm.ioError();
    await s.clock.advance(2_000);
    expect(s.sent).toEqual(['system_reset', 'cont']);
  });

  test('resume of a policy that is none is refused; of one that is not halted it does nothing', async () => {
    await using s = await supervised();
    expect(() => s.supervisor.resume('hung gest')).toThrow(OptionError);
    s.supervisor.resume('hung guest');
    await s.clock.advance(0);
    expect(s.story).toEqual([]);
  });
});

test('a storm of events is one incident at a time, and each of them is on record', async () => {
  await using s = await supervised({
    policies: () => [{ name: 'disk', on: on.event('BLOCK_IO_ERROR'), do: act.cont() }],
  });
  for (let n = 0; n < 50; n += 1)
    s.qemu.emit('BLOCK_IO_ERROR', {
      device: '',
      operation: 'write',
      action: 'report',
      reason: 'Input/output error',
    });
  await s.clock.advance(2_000);
  expect(s.of('trigger')).toHaveLength(1);
  expect(s.of('ignored')).toHaveLength(49);
  expect(s.sent).toEqual([]);
  expect(s.story.at(-1)).toBe('ended done');
});
