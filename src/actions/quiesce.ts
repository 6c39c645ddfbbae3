import { beforehand, knownOptions, messageOf } from '../core/index.js';
import { checkQuiesce, type QuiesceOptions, type QuiesceResult } from '../failover/index.js';
import { type ActionResult, action, type SingleAction } from '../policy/index.js';
import { Vm } from '../vm/index.js';
import { done, failed, unknown } from './outcome.js';

/** Options of `act.quiesce`: those of `quiesce`, but what the supervisor sees to by itself. */
export type QuiesceActionOptions = Omit<QuiesceOptions, 'signal' | 'stillStands' | 'clock' | 'reason'>;

/** What undoing, or else writing the proof down and registering it, may take after the course's own deadline, in milliseconds. */
const AFTERWARDS = 60_000;

/**
 * Quiets the VM and proves how far it has come; `evidence.failoverSafe` is the proof as it may be written down, and
 * `evidence.level` how far. It needs a `Vm`: a latch that outlives a session is the `Vm`'s.
 *
 * Done with L2, and with a lower level `failed`, so that an escalation goes on to a kill or a fence. `unknown`: nobody can
 * tell what state the VM is in.
 * @throws {@link OptionError}
 */
export function quiesce(options: QuiesceActionOptions = {}): SingleAction {
  knownOptions('quiesce', options, [
    ...['timeout', 'budgets', 'freeze', 'doubtfulStorage', 'saveTo', 'kill', 'qemuIo', 'lease'],
  ]);
  // Now, and not when it runs: a wrong budget must not be found in the hour of need.
  const { timeout } = checkQuiesce('quiesce', options);
  const loaded = beforehand(import('../failover/index.js'));
  return action({
    name: 'quiesce',
    destructive: true,
    idempotent: true,
    timeout: timeout + AFTERWARDS,
    // A VM that a fault has stopped does not run, and one on hung storage does not answer: that is what it is for. What
    // state the VM is in it asks itself, before anything else.
    evidence: ['no-own-lag'],
    async run(context) {
      const { vm, signal, clock, cause } = context;
      if (!(vm instanceof Vm)) return failed('no-latch: the supervisor was given a session, and not a Vm');
      let failover: Awaited<ReturnType<typeof loaded>>;
      try {
        failover = await loaded();
      } catch (error) {
        return failed('not-loaded', { error: messageOf(error) });
      }
      const result = await failover.quiesce(vm, {
        ...options,
        timeout,
        reason: `incident ${context.incident}: ${cause.on}`,
        signal,
        clock,
        stillStands: () => context.stillStands(),
      });
      return told(result);
    },
  });
}

function told(result: QuiesceResult): ActionResult {
  const { steps, next, latched, token, freeze, status } = result;
  const evidence = { next, steps, latched, token, freeze, after: status };
  if (result.outcome !== 'quiesced')
    return (result.outcome === 'failed' ? failed : unknown)(result.reason, evidence);
  const { level, proof, doubts, way, registration, saved, unsaved } = result;
  const all = { ...evidence, level, doubts, way, registration, saved, unsaved, failoverSafe: proof.toJSON() };
  return level === 'L2' ? done('failover-safe', all) : failed(`only ${level}: ${doubts[0] ?? next}`, all);
}
