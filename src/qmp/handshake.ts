import { AbortError, type Deadline, Deadlines, onAbort, QmpWatchdogError } from '../core/index.js';
import type { CheckedOptions } from './client-options.js';
import {
  type ClosedReason,
  GreetingTimeoutError,
  NegotiationTimeoutError,
  NotQmpError,
  SessionClosedError,
} from './errors.js';
import type { Greeting } from './message.js';
import type { SessionCounters } from './session-effects.js';
import { TlsUnansweredError } from './transport-errors.js';

/** With whom a {@link Handshake} is made. */
export interface Peer {
  readonly address: string;
  readonly encrypted: boolean;
  readonly counters: SessionCounters;
}

const nothing = (): void => {};

/** Waits until QEMU has greeted and negotiated. One wait, whose deadline moves on: the usual session needs no more. */
export class Handshake {
  /** Resolves when commands are accepted; rejects with what came between. */
  readonly done: Promise<Greeting>;
  readonly #peer: Peer;
  readonly #options: CheckedOptions;
  readonly #deadline: Deadline;
  #forget: () => void = nothing;
  #resolve: (greeting: Greeting) => void = nothing;
  #reject: (error: Error) => void = nothing;
  #greeting: Greeting | undefined;
  #over = false;

  /** The time for the greeting begins. */
  constructor(peer: Peer, options: CheckedOptions) {
    this.#peer = peer;
    this.#options = options;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#deadline = Deadlines.of(options.clock).create(() => this.#fail(this.#late()));
    this.#deadline.set(options.clock.now() + options.greetingTimeout);
    this.#forget = onAbort(options.signal, (reason) =>
      this.#fail(new AbortError(`connecting to ${peer.address}`, reason)),
    );
  }

  greeted(greeting: Greeting): void {
    if (this.#over) return;
    this.#greeting = greeting;
    const { clock, negotiationTimeout } = this.#options;
    this.#deadline.set(clock.now() + negotiationTimeout);
  }

  negotiated(): void {
    if (this.#over || this.#greeting === undefined) return;
    this.#end();
    this.#resolve(this.#greeting);
  }

  /** The session ended. */
  ended(reason: ClosedReason): void {
    const awaited = this.#greeting === undefined ? 'its greeting' : 'its reply to qmp_capabilities';
    // An error of ours says already what was wrong, where, and what to do.
    this.#fail(
      reason.error instanceof QmpWatchdogError
        ? reason.error
        : new SessionClosedError(`connecting to ${this.#peer.address}, waiting for ${awaited}`, reason),
    );
  }

  #late(): Error {
    const { address, encrypted, counters } = this.#peer;
    const { greetingTimeout, negotiationTimeout } = this.#options;
    if (this.#greeting === undefined) {
      // Replies without ever a greeting are a guest agent's way.
      return counters.staleReplies + counters.errorsWithoutId > 0
        ? new NotQmpError('guest-agent', address, 'replies, and no greeting')
        : new GreetingTimeoutError(address, greetingTimeout);
    }
    const { major, minor, micro } = this.#greeting.version.qemu;
    return encrypted && major < 8
      ? new TlsUnansweredError(address, negotiationTimeout, `${major}.${minor}.${micro}`)
      : new NegotiationTimeoutError(address, negotiationTimeout);
  }

  #fail(error: Error): void {
    if (this.#over) return;
    this.#end();
    this.#reject(error);
  }

  #end(): void {
    this.#over = true;
    this.#deadline.clear();
    this.#forget();
  }
}
