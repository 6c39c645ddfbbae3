// By chance: who is watched, how, what becomes of it, and when this process stands still.
import type { Random } from '../../fuzz/random.js';
import type { Stall } from './process.js';

/** What arrives of one who is watched. */
export type Word =
  | { readonly word: 'pet' | 'refused' | 'closed' | 'opened' }
  | { readonly word: 'paused'; readonly reason: string; readonly max: number }
  | { readonly word: 'resumed'; readonly reason: string }
  | { readonly word: 'boots'; readonly grace: number };

/** A word, and when it arrives. */
export type Said = Word & { readonly at: number };

export interface WatchedPlan {
  readonly timeout: number;
  readonly pretimeout: number;
  readonly localHealth: number;
  readonly armOn: 'start' | 'first-pet';
  readonly onExpiry: 'latch' | 'rearm';
  /** Whether its pets come over a channel, which may close. */
  readonly hasChannel: boolean;
  readonly phi: { readonly minDeviation: number; readonly acceptablePause: number } | undefined;
  /** In the order of time. */
  readonly said: readonly Said[];
}

export interface Schedule {
  readonly end: number;
  readonly watched: readonly WatchedPlan[];
  readonly stalls: readonly Stall[];
}

const TIMEOUTS = [100, 250, 400, 1_000];
/** Of a timeout. */
const LONGEST_STALL = 10;

export function schedule(random: Random): Schedule {
  const timeout = random.pick(TIMEOUTS);
  const end = timeout * (6 + random.below(7));
  // Times on a grid meet each other: where a pet, a deadline, a tick and a stall fall together is where order matters.
  const grid = random.pick([1, 1, timeout / 20, 50]);
  const time = (below: number): number =>
    grid === 1 ? random.below(below * 8) / 8 : random.below(Math.ceil(below / grid)) * grid;
  const watched = Array.from({ length: random.chance(4) ? 2 : 1 }, () => plan(random, timeout, end, time));
  return { end, watched, stalls: stalls(random, timeout, end, time) };
}

function plan(random: Random, timeout: number, end: number, time: (below: number) => number): WatchedPlan {
  const hasChannel = random.chance(2);
  const said: Said[] = hasChannel ? [{ at: time(timeout), word: 'opened' }] : [];
  pets(random, timeout, end, time, said);
  for (let left = random.below(3); left > 0; left -= 1)
    said.push(...excuse(random, timeout, end, time, hasChannel));
  said.sort((one, other) => one.at - other.at);
  return {
    timeout,
    pretimeout: random.chance(2) ? 0 : timeout / 4,
    localHealth: random.pick([1, 1, 3, 8]),
    armOn: random.chance(4) ? 'first-pet' : 'start',
    onExpiry: random.chance(3) ? 'rearm' : 'latch',
    hasChannel,
    phi: random.chance(3) ? { minDeviation: timeout / 20, acceptablePause: timeout / 6 } : undefined,
    said: hasChannel ? withoutLost(said) : said,
  };
}

/** What is said while the channel is closed never arrives. */
function withoutLost(said: readonly Said[]): readonly Said[] {
  let open = false;
  return said.filter(({ word }) => {
    if (word === 'opened' || word === 'closed') open = word === 'opened';
    return open || (word !== 'pet' && word !== 'refused');
  });
}

/** It lives, falls silent now and then, and may die. */
function pets(
  random: Random,
  timeout: number,
  end: number,
  time: (below: number) => number,
  said: Said[],
): void {
  const interval = timeout / (3 + random.below(5));
  const uneven = random.chance(2);
  const dies = random.chance(2) ? time(end) : end;
  const falters = random.chance(2);
  for (let at = time(interval); at < dies; ) {
    said.push({ at, word: random.chance(20) ? 'refused' : 'pet' });
    if (falters && random.chance(8)) at += silence(random, timeout, time);
    else at += uneven ? interval / 2 + time(interval / 2) : interval;
  }
}

/** Mostly about as long as the timeout, where it matters. */
function silence(random: Random, timeout: number, time: (below: number) => number): number {
  switch (random.below(4)) {
    case 0:
      return timeout;
    case 1:
      return timeout * (1 + (random.below(5) - 2) / 100);
    default:
      return time(timeout * 3);
  }
}

function excuse(
  random: Random,
  timeout: number,
  end: number,
  time: (below: number) => number,
  hasChannel: boolean,
): Said[] {
  const at = time(end);
  switch (random.below(hasChannel ? 4 : 3)) {
    case 0:
      return [{ at, word: 'boots', grace: 1 + time(timeout * 3) }];
    case 1: {
      const reason = random.pick(['stopped', 'migrates']);
      const paused: Said = { at, word: 'paused', reason, max: 1 + time(timeout * 3) };
      return random.chance(3) ? [paused] : [paused, { at: at + time(timeout * 2), word: 'resumed', reason }];
    }
    case 2:
      // Buffered on the way, and all there at once.
      return Array.from({ length: 2 + random.below(5) }, (): Said => ({ at, word: 'pet' }));
    default:
      return [
        { at, word: 'closed' },
        { at: at + time(timeout * 2), word: 'opened' },
      ];
  }
}

function stalls(
  random: Random,
  timeout: number,
  end: number,
  time: (below: number) => number,
): readonly Stall[] {
  const longest = random.pick([timeout / 4, timeout, timeout * LONGEST_STALL]);
  return Array.from({ length: random.below(6) }, () => ({
    at: time(end),
    duration: time(longest) + (random.chance(3) ? longest / 2 : 0) || 1,
    reading: random.chance(2) ? 0 : 1 + random.below(8),
  }))
    .map((stall) => ({ ...stall, duration: Math.min(stall.duration, timeout * LONGEST_STALL) }))
    .sort((one, other) => one.at - other.at);
}
