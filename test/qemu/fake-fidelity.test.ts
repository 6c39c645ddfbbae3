// The fake QEMU against the real one: to the same bytes it answers the same bytes.
import { spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeQemu } from '../../src/testing/index.js';
import { qemu, startGuest } from './qemu-under-test.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fake-fidelity-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

/** A connection that remembers what came. */
class Recorder {
  text = '';
  closed = false;
  readonly #socket: Socket;

  constructor(path: string) {
    this.#socket = connect(path);
    this.#socket.on('data', (bytes) => {
      this.text += bytes.toString('latin1');
    });
    // The end of QEMU may be a reset: what was said until then is what counts.
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      this.closed = true;
    });
  }

  send(text: string): void {
    this.#socket.write(text);
  }

  /** Waits until `part` has come, and the rest of its message. */
  async until(part: string): Promise<void> {
    const came = (): boolean => this.text.includes(part) && this.text.endsWith('}\r\n');
    for (let waited = 0; !came(); waited += 1) {
      if (waited > 5_000 || this.closed) throw new Error(`"${part}" never came after:\n${this.text}`);
      await sleep(1);
    }
  }

  end(): void {
    this.#socket.destroy();
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

const NEGOTIATE = '{"execute":"qmp_capabilities","arguments":{"enable":["oob"]},"id":"neg"}';

/** Sends each line after the last one has been answered, and returns all that was said, without what must differ. */
async function converse(path: string, lines: readonly string[]): Promise<string[]> {
  const recorder = new Recorder(path);
  await recorder.until('QMP');
  for (const [index, line] of lines.entries()) {
    recorder.send(`${line}\n{"execute":"query-name","id":"sync ${index}."}\n`);
    await recorder.until(`"sync ${index}."`);
  }
  recorder.end();
  return normalized(recorder.text);
}

function normalized(text: string): string[] {
  return text
    .replace(/"seconds": \d+, "microseconds": \d+/g, '"seconds": S, "microseconds": U')
    .replace(/"seconds": \d+,(\s+)"microseconds": \d+/g, '"seconds": S,$1"microseconds": U')
    .replace(/"package": "[^"]*"/g, '"package": "P"')
    .replace(WHERE, '$1$2')
    .split('\r\n');
}

/** Newer QEMUs begin what they say of broken JSON with its line and column. The fake does not follow them in that. */
const WHERE = /("desc": ")\d+:\d+: (JSON parse error)/g;

const conversations: Readonly<Record<string, readonly string[]>> = {
  negotiation: [
    '{"execute":"query-status","id":"early"}',
    '{"exec-oob":"query-status","id":"early"}',
    '{"execute":"nosuch"}',
    NEGOTIATE,
    NEGOTIATE,
  ],
  'run states': [
    NEGOTIATE,
    ...[
      'query-status',
      'query-version',
      'stop',
      'query-status',
      'cont',
      'cont',
      'query-status',
      'stop',
      'stop',
    ],
    ...['query-status', 'inject-nmi', 'system_reset', 'query-status', 'cont', 'system_reset', 'query-status'],
    ...['system_powerdown', 'system_wakeup', 'query-migrate', 'query-uuid'],
  ].map((command) => (command.startsWith('{') ? command : `{"execute":"${command}","id":"${command}"}`)),
  'set-action': [
    NEGOTIATE,
    '{"execute":"set-action","arguments":{"reboot":"bogus"},"id":1}',
    '{"execute":"cont"}',
    '{"execute":"set-action","arguments":{"reboot":"shutdown","shutdown":"pause"},"id":1}',
    '{"execute":"system_reset","id":2}',
    '{"execute":"query-status","id":3}',
    '{"execute":"cont","id":4}',
    '{"execute":"system_reset","id":5}',
  ],
  'requests that are none': [
    NEGOTIATE,
    '{"execute":"nosuch","id":1}',
    '{"execute":"query-status","bogus":1,"id":3}',
    '{"execute":"query-status","arguments":{"x":1},"id":3}',
    '{"execute":"query-status","arguments":[],"id":3}',
    '{"execute":3,"id":3}',
    '{"id":3}',
    ...['[]', '7', '"x"', 'hello', '}', '{"a":}'],
    '{"execute":"query-status","exec-oob":"query-status","id":9}',
  ],
  ids: [
    NEGOTIATE,
    '{"execute":"query-status"}',
    ...[
      '{"a":[1,2.5,null,true,"x"],"bb":{},"ccc":[],"zebra":1,"apple":2}',
      ...[
        '[]',
        '12345678901234567890',
        '-0.1',
        '1e30',
        '1.0',
        '"\\u00e9é😀\\u0001\\u007f/\\\\\\""',
        'null',
        'false',
        '""',
      ],
    ].map((id) => `{"execute":"query-status","id":${id}}`),
  ],
  'arguments that are wrong': [
    NEGOTIATE,
    ...(
      [
        ['stop', { x: 1 }],
        ['job-cancel', {}],
        ['job-cancel', { id: 1 }],
        ['blockdev-add', { driver: 'bogus' }],
        ['blockdev-add', { driver: 'raw', file: 3 }],
        ['blockdev-add', { driver: 'raw', file: { driver: 'file' } }],
        ['blockdev-add', { driver: 'null-co', 'node-name': 'n', 'x-y': 1 }],
        ['blockdev-add', { driver: 'nbd', server: { type: 'inet', host: 'h', port: '1', q: 1 } }],
        ['migrate-set-capabilities', { capabilities: 3 }],
        ['migrate-set-capabilities', { capabilities: [{ capability: 'x', state: true }] }],
        ['migrate-set-capabilities', { capabilities: [{ capability: 'events', state: 1 }] }],
        ['blockdev-backup', { device: 'a', target: 'b', sync: 'full', speed: 1.5 }],
        ['block-dirty-bitmap-add', { node: 'a', name: 'b', granularity: 2 ** 40 }],
        ['netdev_add', { type: 'user', id: 'x', bogus: 1 }],
        ['qom-set', { path: 'a', property: 'b' }],
        ['object-add', { 'qom-type': 'bogus', id: 'o' }],
        ['yank', { instances: [{ type: 'chardev' }] }],
      ] as const
    ).map(([execute, args], id) => JSON.stringify({ execute, arguments: args, id })),
  ],
  'jobs, dumps and migrations that are none': [
    NEGOTIATE,
    ...['query-jobs', 'query-dump', 'query-migrate', 'migrate_cancel'].map((name) => `{"execute":"${name}"}`),
    ...['query-memory-size-summary', 'query-dump-guest-memory-capability'].map(
      (name) => `{"execute":"${name}"}`,
    ),
    ...['cancel', 'pause', 'resume', 'complete', 'finalize', 'dismiss'].map(
      (verb) => `{"execute":"job-${verb}","arguments":{"id":"none"}}`,
    ),
    '{"execute":"migrate-continue","arguments":{"state":"pre-switchover"}}',
    '{"execute":"dump-guest-memory","arguments":{"paging":false,"protocol":"nonsense"}}',
    '{"execute":"dump-guest-memory","arguments":{"paging":false,"protocol":"file:/dev/null"},"id":1}',
    '{"execute":"query-dump"}',
    '{"execute":"cont"}',
    '{"execute":"dump-guest-memory","arguments":{"paging":false,"protocol":"file:/dev/null"},"id":1}',
    '{"execute":"query-status"}',
  ],
  'out of band': [
    NEGOTIATE,
    '{"exec-oob":"query-status","id":1}',
    '{"exec-oob":"nosuch","id":2}',
    '{"exec-oob":"yank","id":3}',
    '{"exec-oob":"yank","arguments":{"instances":[]},"id":4}',
    '{"exec-oob":"yank","arguments":{"instances":[{"type":"migration"}]},"id":5}',
  ],
};

describe('the fake says what QEMU says', () => {
  test.each(Object.entries(conversations))('%s', async (_, lines) => {
    await using real = await startGuest({ args: ['-S'] });
    const expected = await converse(real.qmpPath, lines);

    await using fake = new FakeQemu({
      ...{ version: qemu.version, status: 'prelaunch' },
      // Much of what is said is wrong on purpose.
      onComplaint: 'collect',
    });
    const path = join(directory, 'qmp');
    await fake.listen({ path });
    expect(await converse(path, lines)).toEqual(expected);
  });

  test('pretty output', async () => {
    const lines = [
      NEGOTIATE,
      '{"execute":"cont","id":{}}',
      '{"execute":"stop","id":[1,[],{"a":{}}]}',
      '{"execute":"query-status"}',
    ];
    const chardev = (folder: string): string => `socket,id=pretty,path=${folder}/pretty,server=on,wait=off`;
    await using real = await startGuest({
      args: (folder) => ['-S', '-chardev', chardev(folder), '-mon', 'chardev=pretty,mode=control,pretty=on'],
    });
    const expected = await converse(join(real.directory, 'pretty'), lines);

    await using fake = new FakeQemu({ version: qemu.version, status: 'prelaunch', pretty: true });
    const path = join(directory, 'qmp');
    await fake.listen({ path });
    expect(await converse(path, lines)).toEqual(expected);
  });

  /** The events of these kinds, and what `query-migrate` says of itself in the end. */
  const eventsIn = (lines: readonly string[]): readonly string[] =>
    lines.filter((line) => /"event": "(STOP|RESUME|MIGRATION|JOB_STATUS_CHANGE)"/.test(line));

  test.each(['completed', 'paused before the switch-over', 'cancelled'])('a migration: %s', async (how) => {
    const events = { capability: 'events', state: true };
    const pause = { capability: 'pause-before-switchover', state: true };
    const set = (...capabilities: readonly object[]): string =>
      JSON.stringify({ execute: 'migrate-set-capabilities', arguments: { capabilities }, id: 'set' });
    /** `arrived` is told when all memory could be there. */
    const story = async (
      source: string,
      target: string,
      uri: string,
      arrived: () => void,
    ): Promise<object> => {
      const [from, to] = [await ready(source), await ready(target)];
      to.send(set(events));
      await to.until('"set"');
      from.send(how.startsWith('paused') ? set(events, pause) : set(events));
      // Slow enough to be cancelled.
      if (how === 'cancelled')
        from.send('{"execute":"migrate-set-parameters","arguments":{"max-bandwidth":1000}}');
      from.send(JSON.stringify({ execute: 'migrate', arguments: { uri } }));
      await from.until('"status": "active"');
      if (how === 'cancelled') {
        from.send('{"execute":"migrate_cancel"}');
        await from.until('"status": "cancelled"');
      } else {
        arrived();
        if (how.startsWith('paused')) {
          await from.until('"status": "pre-switchover"');
          from.send('{"execute":"migrate-continue","arguments":{"state":"pre-switchover"}}');
        }
        await from.until('"status": "completed"');
        await to.until('"status": "completed"');
      }
      let state: string | undefined;
      // QEMU says that it has completed before it has got to the state that follows.
      for (let asked = 0; state === undefined || state.includes('"finish-migrate"'); asked += 1) {
        const id = `"state ${asked}"`;
        from.send(`{"execute":"query-status","id":${id}}`);
        await from.until(id);
        state = normalized(from.text).find((line) => line.includes(`"id": ${id}`));
      }
      to.end();
      from.end();
      return {
        state: state.replace(/"state \d+"/, ''),
        source: eventsIn(normalized(from.text)),
        target: how === 'cancelled' ? [] : eventsIn(normalized(to.text)),
      };
    };
    await using real = await startGuest();
    await using other = await startGuest({ args: (folder) => ['-incoming', `unix:${folder}/in`] });
    const expected = await story(real.qmpPath, other.qmpPath, `unix:${other.directory}/in`, () => {});

    const version = qemu.version;
    await using fake = new FakeQemu({ version, allow: ['migrate-set-parameters'] });
    await using incoming = new FakeQemu({ version, status: 'inmigrate' });
    const [source, target] = [join(directory, 'source'), join(directory, 'target')];
    await fake.listen({ path: source });
    await incoming.listen({ path: target });
    const arrived = (): void => {
      incoming.migration.start();
      fake.migration.complete();
      incoming.migration.complete();
    };
    expect(await story(source, target, 'unix:/there', arrived)).toEqual(expected);
  });

  test.each([
    ['made.img', undefined],
    ['no/such/folder/made.img', 'Could not create'],
  ])('a job that creates %s', async (name, error) => {
    const story = async (path: string): Promise<readonly string[]> => {
      const recorder = await ready(path);
      const options = { driver: 'file', filename: join(directory, name), size: 65_536 };
      recorder.send(JSON.stringify({ execute: 'blockdev-create', arguments: { 'job-id': 'j', options } }));
      await recorder.until('"concluded"');
      recorder.send('{"execute":"job-dismiss","arguments":{"id":"j"}}');
      await recorder.until('"null"');
      recorder.end();
      return eventsIn(normalized(recorder.text));
    };
    await using real = await startGuest({ args: ['-S'] });
    const expected = await story(real.qmpPath);

    await using fake = new FakeQemu({ version: qemu.version, status: 'prelaunch' });
    fake.on('blockdev-create', (args) => {
      const job = fake.jobs.start({ id: String(args['job-id']), type: 'create' });
      if (error === undefined) job.complete();
      else job.fail(error);
    });
    const path = join(directory, 'qmp');
    await fake.listen({ path });
    expect(await story(path)).toEqual(expected);
  });

  test.each([
    ['quit', [], {}],
    ['system_reset', ['-no-reboot'], { actions: { reboot: 'shutdown' } }],
  ] as const)('%s with %j: the last words', async (command, args, options) => {
    const lastWords = async (path: string): Promise<string[]> => {
      const recorder = new Recorder(path);
      recorder.send(`${NEGOTIATE}\n{"execute":"${command}","id":"last"}\n`);
      await recorder.until('"last"');
      while (!recorder.closed) await sleep(1);
      return normalized(recorder.text);
    };
    await using real = await startGuest({ args: ['-S', ...args] });
    const expected = await lastWords(real.qmpPath);
    expect(await real.exited).toMatchObject({ code: 0 });

    await using fake = new FakeQemu({ version: qemu.version, status: 'prelaunch', ...options });
    const path = join(directory, 'qmp');
    await fake.listen({ path });
    expect(await lastWords(path)).toEqual(expected);
    expect(await fake.process.exited).toEqual({ code: 0, signal: null });
  });

  test('a busy monitor, and a stale reply to whoever comes next', async () => {
    // Writing to a pipe that nobody reads blocks.
    const slow = '{"execute":"slow","id":"stale"}';
    const story = async (path: string, first: string, release: () => void): Promise<string[]> => {
      const one = new Recorder(path);
      one.send(`${NEGOTIATE}\n`);
      await one.until('"neg"');
      const two = new Recorder(path);
      two.send(`${NEGOTIATE}\n`);
      one.send(`${first}\n{"execute":"query-name","id":"discarded"}\n`);
      await sleep(100);
      expect(two.text).toBe('');
      one.end();
      await two.until('QMP');
      await sleep(100);
      release();
      await two.until('"neg"');
      await sleep(50);
      two.end();
      return normalized(two.text);
    };
    await using real = await startGuest({ args: ['-S'] });
    const expected = await story(real.qmpPath, writeToPipe('stale'), readPipe);
    expect(expected).toHaveLength(4);

    await using fake = new FakeQemu({ version: qemu.version, status: 'prelaunch' });
    let release: (value: object) => void = () => {};
    fake.on('slow', () => new Promise((resolve) => (release = resolve)));
    const path = join(directory, 'qmp');
    await fake.listen({ path });
    expect(await story(path, slow, () => release({}))).toEqual(expected);
  });

  /** Blocks the main loop until `readPipe`. */
  function writeToPipe(id: string): string {
    spawnSync('mkfifo', [join(directory, 'pipe')]);
    return `{"execute":"pmemsave","arguments":{"val":0,"size":1,"filename":"${join(directory, 'pipe')}"},"id":"${id}"}`;
  }

  function readPipe(): void {
    createReadStream(join(directory, 'pipe')).resume();
  }

  /** After how many in-band commands the out-of-band lane is starved. */
  async function starvedBy(recorder: Recorder): Promise<number> {
    for (let sent = 1; sent <= 12; sent += 1) {
      recorder.send(`{"execute":"query-name","id":${sent}}\n`);
      await sleep(20);
      recorder.send(`{"exec-oob":"query-yank","id":"oob ${sent}."}\n`);
      await sleep(80);
      if (!recorder.text.includes(`"oob ${sent}."`)) return sent;
    }
    return Number.POSITIVE_INFINITY;
  }

  async function ready(path: string): Promise<Recorder> {
    const recorder = new Recorder(path);
    recorder.send(`${NEGOTIATE}\n`);
    await recorder.until('"neg"');
    return recorder;
  }

  test('behind a running command eight more starve the out-of-band lane', async () => {
    await using real = await startGuest({ args: ['-S'] });
    const monitor = await ready(real.qmpPath);
    monitor.send(`${writeToPipe('running')}\n`);
    await sleep(100);
    const expected = await starvedBy(monitor);
    readPipe();
    expect(expected).toBe(8);

    await using fake = new FakeQemu({ status: 'prelaunch' });
    fake.on('stop', () => new Promise(() => {}));
    const path = join(directory, 'qmp');
    await fake.listen({ path });
    const other = await ready(path);
    other.send('{"execute":"stop"}\n');
    expect(await starvedBy(other)).toBe(expected);
  });

  test('with the main loop blocked by somebody else the eighth already does', async () => {
    await using real = await startGuest({ args: ['-S'], monitors: 2 });
    const monitor = await ready(real.qmpPath);
    const other = await ready(real.qmpPaths[1]!);
    other.send(`${writeToPipe('running')}\n`);
    await sleep(100);
    const expected = await starvedBy(monitor);
    readPipe();
    expect(expected).toBe(8);

    await using fake = new FakeQemu({ status: 'prelaunch' });
    const path = join(directory, 'qmp');
    await fake.listen({ path });
    const its = await ready(path);
    fake.mainLoop.stall();
    expect(await starvedBy(its)).toBe(expected);
  });
});
