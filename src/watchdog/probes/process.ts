import { knownOptions } from '../../core/index.js';
import { checkProcess, type VmProcess } from '../../vm/index.js';
import type { Probe, ProbeLimits } from '../probe.js';
import { fail, ok, unknown } from './answers.js';
import { FollowedProcess, nameOf } from './followed-process.js';
import { COMMON, commonProbeOptions, type ProbeOptions } from './options.js';

/**
 * Whether a process of this host runs: the one that was first found, known by its id and its start time, not another that
 * was given the same id. With `pidFile` one that takes its place, and writes its id there, is followed. `unknown` until it
 * has been found alive. It says nothing of what the process does.
 * @throws {@link OptionError}
 */
export function process(of: VmProcess, options: ProbeOptions = {}): Probe<ProbeLimits> {
  checkProcess(of);
  knownOptions('probe.process', options, COMMON);
  const { name, timeout } = commonProbeOptions('probe.process', options, `process ${nameOf(of)}`);
  const followed = new FollowedProcess(of);
  return {
    name,
    timeout,
    async run() {
      const found = await followed.look();
      if (found.verdict === 'unknown') return unknown(found.why);
      return found.verdict === 'running'
        ? ok(`process ${found.pid} runs`)
        : fail(`process ${found.pid} has ended`);
    },
  };
}
