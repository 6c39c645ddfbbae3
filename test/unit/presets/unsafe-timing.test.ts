// The fear: timings with which a peer that is well is called dead, or a guest is reset again while it boots.
import { describe, expect, test } from 'vitest';
import { act, checkTimings, guestWatchdog, OptionError, type TimingsOptions } from 'qmp-watchdog';

const SAFE: TimingsOptions = {
  timeout: 5_000,
  pulseInterval: 1_000,
  jitter: 2_000,
  pretimeout: 2_000,
  bootGrace: 60_000,
  do: act.escalate(
    { action: act.injectNmi(), timeout: 5_000 },
    { action: act.systemReset(), timeout: 60_000 },
  ),
};

test('timings on the very bounds are taken', () => {
  checkTimings(SAFE);
  checkTimings({ timeout: 1 });
});

describe('each inequality is in the message, with its numbers', () => {
  test.each<[string, Partial<TimingsOptions>, string]>([
    [
      'timeout',
      { timeout: 4_999 },
      'timings.timeout must be at least 5000 ms: timeout ≥ 3 · pulseInterval + jitter = 3 · 1000 + 2000; got 4999',
    ],
    [
      'pretimeout',
      { pretimeout: 2_001 },
      'timings.pretimeout must be at most 2000 ms: timeout - pretimeout ≥ pulseInterval + jitter, 5000 - pretimeout ≥ 1000 + 2000; got 2001',
    ],
    [
      'bootGrace',
      { bootGrace: 5_000 },
      'timings.bootGrace must be more than 5000 ms: bootGrace > timeout; got 5000',
    ],
    [
      'a step in which the guest boots',
      { bootGrace: 60_001 },
      'timings.do.steps[1].timeout must be at least 60001 ms for system_reset: step ≥ bootGrace = 60001, in which the guest boots; got 60000',
    ],
    [
      'a step that is over before the next pet',
      { timeout: 30_000, jitter: 6_000 },
      'timings.do.steps[0].timeout must be at least 7000 ms for inject-nmi: step ≥ pulseInterval + jitter = 1000 + 6000; got 5000',
    ],
    [
      'a step that is over before its action',
      { do: act.escalate({ action: act.stop(), timeout: 9_999 }) },
      "timings.do.steps[0].timeout must be at least 10000 ms for stop: step ≥ the action's own deadline; got 9999",
    ],
    [
      'a step within a step',
      {
        bootGrace: 60_000,
        do: act.escalate({
          action: act.sequence(act.escalate({ action: act.systemReset(), timeout: 20_000 })),
          timeout: 90_000,
        }),
      },
      'timings.do.steps[0].action.actions[0].steps[0].timeout must be at least 60000 ms for system_reset: step ≥ bootGrace = 60000, in which the guest boots; got 20000',
    ],
  ])('%s', (_, change, message) => {
    expect(() => checkTimings({ ...SAFE, ...change })).toThrow(OptionError);
    expect(() => checkTimings({ ...SAFE, ...change })).toThrow(message);
  });

  test('an option that there is none is refused', () => {
    expect(() => checkTimings({ ...SAFE, pulse: 1 } as TimingsOptions)).toThrow(
      /timings\.pulse must be left out/,
    );
  });
});

describe('a guest watchdog refuses', () => {
  const port = { path: '/run/vm1.watchdog' };

  test('a boot grace that is no longer than a timeout', () => {
    expect(() => guestWatchdog({ port, bootGrace: 5_000 })).toThrow(/bootGrace > timeout/);
  });

  test('an escalation that goes on while the guest boots', () => {
    const actions = act.escalate(
      { action: act.systemReset(), timeout: 60_000 },
      { action: act.stop(), timeout: 10_000 },
    );
    expect(() => guestWatchdog({ port, actions })).toThrow(/step ≥ bootGrace = 300000/);
    guestWatchdog({ port, actions, bootGrace: 60_000 });
  });

  test.each([
    ['an action that there is none', { actions: 'reboot' }, /onWatchdog must be one of/],
    ['what is no action', { actions: 7 }, /guestWatchdog\.actions/],
    ['an option that there is none', { noway: true }, /guestArmed\.noway must be left out/],
  ])('%s', (_, given, message) => {
    // What the types do not let through, JavaScript does.
    expect(() => guestWatchdog({ port, ...(given as object) })).toThrow(message);
  });
});
