import { systemClock } from '../../../../src/core/index.js';
import { askProbe, type Probe, type ProbeAnswer, type ProbeLimits } from '../../../../src/watchdog/index.js';

/** The answer of a probe that needs no VM, by the host's clock. */
export function asked(
  probe: Probe<ProbeLimits>,
  signal: AbortSignal = new AbortController().signal,
): Promise<ProbeAnswer> {
  return askProbe(probe, { clock: systemClock, signal });
}
