// The fear: a word of systemd's protocol is misread: a service that is lost or stops is not heard, or one that talks
// nonsense is believed.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { onTestFinished, describe, expect, test } from 'vitest';
import { settle, systemClock } from '../../../../src/core/index.js';
import { VirtualClock } from '../../../../src/testing/index.js';
import { pets, type PetNotifyOptions } from '../../../../src/watchdog/pets/index.js';
import { Watchdog } from '../../../../src/watchdog/index.js';
import { freePort, temporaryPath, Peer } from './sockets.js';
import { Recorder } from './recorder.js';

/** What is told of `text`, after `opened` and `heard`. */
async function judge(text: string | Buffer, options: PetNotifyOptions = {}): Promise<string[]> {
  const source = new PassThrough();
  const recorder = new Recorder();
  await using _ = pets.notify({ stream: source }, options).start(recorder, { clock: systemClock });
  source.write(text);
  await settle();
  expect(recorder.told.splice(0, 2)).toEqual(['opened', 'heard']);
  return recorder.told;
}

describe('an assignment', () => {
  test.each([
    ['WATCHDOG=1', ['pet']],
    ['WATCHDOG=trigger', ['triggered']],
    ['WATCHDOG_USEC=20000000', ['heard', 'asked: 20000']],
    ['WATCHDOG_USEC=1500', ['heard', 'asked: 1.5']],
    ['STOPPING=1', ['heard', 'paused: stopping for 90000']],
    ['READY=1', ['heard', 'resumed: stopping']],
    ['STATUS=Completed 66% of file system check', []],
    ['X_ANYTHING=', []],
    ['EXTEND_TIMEOUT_USEC=x', []],
  ])('%s', async (line, told) => {
    expect(await judge(`${line}\n`)).toEqual(told);
  });

  test.each([
    ['WATCHDOG=0', 'refused: "WATCHDOG=0", which may be WATCHDOG=1 or WATCHDOG=trigger'],
    ['WATCHDOG=', 'refused: "WATCHDOG=", which may be WATCHDOG=1 or WATCHDOG=trigger'],
    ['STOPPING=yes', 'refused: "STOPPING=yes", which may be STOPPING=1'],
    ['READY=', 'refused: "READY=", which may be READY=1'],
    ['WATCHDOG_USEC=', 'refused: "WATCHDOG_USEC=", which is no number of microseconds'],
    ['WATCHDOG_USEC=-1', 'refused: "WATCHDOG_USEC=-1", which is no number of microseconds'],
    ['WATCHDOG_USEC=1e9', 'refused: "WATCHDOG_USEC=1e9", which is no number of microseconds'],
    ['WATCHDOG_USEC=0', 'refused: WATCHDOG_USEC=0, which would switch the watchdog off'],
    ['WATCHDOG', 'refused: no assignment: "WATCHDOG"'],
    [' WATCHDOG=1', 'refused: no assignment: " WATCHDOG=1"'],
    ['=1', 'refused: no assignment: "=1"'],
    ['__proto__', 'refused: no assignment: "__proto__"'],
  ])('that is none: %s', async (line, told) => {
    expect(await judge(`${line}\n`)).toEqual([told]);
  });

  test('longer than any is refused once and not kept', async () => {
    expect(await judge(`STATUS=${'x'.repeat(10_000)}\nWATCHDOG=1\n`)).toEqual([
      'refused: a line of more than 4096 bytes',
      'pet',
    ]);
  });

  test('whatever comes, each line is told of once, unless it is for somebody else, and nothing is thrown', async () => {
    const names = fc.constantFrom('WATCHDOG', 'WATCHDOG_USEC', 'STOPPING', 'READY', 'constructor', '');
    const values = fc.oneof(fc.constantFrom('1', 'trigger', '0'), fc.string({ maxLength: 30 }));
    const line = fc.tuple(names, values).map(([name, value]) => `${name}=${value.replace(/[\r\n]/g, '')}`);
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 20 }), async (lines) => {
        const told = await judge(`${lines.join('\n')}\n\n`);
        const verdicts = told.filter((what) => /^(pet|triggered|heard|refused)/.test(what));
        expect(verdicts).toHaveLength(lines.filter((one) => !one.startsWith('constructor=')).length);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a service that stops', () => {
  test('is excused once, however often it says so', async () => {
    expect(await judge('STOPPING=1\nSTOPPING=1\n', { stopTimeout: 5_000 })).toEqual([
      'heard',
      'paused: stopping for 5000',
      'heard',
    ]);
  });

  test('is excused again after it lived', async () => {
    expect(await judge('STOPPING=1\nWATCHDOG=1\nSTOPPING=1\nREADY=1\nSTOPPING=1\n')).toEqual([
      'heard',
      'paused: stopping for 90000',
      'pet',
      'heard',
      'paused: stopping for 90000',
      'heard',
      'resumed: stopping',
      'heard',
      'paused: stopping for 90000',
    ]);
  });

  test('is excused no longer when it only comes over a new connection', async () => {
    const path = temporaryPath();
    const peer = await Peer.listen({ path });
    const recorder = new Recorder();
    const reconnect = { min: 10, max: 10 };
    await using _ = pets.notify({ path }, { reconnect }).start(recorder, { clock: systemClock });
    for (const times of [1, 2]) {
      const socket = await peer.next();
      socket.write('STOPPING=1\n');
      await recorder.until(/heard/, times);
      socket.destroy();
    }
    expect(recorder.count(/paused/)).toBe(1);
  });

  test('and never ends is found', async () => {
    const clock = new VirtualClock();
    const stream = new PassThrough();
    const source = pets.notify({ stream }, { stopTimeout: 20_000 });
    await using dog = new Watchdog({ id: 'guest', timeout: 5_000, pets: source, clock });
    dog.start();
    await clock.advance(0);
    for (let said = 0; said < 30; said += 1) {
      stream.write('STOPPING=1\n');
      await clock.advance(1_000);
      expect(dog.state).toBe(clock.now() < 25_000 ? 'armed' : 'expired');
    }
  });
});

test('a trigger expires the watchdog at once, with that cause, whatever excuses silence', async () => {
  const clock = new VirtualClock();
  const stream = new PassThrough();
  await using dog = new Watchdog({ id: 'guest', timeout: 5_000, pets: pets.notify({ stream }), clock });
  const causes: string[] = [];
  dog.on('expired', ({ cause }) => causes.push(cause));
  dog.start();
  dog.pause('snapshot', 10_000);
  await clock.advance(0);
  stream.write('WATCHDOG=trigger\n');
  await clock.advance(0);
  expect(causes).toEqual(['trigger']);
  expect(dog.snapshot.channel).toBe('proven');
  dog.disarm();
  stream.write('WATCHDOG=trigger\n');
  await clock.advance(0);
  expect(dog.state).toBe('disarmed');
});

describe('datagrams', () => {
  async function listening(make: (port: number) => ReturnType<typeof pets.notify>) {
    const port = await freePort();
    const recorder = new Recorder();
    const running = make(port).start(recorder, { clock: systemClock });
    const socket = createSocket('udp4');
    onTestFinished(() => void socket.close());
    return { port, recorder, running, send: (text: string) => socket.send(text, port, '127.0.0.1') };
  }

  test('hold several assignments, and the end of one ends a line', async () => {
    const { recorder, running, send } = await listening((port) => pets.notify({ listen: { udp: { port } } }));
    await using _ = running;
    await recorder.until(/opened/);
    send('READY=1\nSTATUS=up\nWATCHDOG=1');
    await recorder.until(/pet/);
    expect(recorder.told).toEqual(['opened', 'heard', 'resumed: stopping', 'pet']);
    send('WATCHDOG=');
    send('1');
    await recorder.until(/refused/, 2);
    expect(recorder.count(/pet/)).toBe(1);
  });

  test('are bytes, and lines, too: one pet for each', async () => {
    for (const make of [pets.bytes, pets.lines]) {
      const { recorder, running, send } = await listening((port) => make({ listen: { udp: { port } } }));
      await using _ = running;
      await recorder.until(/opened/);
      send('HB');
      await recorder.until(/pet/);
      send('HB\n');
      await recorder.until(/pet/, 2);
      expect(recorder.told).toEqual(['opened', 'pet', 'pet']);
    }
  });

  test('to a port that is taken are waited for until it is free', async () => {
    const port = await freePort();
    const other = createSocket('udp4');
    other.bind(port, '127.0.0.1');
    await once(other, 'listening');
    const recorder = new Recorder();
    const reconnect = { min: 10, max: 10 };
    const source = pets.notify({ listen: { udp: { port } } }, { reconnect });
    const running = source.start(recorder, { clock: systemClock });
    await recorder.until(/closed: udp:.* can not be used: .*EADDRINUSE/);
    other.close();
    await recorder.until(/opened/);
    await running[Symbol.asyncDispose]();
    const again = createSocket('udp4');
    again.bind(port, '127.0.0.1');
    await once(again, 'listening');
    again.close();
  });

  test('that nobody can count on are refused where a stream is needed', () => {
    // @ts-expect-error The compiler says so, too.
    expect(() => pets.frames({ listen: { udp: { port: 9 } } })).toThrow(/can not be used over UDP/);
  });

  test.each([
    [{ host: 'localhost', port: 9 }, 'channel.listen.udp.host'],
    [{ port: 0 }, 'channel.listen.udp.port'],
    [{ host: '::1' }, 'channel.listen.udp.port'],
    [{ port: 9, prot: 1 }, 'channel.listen.udp.prot'],
  ])('to an address that is none: %o', (udp, option) => {
    expect(() => pets.bytes({ listen: { udp: udp as { port: number } } })).toThrow(option);
  });
});
