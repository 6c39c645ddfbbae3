/** How far behind the newest frame one may come in and still be told from one that came before. */
const WIDTH = 64;

/**
 * Which of a sender's frames have come. `newest`: it is newer than all of them; `late`: it was overtaken, and had not
 * come yet; `seen`: it had; `too-old`: it is too far behind to tell.
 */
export type Admission = 'newest' | 'late' | 'seen' | 'too-old';

/** Admits each sequence number once, in whatever order they come. */
export class SequenceWindow {
  /** The number that was admitted last of all those with one remainder. */
  readonly #places = new Float64Array(WIDTH);
  #newest = 0;

  /** Takes a number of at least 1 for one that has come. */
  admit(sequence: number): Admission {
    if (sequence <= this.#newest - WIDTH) return 'too-old';
    const place = sequence % WIDTH;
    if (this.#places[place] === sequence) return 'seen';
    this.#places[place] = sequence;
    if (sequence < this.#newest) return 'late';
    this.#newest = sequence;
    return 'newest';
  }
}
