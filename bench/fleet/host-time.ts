/** The host's monotonic clock, which all processes share: milliseconds. */
export function hostNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
