import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFixtures } from './fixtures.js';

/** A synthetic QMP server in a process of its own. */
export interface Server extends AsyncDisposable {
  /** Of its unix socket. */
  readonly path: string;
  /** What it is written in, for people. */
  readonly kind: string;
}

/** Starts it: the one in C where there is a compiler, else, or when `node` is asked for, the one in TypeScript. */
export async function startServer(directory: string, wanted: 'fastest' | 'node'): Promise<Server> {
  const path = join(directory, 'qmp');
  const program = wanted === 'node' ? undefined : compile(directory);
  const command =
    program === undefined ? [process.execPath, '--import', 'tsx', source('server.ts')] : [program];
  const [file = '', ...args] = [...command, path, ...writeFixtures(directory)];
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  await ready(child);
  return {
    path,
    kind: program === undefined ? 'Node, and so limits the clients' : 'C',
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

function compile(directory: string): string | undefined {
  const program = join(directory, 'server');
  const { status } = spawnSync('cc', ['-O2', '-o', program, source('server.c')], { stdio: 'ignore' });
  return status === 0 ? program : undefined;
}

async function ready(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new Error('the server has no standard output');
  const ended = once(child, 'exit').then(() => {
    throw new Error('the server ended before it was ready');
  });
  await Promise.race([once(child.stdout, 'data'), ended]);
  ended.catch(() => {});
}

function source(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
