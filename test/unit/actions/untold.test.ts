// The fear: somebody was to be told and was not, and nobody knows; or a secret stands where everybody reads.
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Notice, type Notifier, NotifyError, notify, systemClock } from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const NOTICE: Notice = {
  what: 'page',
  policy: 'hung guest',
  incident: 'i7',
  vm: 'vm1',
  reason: 'system_reset did not cure',
  time: '2026-01-02T03:04:05.000Z',
  id: '2026-01-02T03:04:05.000Z/1',
};

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'notify-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function tell(notifier: Notifier, signal: AbortSignal = new AbortController().signal): Promise<void> {
  await notifier.notify(NOTICE, { clock: systemClock, signal });
}

async function failureOf(telling: Promise<void>): Promise<NotifyError> {
  const error: unknown = await telling.catch((reason: unknown) => reason);
  if (!(error instanceof NotifyError)) throw new Error(`no NotifyError: ${String(error)}`);
  return error;
}

async function program(text: string): Promise<string> {
  const path = join(directory, 'program');
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
  return path;
}

describe('a script', () => {
  test('gets the notice as one line of JSON, and its arguments as they are', async () => {
    const path = await program('cat >"$1"; printf %s "$2" >>"$1"');
    const to = join(directory, 'told');
    await tell(notify.script({ path, args: [to, '$(not run); `nor this`'] }));
    const [line = '', rest] = (await readFile(to, 'utf8')).split('\n');
    expect(JSON.parse(line)).toEqual(NOTICE);
    expect(rest).toBe('$(not run); `nor this`');
  });

  test('has the environment that it was given, and no other', async () => {
    const path = await program('env >"$TO"');
    const to = join(directory, 'env');
    await tell(notify.script({ path, env: { TO: to, PATH: process.env['PATH'] } }));
    expect(await readFile(to, 'utf8')).not.toContain('HOME=');
  });

  test('that fails is an error with its code and the end of its words', async () => {
    const path = await program('echo no mail server >&2; exit 3');
    const { message, code } = await failureOf(tell(notify.script({ path })));
    expect(code).toBe('ERR_NOTIFY');
    expect(message).toBe(`script ${path}: it ended with code 3: no mail server`);
  });

  test('that says a lot is cut short', async () => {
    const path = await program('yes no | head -c 1000000; exit 1');
    const { message } = await failureOf(tell(notify.script({ path, maxOutput: 100 })));
    expect(message.length).toBeLessThan(path.length + 200);
    expect(message).toContain('no\nno');
  });

  test('that is not there is an error', async () => {
    const { message } = await failureOf(tell(notify.script({ path: join(directory, 'none') })));
    expect(message).toContain('could not be started');
  });

  test('that does not read its input was told if it says so', async () => {
    const path = await program('exec <&-; exit 0');
    await expect(tell(notify.script({ path }))).resolves.toBeUndefined();
  });

  test('that hangs is killed at its deadline, with what it started', async () => {
    const path = await program('sleep 60 & echo $! >"$1"; wait');
    const pids = join(directory, 'pids');
    const over = new AbortController();
    const telling = tell(notify.script({ path, args: [pids] }), over.signal);
    const child = await pidIn(pids);
    over.abort(new Error('late'));
    await expect(telling).rejects.toMatchObject({ code: 'ERR_ABORTED' });
    await expect.poll(() => isAlive(child)).toBe(false);
  });

  test('whose deadline has passed already is not started', async () => {
    const path = await program('touch "$1"');
    const to = join(directory, 'told');
    await expect(tell(notify.script({ path, args: [to] }), AbortSignal.abort())).rejects.toMatchObject({
      code: 'ERR_ABORTED',
    });
    await expect(readFile(to)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('has options that can be used', () => {
    expect(() => notify.script({ path: '' })).toThrow('script.path');
    expect(() => notify.script({ path: 'x', shell: true } as never)).toThrow('script.shell');
    expect(notify.script({ path: 'x' }).timeout).toBe(10_000);
  });
});

async function pidIn(path: string): Promise<number> {
  await expect.poll(() => readFile(path, 'utf8').catch(() => ''), { interval: 5 }).toMatch(/^\d+\n/);
  return Number(await readFile(path, 'utf8'));
}

/** A process that has ended and that nobody has asked about yet still has a pid. */
async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => ') Z');
  return !/\) [ZX]/.test(stat);
}

interface Hook extends AsyncDisposable {
  readonly url: string;
  readonly requests: { readonly headers: IncomingMessage['headers']; readonly body: string }[];
}

async function hook(answer: (response: ServerResponse, count: number) => void): Promise<Hook> {
  const requests: { headers: IncomingMessage['headers']; body: string }[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      requests.push({ headers: request.headers, body });
      answer(response, requests.length);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/services/T0SECRET/hook`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Waits take no time. */
async function post(notifier: Notifier): Promise<void> {
  const clock = new VirtualClock();
  const posting = notifier.notify(NOTICE, { clock, signal: new AbortController().signal });
  let over = false;
  const seen = posting.then(
    () => {
      over = true;
    },
    () => {
      over = true;
    },
  );
  // Real requests between virtual waits, each shorter than an attempt's share.
  while (!over) {
    await Promise.race([seen, new Promise((resolve) => setImmediate(resolve))]);
    await clock.advance(1);
  }
  await posting;
}

describe('a webhook', () => {
  test('gets the notice as JSON, with its id as the idempotency key', async () => {
    await using server = await hook((response) => response.writeHead(204).end());
    await post(notify.webhook(server.url, { headers: { 'X-Token': 's3cret' } }));
    expect(server.requests).toHaveLength(1);
    const [request] = server.requests;
    expect(JSON.parse(request?.body ?? '')).toEqual(NOTICE);
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': NOTICE.id,
      'x-token': 's3cret',
    });
  });

  test('that is overloaded is asked again, with the same key', async () => {
    await using server = await hook((response, count) =>
      response.writeHead([503, 429, 200][count - 1] ?? 500).end(),
    );
    await post(notify.webhook(server.url, { timeout: 3_600_000 }));
    expect(server.requests.map(({ headers }) => headers['idempotency-key'])).toEqual(
      Array.from({ length: 3 }, () => NOTICE.id),
    );
  });

  test.each([301, 400, 401, 404])('that answers %s is not asked again', async (status) => {
    await using server = await hook((response) => response.writeHead(status, { location: '/' }).end());
    const error = await failureOf(post(notify.webhook(server.url)));
    expect(error).toMatchObject({ status, code: 'ERR_NOTIFY' });
    expect(server.requests).toHaveLength(1);
  });

  test('that never recovers is given up after its retries', async () => {
    await using server = await hook((response) => response.writeHead(500).end());
    const error = await failureOf(post(notify.webhook(server.url, { retries: 2, timeout: 3_600_000 })));
    expect(error.status).toBe(500);
    expect(server.requests).toHaveLength(3);
  });

  test('that hangs up is asked again, and it is an error in the end', async () => {
    await using server = await hook((response) => response.destroy());
    const error = await failureOf(post(notify.webhook(server.url, { retries: 1, timeout: 3_600_000 })));
    expect(error.status).toBeUndefined();
    expect(server.requests).toHaveLength(2);
  });

  test('that does not answer has its share of the deadline, and no more', async () => {
    await using server = await hook(() => {});
    const { message } = await failureOf(post(notify.webhook(server.url, { retries: 1, timeout: 10_000 })));
    expect(message).toContain('no answer within 5000 ms');
    expect(server.requests.length).toBeGreaterThan(0);
  });

  test('is given up at once when its signal aborts', async () => {
    await using server = await hook(() => {});
    const over = new AbortController();
    const telling = tell(notify.webhook(server.url), over.signal);
    await expect.poll(() => server.requests.length).toBe(1);
    over.abort(new Error('late'));
    await expect(telling).rejects.toMatchObject({ name: 'AbortError' });
    await expect(tell(notify.webhook(server.url), over.signal)).rejects.toThrow();
    expect(server.requests).toHaveLength(1);
  });

  test('takes a user and a password from its URL', async () => {
    await using server = await hook((response) => response.end());
    await post(notify.webhook(server.url.replace('127', 'ann:p%40ss@127')));
    expect(server.requests[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('ann:p@ss').toString('base64')}`,
    );
  });

  test('tells no secret in an error or its name', async () => {
    await using server = await hook((response) => response.writeHead(400).end('s3cret'));
    const notifier = notify.webhook(server.url.replace('127', 'ann:p4ss@127'), {
      headers: { authorization: 'Bearer s3cret' },
    });
    const error = await failureOf(post(notifier));
    const told = JSON.stringify([notifier, error, error.message, error.cause, error.stack]);
    for (const secret of ['s3cret', 'p4ss', 'T0SECRET']) expect(told).not.toContain(secret);
    for (const wrong of [
      () => notify.webhook('http//ann:p4ss@host/T0SECRET'),
      () => notify.webhook('ftp://ann:p4ss@host/T0SECRET'),
      () => notify.webhook(server.url, { headers: { authorization: 's3cret\nx' } }),
    ]) {
      expect(wrong).toThrow('webhook.');
      expect(wrong).not.toThrow(/s3cret|p4ss|T0SECRET/);
    }
  });
});

describe('a socket', () => {
  async function listening(): Promise<{ readonly lines: Promise<string> } & AsyncDisposable> {
    let heard: (text: string) => void = () => {};
    const lines = new Promise<string>((resolve) => {
      heard = resolve;
    });
    const server = createSocketServer((peer) => {
      let text = '';
      peer.setEncoding('utf8').on('data', (more: string) => {
        text += more;
      });
      peer.on('end', () => heard(text));
      peer.on('error', () => {});
    });
    server.listen(join(directory, 'socket'));
    await once(server, 'listening');
    return {
      lines,
      async [Symbol.asyncDispose]() {
        await new Promise((resolve) => server.close(resolve));
      },
    };
  }

  test('gets the notice as one line of JSON', async () => {
    await using server = await listening();
    await tell(notify.socket({ path: join(directory, 'socket') }));
    const text = await server.lines;
    expect(text.endsWith('\n')).toBe(true);
    expect(JSON.parse(text)).toEqual(NOTICE);
  });

  test('at which nobody listens is an error', async () => {
    const { message } = await failureOf(tell(notify.socket({ path: join(directory, 'nobody') })));
    expect(message).toContain('ENOENT');
  });

  test('is given up when its signal aborts', async () => {
    await expect(
      tell(notify.socket({ path: join(directory, 'nobody') }), AbortSignal.abort()),
    ).rejects.toMatchObject({ code: 'ERR_ABORTED' });
  });

  test('has an address that can be one', () => {
    expect(() => notify.socket({ host: 'x', port: 0 })).toThrow('socket.port');
  });
});
