// The fear: a source that listens takes somebody's socket away, keeps its own from who comes next, or hears the wrong one.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { Server } from 'node:net';
import { ListenError } from 'qmp-watchdog';
import { describe, expect, onTestFinished, test } from 'vitest';
import { settle, systemClock } from '../../../../src/core/index.js';
import { listenOn } from '../../../../src/qmp/listen-on.js';
import { removeStaleSocket } from '../../../../src/qmp/stale-socket.js';
import { VirtualClock } from '../../../../src/testing/index.js';
import { pets } from '../../../../src/watchdog/pets/index.js';
import { Recorder } from './recorder.js';
import { closed, dial, freePort, leaveStaleSocket, Peer, temporaryPath } from './sockets.js';

/** Connects until the system refuses, because whoever listens there accepts nobody. */
async function crowd(path: string): Promise<void> {
  for (;;) {
    try {
      await dial({ path });
    } catch (error) {
      if (String(error).includes('EAGAIN')) return;
      // It does not listen yet.
      await settle();
    }
  }
}

const quick = { reconnect: { min: 1, max: 4 } };

test('counts as closed until somebody connects', async () => {
  const path = temporaryPath();
  const recorder = new Recorder();
  await using _ = pets
    .lines({ listen: { path } }, { ...quick, line: 'HB' })
    .start(recorder, { clock: systemClock });
  expect(recorder.told).toEqual([]);
  await recorder.until(/closed/);
  expect(recorder.told).toEqual([`closed: waiting for a connection to unix:${path}`]);
  const socket = await dial({ path });
  await recorder.until(/opened/);
  socket.write('HB\nXX\n');
  await recorder.until(/refused/);
  socket.destroy();
  await recorder.until(/closed/, 2);
  (await dial({ path })).write('HB\n');
  await recorder.until(/pet/, 2);
  expect(recorder.told.slice(1)).toEqual([
    'opened',
    'pet',
    'refused: a line that is no sign of life: "XX"',
    `closed: the connection to unix:${path} was closed by the other side; waiting for the next one`,
    'opened',
    'pet',
  ]);
});

test('listens on a TCP port, and says so while another has it', async () => {
  const port = await freePort();
  const other = await Peer.listen({ host: '127.0.0.1', port });
  const recorder = new Recorder();
  await using _ = pets
    .bytes({ listen: { host: '127.0.0.1', port } }, quick)
    .start(recorder, { clock: systemClock });
  await recorder.until(/in use/);
  expect(other.connections).toBe(0);
  await other.close();
  await recorder.until(/waiting/);
  const socket = await dial({ host: '127.0.0.1', port });
  socket.write('x');
  await recorder.until(/pet/);
  socket.resetAndDestroy();
  await recorder.until(/broke/);
  expect(recorder.told).toEqual([
    `closed: tcp:127.0.0.1:${port} is in use: another process listens there`,
    `closed: waiting for a connection to tcp:127.0.0.1:${port}`,
    'opened',
    'pet',
    `closed: the connection to tcp:127.0.0.1:${port} broke: read ECONNRESET; waiting for the next one`,
  ]);
});

describe('a path that is taken', () => {
  test('by a socket that a dead process left: it is replaced', async () => {
    const path = temporaryPath();
    await leaveStaleSocket(path);
    const recorder = new Recorder();
    await using _ = pets.bytes({ listen: { path } }, quick).start(recorder, { clock: systemClock });
    await recorder.until(/waiting/);
    (await dial({ path })).write('x');
    await recorder.until(/pet/);
    expect(recorder.told).toEqual([`closed: waiting for a connection to unix:${path}`, 'opened', 'pet']);
  });

  test('by a process that answers: it is left alone, and followed when it has gone', async () => {
    const path = temporaryPath();
    const other = await Peer.listen({ path });
    const { ino } = statSync(path);
    const recorder = new Recorder();
    await using _ = pets.bytes({ listen: { path } }, quick).start(recorder, { clock: systemClock });
    await recorder.until(/in use/);
    // It only looks, and hangs up.
    await closed(await other.next());
    await other.next();
    expect(statSync(path).ino).toBe(ino);
    expect(recorder.told).toEqual([`closed: unix:${path} is in use: another process listens there`]);
    await other.close();
    await recorder.until(/waiting/);
    (await dial({ path })).write('x');
    await recorder.until(/pet/);
  });

  test('by a process that is stopped, with no room for one more connection: that is not dead', async () => {
    const path = temporaryPath();
    const listen = `require('node:net').createServer().listen({ path: process.argv[1], backlog: 1 }, () => process.kill(process.pid, 'SIGSTOP'))`;
    const child = spawn(process.execPath, ['-e', listen, path], { stdio: 'inherit' });
    onTestFinished(() => void child.kill('SIGKILL'));
    await crowd(path);
    const recorder = new Recorder();
    await using _ = pets.bytes({ listen: { path } }, quick).start(recorder, { clock: systemClock });
    await recorder.until(/in use/);
    expect(recorder.told).toEqual([expect.stringContaining(`closed: unix:${path} is in use, it seems: `)]);
    child.kill('SIGKILL');
    await recorder.until(/waiting/);
    (await dial({ path })).write('x');
    await recorder.until(/pet/);
  });

  test('by somebody who came while the left-over socket was looked at: it is theirs', async () => {
    const path = temporaryPath();
    await leaveStaleSocket(path);
    await Peer.listen({ path: `${path}.theirs` });
    const clock = new VirtualClock();
    // The deadline of the look is set when it has begun.
    const set = clock.setTimer.bind(clock);
    clock.setTimer = (delay, callback) => {
      renameSync(`${path}.theirs`, path);
      clock.setTimer = set;
      return set(delay, callback);
    };
    const limits = { clock, signal: undefined };
    await expect(removeStaleSocket(path, limits)).rejects.toThrow(/in use/);
    await dial({ path });
  });

  test('by nothing any more, when it is looked at: there is nothing to do', async () => {
    const path = temporaryPath();
    const limits = { clock: systemClock, signal: undefined };
    expect(await removeStaleSocket(path, limits)).toBe(false);
    await expect(removeStaleSocket(`${'x'.repeat(300)}`, limits)).rejects.toThrow(/ENAMETOOLONG/);
  });

  test('by somebody who was quicker once the left-over socket was removed: it is theirs, and told so', async () => {
    const path = temporaryPath();
    await leaveStaleSocket(path);
    const server = new Server();
    const listen = server.listen.bind(server);
    let tries = 0;
    server.listen = (where) => {
      tries += 1;
      if (tries === 2) writeFileSync(path, 'theirs');
      return listen(where);
    };
    const limits = { clock: systemClock, signal: undefined };
    const error = await listenOn(server, { path }, limits).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ListenError);
    expect(error).toMatchObject({ message: `unix:${path} is in use: another process listens there` });
    expect([tries, server.listenerCount('error')]).toEqual([2, 0]);
  });

  test('by a file that is no socket: it is left alone', async () => {
    const path = temporaryPath();
    writeFileSync(path, 'precious');
    const recorder = new Recorder();
    const running = pets.bytes({ listen: { path } }, quick).start(recorder, { clock: systemClock });
    await recorder.until(/in use/);
    await running[Symbol.asyncDispose]();
    expect(recorder.told).toEqual([`closed: unix:${path} is in use: a file that is no socket is in the way`]);
    expect(readFileSync(path, 'utf8')).toBe('precious');
  });

  test('by another source: the one that is there first is not disturbed, and the second one follows it', async () => {
    const path = temporaryPath();
    const [first, second] = [new Recorder(), new Recorder()];
    const source = pets.bytes({ listen: { path } }, quick);
    const running = source.start(first, { clock: systemClock });
    await first.until(/waiting/);
    const socket = await dial({ path });
    socket.write('x');
    await first.until(/pet/);
    await using _ = source.start(second, { clock: systemClock });
    await second.until(/in use/);
    for (let beats = 2; beats < 10; beats += 1) {
      socket.write('x');
      await first.until(/pet/, beats);
    }
    expect(first.told.filter((what) => what !== 'pet')).toEqual([
      `closed: waiting for a connection to unix:${path}`,
      'opened',
    ]);
    await running[Symbol.asyncDispose]();
    await second.until(/waiting/);
    (await dial({ path })).write('x');
    await second.until(/pet/);
  });

  test('a folder that is not there is waited for', async () => {
    const path = `${temporaryPath('missing')}/beat`;
    const recorder = new Recorder();
    await using _ = pets.bytes({ listen: { path } }, quick).start(recorder, { clock: systemClock });
    await recorder.until(/closed/);
    expect(recorder.told).toEqual([
      expect.stringMatching(`^closed: unix:${path} can not be listened on: there is no folder `),
    ]);
  });
});

describe('a second connection', () => {
  async function listening(
    options: { readonly line?: string } = {},
  ): Promise<{ readonly path: string; readonly recorder: Recorder; readonly running: AsyncDisposable }> {
    const path = temporaryPath();
    const recorder = new Recorder();
    const running = pets
      .lines({ listen: { path } }, { ...quick, ...options })
      .start(recorder, { clock: systemClock });
    await recorder.until(/waiting/);
    recorder.told.length = 0;
    return { path, recorder, running };
  }

  test('takes over when it gives a sign of life, and what the first left half finished is not continued', async () => {
    const { path, recorder, running } = await listening({ line: 'HB' });
    await using _ = running;
    const first = await dial({ path });
    first.write('HB\nH');
    await recorder.until(/pet/);
    const gone = closed(first);
    const second = await dial({ path });
    second.write('B\nHB\n');
    await recorder.until(/pet/, 2);
    await gone;
    expect(recorder.told).toEqual([
      'opened',
      'pet',
      'refused: a line that is no sign of life: "B"',
      `closed: a newer connection to unix:${path} took over`,
      'opened',
      'pet',
    ]);
  });

  test('that talks nonsense is counted, and the first one is heard on', async () => {
    const { path, recorder, running } = await listening({ line: 'HB' });
    await using _ = running;
    const first = await dial({ path });
    first.write('HB\n');
    await recorder.until(/pet/);
    const stranger = await dial({ path });
    stranger.write('GET / HTTP/1.1\n');
    await recorder.until(/refused/);
    first.write('HB\n');
    await recorder.until(/pet/, 2);
    expect(recorder.count(/opened|closed/)).toBe(1);
  });

  test('that is silent changes nothing while the first one lives, and is heard after it', async () => {
    const { path, recorder, running } = await listening();
    await using _ = running;
    const first = await dial({ path });
    await recorder.until(/opened/);
    const silent = await dial({ path });
    for (let beats = 1; beats < 5; beats += 1) {
      first.write('HB\n');
      await recorder.until(/pet/, beats);
    }
    expect(recorder.count(/opened|closed/)).toBe(1);
    first.destroy();
    await recorder.until(/opened/, 2);
    expect(recorder.told.slice(-2)).toEqual([
      `closed: the connection to unix:${path} was closed by the other side; waiting for the next one`,
      'opened',
    ]);
    silent.write('HB\n');
    await recorder.until(/pet/, 5);
  });

  test('that only looks and goes away changes nothing', async () => {
    const { path, recorder, running } = await listening();
    await using _ = running;
    const first = await dial({ path });
    await recorder.until(/opened/);
    const passing = await dial({ path });
    passing.end();
    await closed(passing);
    first.write('HB\n');
    await recorder.until(/pet/);
    expect(recorder.told).toEqual(['opened', 'pet']);
    first.destroy();
    await recorder.until(/closed/);
    await settle();
    expect(recorder.told.slice(2)).toEqual([expect.stringMatching(/^closed/)]);
  });

  test('that took over is not among those who wait', async () => {
    const { path, recorder, running } = await listening();
    await using _ = running;
    await dial({ path });
    const second = await dial({ path });
    second.write('HB\n');
    await recorder.until(/pet/);
    const oldest = await dial({ path });
    const gone = closed(oldest);
    for (let more = 0; more < 4; more += 1) await dial({ path });
    await gone;
    second.write('HB\n');
    await recorder.until(/pet/, 2);
  });

  test('and many more wait, but not without a bound: the one that waited longest has to go', async () => {
    const { path, recorder, running } = await listening();
    await using _ = running;
    const heard = await dial({ path });
    await recorder.until(/opened/);
    const oldest = await dial({ path });
    const gone = closed(oldest);
    for (let more = 0; more < 4; more += 1) await dial({ path });
    await gone;
    heard.write('HB\n');
    await recorder.until(/pet/);
    expect(recorder.told).toEqual(['opened', 'pet']);
  });
});

describe('disposal', () => {
  test('hangs up on everybody, and removes the socket', async () => {
    const path = temporaryPath();
    const recorder = new Recorder();
    const running = pets.bytes({ listen: { path } }, quick).start(recorder, { clock: systemClock });
    await recorder.until(/waiting/);
    const sockets = [await dial({ path }), await dial({ path })];
    await recorder.until(/opened/);
    const gone = sockets.map(closed);
    await Promise.all([running[Symbol.asyncDispose](), running[Symbol.asyncDispose]()]);
    await Promise.all(gone);
    expect(existsSync(path)).toBe(false);
    expect(recorder.told).toEqual([`closed: waiting for a connection to unix:${path}`, 'opened']);
  });

  test('at once, and while it begins to listen, leaves nothing behind', async () => {
    for (let turns = 0; turns < 12; turns += 1) {
      const path = temporaryPath();
      if (turns % 2 === 1) await leaveStaleSocket(path);
      const recorder = new Recorder();
      const running = pets.bytes({ listen: { path } }, quick).start(recorder, { clock: systemClock });
      for (let turn = 0; turn < turns >> 1; turn += 1) await settle();
      const told = [...recorder.told];
      await running[Symbol.asyncDispose]();
      await settle();
      expect(recorder.told).toEqual(told);
      await expect(dial({ path })).rejects.toThrow(/ENOENT|ECONNREFUSED/);
    }
  });

  test('while another has the path, does not touch it', async () => {
    const path = temporaryPath();
    const other = await Peer.listen({ path });
    const recorder = new Recorder();
    const running = pets.bytes({ listen: { path } }, quick).start(recorder, { clock: systemClock });
    await recorder.until(/in use/);
    await running[Symbol.asyncDispose]();
    expect(existsSync(path)).toBe(true);
    const before = other.connections;
    await dial({ path });
    expect((await other.next()).destroyed || other.connections > before).toBe(true);
  });
});
