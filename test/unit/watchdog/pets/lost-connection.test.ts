// The fear: a heartbeat's socket that is lost, late or refused is not followed again, or its silence is held against
// the guest.
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { settle, systemClock, type Timer } from '../../../../src/core/index.js';
import { VirtualClock } from '../../../../src/testing/index.js';
import { pets } from '../../../../src/watchdog/pets/index.js';
import { Recorder } from './recorder.js';
import { closed, freePort, leaveStaleSocket, Peer, temporaryPath } from './sockets.js';

const quick = { reconnect: { min: 1, max: 4 } };

test('follows a socket, and tells of bytes only after it is open', async () => {
  const path = temporaryPath();
  const peer = await Peer.listen({ path });
  const recorder = new Recorder();
  await using _ = pets.lines({ path }, quick).start(recorder, { clock: systemClock });
  expect(recorder.told).toEqual([]);
  const socket = await peer.next();
  socket.write('HB 1\nHB 2\n');
  await recorder.until(/pet/, 2);
  expect(recorder.told).toEqual(['opened', 'heard', 'pet', 'pet']);
});

test('a source that was started before the socket exists finds it', async () => {
  const path = temporaryPath();
  const recorder = new Recorder();
  await using _ = pets.bytes({ path }, quick).start(recorder, { clock: systemClock });
  await recorder.until(/closed/);
  expect(recorder.told).toEqual([`closed: there is no socket at unix:${path}`]);
  const peer = await Peer.listen({ path });
  (await peer.next()).write('x');
  await recorder.until(/pet/);
  expect(recorder.told).toEqual([`closed: there is no socket at unix:${path}`, 'opened', 'heard', 'pet']);
});

test('comes back after the other side has restarted, and does not continue the line that was cut off', async () => {
  const path = temporaryPath();
  const recorder = new Recorder();
  await using _ = pets.lines({ path }, { ...quick, line: 'HB' }).start(recorder, { clock: systemClock });
  let peer = await Peer.listen({ path });
  (await peer.next()).write('HB\nH');
  await recorder.until(/pet/);
  await peer.close();
  await recorder.until(/no socket/);
  peer = await Peer.listen({ path });
  (await peer.next()).write('B\nHB\n');
  await recorder.until(/pet/, 2);
  expect(recorder.told.filter((what) => !/no socket|nobody listens/.test(what))).toEqual([
    'opened',
    'heard',
    'pet',
    `closed: unix:${path} was closed by the other side`,
    'opened',
    'heard',
    'refused: a line that is no sign of life: "B"',
    'pet',
  ]);
});

test('comes back after a reset', async () => {
  const peer = await Peer.listen({ host: '127.0.0.1', port: 0 });
  const recorder = new Recorder();
  await using _ = pets
    .bytes({ host: '127.0.0.1', port: peer.port }, quick)
    .start(recorder, { clock: systemClock });
  const first = await peer.next();
  await recorder.until(/opened/);
  first.resetAndDestroy();
  (await peer.next()).write('x');
  await recorder.until(/pet/);
  expect(recorder.told).toEqual([
    'opened',
    `closed: tcp:127.0.0.1:${peer.port} broke: read ECONNRESET`,
    'opened',
    'heard',
    'pet',
  ]);
});

test('waits for a TCP port on which nobody listens yet', async () => {
  const port = await freePort();
  const recorder = new Recorder();
  await using _ = pets.bytes({ host: '127.0.0.1', port }, quick).start(recorder, { clock: systemClock });
  await recorder.until(/closed/);
  const peer = await Peer.listen({ host: '127.0.0.1', port });
  (await peer.next()).write('x');
  await recorder.until(/pet/);
  expect(recorder.told).toEqual([
    `closed: nobody listens at tcp:127.0.0.1:${port}`,
    'opened',
    'heard',
    'pet',
  ]);
});

test('says what is in the way: a left-over socket, a file', async () => {
  const [stale, file] = [temporaryPath(), temporaryPath()];
  await leaveStaleSocket(stale);
  writeFileSync(file, '');
  const recorders = [new Recorder(), new Recorder()];
  await using _ = pets.bytes({ path: stale }, quick).start(recorders[0]!, { clock: systemClock });
  await using __ = pets.bytes({ path: file }, quick).start(recorders[1]!, { clock: systemClock });
  await Promise.all(recorders.map((recorder) => recorder.until(/closed/)));
  expect(recorders.map(({ told }) => told)).toEqual([
    [`closed: nobody listens at unix:${stale}`],
    [`closed: there is no socket at unix:${file}`],
  ]);
});

test('a failure that stays the same is told once, however often it is tried', async () => {
  const path = temporaryPath();
  const clock = new VirtualClock();
  const recorder = new Recorder();
  await using _ = pets.bytes({ path }).start(recorder, { clock });
  await recorder.until(/closed/);
  await clock.advance(60_000);
  expect(recorder.told).toHaveLength(1);
  const peer = await Peer.listen({ path });
  while (peer.connections === 0) await clock.advance(1_000);
  await recorder.until(/opened/);
});

test('one source can be started again, and twice at once', async () => {
  const path = temporaryPath();
  const peer = await Peer.listen({ path });
  const source = pets.bytes({ path }, quick);
  const [first, second, third] = [new Recorder(), new Recorder(), new Recorder()];
  const running = source.start(first, { clock: systemClock });
  await using _ = source.start(second, { clock: systemClock });
  await Promise.all([first.until(/opened/), second.until(/opened/)]);
  await running[Symbol.asyncDispose]();
  await using __ = source.start(third, { clock: systemClock });
  await third.until(/opened/);
  for (const socket of [await peer.next(), await peer.next(), await peer.next()]) socket.write('x');
  await Promise.all([second.until(/pet/), third.until(/pet/)]);
  expect(first.told).toEqual(['opened']);
});

describe('disposal', () => {
  test('hangs up, tells nothing more, and may be repeated', async () => {
    const path = temporaryPath();
    const peer = await Peer.listen({ path });
    const recorder = new Recorder();
    const running = pets.bytes({ path }, quick).start(recorder, { clock: systemClock });
    const socket = await peer.next();
    await recorder.until(/opened/);
    const ended = closed(socket);
    socket.write('a pet that is on its way');
    await Promise.all([running[Symbol.asyncDispose](), running[Symbol.asyncDispose]()]);
    await ended;
    await running[Symbol.asyncDispose]();
    expect(recorder.told).toEqual(['opened']);
    expect(peer.connections).toBe(1);
  });

  test('before the first attempt', async () => {
    const recorder = new Recorder();
    await pets
      .bytes({ path: temporaryPath() }, quick)
      .start(recorder, { clock: systemClock })
      [Symbol.asyncDispose]();
    await settle();
    expect(recorder.told).toEqual([]);
  });

  test('while connecting', async () => {
    const path = temporaryPath();
    const peer = await Peer.listen({ path });
    const clock = new NoticingClock();
    const recorder = new Recorder();
    const running = pets.bytes({ path }).start(recorder, { clock });
    // The deadline of the connection is the first timer that the source sets.
    await clock.timerSet;
    await running[Symbol.asyncDispose]();
    await peer.close();
    expect(recorder.told).toEqual([]);
    expect(clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
  });

  test('while it waits for the next attempt', async () => {
    const path = temporaryPath();
    const clock = new VirtualClock();
    const recorder = new Recorder();
    const running = pets.bytes({ path }).start(recorder, { clock });
    await recorder.until(/closed/);
    expect(clock.pendingTimers.filter(({ held }) => held)).toHaveLength(1);
    await running[Symbol.asyncDispose]();
    expect(clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
    const peer = await Peer.listen({ path });
    await clock.advance(60_000);
    expect(peer.connections).toBe(0);
    expect(recorder.told).toHaveLength(1);
  });
});

/** Says when the first timer is set. */
class NoticingClock extends VirtualClock {
  #noticed = (): void => {};
  readonly timerSet = new Promise<void>((resolve) => {
    this.#noticed = resolve;
  });

  override setTimer(delay: number, callback: () => void): Timer {
    this.#noticed();
    return super.setTimer(delay, callback);
  }
}
