import { knownOptions } from '../../core/index.js';
import type { Probe } from '../probe.js';
import { fail, ok, unknown } from './answers.js';
import { COMMON, commonProbeOptions, type ProbeOptions } from './options.js';

/**
 * Whether QEMU answers, as `vm.liveness()` finds it: `fail` when its main loop, or all of it, is silent although it could
 * be asked; `unknown` without a session, and when it can not be told. It says nothing of the guest.
 * @throws {@link OptionError}
 */
export function liveness(options: ProbeOptions = {}): Probe {
  knownOptions('probe.liveness', options, COMMON);
  const { name, timeout, answerTimeout } = commonProbeOptions('probe.liveness', options, 'QMP liveness');
  return {
    name,
    timeout,
    async run({ vm, signal }) {
      const found = await vm.liveness({ signal, timeout: answerTimeout });
      switch (found.verdict) {
        case 'responsive':
          return ok('QEMU answers');
        case 'main-loop-stalled':
        case 'unresponsive':
          return fail(found.verdict);
        case 'disconnected':
          return unknown(found.verdict);
        case 'unknown':
          return unknown(found.why);
      }
    },
  };
}
