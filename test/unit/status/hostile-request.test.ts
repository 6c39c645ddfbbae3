// The fear: whoever asks keeps what watches the VMs busy, or brings it down.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { systemClock } from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';
import { describe, expect, test } from 'vitest';
import { Deadlines } from '../../../src/core/index.js';
import { serve } from './served.js';

async function said(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => {});
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
  return text;
}

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'])('%s changes nothing', async (method) => {
  await using served = await serve([], systemClock);
  const { status, headers } = await served.get('/status', { method });
  expect([status, headers.allow, headers.connection]).toEqual([405, 'GET, HEAD', 'close']);
});

test.each([
  { 'content-length': '1000000000' },
  { 'transfer-encoding': 'chunked' },
  { 'content-length': '1', expect: '100-continue' },
])('a body is not taken: %j', async (headers) => {
  await using served = await serve([], systemClock);
  const socket = await served.connect();
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET /status HTTP/1.1\r\nhost: localhost\r\n${lines.join('')}\r\n${'x'.repeat(10_000)}`);
  expect(await said(socket)).toMatch(/HTTP\/1\.1 (413|400) /);
});

test.each([10_000, 1_000_000])('a head of %i bytes is not read', async (bytes) => {
  await using served = await serve([], systemClock);
  const socket = await served.connect();
  const answer = said(socket);
  socket.write(`GET /status HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(bytes)}\r\n\r\n`);
  // Whoever has not read all that was sent hangs up hard, and the answer may be lost.
  expect(await answer).toMatch(bytes > 100_000 ? /^(HTTP\/1\.1 431 |$)/ : /^HTTP\/1\.1 431 /);
});

test('what is no HTTP is hung up on', async () => {
  await using served = await serve([], systemClock);
  const socket = await served.connect();
  socket.write('{"execute": "qmp_capabilities"}\n');
  expect(await said(socket)).toMatch(/^HTTP\/1\.1 400 /);
});

test.each(['', 'GET /status HTTP/1.1\r\nhost: local'])(
  'whoever says %j and no more is hung up on',
  async (begun) => {
    await using served = await serve([], systemClock, {}, { request: 40 });
    const socket = await served.connect();
    socket.write(begun);
    expect(await said(socket)).toMatch(/^(HTTP\/1\.1 408 |$)/);
  },
);

test('there are only so many connections', async () => {
  await using served = await serve([], systemClock, {}, { connections: 2 });
  const [one, two] = [await served.connect(), await served.connect()];
  const third = await served.connect();
  expect(await said(third)).toBe('');
  one.destroy();
  two.destroy();
});

test('whoever does not take his answer is hung up on, and nothing is kept for him', async () => {
  const clock = new VirtualClock();
  await using served = await serve([], clock, {}, { slow: 1_000 });
  const socket = await served.connect();
  // More than the kernel takes for us: pipelined, and never read.
  socket.write('GET /page/page.css HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(2_000));
  socket.on('error', () => {});
  await served.get('/healthz');
  expect(socket.destroyed).toBe(false);
  await clock.advance(1_000);
  socket.resume();
  await once(socket, 'close');
  expect(socket.bytesRead).toBeLessThan(12_000 * 2_000);
});

test('whoever asks for much at once and vanishes leaves nothing behind', async () => {
  const clock = new VirtualClock();
  await using served = await serve([], clock);
  const before = Deadlines.of(clock).size;
  const socket = await served.connect();
  socket.on('error', () => {});
  // None of them is answered before the one that has no end.
  socket.write(`GET /events HTTP/1.1\r\nhost: localhost\r\n\r\n`);
  await once(socket, 'data');
  socket.write('GET /status HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(100));
  await served.get('/healthz');
  const gone = once(socket, 'close');
  socket.destroy();
  await gone;
  await served.get('/healthz');
  // No more than what tells those who follow, had there been any.
  expect(Deadlines.of(clock).size).toBeLessThanOrEqual(before + 1);
});

describe('an address', () => {
  test('that leads nowhere says what there is', async () => {
    await using served = await serve([], systemClock);
    const { status, json } = await served.get('/statistics');
    expect([status, json['paths']]).toEqual([404, expect.arrayContaining(['/status/NAME'])]);
  });

  test.each([
    '/page/../server.ts',
    '/page/%2e%2e/server.ts',
    '/page/',
    '/page/__proto__',
    '/page/constructor',
  ])('that leads out of the page, %s, leads nowhere', async (path) => {
    await using served = await serve([], systemClock);
    expect((await served.get(path)).status).toBe(404);
  });

  test('that is not encoded well is said to be', async () => {
    await using served = await serve([], systemClock);
    expect((await served.get('/status/%E0%A4%A')).status).toBe(400);
  });

  test('of no VM names those that there are', async () => {
    await using served = await serve([], systemClock);
    const { status, json } = await served.get('/status/vm7');
    expect([status, json]).toEqual([404, expect.objectContaining({ name: 'vm7', known: [], more: 0 })]);
  });
});

test.each(['/', '/status', '/healthz', '/metrics', '/events', '/nothing'])(
  'HEAD %s answers with the head alone',
  async (path) => {
    await using served = await serve([], systemClock);
    const [head, whole] = [
      await served.get(path, { method: 'HEAD' }),
      path === '/events' ? undefined : await served.get(path),
    ];
    expect(head.text).toBe('');
    if (whole === undefined)
      expect(head).toMatchObject({ status: 200, headers: { 'content-type': 'text/event-stream' } });
    else
      expect([head.status, head.headers['content-length']]).toEqual([
        whole.status,
        String(Buffer.byteLength(whole.text)),
      ]);
  },
);

test('closing hangs up on everybody, twice if need be', async () => {
  const served = await serve([], systemClock);
  const idle = await served.connect();
  const reading = await served.connect();
  reading.write('GET /events HTTP/1.1\r\nhost: localhost\r\n\r\n');
  await once(reading, 'data');
  const over = [said(idle), said(reading)];
  await Promise.all([served.server.close(), served.server.close()]);
  await Promise.all(over);
  await served[Symbol.asyncDispose]();
  await expect(served.get('/healthz')).rejects.toThrow();
});
