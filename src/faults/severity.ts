/**
 * How bad something is: `info`, nothing is lost; `degraded`, it goes on with less than it had, and somebody should look;
 * `serious`, to go on may do damage; `fatal`, something is lost already, and it can not go on as it is.
 */
export type Severity = 'info' | 'degraded' | 'serious' | 'fatal';

/** From the least to the worst. */
export const SEVERITIES: readonly Severity[] = ['info', 'degraded', 'serious', 'fatal'];

/** Whether one is as bad as the other, or worse. */
export function isAtLeast(one: Severity, other: Severity): boolean {
  return SEVERITIES.indexOf(one) >= SEVERITIES.indexOf(other);
}

/** One degree worse; nothing is worse than `fatal`. */
export function worse(severity: Severity): Severity {
  return SEVERITIES[SEVERITIES.indexOf(severity) + 1] ?? 'fatal';
}
