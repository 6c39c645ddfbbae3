import { milliseconds, nonEmpty } from '../../core/index.js';

/** Options of every probe. */
export interface ProbeOptions {
  /** Names it in records; two probes of one policy must not share a name. Default: what is asked, and whom. */
  readonly name?: string | undefined;
  /** How long the answer may take, in milliseconds. Default 2,000. */
  readonly timeout?: number | undefined;
}

/** Options of a probe over a network. */
export interface NetworkProbeOptions extends ProbeOptions {
  /**
   * What it means when nothing answers at all: no route, or no connection within the timeout. A broken network looks like a
   * dead guest, so the default is `unknown`; choose `fail` where the way there is surely well, as to a guest on this host.
   */
  readonly unreachable?: 'unknown' | 'fail' | undefined;
}

/** The names of {@link ProbeOptions}. */
export const COMMON: readonly string[] = ['name', 'timeout'];

/** What a question to others may take longer than its own timeout, so that its silence is an answer: milliseconds. */
const SPARE = 250;

/** Checks what all probes have in common. `answerTimeout` is for the question itself, and ends before the probe does. */
export function commonProbeOptions(
  where: string,
  options: ProbeOptions,
  defaultName: string,
): { readonly name: string; readonly timeout: number; readonly answerTimeout: number } {
  const answerTimeout = milliseconds(`${where}.timeout`, options.timeout, 2_000, { min: 1, max: 2 ** 31 });
  return {
    name: nonEmpty(`${where}.name`, options.name ?? defaultName),
    answerTimeout,
    timeout: answerTimeout + SPARE,
  };
}
