// The fear: somebody reads what is not for him, or a web page somewhere else does by way of his browser.
import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Server } from 'node:net';
import { OptionError, systemClock } from 'qmp-watchdog';
import { serveStatus } from 'qmp-watchdog/status';
import { describe, expect, test, vi } from 'vitest';
import { serve } from './served.js';

const token = 'correct-horse-battery-staple';
const PATHS = ['/status', '/status/vm1', '/events', '/metrics', '/nothing', '/status/../status', '//status'];

describe('with a token', () => {
  test('whoever has it is let in', async () => {
    await using served = await serve([], systemClock, { token });
    const { status } = await served.get('/status', { headers: { authorization: `Bearer ${token}` } });
    expect(status).toBe(200);
  });

  test.each([
    ['none', {}],
    ['another', { authorization: 'Bearer correct-horse-battery-stapler' }],
    ['a part of it', { authorization: `Bearer ${token.slice(0, -1)}` }],
    ['it under another scheme', { authorization: `Basic ${token}` }],
    ['nothing but the scheme', { authorization: 'Bearer ' }],
    ['it in a cookie', { cookie: `token=${token}` }],
  ])('whoever has %s is not, wherever he asks', async (_, headers) => {
    await using served = await serve([], systemClock, { token });
    for (const path of PATHS) {
      const got = await served.get(path, { headers });
      expect([path, got.status, got.headers['www-authenticate']]).toEqual([path, 401, expect.any(String)]);
    }
  });

  test('in an address it does not count: addresses are written down everywhere', async () => {
    await using served = await serve([], systemClock, { token });
    expect((await served.get(`/status?token=${token}`)).status).toBe(401);
  });

  test('the page itself and whether anybody is at home need none, and name nobody', async () => {
    await using served = await serve([], systemClock, { token });
    for (const path of ['/', '/page/main.js', '/page/page.css', '/healthz'])
      expect([path, (await served.get(path)).status]).toEqual([path, 200]);
  });
});

describe('from where', () => {
  test('only this host, unless there is a token', async () => {
    await expect(serveStatus([], { port: 0, host: '0.0.0.0' })).rejects.toThrow(OptionError);
    await expect(serveStatus([], { port: 0, host: '::' })).rejects.toThrow('serveStatus.token');
    await using served = await serve([], systemClock, { port: 0, host: '0.0.0.0', token });
    expect(served.server.address).toMatchObject({ host: '0.0.0.0', port: expect.any(Number) });
  });

  test('a socket is for its owner', async () => {
    await using served = await serve([], systemClock);
    const { address } = served.server;
    expect('path' in address && (await stat(address.path)).mode & 0o777).toBe(0o600);
  });

  test('from its first moment, whatever this process lets others do with files', async () => {
    const modes: number[] = [];
    const { listen } = Server.prototype;
    const spy = vi.spyOn(Server.prototype, 'listen').mockImplementation(function (
      this: Server,
      ...args: unknown[]
    ) {
      Reflect.apply(listen, this, args);
      const [where] = args;
      if (typeof where === 'object' && where !== null && 'path' in where)
        modes.push(statSync(String(where.path)).mode & 0o077);
      return this;
    });
    const before = process.umask(0);
    try {
      await using served = await serve([], systemClock, { mode: 0o660 });
      expect(served.server.address).toHaveProperty('path');
      expect(process.umask(0)).toBe(0);
    } finally {
      process.umask(before);
      spy.mockRestore();
    }
    expect(modes).toEqual([0]);
  });

  test('or for whom one says', async () => {
    await using served = await serve([], systemClock, { mode: 0o660 });
    const { address } = served.server;
    expect('path' in address && (await stat(address.path)).mode & 0o777).toBe(0o660);
  });

  test.each(['localhost', 'LOCALHOST:80', '127.0.0.1:9', '[::1]:80', '127.1.2.3'])(
    'a browser that was told %s is on this host',
    async (host) => {
      await using served = await serve([], systemClock, { port: 0 });
      expect((await served.get('/status', { headers: { host } })).status).toBe(200);
    },
  );

  test.each([
    'evil.example',
    'evil.example:80',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '10.0.0.1',
    '[::2]',
  ])('one that was told "%s" brings a page from elsewhere', async (host) => {
    await using served = await serve([], systemClock, { port: 0 });
    for (const path of ['/', '/status', '/healthz'])
      expect([path, (await served.get(path, { headers: { host } })).status]).toEqual([path, 421]);
  });
});

test('no answer may be kept, framed, sniffed at, or run what is not ours', async () => {
  await using served = await serve([], systemClock, { token });
  for (const path of ['/', '/page/main.js', '/status', '/healthz', '/nothing']) {
    const { headers } = await served.get(path);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    const policy = headers['content-security-policy'];
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toContain('unsafe');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});
