import { messageOf, OptionError } from '../../core/index.js';
import { isAtLeast, SEVERITIES, type Severity } from '../severity.js';
import type { HostError } from './host-error.js';

/** A {@link HostError} as a function of yours tells it. */
export type HostErrorReport = Pick<HostError, 'message'> & {
  readonly [M in Exclude<keyof HostError, 'message'>]?: HostError[M] | undefined;
};

/** Words of a host's error are for people and records. */
const LONGEST = 500;

/** So many at once are told one by one. */
const MOST = 64;

/** What was reported, complete and bounded. @throws {@link OptionError} it is none. */
export function hostErrorOf(report: HostErrorReport, severity: Severity): HostError {
  const { message, node, device, path, count = 1 } = Object(report) as HostErrorReport;
  if (typeof message !== 'string')
    throw new OptionError('hostError', report, 'a report with a `message`, such as { message: "…" }');
  if (!Number.isSafeInteger(count) || count < 1)
    throw new OptionError('hostError.count', count, 'a whole number of at least 1');
  const told = report.severity ?? severity;
  if (!SEVERITIES.includes(told))
    throw new OptionError('hostError.severity', told, `one of ${SEVERITIES.join(', ')}`);
  return {
    severity: told,
    message: bounded(message),
    ...(node !== undefined && { node: bounded(String(node)) }),
    ...(device !== undefined && { device: bounded(String(device)) }),
    ...(path !== undefined && { path: bounded(String(path)) }),
    count,
  };
}

/** What each of these reports tells, one by one: one that is none costs no other its own. `found` makes the report. */
export function reported<T>(
  all: readonly T[],
  severity: Severity,
  found: (one: T) => HostErrorReport | undefined,
): { readonly errors: readonly HostError[]; readonly unknown: string | undefined } {
  const errors: HostError[] = [];
  let unknown: string | undefined;
  for (const one of all) {
    try {
      const report = found(one);
      if (report !== undefined) errors.push(hostErrorOf(report, severity));
    } catch (error) {
      unknown ??= messageOf(error);
    }
  }
  return { errors, unknown };
}

/** Text of somebody else, at a length that a record may have. */
export function bounded(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** A flood of errors, told as a few: the last one stands for what is left out, and is as bad as the worst of that. */
export function summarised(errors: readonly HostError[]): readonly HostError[] {
  if (errors.length <= MOST) return errors;
  const rest = errors.slice(MOST - 1);
  const severity = rest.reduce<Severity>(
    (worst, one) => (isAtLeast(one.severity, worst) ? one.severity : worst),
    'info',
  );
  const count = rest.reduce((sum, one) => sum + one.count, 0);
  const message = `${rest.length} more at once; the last one: ${rest.at(-1)?.message}`;
  return [...errors.slice(0, MOST - 1), { severity, message: bounded(message), count }];
}
