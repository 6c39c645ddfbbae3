// The process that turns the policy engine, without a supervisor around it.
import { action } from '../src/policy/action.js';
import { type EngineInput, INITIAL_STATE } from '../src/policy/engine-state.js';
import { step } from '../src/policy/engine.js';
import type { Policy } from '../src/policy/policy.js';
import { on } from '../src/policy/triggers.js';
import { serve } from './child.js';

const INCIDENTS = 50_000;
/** Of an incident: its cause, the facts, and the action's result. */
const STEPS = 3;

const policy: Policy = {
  name: 'disk error',
  on: on.event('BLOCK_IO_ERROR'),
  do: action({
    name: 'stop',
    destructive: false,
    idempotent: true,
    timeout: 10_000,
    run: async () => ({ outcome: 'done', reason: 'stopped', evidence: {} }),
  }),
  limit: { max: INCIDENTS, per: 1 },
};

/** Others that look at the same event and do not mean it. */
function idlePolicies(many: number): Policy[] {
  return Array.from({ length: many }, (_, index) => ({
    ...policy,
    name: `idle ${index}`,
    on: on.event('BLOCK_IO_ERROR', ({ nospace }) => nospace === true),
  }));
}

/** Steps a second with so many policies. */
serve<number, number>((many) => {
  const policies = [...idlePolicies(many - 1), policy];
  const settings = { mode: 'enforce', policies, bootGrace: 60_000, unknownAfter: 60_000 } as const;
  let state = INITIAL_STATE;
  let now = 0;
  const take = (input: EngineInput): void => {
    state = step(settings, state, input, now).state;
  };
  const began = performance.now();
  for (let incident = 0; incident < INCIDENTS; incident += 1) {
    now += 10;
    const data = { device: 'drive0', operation: 'write', action: 'stop', nospace: false, reason: 'EIO' };
    const timestamp = { seconds: 1, microseconds: 2 };
    take({
      type: 'cause',
      cause: { on: 'event', event: { event: 'BLOCK_IO_ERROR', data, timestamp, at: now }, at: now },
    });
    take({
      type: 'facts',
      order: state.orders,
      facts: {
        status: { running: false, status: 'io-error' },
        monitor: 'responsive',
        answeredAfter: 0.2,
        attended: false,
        at: now,
        watchdog: undefined,
        stalled: 0,
      },
    });
    take({
      type: 'result',
      order: state.orders,
      result: { outcome: 'done', reason: 'stopped', evidence: {} },
    });
  }
  if (state.incidents !== INCIDENTS || state.incident !== undefined)
    throw new Error('the engine did something else');
  return (STEPS * INCIDENTS) / ((performance.now() - began) / 1_000);
});
