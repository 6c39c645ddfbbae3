import { type Clock, knownOptions, OptionError } from '../../core/index.js';
import { type Severity, SEVERITIES } from '../severity.js';
import type { HostErrorSource } from './host-error.js';
import { type HostErrorOptions, polledSource } from './polling.js';
import { type HostErrorReport, reported } from './report.js';

/** Options of `hostError.from`. All times are milliseconds. */
export interface HostErrorFromOptions extends HostErrorOptions {
  /**
   * Looks at the host; resolves with what it has found that it has not told before, or with nothing. A rejection is no
   * error of the host: nothing is known then. The signal aborts when it is not followed any more.
   */
  readonly ask: (context: {
    readonly signal: AbortSignal;
    readonly clock: Clock;
  }) => Promise<HostErrorReport | readonly HostErrorReport[] | undefined>;
  /** How bad a report is that does not say so. Default `serious`. */
  readonly severity?: Severity | undefined;
}

/** Asks a function of yours. */
export function from(options: HostErrorFromOptions): HostErrorSource {
  knownOptions('hostError.from', options, ['id', 'every', 'timeout', 'ask', 'severity']);
  const { ask, severity = 'serious' } = options;
  if (typeof ask !== 'function')
    throw new OptionError('hostError.from.ask', ask, 'a function that resolves with reports');
  if (!SEVERITIES.includes(severity))
    throw new OptionError('hostError.from.severity', severity, `one of ${SEVERITIES.join(', ')}`);
  return polledSource(options, 5_000, () => ({
    async look(context) {
      const told = (await ask(context)) ?? [];
      // Array.isArray does not narrow a readonly array.
      const reports = (Array.isArray(told) ? told : [told]) as readonly HostErrorReport[];
      return reported(reports, severity, (report) => report);
    },
  }));
}
