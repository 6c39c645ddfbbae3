// The fear: a peer that does not read what it is answered fills our memory, keeps us from ending, or ends us.
import { once } from 'node:events';
import { connect } from 'node:net';
import { Duplex } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { settle, systemClock } from '../../../../src/core/index.js';
import { commonOptions } from '../../../../src/watchdog/pets/options.js';
import type { PetChannel } from '../../../../src/watchdog/pets/channel.js';
import { petSource } from '../../../../src/watchdog/pets/source.js';
import { Recorder } from './recorder.js';
import { closed, dial, Peer, temporaryPath } from './sockets.js';

const LINE = `${'x'.repeat(99)}\n`;
/** More than the system keeps for a unix socket. */
const MANY = 100_000;

/** Called for each error that would end the process. */
function crashes(): ReturnType<typeof vi.fn> {
  const crashed = vi.fn();
  process.on('uncaughtException', crashed);
  onTestFinished(() => void process.off('uncaughtException', crashed));
  return crashed;
}

async function answer(channel: PetChannel, recorder: Recorder) {
  const counts = { sent: 0, kept: 0 };
  const options = commonOptions('test', channel, {}, []);
  const source = petSource('test', channel, options, () => ({ told, reply }) => () => {
    for (let n = 0; n < MANY; n += 1) counts[reply(LINE) ? 'sent' : 'kept'] += 1;
    told.pet();
  });
  return Object.assign(source.start(recorder, { clock: systemClock }), { counts });
}

test.for(['connects', 'listens'] as const)('one that %s is sent no more until it reads', async (how) => {
  const path = temporaryPath();
  const recorder = new Recorder();
  const peer = how === 'connects' ? await Peer.listen({ path }) : undefined;
  await using running = await answer(how === 'connects' ? { path } : { listen: { path } }, recorder);
  await recorder.until(how === 'connects' ? /opened/ : /waiting/);
  const socket = peer === undefined ? await dial({ path }) : await peer.next();
  socket.pause();
  socket.write('!');
  await recorder.until(/pet/);
  expect(running.counts.kept).toBeGreaterThan(0);
  expect(running.counts.sent * LINE.length).toBeLessThan(2_000_000);
  const before = running.counts.sent;
  let received = 0;
  socket.on('data', (bytes: Buffer) => {
    received += bytes.length;
  });
  socket.resume();
  while (received < before * LINE.length) await settle();
  socket.write('!');
  await recorder.until(/pet/, 2);
  expect(running.counts.sent).toBeGreaterThan(before);
});

test.for(['stays', 'goes away'] as const)(
  'one that says its last word with answers unread, and %s, neither holds up our end nor brings it about',
  { timeout: 20_000 },
  async (then) => {
    const crashed = crashes();
    const path = temporaryPath();
    const recorder = new Recorder();
    const channel = { listen: { path } };
    const source = petSource(
      'test',
      channel,
      commonOptions('test', channel, {}, []),
      () =>
        ({ reply }) =>
        () => {
          // More than the system and the other one's stream keep for it.
          reply('x'.repeat(2_000_000));
        },
    );
    const running = source.start(recorder, { clock: systemClock });
    await recorder.until(/waiting/);
    const socket = connect({ path, allowHalfOpen: true });
    await once(socket, 'connect');
    socket.on('error', () => {});
    onTestFinished(() => void socket.destroy());
    socket.pause();
    socket.write('!');
    socket.end();
    await recorder.until(/closed by the other side/);
    if (then === 'goes away') {
      const over = closed(socket);
      socket.destroy();
      await over;
      for (let turn = 0; turn < 5; turn += 1) await settle();
    }
    await running[Symbol.asyncDispose]();
    expect(crashed).not.toHaveBeenCalled();
  },
);

test("an answer over a stream of the caller's that fails after its last read is nobody's business", async () => {
  const recorder = new Recorder();
  let fail = (_: Error): void => {};
  const stream = new Duplex({
    autoDestroy: false,
    read: () => {},
    write: (_chunk, _encoding, done) => {
      fail = done;
    },
  });
  const source = petSource(
    'test',
    { stream },
    commonOptions('test', { stream }, {}, []),
    () =>
      ({ reply }) =>
      () => {
        reply(LINE);
        reply(LINE);
      },
  );
  await using _ = source.start(recorder, { clock: systemClock });
  await recorder.until(/opened/);
  stream.push('!');
  stream.push(null);
  await recorder.until(/closed/);
  const crashed = crashes();
  fail(new Error('EPIPE'));
  for (let turn = 0; turn < 5; turn += 1) await settle();
  expect(stream.errored).toBeInstanceOf(Error);
  expect(crashed).not.toHaveBeenCalled();
});
