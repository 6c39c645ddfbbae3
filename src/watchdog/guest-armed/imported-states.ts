/** So many are remembered: several for each VM of the largest fleet. Some 100 bytes each. */
const MOST = 65_536;

/** The ids of the states by which timers were armed. Of very many the oldest are forgotten. */
export class ImportedStates {
  readonly #most: number;
  readonly #ids = new Set<string>();

  constructor(most: number = MOST) {
    this.#most = most;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(id: string): void {
    this.#ids.add(id);
    if (this.#ids.size <= this.#most) return;
    for (const oldest of this.#ids) {
      this.#ids.delete(oldest);
      return;
    }
  }
}

/** Of this process: a state that one `GuestArmed` has imported arms nothing at another one, though the first be gone. */
export const importedHere: ImportedStates = new ImportedStates();
