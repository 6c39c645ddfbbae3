import { knownOptions, OptionError } from '../../core/index.js';
import type { RunState } from '../../qmp/index.js';
import type { Probe } from '../probe.js';
import { fail, ok, unknown } from './answers.js';
import { COMMON, commonProbeOptions, type ProbeOptions } from './options.js';

/** Options of `probe.runState`. */
export interface RunStateProbeOptions extends ProbeOptions {
  /** The run states that are `ok`. Default: `running`. */
  readonly ok?: readonly RunState[] | undefined;
  /** The run states that are `fail`. Default: `guest-panicked`, `internal-error`, `io-error` and `watchdog`. */
  readonly fail?: readonly RunState[] | undefined;
}

const LOST: readonly RunState[] = ['guest-panicked', 'internal-error', 'io-error', 'watchdog'];

/**
 * Which state QEMU says, freshly, that the VM is in. One that is on neither list is `unknown`: of a VM that somebody paused,
 * or that migrates, nobody can say that it is well, or that it is not.
 * @throws {@link OptionError}
 */
export function runState(options: RunStateProbeOptions = {}): Probe {
  knownOptions('probe.runState', options, [...COMMON, 'ok', 'fail']);
  const { name, timeout, answerTimeout } = commonProbeOptions('probe.runState', options, 'run state');
  const well = checkStates('ok', options.ok ?? ['running']);
  const lost = checkStates('fail', options.fail ?? LOST.filter((state) => !well.has(state)));
  for (const state of lost)
    if (well.has(state))
      throw new OptionError('probe.runState.fail', options.fail, `without ${state}, which is ok`);
  return {
    name,
    timeout,
    async run({ vm, signal }) {
      const { status } = await vm.execute('query-status', {}, { signal, timeout: answerTimeout });
      if (well.has(status)) return ok(status);
      return lost.has(status) ? fail(status) : unknown(status);
    },
  };
}

function checkStates(option: string, states: readonly RunState[]): ReadonlySet<string> {
  if (!Array.isArray(states) || states.some((state) => typeof state !== 'string'))
    throw new OptionError(`probe.runState.${option}`, states, "run states, such as ['running']");
  return new Set<string>(states);
}
