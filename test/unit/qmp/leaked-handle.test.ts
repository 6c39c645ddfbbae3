// The fear: each connection, command, event or wait leaves something behind, and after a month the process is full.
// LEAK_CYCLES and LEAK_COMMANDS make it a long run: 10000 and 1000000 take some minutes.
import { getEventListeners, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Deadlines, systemClock } from '../../../src/core/index.js';
import { QmpClient } from '../../../src/qmp/index.js';
import { eventLine, greeting, type Sent } from './wire.js';

const CYCLES = Number(process.env['LEAK_CYCLES'] ?? 300);
const COMMANDS = Number(process.env['LEAK_COMMANDS'] ?? 20_000);

let directory = '';
let path = '';
let server: Server;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'leak-'));
  path = join(directory, 'qmp');
  server = createServer((socket) => {
    let text = '';
    socket.write(`${JSON.stringify(greeting())}\r\n`);
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (text + chunk).split('\n');
      text = lines.pop() ?? '';
      const replies = lines.map((line) => {
        const { id, execute } = JSON.parse(line) as Sent;
        if (execute === 'x-silent') return '';
        return `${execute === 'stop' ? eventLine('STOP') : ''}{"return": {}, "id": "${id}"}\r\n`;
      });
      socket.write(replies.join(''));
    });
    socket.on('error', () => {});
  }).listen(path);
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true, force: true });
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are in use once everything that could go has gone. */
async function heap(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    await new Promise(setImmediate);
    collectGarbage();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** What keeps the process alive, once what was closed is closed on the server's side as well. */
async function handles(): Promise<string[]> {
  await expect
    .poll(() => new Promise((resolve) => server.getConnections((_, count) => resolve(count))))
    .toBe(0);
  await new Promise(setImmediate);
  // What is not ours: the pipes and timers of the test runner come and go.
  return process
    .getActiveResourcesInfo()
    .filter((kind) => kind !== 'Timeout' && kind !== 'Immediate')
    .sort();
}

test(`${CYCLES} sessions leave no listener, handle, deadline or memory behind`, async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const clients: WeakRef<QmpClient>[] = [];
  const cycle = async (n: number): Promise<void> => {
    const client = await QmpClient.connect({ path }, { signal });
    clients.push(new WeakRef(client));
    const events = client.events(['STOP', 'RESUME'], { signal });
    client.on('STOP', () => {});
    const waiting = codeOf(client.expect('RESUME', { signal }).wait());
    await client.expect('STOP', { signal }).during(() => client.execute('stop', {}, { signal }));
    const liveness = client.liveness({ signal });
    const pending = codeOf(client.executeAny('x-silent', {}, { signal }));
    if (n % 2 === 0) await liveness;
    await client.close();
    const { value } = await events.next();
    // Not by expect(): it keeps every promise that it was given until the test ends.
    const seen = [
      (value as { event?: string }).event,
      (await liveness).verdict,
      await pending,
      await waiting,
    ];
    if (String(seen) !== `STOP,${n % 2 === 0 ? 'responsive' : 'disconnected'},unknown,ERR_SESSION_CLOSED`)
      throw new Error(`cycle ${n}: ${seen}`);
  };
  for (let n = 0; n < 50; n += 1) await cycle(n);
  const before = { handles: await handles(), heap: await heap() };
  for (let n = 0; n < CYCLES; n += 1) await cycle(n);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  expect(Deadlines.of(systemClock).size).toBe(0);
  expect(await handlesBeyond(before.handles)).toEqual([]);
  const grown = (await heap()) - before.heap;
  report(`${CYCLES} sessions: ${grown} bytes`);
  // What grows once, with caches and compiled code, and not with the number of sessions.
  expect(grown).toBeLessThan(2_000_000);
  expect(clients.filter((client) => client.deref() !== undefined)).toEqual([]);
}, 600_000);

test(`failed connections leave nothing behind`, async () => {
  const { signal } = new AbortController();
  const attempt = async (): Promise<void> => {
    await expect(QmpClient.connect({ path: join(directory, 'none') }, { signal })).rejects.toMatchObject({
      code: 'ERR_CONNECT',
    });
    const aborting = new AbortController();
    const aborted = QmpClient.connect({ path }, { signal: aborting.signal });
    aborting.abort();
    await expect(aborted).rejects.toMatchObject({ code: 'ERR_ABORTED' });
    expect(getEventListeners(aborting.signal, 'abort')).toHaveLength(0);
  };
  await attempt();
  const before = await handles();
  for (let n = 0; n < 100; n += 1) await attempt();
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  expect(Deadlines.of(systemClock).size).toBe(0);
  expect(await handlesBeyond(before)).toEqual([]);
});

test(`${COMMANDS} commands leave no listener, deadline or memory behind`, async () => {
  const { signal } = new AbortController();
  await using client = await QmpClient.connect({ path });
  const slow = client.events(['STOP'], { capacity: 16 });
  let heard = 0;
  client.on('STOP', () => void (heard += 1));
  const batch = async (): Promise<void> => {
    await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        n % 10 === 0
          ? client.execute('stop', {}, { signal, timeout: 60_000 })
          : n % 10 === 1
            ? client.executeOob('query-yank')
            : client.execute('query-status'),
      ),
    );
  };
  for (let n = 0; n < 50; n += 1) await batch();
  const before = await heap();
  for (let n = 0; n < COMMANDS / 100; n += 1) await batch();
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  expect(Deadlines.of(systemClock).size).toBe(0);
  expect(client.statistics).toMatchObject({ inFlight: 0, stuck: 0, staleReplies: 0, lateReplies: 0 });
  expect(heard).toBe((COMMANDS / 100 + 50) * 10);
  const grown = (await heap()) - before;
  report(`${COMMANDS} commands: ${grown} bytes`);
  expect(grown).toBeLessThan(1_000_000);
  expect((await slow.next()).value).toMatchObject({ lost: heard - 16 });
}, 600_000);

/** Those that were not there before. What a test before these left may go meanwhile: that is no leak. */
async function handlesBeyond(before: readonly string[]): Promise<string[]> {
  const left = [...before];
  return (await handles()).filter((kind) => {
    const place = left.indexOf(kind);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

/** How a promise fails: by its outcome where it has one. */
async function codeOf(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => 'resolved',
    ({ outcome, code }: { outcome?: string; code: string }) => outcome ?? code,
  );
}

/** The figures of a long run are worth reading. */
function report(line: string): void {
  if (process.env['LEAK_CYCLES'] !== undefined || process.env['LEAK_COMMANDS'] !== undefined)
    process.stdout.write(`${line}\n`);
}
