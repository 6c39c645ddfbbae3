// The fear: what a source knows beyond pets is lost, or is believed where it must not be.
import { Watchdog, type PetSink, type PetSource, type WatchdogOptions } from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';
import { describe, expect, test } from 'vitest';

class Source implements PetSource {
  readonly name = 'by hand';
  sink!: PetSink;

  start(sink: PetSink): AsyncDisposable {
    this.sink = sink;
    sink.opened();
    return { async [Symbol.asyncDispose]() {} };
  }
}

function setUp(options: Partial<WatchdogOptions> = {}) {
  const clock = new VirtualClock();
  const source = new Source();
  const dog = new Watchdog({ id: 'guest', timeout: 1_000, pets: source, clock, ...options });
  const log: string[] = [];
  dog.on('expired', ({ cause, reason }) =>
    log.push(`expired: ${cause}${reason === undefined ? '' : `, ${reason}`}`),
  );
  dog.on('refused', ({ reason }) => log.push(`refused: ${reason}`));
  dog.start();
  return { clock, dog, log, sink: source.sink };
}

describe('failed', () => {
  test('expires it at once, and says why', () => {
    const { dog, log, sink } = setUp();
    sink.failed('connection refused');
    expect(log).toEqual(['expired: failed, connection refused']);
    expect(dog.snapshot).toMatchObject({ state: 'expired', silent: true, channel: 'proven' });
    sink.failed('connection refused');
    expect(log).toHaveLength(1);
    sink.pet();
    expect(dog.state).toBe('armed');
  });

  test('is excused by whatever excuses silence', () => {
    const { dog, log, sink } = setUp();
    dog.pause('snapshot', 10_000);
    sink.failed('of course');
    dog.resume('snapshot');
    dog.startGrace(10_000);
    sink.failed('it boots');
    sink.pet();
    sink.closed('no route');
    sink.failed('who says so?');
    sink.opened();
    dog.disarm();
    sink.failed('nobody asked');
    expect(log).toEqual([]);
  });
});

describe('a pause that the watched one asks for', () => {
  test('excuses silence, and ends', async () => {
    const { clock, dog, log, sink } = setUp();
    sink.paused('snapshot', 5_000);
    await clock.advance(4_000);
    expect(dog.snapshot.pausedBy).toBe('snapshot');
    sink.resumed('snapshot');
    await clock.advance(999);
    expect(log).toEqual([]);
    await clock.advance(1);
    expect(log).toEqual(['expired: silence']);
  });

  test('is bounded, whatever it asks for', async () => {
    const { clock, dog, log, sink } = setUp();
    sink.paused('snapshot', 5_000);
    await clock.advance(6_000);
    expect(log).toEqual(['expired: silence']);
    expect(dog.snapshot.pausedBy).toBeUndefined();
  });
});

describe('a timeout that the watched one asks for', () => {
  test('is granted within bounds', () => {
    const { dog, sink, log } = setUp({ timeoutRange: { min: 500, max: 60_000 } });
    sink.asked(20_000);
    expect(dog.timeout).toBe(20_000);
    sink.asked(10);
    expect(dog.timeout).toBe(500);
    sink.asked(1e9);
    expect(dog.timeout).toBe(60_000);
    expect(log).toEqual([]);
  });

  test('is refused where it may not choose, and nothing else changes', () => {
    const { dog, sink, log } = setUp();
    sink.asked(20_000);
    expect(dog.timeout).toBe(1_000);
    expect(log).toEqual(['refused: it asked for a timeout of 20000 ms, and may not choose (timeoutRange)']);
    expect(dog.snapshot).toMatchObject({
      refusedCount: 1,
      state: 'armed',
      lastRefusal: expect.stringContaining('20000'),
    });
  });

  test.each([Number.NaN, 0, -1])('of %s is none', (asked) => {
    const { dog, sink } = setUp({ timeoutRange: { min: 500, max: 60_000 } });
    sink.asked(asked);
    expect(dog.timeout).toBe(1_000);
    expect(dog.snapshot.refusedCount).toBe(1);
  });

  test('leaves no room for a warning when it is shorter than that', async () => {
    const { clock, dog, log } = setUp({ timeout: 10_000, pretimeout: 2_000 });
    dog.on('pretimeout', () => log.push('pretimeout'));
    dog.changeTimeout(1_500);
    await clock.advance(1_500);
    expect(log).toEqual(['expired: silence']);
    dog.changeTimeout(5_000);
    dog.pet();
    await clock.advance(3_000);
    expect(log.at(-1)).toBe('pretimeout');
  });

  test.each([{ min: 5, max: 10 }, { min: 100, max: 50 }, { min: 100 }, { max: 1_000 }])(
    'needs a range that is one: %o',
    (timeoutRange) => {
      // @ts-expect-error Some lack a bound.
      expect(() => setUp({ timeoutRange })).toThrow(/watchdog.timeoutRange/);
    },
  );
});
