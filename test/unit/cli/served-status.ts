// A status that is served in the words of the test, and the command that asks for it.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { VmStatus } from 'qmp-watchdog/status';
import { run } from '../../../src/cli/run.js';

export let folder: string;
export let socket: string;
/** Done when the test has ended, the last first. */
export const after: (() => Promise<unknown>)[] = [];

/** Before each test of the file: a folder, with nobody at `socket`. */
export function servedStatus(): void {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'status-'));
    socket = join(folder, 'status.sock');
  });

  afterEach(async () => {
    for (const undo of after.splice(0).reverse()) await undo();
    await rm(folder, { recursive: true });
  });
}

/** Runs `qmp-watchdog status`. */
export async function said(...args: readonly string[]) {
  return await saidTo({}, ...args);
}

/** The same, for who reads it there. */
export async function saidTo(terminal: { readonly colours?: boolean }, ...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const output = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const code = await run(['status', ...args], { ...output, ...terminal });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** Answers at `socket`; returns what was asked for. */
export async function answering(listener: RequestListener): Promise<string[]> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? 'no token'}`);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  after.push(() => new Promise((resolve) => server.close(resolve)));
  return asked;
}

/** Serves these VMs, or whatever is said instead. */
export async function serving(vms: readonly object[], rest: object = {}, status = 200): Promise<string[]> {
  const body = JSON.stringify({ format: 1, at: '2026-01-01T00:00:00.000Z', vms, problems: [], ...rest });
  return await answering((_, response) => response.writeHead(status).end(body));
}

/** All is well. */
export const vm1 = {
  name: 'vm1',
  attention: 'none',
  because: [],
  supervised: true,
  mode: 'enforce',
  confidence: 'known',
  run: 'running',
  running: true,
  why: null,
  health: 'responsive',
  connected: true,
  exit: null,
  failoverSafe: null,
} satisfies Partial<VmStatus>;
