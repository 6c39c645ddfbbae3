import type { Clock } from '../core/index.js';

/**
 * What a running {@link PetSource} tells its watchdog: `pet`, it lives; `failed`, it does not; `closed`, nobody can tell.
 *
 * Each `opened` begins a channel that is not proven: silence on it may be that of somebody else. `pet`, `failed`, `triggered`
 * and `heard` prove it, until it is closed or opened again, and nothing else does.
 */
export interface PetSink {
  /** A sign of life came in. */
  pet(): void;
  /** It has been found to be lost, by more than silence: the watchdog expires now, unless it is disarmed. */
  failed(reason: string): void;
  /** Who is watched says itself that it is lost: the watchdog expires now, whatever excuses silence, unless it is disarmed. */
  triggered(): void;
  /** The channel is connected and is being read: silence on it means something from now on. */
  opened(): void;
  /** The channel is gone, and why: silence from now on is unknown, not death. May be followed by `opened`. */
  closed(reason: string): void;
  /**
   * Something came in that says nothing of its life, and that it would be heard: whatever comes over a connection that was
   * made by us, for its other end serves one reader only; or the word of another who shares the channel. Where anybody may
   * connect, or send a datagram, only what a stranger would not say does.
   */
  heard(): void;
  /**
   * Something came in that was no sign of life; it is dropped and counted, proves nothing, and the watchdog stays as it was.
   */
  refused(reason: string): void;
  /** Who is watched says that it will be silent on purpose, and why: for so many milliseconds silence is excused. */
  paused(reason: string, max: number): void;
  /** The purpose of this silence has passed. */
  resumed(reason: string): void;
  /** Who is watched asks for another timeout, in milliseconds; the watchdog grants it within its `timeoutRange`. */
  asked(timeout: number): void;
}

/**
 * Where signs of life come from. It follows its channel for as long as it runs, comes back when the channel was lost,
 * and never throws at its sink.
 */
export interface PetSource {
  /** For people: `bytes from unix:/run/vm1.heartbeat`. */
  readonly name: string;
  /**
   * For how many milliseconds it may be without a pet although all is well, where that is known: a watchdog whose timeout
   * is not longer is refused.
   */
  readonly longestSilence?: number;
  /** Starts following; nothing is told before the next microtask. Disposing ends it, idempotently, and tells nothing more. */
  start(sink: PetSink, context: PetContext): AsyncDisposable;
}

/** What a pet source runs with. */
export interface PetContext {
  readonly clock: Clock;
}
