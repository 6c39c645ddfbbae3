import { bytes } from './bytes.js';
import { lines } from './lines.js';

export type { PetChannel } from './channel.js';
export type { LineMatcher } from './line-matcher.js';
export type { PetLineOptions } from './lines.js';
export type { PetOptions } from './options.js';

/** The pet sources that come with the package. Any other is an object of one's own that is a `PetSource`. */
export interface Pets {
  /** Any byte is a sign of life. */
  readonly bytes: typeof bytes;
  /** Each line that fits is a sign of life. */
  readonly lines: typeof lines;
}

/** Where signs of life come from: `pets.bytes(channel)` and `pets.lines(channel, { line })`. */
export const pets: Pets = { bytes, lines };
