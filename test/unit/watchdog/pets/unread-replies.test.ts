// The fear: a peer that does not read what it is answered fills our memory.
import { expect, test } from 'vitest';
import { settle, systemClock } from '../../../../src/core/index.js';
import { commonOptions } from '../../../../src/watchdog/pets/options.js';
import type { PetChannel } from '../../../../src/watchdog/pets/channel.js';
import { petSource } from '../../../../src/watchdog/pets/source.js';
import { Recorder } from './recorder.js';
import { dial, Peer, temporaryPath } from './sockets.js';

const LINE = `${'x'.repeat(99)}\n`;
/** More than the system keeps for a unix socket. */
const MANY = 100_000;

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
