import { installLine, missing } from './qemu.mjs';

/** Stops the run: a skipped test against a real QEMU would be a hidden failure. */
export function setup() {
  const absent = missing();
  if (absent.length === 0) return;
  const error = new Error(
    `The tests against a real QEMU need ${absent.join(', ')}. To install, type:\n\n  ${installLine()}\n`,
  );
  error.stack = error.message; // where this file threw helps nobody
  throw error;
}
