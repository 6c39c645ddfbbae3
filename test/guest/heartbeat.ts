/** One line `HB 001A h` of the guest's. */
export interface Heartbeat {
  /** The beat's number since boot: 0, 1, 2 … 0xffff, 0. A gap: beats were lost, or nobody was connected. */
  readonly number: number;
  /** The letter of the last command, or `!` when the disk request of this beat failed. */
  readonly letter: string;
}

/** Undefined for any other line, such as `BOOT`. */
export function parseHeartbeat(line: string): Heartbeat | undefined {
  const [, number, letter] = /^HB ([0-9A-F]{4}) (.)\r?$/.exec(line) ?? [];
  return number && letter ? { number: Number.parseInt(number, 16), letter } : undefined;
}
