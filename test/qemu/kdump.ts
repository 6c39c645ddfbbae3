// Has makedumpfile read what `dump-guest-memory` wrote of a Linux guest.
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
// A script of the set-up, which runs without a compiler.
import { findMakedumpfile } from './setup/makedumpfile.mjs';

/** Makes one file of the flat form, which tells where each piece belongs. @throws it is not in that form */
export function reassemble(flat: string, path: string): string {
  const input = openSync(flat, 'r');
  try {
    makedumpfile(['-R', path], input);
  } finally {
    closeSync(input);
  }
  return path;
}

/** The kernel's log in a dump, found by its symbols and through its page tables. @throws it can not be found */
export function kernelLogIn(dump: string): string {
  const path = `${dump}.log`;
  makedumpfile(['--dump-dmesg', dump, path], 'ignore');
  return readFileSync(path, 'utf8');
}

function makedumpfile(args: readonly string[], input: number | 'ignore'): void {
  const found = findMakedumpfile();
  if (found === undefined) throw new Error('makedumpfile has not been fetched. Type: npm run setup');
  execFileSync(found.program, args, { env: found.env, stdio: [input, 'pipe', 'pipe'], timeout: 30_000 });
}
