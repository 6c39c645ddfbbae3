import type { OpenIncident, Remembered } from '../journal/index.js';
import { type Effect, type EngineState, INITIAL_STATE, type Mode, type Policy } from '../policy/index.js';

/**
 * Where an engine begins that is not the first one: with the counts, halts and numbers of those before it. What they
 * left open is closed. An intent without a result may have taken effect: it is `unknown`, counts, and is not repeated;
 * whether its trigger's condition still stands is looked at afresh. Whoever was told to observe only still does.
 */
export function carryOn(
  remembered: Remembered,
  { mode, policies }: { readonly mode: Mode; readonly policies: readonly Policy[] },
  now: number,
): { readonly state: EngineState; readonly effects: readonly Effect[] } {
  const { incidents, orders, begun, ended, halted, maintenance, observing, open } = remembered;
  const resting = policies.flatMap(({ name, cooldown }) => {
    // What was cut off ends here.
    const cutOff = open.some(({ policy }) => policy === name);
    const last = cutOff ? now : Object.hasOwn(ended, name) ? ended[name] : undefined;
    return cooldown === undefined || last === undefined ? [] : [[name, last + cooldown] as const];
  });
  const maintained = maintenance !== undefined && maintenance.until > now ? maintenance : undefined;
  const own = policies.filter(({ name }) => Object.hasOwn(halted, name));
  const stillHalted = own.map(({ name }) => [name, halted[name] ?? ''] as const);
  return {
    state: {
      ...INITIAL_STATE,
      mode: observing === undefined ? undefined : 'observe',
      incidents,
      orders,
      begun,
      halted: Object.fromEntries(stillHalted),
      resting: Object.fromEntries(resting),
      maintenance: maintained,
    },
    effects: [
      ...(maintained === undefined ? [] : [{ do: 'wake', at: maintained.until } as const]),
      ...(observing === undefined || mode === 'observe'
        ? []
        : page(`it only observes, as it was told before the restart: ${observing}; enforce() ends that`)),
      ...open.flatMap((incident) => close(incident, now)),
      ...stillHalted.flatMap(([policy, reason]) =>
        page(`policy "${policy}" is still halted from before the restart: ${reason}`, { policy }),
      ),
    ],
  };
}

function close({ incident, policy, began, intent }: OpenIncident, now: number): readonly Effect[] {
  const ended = (how: 'unknown' | 'stopped'): Effect => ({
    do: 'record',
    body: { kind: 'ended', incident, policy, how, took: now - began },
  });
  if (intent === undefined) return [ended('stopped')];
  const { order, action, at } = intent;
  const took = now - at;
  return [
    {
      do: 'record',
      body: {
        kind: 'result',
        incident,
        order,
        action,
        outcome: 'unknown',
        reason: 'restarted',
        took,
        evidence: {},
      },
    },
    ...page(`whether ${action} took effect is unknown: its supervisor ended in the middle of it`, {
      incident,
      policy,
    }),
    ended('unknown'),
  ];
}

function page(
  reason: string,
  about: { readonly incident?: string; readonly policy?: string } = {},
): readonly Effect[] {
  return [
    { do: 'record', body: { kind: 'page', reason, ...about } },
    { do: 'page', reason, ...about },
  ];
}
