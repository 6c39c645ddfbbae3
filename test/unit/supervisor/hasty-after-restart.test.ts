// The fear: a supervisor that was killed in the middle of an incident begins the next one without the rest in between.
import { act, on, type Policy } from 'qmp-watchdog';
import { expect, test } from 'vitest';
import { carryOn } from '../../../src/supervisor/carry-on.js';

const policies: readonly Policy[] = [
  { name: 'p', on: on.event('RESET'), do: act.stop(), cooldown: 60_000 },
  { name: 'q', on: on.event('RESET'), do: act.stop(), cooldown: 60_000 },
  { name: 'r', on: on.event('RESET'), do: act.stop() },
];
const remembered = { incidents: 3, orders: 3, begun: {}, halted: {} };
const open = (policy: string) => ({ incident: `i-${policy}`, policy, began: -5_000 });

test('what was cut off ends now, and its policy rests from now on', () => {
  const { state } = carryOn(
    { ...remembered, ended: { p: -30_000, q: -30_000 }, open: [open('p'), open('r')] },
    { mode: 'enforce', policies },
    1_000,
  );
  expect(state.resting).toEqual({ p: 61_000, q: 30_000 });
});
