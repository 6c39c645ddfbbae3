// The fear: an option that means nothing, or the wrong thing, is taken without a word.
import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { act, GuestArmed, type GuestArmedOptions, OptionError } from 'qmp-watchdog';

const port = { path: '/run/vm1.watchdog' };

test.for([
  [{ port: {} }, 'channel'],
  [{ port, timer: 2 }, 'guestArmed.timer'],
  [{ port, timers: 0 }, 'guestArmed.timers'],
  [{ port, timers: 100 }, 'guestArmed.timers'],
  [{ port, timers: 1.5 }, 'guestArmed.timers'],
  [{ port, minTimeout: 999 }, 'guestArmed.minTimeout'],
  [{ port, minTimeout: 1_500 }, 'guestArmed.minTimeout'],
  [{ port, maxTimeout: 4_000 }, 'guestArmed.maxTimeout'],
  [{ port, maxTimeout: 60_001 }, 'guestArmed.maxTimeout'],
  [{ port, byeGrace: 1 }, 'guestArmed.byeGrace'],
  [{ port, bootGrace: 0 }, 'guestArmed.bootGrace'],
  [{ port, pretimeout: -1 }, 'guestArmed.pretimeout'],
  [{ port, pretimeout: 3_600_000 }, 'watchdog.pretimeout'],
  [{ port, nowayout: 1 }, 'guestArmed.nowayout'],
  [{ port, id: '' }, 'guestArmed.id'],
  [{ port, vm: {} }, 'guestArmed.vm'],
  [{ port: { stream: new Duplex() }, connectTimeout: 5 }, 'guestArmed.connectTimeout'],
] as const)('%j is refused by its name', ([options, name]) => {
  // As JavaScript may call it.
  const call = (): GuestArmed => new GuestArmed(options as unknown as GuestArmedOptions);
  expect(call).toThrow(OptionError);
  expect(call).toThrow(expect.objectContaining({ option: name }));
});

test('a shortest timeout above the usual longest one moves that', () => {
  const { watchdogs } = new GuestArmed({ port, minTimeout: 7_200_000 });
  expect(watchdogs.map(({ id, timeout }) => [id, timeout])).toEqual([
    ['guest-1', 7_200_000],
    ['guest-2', 7_200_000],
  ]);
});

test.for([
  [['reboot'], 'onWatchdog'],
  [['coredump-restart'], 'onWatchdog.dump'],
  [['restart', { dump: { path: '/var/crash/vm1' } }], 'onWatchdog.dump'],
  [['restart', { process: { pid: 1 } }], 'onWatchdog.process'],
  [['destroy', { grace: 1 }], 'onWatchdog.grace'],
  [['restart', { bootGrace: 0 }], 'onWatchdog.bootGrace'],
] as const)('act.onWatchdog(%j) is refused by its name', ([args, name]) => {
  expect(() => Reflect.apply(act.onWatchdog, undefined, args)).toThrow(
    expect.objectContaining({ option: name }),
  );
});

test("what Xen's words are made of", () => {
  const dump = { path: '/var/crash/vm1' };
  const name = (...args: Parameters<typeof act.onWatchdog>): string => act.onWatchdog(...args).name;
  expect(name()).toBe('system_reset');
  expect(name('restart')).toBe('system_reset');
  expect(name('destroy')).toBe('quit');
  expect(name('preserve')).toBe('stop');
  expect(name('destroy', { process: { pid: process.pid } })).toBe('escalate(quit, kill)');
  expect(name('coredump-restart', { dump })).toBe(
    'escalate(sequence(dump-guest-memory, system_reset), system_reset)',
  );
  expect(name('coredump-destroy', { dump, process: { pid: process.pid } })).toBe(
    'escalate(sequence(dump-guest-memory, quit), quit, kill)',
  );
});
