// The fear: a QEMU that we started dies unseen, dies with its session, or outlives everybody who knows of it.
import { spawn as spawnChild } from 'node:child_process';
import { once } from 'node:events';
import { kill } from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Deadlines } from '../../../src/core/index.js';
import { type QemuProcess, QmpClient, type SpawnOptions, spawnQemu } from '../../../src/qmp/index.js';
import { VirtualClock } from '../../../src/testing/index.js';
import { errorOf, greeting, outcomeOf } from './wire.js';

const GREET = `process.stdout.write(${JSON.stringify(`${JSON.stringify(greeting())}\r\n`)});`;

/** Answers every command with {}, `x-exit` by exiting with its code, and `x-hang-up` by closing its output. */
const SPEAK = `${GREET}
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, execute, arguments: args } = JSON.parse(line);
  if (execute === 'x-exit') { process.stderr.write(args.words); process.exit(args.code); }
  if (execute === 'x-hang-up') return require('node:fs').closeSync(1);
  process.stdout.write(JSON.stringify({ return: {}, id }) + '\\r\\n');
});`;

/** Runs on when its input ends, as QEMU does. */
const STAY = 'setInterval(() => {}, 1000);';

async function spawn(script: string, options: Partial<SpawnOptions> = {}): Promise<QemuProcess> {
  const qemu = await spawnQemu({ program: process.execPath, args: ['-e', script], ...options });
  onTestFinished(async () => void (await qemu.terminate({ timeout: 0 })));
  return qemu;
}

const lives = (pid: number): boolean => {
  try {
    return kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a QEMU that ends', () => {
  test('before its greeting is told of with its exit code and its last words, not as a closed connection', async () => {
    const qemu = await spawn("process.stderr.write('qemu: -foo: invalid option\\n'); process.exitCode = 1;");
    const error = await errorOf(QmpClient.connect({ transport: qemu.monitor }));
    expect(error).toMatchObject({
      name: 'QemuExitedError',
      code: 'ERR_QEMU_EXITED',
      exitCode: 1,
      signal: null,
      stderr: 'qemu: -foo: invalid option\n',
    });
    expect(error.message).toMatch(/^stdio:.*\(\d+\) ended with exit code 1: qemu: -foo: invalid option$/);
    expect(await qemu.exited).toEqual({ code: 1, signal: null });
  });

  test('before its greeting without a fault is told of too', async () => {
    const qemu = await spawn('');
    const error = await errorOf(QmpClient.connect({ transport: qemu.monitor }));
    expect(error.message).toMatch(/ended with exit code 0, without a word$/);
  });

  test('before somebody connects at all', async () => {
    const qemu = await spawn('process.exitCode = 3;');
    await qemu.exited;
    expect(await errorOf(QmpClient.connect({ transport: qemu.monitor }))).toMatchObject({ exitCode: 3 });
  });

  test('with a fault in the middle of a session breaks it, and one that was killed is known by its signal', async () => {
    const qemu = await spawn(SPEAK);
    const client = await QmpClient.connect({ transport: qemu.monitor });
    const pending = errorOf(client.executeAny('x-exit', { code: 4, words: 'abort\n' }));
    expect(await client.closed).toMatchObject({ kind: 'failed', error: { exitCode: 4, stderr: 'abort\n' } });
    expect(await pending).toMatchObject({ code: 'ERR_SESSION_CLOSED', outcome: 'unknown' });

    const killed = await spawn(SPEAK);
    const session = await QmpClient.connect({ transport: killed.monitor });
    kill(killed.pid, 'SIGKILL');
    expect(await session.closed).toMatchObject({
      kind: 'failed',
      error: { exitCode: null, signal: 'SIGKILL' },
    });
  });

  test('orderly ends the session orderly', async () => {
    const qemu = await spawn(SPEAK);
    const client = await QmpClient.connect({ transport: qemu.monitor });
    client.executeAny('x-exit', { code: 0, words: '' }).catch(() => {});
    expect(await client.closed).toEqual({ kind: 'ended' });
  });

  test('and leaves its output to a child of its own is noticed all the same', async () => {
    const clock = new VirtualClock();
    const heir = "require('node:child_process').spawn('sleep', ['30'], { stdio: 'inherit' }).unref();";
    const qemu = await spawn(`${heir} process.stderr.write('last words'); process.exitCode = 5;`, { clock });
    const connecting = errorOf(QmpClient.connect({ transport: qemu.monitor }, { clock }));
    await qemu.exited;
    await clock.advance(999);
    expect(await outcomeOf(connecting)).toBeUndefined();
    await clock.advance(1);
    expect(await connecting).toMatchObject({ exitCode: 5, stderr: 'last words' });
  });

  test('keeps only the end of what it said', async () => {
    const qemu = await spawn("process.stderr.write('x'.repeat(100_000) + 'the end'); process.exitCode = 1;");
    const { stderr } = (await errorOf(QmpClient.connect({ transport: qemu.monitor }))) as {
      stderr?: unknown;
    };
    expect(stderr).toHaveLength(8_192);
    expect(String(stderr).endsWith('the end')).toBe(true);
  });
});

describe('a session that ends', () => {
  test('does not end its QEMU', async () => {
    const qemu = await spawn(SPEAK + STAY);
    const client = await QmpClient.connect({ transport: qemu.monitor });
    expect(await client.execute('stop')).toEqual({});
    expect(await client.close()).toEqual({ kind: 'closed' });
    expect(await outcomeOf(qemu.exited)).toBeUndefined();
    expect(lives(qemu.pid)).toBe(true);
    expect(await errorOf(QmpClient.connect({ transport: qemu.monitor }))).toMatchObject({
      code: 'ERR_SESSION_CLOSED',
    });
  });

  test('because its output ended is told a second later, although the process lives', async () => {
    const clock = new VirtualClock();
    const qemu = await spawn(SPEAK + STAY, { clock });
    const client = await QmpClient.connect({ transport: qemu.monitor }, { clock });
    const pending = errorOf(client.executeAny('x-hang-up', {}, { timeout: Number.POSITIVE_INFINITY }));
    // Its exit code may come yet: that is what is waited for.
    await expect.poll(() => Deadlines.of(clock).size).toBe(1);
    await clock.advance(999);
    expect(await outcomeOf(client.closed)).toBeUndefined();
    await clock.advance(1);
    expect(await client.closed).toEqual({ kind: 'ended' });
    expect(await pending).toMatchObject({ outcome: 'unknown' });
    expect(lives(qemu.pid)).toBe(true);
  });
});

describe('the owner of a QEMU', () => {
  test('ends it by disposal', async () => {
    let pid = 0;
    {
      await using qemu = await spawn(SPEAK + STAY);
      ({ pid } = qemu);
      expect(lives(pid)).toBe(true);
    }
    expect(lives(pid)).toBe(false);
  });

  test('asks first, and kills a QEMU that does not listen', async () => {
    const clock = new VirtualClock();
    const qemu = await spawn(`process.on('SIGTERM', () => {}); ${SPEAK + STAY}`, { clock });
    const client = await QmpClient.connect({ transport: qemu.monitor }, { clock });
    const ending = qemu.terminate({ timeout: 100 });
    await clock.advance(99);
    expect(await outcomeOf(ending)).toBeUndefined();
    await clock.advance(1);
    expect(await ending).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await qemu.terminate()).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await client.closed).toMatchObject({ kind: 'failed' });
  });

  test('stops waiting by a signal', async () => {
    const qemu = await spawn(`process.on('SIGTERM', () => {}); ${SPEAK + STAY}`);
    await QmpClient.connect({ transport: qemu.monitor });
    const signal = AbortSignal.abort('enough');
    expect(await errorOf(qemu.terminate({ signal }))).toMatchObject({ code: 'ERR_ABORTED', cause: 'enough' });
    expect(lives(qemu.pid)).toBe(true);
  });

  test('may give it up: then nothing of ours ends it', async () => {
    const qemu = await spawn(SPEAK + STAY);
    qemu.release();
    await qemu[Symbol.asyncDispose]();
    expect(lives(qemu.pid)).toBe(true);
  });
});

test('a QEMU that was given up does not keep our process alive, and lives on without it', async () => {
  const ours = fileURLToPath(new URL('release-and-end.ts', import.meta.url));
  const child = spawnChild(process.execPath, ['--import', 'tsx', ours, SPEAK + STAY], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let pid = '';
  child.stdout.on('data', (text) => (pid += text));
  const [code] = await once(child, 'exit');
  onTestFinished(() => void kill(Number(pid), 'SIGKILL'));
  expect(code).toBe(0);
  expect(lives(Number(pid))).toBe(true);
}, 20_000);

describe('a program', () => {
  test('that is not there, or may not be run, is told of by name', async () => {
    expect(await errorOf(spawnQemu({ program: 'no-such-qemu', args: [] }))).toMatchObject({
      code: 'ERR_CONNECT',
      failure: 'not-started',
      message: 'no-such-qemu could not be started: there is no such program, or its cwd does not exist',
    });
    expect(await errorOf(spawnQemu({ program: '/etc/passwd', args: [] }))).toMatchObject({
      failure: 'not-started',
      message: '/etc/passwd could not be started: it may not be run by this user',
    });
  });

  test('that speaks no QMP is told from one that does', async () => {
    const qemu = await spawn(`process.stdout.write('QEMU emulator version 7.2.22\\n');${STAY}`);
    expect(await errorOf(QmpClient.connect({ transport: qemu.monitor }))).toMatchObject({
      code: 'ERR_NOT_QMP',
    });
    const silent = await spawn(STAY);
    const error = await errorOf(QmpClient.connect({ transport: silent.monitor }, { greetingTimeout: 1 }));
    expect(error.message).toContain(
      'its command line has no monitor on standard input and output: -qmp stdio',
    );
  });

  test('is not started when the signal has aborted', async () => {
    const spawning = spawnQemu({ program: 'no-such-qemu', args: [], signal: AbortSignal.abort('enough') });
    expect(await errorOf(spawning)).toMatchObject({ code: 'ERR_ABORTED', cause: 'enough' });
  });

  test.for<[string, unknown]>([
    ['program', ''],
    ['args', '-qmp stdio'],
    ['args', [1]],
    ['cwd', ''],
    ['env', 'PATH=/bin'],
    ['detached', 'yes'],
    ['timeout', 0],
    ['signal', new AbortController()],
    ['clock', {}],
    ['spawnQemu.argv', []],
  ])('with the option %s = %s is refused', async ([name, value]) => {
    const option = name.replace('spawnQemu.', '');
    const options = { program: 'qemu', args: [], [option]: value } as SpawnOptions;
    expect(await errorOf(spawnQemu(options))).toMatchObject({ code: 'ERR_OPTION', option: name });
  });
});
