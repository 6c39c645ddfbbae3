// The fear: an incident was recorded, and what is replayed is not what happened; or the recording tells a password.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OptionError, parseJson } from '../../../src/core/index.js';
import { CommandRejectedError, QmpClient, SessionClosedError } from '../../../src/qmp/index.js';
import {
  FakeQemu,
  MisuseError,
  RecordingError,
  ReplayedQemu,
  record,
  VirtualClock,
} from '../../../src/testing/index.js';
import { SECRET, session } from '../../recordings/session.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'untrue-recording-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true });
});

const committed = (name: string): string =>
  fileURLToPath(new URL(`../../recordings/${name}`, import.meta.url));

async function replayed(file: string, options: { onComplaint?: 'collect' } = {}) {
  const clock = new VirtualClock();
  const qemu = await ReplayedQemu.open(file, { clock, ...options });
  const client = await clock.runUntil(QmpClient.connect({ transport: qemu.transport() }, { clock }));
  return { clock, qemu, client };
}

/** What a client has a fake QEMU go through while it is recorded. */
async function recordFake(
  name: string,
  live: (client: QmpClient, qemu: FakeQemu, clock: VirtualClock) => Promise<void>,
  options: { maxBytes?: number } = {},
) {
  const clock = new VirtualClock();
  await using qemu = new FakeQemu({ clock, onComplaint: 'collect' });
  const file = join(directory, name);
  const transport = await record({ transport: qemu.transport() }, file, { clock, ...options });
  const client = await clock.runUntil(QmpClient.connect({ transport }, { clock }));
  await live(client, qemu, clock);
  await client.close();
  const end = await transport.recorded;
  const text = await readFile(file, 'utf8').catch(() => '');
  return { file, end, text, lines: text.split('\n').filter((line) => line !== '') };
}

describe.each(['7.2', '11.1'])('a session with a real QEMU %s', (version) => {
  const file = committed(`qemu-${version}.jsonl`);

  test('is lived through again', async () => {
    const { clock, qemu, client } = await replayed(file);
    const seen = await clock.runUntil(session(client, '/guest'));
    expect(seen).toEqual(JSON.parse(await readFile(committed(`qemu-${version}.seen.json`), 'utf8')));
    expect(qemu.remaining).toEqual([]);
    expect(await client.closed).toMatchObject({ kind: 'ended', shutdown: { reason: 'host-qmp-quit' } });
    await qemu[Symbol.asyncDispose]();
  });

  test('does not know the secret that was sent', async () => {
    expect(await readFile(file, 'utf8')).not.toContain(SECRET);
  });
});

describe('what is replayed', () => {
  test('events come at their recorded times, replies as long after their commands as recorded', async () => {
    const { file } = await recordFake('times', async (client, qemu, clock) => {
      await clock.advance(1_000);
      qemu.vm.ioError();
      qemu.on('query-block', async () => {
        await clock.sleep(300);
        return [];
      });
      await clock.advance(1_000);
      await clock.runUntil(client.execute('query-block'));
    });
    const { clock, qemu, client } = await replayed(file);
    const heard: number[] = [];
    client.on('BLOCK_IO_ERROR', () => heard.push(clock.now()));
    const asked = clock.now();
    await clock.runUntil(client.execute('query-block'));
    expect(clock.now() - asked).toBe(300);
    await clock.advance(5_000);
    expect(heard).toEqual([asked + 1_000]);
    await qemu[Symbol.asyncDispose]();
  });

  test('what came with a command comes with it, whenever it is sent', async () => {
    const { file } = await recordFake('cause', async (client) => {
      await client.execute('stop');
      await client.execute('cont');
    });
    const { clock, qemu, client } = await replayed(file);
    const heard: string[] = [];
    for (const event of ['STOP', 'RESUME'] as const) client.on(event, () => heard.push(event));
    await clock.advance(60_000);
    expect(heard).toEqual([]);
    await clock.runUntil(client.execute('stop').then(() => heard.push('stopped')));
    expect(heard).toEqual(['STOP', 'stopped']);
    expect(qemu.remaining).toEqual(['cont']);
    await qemu[Symbol.asyncDispose]();
  });

  test('the same command gets the recorded answers in order, and its arguments may be in any order', async () => {
    const { file } = await recordFake('order', async (client, qemu) => {
      let n = 0;
      qemu.on('query-jobs', () => [{ n: n++ }]);
      await client.execute('query-jobs');
      await client.execute('query-jobs');
      await client.executeAny('set-action', { reboot: 'reset', shutdown: 'pause' });
    });
    const { clock, qemu, client } = await replayed(file);
    expect(await clock.runUntil(client.execute('query-jobs'))).toEqual([{ n: 0 }]);
    expect(await clock.runUntil(client.execute('query-jobs'))).toEqual([{ n: 1 }]);
    await clock.runUntil(client.execute('set-action', { shutdown: 'pause', reboot: 'reset' }));
    await qemu[Symbol.asyncDispose]();
  });

  test('what was not recorded, or not as often, is refused and complained of', async () => {
    const { file } = await recordFake('strange', async (client) => {
      await client.execute('query-status');
    });
    const { clock, qemu, client } = await replayed(file);
    await clock.runUntil(client.execute('query-status'));
    for (const command of ['query-status', 'system_reset'])
      await expect(clock.runUntil(client.executeAny(command))).rejects.toThrow(CommandRejectedError);
    const error: unknown = await qemu[Symbol.asyncDispose]().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MisuseError);
    expect(qemu.complaints).toMatchObject([
      { command: 'query-status', message: 'it was recorded 1 times only' },
      { command: 'system_reset', message: 'it was not recorded with these arguments' },
    ]);
    const quietly = await replayed(file, { onComplaint: 'collect' });
    await quietly.client.executeAny('nosuch').catch(() => {});
    await quietly.qemu[Symbol.asyncDispose]();
  });

  test('a command whose secret was left out is recognised', async () => {
    const secret = { 'qom-type': 'secret', id: 's', data: SECRET };
    const { file, text } = await recordFake('secret', async (client, qemu) => {
      qemu.on('object-add', () => ({}));
      await client.executeAny('object-add', secret);
    });
    expect(text).not.toContain(SECRET);
    const { clock, qemu, client } = await replayed(file);
    await clock.runUntil(client.executeAny('object-add', secret));
    await qemu[Symbol.asyncDispose]();
  });

  test('integers beyond 2^53 stay what they were', async () => {
    const { file } = await recordFake('wide', async (client, qemu) => {
      qemu.on('query-dump', () => ({ completed: 18446744073709551615n }));
      await client.executeAny('query-dump');
    });
    const { clock, client } = await replayed(file);
    expect(await clock.runUntil(client.executeAny('query-dump'))).toEqual({
      completed: 18446744073709551615n,
    });
  });

  test('a recording is of one session: whoever connects again is refused', async () => {
    const { clock, qemu } = await replayed(committed('qemu-7.2.jsonl'));
    const again = QmpClient.connect({ transport: qemu.transport() }, { clock });
    await expect(clock.runUntil(again)).rejects.toThrow(SessionClosedError);
  });
});

describe('the file', () => {
  test('is for its owner only, and says what went which way, when, and who ended it', async () => {
    const { file, lines, end } = await recordFake('plain', async (client) => {
      await client.execute('query-name');
    });
    expect(end).toEqual({ complete: true, error: undefined });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(lines.map((line) => parseJson(line))).toMatchObject([
      { recording: 'qmp', format: 1, address: 'fake:vm' },
      { at: 0, qemu: { QMP: {} } },
      { at: 0, client: { execute: 'qmp_capabilities' } },
      { qemu: { return: {} } },
      { client: { execute: 'query-name' } },
      { qemu: { return: {} } },
      { at: 0, end: 'client' },
    ]);
  });

  test('does not grow beyond what was allowed, and the session goes on', async () => {
    const { text, end } = await recordFake(
      'bounded',
      async (client) => {
        for (let n = 0; n < 100; n += 1) await client.execute('query-status');
        expect(await client.execute('query-status')).toMatchObject({ running: true });
      },
      { maxBytes: 2_048 },
    );
    expect(end).toEqual({ complete: false, error: undefined });
    expect(text.length).toBeLessThanOrEqual(2_048);
    expect(text.length).toBeGreaterThan(1_500);
  });

  test('can not be written: the session goes on, and its end says so', async () => {
    const { end } = await recordFake(join('no', 'such', 'folder'), async (client) => {
      expect(await client.execute('query-status')).toMatchObject({ running: true });
    });
    expect(end).toMatchObject({ complete: false, error: { code: 'ENOENT' } });
  });

  test('does not repeat what is no JSON, which could hold anything', async () => {
    const { text } = await recordFake('garbage', async (_, qemu, clock) => {
      qemu.wire.send(`password: ${SECRET}\n`);
      await clock.advance(1);
    });
    expect(text).toContain('"unreadable":"qemu"');
    expect(text).not.toContain('horse');
  });

  test.each([
    ['', ':1: it is no recording'],
    ['{"recording":"qmp","format":2}\n', ':1: it is no recording'],
    ['{"recording":"qmp","format":1}\nhello\n', ":2: expected an object with a number under 'at'"],
    ['{"recording":"qmp","format":1}\n{"at":"1"}\n', ":2: expected an object with a number under 'at'"],
  ])('that holds %j is refused', async (text, message) => {
    const file = join(directory, 'bad');
    await writeFile(file, text);
    const opened = ReplayedQemu.open(file);
    await expect(opened).rejects.toThrow(RecordingError);
    await expect(opened).rejects.toThrow(message);
  });

  test('that is not there is refused', async () => {
    await expect(ReplayedQemu.open(join(directory, 'none'))).rejects.toThrow(
      /none: it can not be read: ENOENT/,
    );
  });
});

test('options that can not be used are refused', async () => {
  const qemu = new FakeQemu({ onComplaint: 'collect' });
  const transport = qemu.transport();
  for (const options of [{ maxBytes: 1 }, { timout: 1 }, { signal: 1 }] as object[])
    await expect(record({ transport }, join(directory, 'x'), options)).rejects.toThrow(OptionError);
  await expect(record({ transport }, '')).rejects.toThrow(OptionError);
  await expect(ReplayedQemu.open('x', { clok: 1 } as object)).rejects.toThrow(OptionError);
  await qemu[Symbol.asyncDispose]();
});
