// The fear: a stranger who connects before the guest does, talks nonsense and falls silent makes the channel count as the
// guest's, and so its silence, too.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { GuestArmed, type PetChannel, type PetSource, pets, Watchdog } from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { settle } from '../../../src/core/index.js';
import { Audience } from '../../../src/watchdog/heartbeat/audience.js';
import { freeUdpPort, udpSocket } from './heartbeat/udp.js';
import { Recorder } from './pets/recorder.js';
import { dial, Peer, temporaryPath } from './pets/sockets.js';

const NONSENSE = 'GET / HTTP/1.0\r\n\r\n';

interface Watched {
  readonly clock: VirtualClock;
  readonly dog: Watchdog;
  /** What its source tells it; the watchdog has been told by then. */
  readonly recorder: Recorder;
}

function watch(source: PetSource): Watched {
  const clock = new VirtualClock();
  const recorder = new Recorder();
  const overheard: PetSource = {
    name: source.name,
    start(sink, context) {
      const audience = new Audience();
      audience.add(sink);
      audience.add(recorder);
      return source.start(audience, context);
    },
  };
  const dog = new Watchdog({ id: 'guest', timeout: 1_000, pets: overheard, clock });
  onTestFinished(() => dog.stop());
  dog.start();
  return { clock, dog, recorder };
}

async function say(path: string, text: string): Promise<Socket> {
  const socket = await dial({ path });
  socket.write(text);
  return socket;
}

/** Connects as soon as somebody listens there. */
async function dialWhenThere(path: string): Promise<Socket> {
  for (;;) {
    try {
      return await dial({ path });
    } catch {
      await settle();
    }
  }
}

/** A source by its name, how a guest says with it that it lives, and what else comes over it that anybody may say. */
const KINDS: readonly (readonly [string, (channel: PetChannel) => PetSource, string, string])[] = [
  ['lines', (channel) => pets.lines(channel, { line: 'HB' }), 'HB\n', 'half a line'],
  ['notify', (channel) => pets.notify(channel), 'WATCHDOG=1\n', 'user=root\nPATH=/bin\n'],
  ['frames', (channel) => pets.frames(channel), '\0\0\0\x01x', '\x7f\x7f'],
];

describe.each(KINDS)('%s, where others connect', (_, source, sign, murmur) => {
  test('nonsense is counted and proves nothing; the first sign of life does', async () => {
    const path = temporaryPath();
    const { clock, dog, recorder } = watch(source({ listen: { path } }));
    await recorder.until(/waiting/);
    await say(path, murmur + NONSENSE);
    await recorder.until(/refused/);
    expect(dog.snapshot.channel).not.toBe('proven');
    expect(dog.snapshot.refusedCount).toBeGreaterThan(0);
    await clock.advance(1_000);
    expect(dog.snapshot.channel).not.toBe('proven');
    await say(path, sign);
    await recorder.until(/pet/);
    expect(dog.snapshot).toMatchObject({ channel: 'proven', state: 'armed' });
  });

  test('what one has proven, the next has not', async () => {
    const path = temporaryPath();
    const { dog, recorder } = watch(source({ listen: { path } }));
    await recorder.until(/waiting/);
    const guest = await say(path, sign);
    await recorder.until(/pet/);
    const stranger = await say(path, murmur);
    guest.destroy();
    await recorder.until(/opened/, 2);
    expect(dog.snapshot.channel).toBe('unproven');
    stranger.write(NONSENSE);
    await recorder.until(/refused/);
    expect(dog.snapshot.channel).not.toBe('proven');
  });
});

test('a stranger who waits proves nothing of a guest that is connected and has never spoken', async () => {
  const path = temporaryPath();
  const { dog, recorder } = watch(pets.lines({ listen: { path } }, { line: 'HB' }));
  await recorder.until(/waiting/);
  await dial({ path });
  await recorder.until(/opened/);
  await say(path, NONSENSE);
  await recorder.until(/refused/);
  expect(dog.snapshot).toMatchObject({ channel: 'unproven', refusedCount: 1 });
});

test.each([
  ['lines', (port: number) => pets.lines({ listen: { udp: { port } } }, { line: 'WATCHDOG=1' })],
  ['notifications', (port: number) => pets.notify({ listen: { udp: { port } } })],
])('a datagram of nonsense proves nothing, and one that is a sign of life does: %s', async (_, source) => {
  const port = await freeUdpPort();
  const { dog, recorder } = watch(source(port));
  await recorder.until(/opened/);
  const socket = await udpSocket();
  socket.send(`${NONSENSE}a=b`, port, '127.0.0.1');
  await recorder.until(/refused/);
  expect(dog.snapshot.channel).toBe('unproven');
  socket.send('WATCHDOG=1', port, '127.0.0.1');
  await recorder.until(/pet/);
  expect(dog.snapshot.channel).toBe('proven');
});

describe('a connection that we made', () => {
  test.each(KINDS)(
    'is proven by anything that comes: who reads it is the one who is served: %s',
    async (_, source, __, murmur) => {
      const path = temporaryPath();
      const chardev = await Peer.listen({ path });
      const { dog, recorder } = watch(source({ path }));
      const socket = await chardev.next();
      await recorder.until(/opened/);
      expect(dog.snapshot.channel).toBe('unproven');
      // Not even a whole line: firmware that waits at its prompt.
      socket.write(murmur.slice(0, 2));
      await recorder.until(/heard/);
      expect(dog.snapshot).toMatchObject({ channel: 'proven', petCount: 0 });
    },
  );

  test('that was lost is to be proven anew', async () => {
    const path = temporaryPath();
    const chardev = await Peer.listen({ path });
    const { clock, dog, recorder } = watch(pets.lines({ path }, { reconnect: { min: 1, max: 1 } }));
    const socket = await chardev.next();
    socket.write('SeaBIOS');
    await recorder.until(/heard/);
    socket.destroy();
    await recorder.until(/closed/);
    await clock.advance(1);
    await recorder.until(/opened/, 2);
    expect(dog.snapshot.channel).toBe('unproven');
  });

  test('or a stream that was handed to us', async () => {
    const stream = new PassThrough();
    const { clock, dog } = watch(pets.lines({ stream }));
    stream.write('SeaBIOS');
    await clock.advance(0);
    expect(dog.snapshot.channel).toBe('proven');
  });
});

describe('a guest that arms its own, where others connect', () => {
  test.each(['what is this?', 'HELLO 1', 'STATUS'])('is not proven by %s', async (line) => {
    const path = temporaryPath();
    await using armed = new GuestArmed({ port: { listen: { path } }, clock: new VirtualClock() });
    const [dog, other] = armed.watchdogs;
    const known = new Promise<void>((resolve) => void dog!.on('known', () => resolve()));
    const armedNow = new Promise<void>((resolve) => void dog!.on('armed', () => resolve()));
    for (const one of armed.watchdogs) one.start();
    const stranger = await dialWhenThere(path);
    const answered = new Promise((resolve) => stranger.once('data', resolve));
    stranger.write(`${line}\n`);
    await Promise.all([answered, known]);
    expect([dog!.snapshot.channel, other!.snapshot.channel]).toEqual(['unproven', 'unproven']);
    // The guest takes the place of whoever only asked, and speaks for both of its timers.
    const guest = await say(path, 'ARM 0 30\n');
    await armedNow;
    expect([dog!.snapshot.channel, other!.snapshot.channel]).toEqual(['proven', 'proven']);
    // Nor does whoever only asks take the guest's place.
    const asking = await say(path, `${line}\n`);
    await once(asking, 'data');
    const petted = new Promise<void>((resolve) => {
      guest.on('data', (answer) => String(answer).includes('OK 1 40') && resolve());
    });
    guest.write('PET 1 40\n');
    await petted;
  });
});
