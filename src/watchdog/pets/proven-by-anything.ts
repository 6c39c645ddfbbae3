import type { PetSink } from '../pet-source.js';
import type { Reader } from './run.js';

/**
 * For a connection that was made by us: whatever comes over it first, be it half a line of a firmware's, shows that we are
 * the one reader whom its other end serves. One that others make to us is not proven by that: who came may be anybody.
 */
export function provenByAnything(told: PetSink, reader: Reader): Reader {
  let proven = false;
  return (read) => {
    if (!proven) told.heard();
    proven = true;
    reader(read);
  };
}
