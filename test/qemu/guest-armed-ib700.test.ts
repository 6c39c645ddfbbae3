// The fear: what QEMU does by itself when its emulated watchdog expires, and what the policy does, add up to too much or too little.
import { describe, expect, test } from 'vitest';
import { act, on, type WatchdogAction } from 'qmp-watchdog';
import { superviseGuest } from './supervised-guest.js';

/** What leaves a hung guest hung: `shutdown` is a power button that it does not heed. */
const leavesItToUs = (action: WatchdogAction): boolean => action !== 'reset' && action !== 'poweroff';

describe.concurrent('a guest that hangs, with an ib700', () => {
  const supervise = (action: WatchdogAction) =>
    superviseGuest({
      overSessions: true,
      // It is the guest's own watchdog that is to find it.
      timeout: 20_000,
      start: { args: ['-action', `watchdog=${action}`] },
      policies: () => [
        {
          name: 'guest watchdog',
          on: on.event('WATCHDOG', (data) => leavesItToUs(data.action)),
          do: act.onWatchdog('restart'),
        },
      ],
    });

  test.for([
    ['none', ['WATCHDOG', 'RESET by us']],
    ['debug', ['WATCHDOG', 'RESET by us']],
    ['pause', ['WATCHDOG', 'STOP', 'RESET by us', 'RESUME']],
    ['inject-nmi', ['WATCHDOG', 'RESET by us']],
    ['shutdown', ['WATCHDOG', 'POWERDOWN', 'RESET by us']],
    ['reset', ['WATCHDOG', 'RESET by the guest']],
  ] as const)('%s: it is reset once, by QEMU or by the policy', async ([action, expected]) => {
    await using s = await supervise(action);
    const seen: string[] = [];
    for (const event of ['WATCHDOG', 'STOP', 'RESUME', 'POWERDOWN', 'SHUTDOWN'] as const)
      s.operator.on(event, () => seen.push(event));
    s.operator.on('RESET', ({ data }) => seen.push(`RESET by ${data.guest ? 'the guest' : 'us'}`));
    const mark = s.heartbeats.length;
    await s.guest.send('w');
    await s.guest.send('k');
    if (leavesItToUs(action)) await s.record('ended', { how: 'done' });
    else await s.vmEvent('RESET', 1);
    await s.beats(5);
    expect(seen).toEqual(expected);
    expect(s.heartbeats.slice(mark)).toContainEqual({ number: 0, letter: 'h' });
    expect(s.of('intent')).toHaveLength(leavesItToUs(action) ? 1 : 0);
    expect(s.pages).toEqual([]);
    await s.finish();
  });

  test('poweroff: QEMU ends, and nothing else is done', async () => {
    await using s = await supervise('poweroff');
    await s.guest.send('w');
    await s.guest.send('k');
    expect(await s.guest.exited).toMatchObject({ code: 0 });
    expect(s.of('intent')).toEqual([]);
    await s.finish();
  });
});
