import type { Clock } from '../core/index.js';

/** What a running {@link PetSource} tells its watchdog. */
export interface PetSink {
  /** A sign of life came in. */
  pet(): void;
  /** The channel is connected and is being read: silence on it means something from now on. */
  opened(): void;
  /** The channel is gone, and why: silence from now on is unknown, not death. May be followed by `opened`. */
  closed(reason: string): void;
  /** Something came in that was no sign of life; it is dropped and counted, and the watchdog stays as it was. */
  refused(reason: string): void;
}

/**
 * Where signs of life come from. It follows its channel for as long as it runs, comes back when the channel was lost,
 * and never throws at its sink.
 */
export interface PetSource {
  /** For people: `bytes from unix:/run/vm1.heartbeat`. */
  readonly name: string;
  /** Starts following; nothing is told before the next microtask. Disposing ends it, idempotently, and tells nothing more. */
  start(sink: PetSink, context: PetContext): AsyncDisposable;
}

/** What a pet source runs with. */
export interface PetContext {
  readonly clock: Clock;
}
