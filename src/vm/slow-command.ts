import { type Clock, Deadlines } from '../core/index.js';
import type { CommandClass } from './command-class.js';

/** Awaits a command, and tells once when it takes longer than its class ought to. */
export async function measured<T>(
  clock: Clock,
  { soft }: CommandClass,
  command: Promise<T>,
  slow: (waited: number) => void,
): Promise<T> {
  const begun = clock.now();
  const deadline = Deadlines.of(clock).create((now) => slow(now - begun));
  deadline.set(begun + soft);
  try {
    return await command;
  } finally {
    deadline.clear();
  }
}
