// The fear: some order of pets, pauses, resets, stalls and lost channels makes it expire early, or never.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WatchdogTransition } from 'qmp-watchdog';
import { type Watched, watched } from './watched.js';

const TIMEOUT = 500;
const PRETIMEOUT = 120;
/** What a stall may hide: up to a whole tick of the clock that finds it, and its jitter. */
const HIDDEN = 120;

type Op =
  | { readonly op: 'advance' | 'stall'; readonly by: number }
  | { readonly op: 'pause'; readonly reason: string; readonly max: number }
  | { readonly op: 'resume'; readonly reason: string | undefined }
  | { readonly op: 'grace'; readonly by: number }
  | { readonly op: 'pet' | 'arm' | 'disarm' | 'trigger' | 'open' | 'close' | 'listen' };

const reason = fc.constantFrom('a', 'b');
const op: fc.Arbitrary<Op> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ op: fc.constant('advance' as const), by: fc.integer({ min: 1, max: 700 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ op: fc.constant('stall' as const), by: fc.integer({ min: 1, max: 2_000 }) }),
  },
  { weight: 4, arbitrary: fc.constant({ op: 'pet' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant('pause' as const),
      reason,
      max: fc.integer({ min: 1, max: 1_500 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant('resume' as const),
      reason: fc.option(reason, { nil: undefined }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant('grace' as const), by: fc.integer({ min: 1, max: 1_500 }) }),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom<Op['op']>('arm', 'disarm', 'trigger', 'open', 'close', 'listen')
      .map((name) => ({ op: name }) as Op),
  },
);

/**
 * What is to be expected, said as simply as it can be: for how long was somebody listened to who did not pet? It takes
 * the moments from the watchdog's own words, and says whether each of them was due.
 */
class Model {
  now = 0;
  armed = false;
  /** Latched: it has said so, and says nothing more. */
  said = false;
  open: boolean;
  listened = 0;
  stalls = 0;
  limit = TIMEOUT;
  inGrace = false;
  readonly pauses = new Map<string, number>();
  readonly rearms: boolean;
  readonly #waits: boolean;
  #awaitsFirst: boolean;

  constructor(rearms: boolean, waits: boolean, channel: boolean) {
    this.rearms = rearms;
    this.#waits = waits;
    this.#awaitsFirst = false;
    this.open = !channel;
  }

  start(): void {
    if (this.#waits) this.#awaitsFirst = true;
    else this.listen();
  }

  get listens(): boolean {
    return this.armed && !this.said && this.open && this.pauses.size === 0;
  }

  /** Time goes by, heard or not. */
  pass(to: number, stalled: boolean): void {
    if (this.listens && !stalled) this.listened += to - this.now;
    this.now = to;
  }

  /** The silence begins anew. */
  listen(grace?: number): void {
    this.armed = true;
    this.said = false;
    this.listened = 0;
    this.stalls = 0;
    this.limit = grace ?? TIMEOUT;
    this.inGrace = grace !== undefined;
    this.#awaitsFirst = false;
  }

  apply(op: Op): void {
    const grace = this.inGrace ? this.limit : undefined;
    switch (op.op) {
      case 'pet':
        if (this.armed || this.#awaitsFirst) this.listen();
        return;
      case 'arm':
        this.listen();
        return;
      case 'disarm':
        this.armed = false;
        this.#awaitsFirst = false;
        this.inGrace = false;
        this.pauses.clear();
        return;
      case 'pause':
        this.pauses.set(op.reason, this.now + op.max);
        return;
      case 'resume': {
        const before = this.pauses.size;
        if (op.reason === undefined) this.pauses.clear();
        else this.pauses.delete(op.reason);
        if (before > 0 && this.pauses.size === 0 && this.armed) this.listen(grace);
        return;
      }
      case 'grace':
        this.listen(op.by);
        return;
      case 'open':
        if (!this.open && this.armed && !this.said) this.listen(grace);
        this.open = true;
        return;
      case 'close':
        this.open = false;
        return;
      case 'listen':
        if (this.armed && !this.said) this.listen(grace);
        return;
      case 'trigger':
      case 'advance':
      case 'stall':
    }
  }

  /** It says that it expires: was it time? */
  expired({ at, cause }: Extract<WatchdogTransition, { type: 'expired' }>, triggered: boolean): void {
    expect(this.armed && !this.said, `it may expire at ${at}`).toBe(true);
    if (triggered) expect(cause).toBe('trigger');
    else {
      expect(this.listens, `somebody listens at ${at}`).toBe(true);
      expect(cause).toBe(this.inGrace ? 'boot-grace' : 'silence');
      expect(this.listened, `not early, at ${at}`).toBeGreaterThanOrEqual(this.limit - HIDDEN * this.stalls);
      expect(this.listened, `not late, at ${at}`).toBeLessThanOrEqual(this.limit);
    }
    this.listen();
    this.said = !this.rearms;
  }

  /** It says that a pause's time is over. */
  resumed(at: number, stalledUntil: number | undefined): void {
    for (const [name, until] of this.pauses) if (until <= at) this.pauses.delete(name);
    expect(this.pauses.size, `no pause is left at ${at}`).toBe(0);
    expect(stalledUntil ?? at).toBe(at);
    if (this.armed) this.listen(this.inGrace ? this.limit : undefined);
  }

  /** Nothing happens at this moment: was something due? */
  quiet(): void {
    if (!this.armed) return;
    if (this.pauses.size > 0)
      expect(Math.max(...this.pauses.values()), 'no pause outlasts its bound').toBeGreaterThan(this.now);
    for (const [name, until] of this.pauses) if (until <= this.now) this.pauses.delete(name);
    if (this.listens) expect(this.listened, `not lost, at ${this.now}`).toBeLessThan(this.limit);
  }
}

async function live(ops: readonly Op[], setting: Watched, model: Model): Promise<void> {
  const { clock, dog, channel, transitions } = setting;
  let read = 0;
  const hear = (triggered: boolean, stalledUntil?: number): void => {
    for (const transition of transitions.slice(read)) {
      if (stalledUntil === undefined) model.pass(transition.at, false);
      if (transition.type === 'expired') model.expired(transition, triggered);
      else if (transition.type === 'resumed' && transition.by === 'limit')
        model.resumed(transition.at, stalledUntil);
    }
    read = transitions.length;
  };
  dog.start();
  model.start();
  await clock.advance(0);
  hear(false);
  for (const op of ops) {
    switch (op.op) {
      case 'advance':
        await clock.advance(op.by);
        hear(false);
        model.pass(clock.now(), false);
        break;
      case 'stall':
        model.stalls += 1;
        await clock.stall(op.by);
        model.pass(clock.now(), true);
        hear(false, clock.now());
        break;
      case 'pause':
        dog.pause(op.reason, op.max);
        break;
      case 'resume':
        dog.resume(op.reason);
        break;
      case 'grace':
        dog.startGrace(op.by);
        break;
      case 'open':
        channel.open();
        break;
      case 'close':
        channel.close();
        break;
      case 'listen':
        dog.listenAnew();
        break;
      case 'pet':
      case 'arm':
      case 'disarm':
      case 'trigger':
        dog[op.op]();
    }
    model.apply(op);
    if (op.op === 'trigger' && model.armed && !model.said) {
      expect(transitions.at(-1), 'a trigger expires it').toMatchObject({ type: 'expired' });
      hear(true);
    } else if (op.op !== 'advance' && op.op !== 'stall') {
      expect(
        transitions.slice(read).some(({ type }) => type === 'expired'),
        `${op.op} expires nothing`,
      ).toBe(false);
      read = transitions.length;
    }
    await clock.advance(0);
    hear(false);
    model.quiet();
    const warned = model.listens && !model.inGrace && model.listened >= TIMEOUT - PRETIMEOUT;
    if (!model.armed) expect(dog.state).toBe('disarmed');
    else if (model.said) expect(dog.state).toBe('expired');
    else if (model.stalls === 0 && model.listens) expect(dog.state).toBe(warned ? 'pretimeout' : 'armed');
    else expect(['armed', 'pretimeout']).toContain(dog.state);
  }
  await dog.stop();
  expect(clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
}

test.each([
  { onExpiry: 'latch', armOn: 'start', channel: false },
  { onExpiry: 'latch', armOn: 'first-pet', channel: true },
  { onExpiry: 'rearm', armOn: 'start', channel: true },
] as const)('never early and never lost: %o', async ({ onExpiry, armOn, channel }) => {
  const ops = channel ? op : op.filter((one) => one.op !== 'open' && one.op !== 'close');
  await fc.assert(
    fc.asyncProperty(fc.array(ops, { minLength: 1, maxLength: 40 }), async (ops) => {
      const setting = watched({ timeout: TIMEOUT, pretimeout: PRETIMEOUT, onExpiry, armOn, channel });
      await live(ops, setting, new Model(onExpiry === 'rearm', armOn === 'first-pet', channel));
    }),
    { numRuns: 300 },
  );
});
