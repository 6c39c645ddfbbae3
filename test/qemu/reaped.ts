import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';

/** Tells Linux to kill the child when we die: no handler of ours runs when we are killed ourselves. */
const REAPED = ['setpriv', '--pdeathsig', 'KILL'];
let reaping: boolean | undefined;

/** Starts a program that ends with this process at the latest. */
export function spawnReaped(program: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  reaping ??= spawnSync(REAPED[0]!, [...REAPED.slice(1), 'true']).status === 0;
  const [first, ...rest] = [...(reaping ? REAPED : []), program, ...args];
  return spawn(first!, rest, options);
}
