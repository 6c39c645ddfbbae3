/** Splits a stream of bytes into lines, of which it keeps no more than so many bytes each. */
export class LineSplitter {
  readonly #longest: number;
  #parts: Buffer[] = [];
  #kept = 0;

  constructor(longest: number) {
    this.#longest = longest;
  }

  /** Takes more bytes. Answers with the lines that they complete, cut to their longest. */
  *take(bytes: Buffer): Generator<string, void, void> {
    let from = 0;
    for (;;) {
      const end = bytes.indexOf(0x0a, from);
      this.#keep(bytes.subarray(from, end === -1 ? bytes.length : end));
      if (end === -1) return;
      yield this.#line();
      from = end + 1;
    }
  }

  /** What is left, as a line that nobody completes. */
  end(): readonly string[] {
    return this.#kept === 0 ? [] : [this.#line()];
  }

  /** Forgets what is left. */
  clear(): void {
    this.#parts = [];
    this.#kept = 0;
  }

  #keep(bytes: Buffer): void {
    const fits = bytes.subarray(0, this.#longest - this.#kept);
    if (fits.length === 0) return;
    // Copied: the rest of its buffer must not be kept alive by it.
    this.#parts.push(Buffer.from(fits));
    this.#kept += fits.length;
  }

  #line(): string {
    const line = Buffer.concat(this.#parts).toString('utf8');
    this.clear();
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }
}
