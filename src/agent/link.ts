import { AbortError, type Clock, waitFor } from '../core/index.js';
import { ConnectError, describeAddress } from '../qmp/index.js';
import { connectGuest } from './connect.js';
import type { GuestAddress } from './options.js';
import { type GuestTransport, StreamGuestTransport } from './transport.js';

/** The first wait before connecting again, and the longest, in milliseconds. */
const SHORTEST_WAIT = 100;
const LONGEST_WAIT = 5_000;

/** What a {@link Link} tells. */
export interface LinkListener {
  opened(transport: GuestTransport): void;
  received(bytes: Buffer): void;
  /** The connection is over, or could not be had. `last`: there will be no other. */
  lost(error: Error | undefined, last: boolean): void;
}

/** What a {@link Link} needs. */
export interface LinkOptions {
  readonly clock: Clock;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly connectTimeout: number;
  readonly random: () => number;
}

/**
 * One connection after the other to the same channel: an agent that comes and goes with the boots of its guest is
 * nothing unusual. The waits in between double from 100 ms to 5 s, each shortened at random by up to a half, and start
 * over when the agent has answered.
 */
export class Link {
  /** Where it leads, for messages. */
  readonly where: string;
  readonly #options: LinkOptions;
  readonly #listener: LinkListener;
  readonly #open: () => Promise<GuestTransport>;
  /** Whether the connection can be had again. */
  readonly reopens: boolean;
  #failures = 0;

  constructor(address: GuestAddress, options: LinkOptions, listener: LinkListener) {
    this.#options = options;
    this.#listener = listener;
    if ('stream' in address) {
      this.where = 'the given stream';
      this.reopens = false;
      this.#open = async () => new StreamGuestTransport(address.stream);
    } else if ('transport' in address) {
      const { transport } = address;
      this.where = typeof transport === 'function' ? 'the given transport' : transport.address;
      this.reopens = typeof transport === 'function';
      this.#open = typeof transport === 'function' ? () => this.#made(transport) : async () => transport;
    } else {
      this.where = describeAddress(address);
      this.reopens = true;
      this.#open = () =>
        connectGuest(address, {
          clock: options.clock,
          signal: options.signal,
          timeout: options.connectTimeout,
        });
    }
  }

  /** The agent answered: the next wait is a short one again. */
  succeeded(): void {
    this.#failures = 0;
  }

  /** Connects until the signal aborts. Never rejects. */
  async run(): Promise<void> {
    const { clock, signal } = this.#options;
    while (!signal.aborted) {
      const error = await this.#useOne();
      if (signal.aborted) return;
      this.#listener.lost(error, !this.reopens);
      if (!this.reopens) return;
      await clock.sleep(this.#wait(), { signal }).catch(() => {});
    }
  }

  /** Returns what ended it. */
  async #useOne(): Promise<Error | undefined> {
    let transport: GuestTransport;
    try {
      transport = await this.#open();
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
    if (this.#options.signal.aborted) {
      discard(transport);
      return undefined;
    }
    return await new Promise<Error | undefined>((resolve) => {
      // Whoever writes at once may be answered, or hung up on, at once.
      transport.start({ received: (bytes) => this.#listener.received(bytes), closed: resolve });
      this.#listener.opened(transport);
    });
  }

  #made(make: () => GuestTransport | Promise<GuestTransport>): Promise<GuestTransport> {
    const { clock, signal, connectTimeout } = this.#options;
    const making = (async () => await make())();
    return waitFor(
      {
        clock,
        signal,
        timeout: connectTimeout,
        timedOut: () => {
          making.then(discard, () => {});
          return new ConnectError(
            'timeout',
            this.where,
            `${this.where} was not made within ${connectTimeout} ms`,
          );
        },
        aborted: (reason) => {
          making.then(discard, () => {});
          return new AbortError('connecting to the guest agent', reason);
        },
      },
      making,
    );
  }

  #wait(): number {
    const longest = Math.min(SHORTEST_WAIT * 2 ** this.#failures, LONGEST_WAIT);
    this.#failures = Math.min(this.#failures + 1, 30);
    return longest * (1 - this.#options.random() / 2);
  }
}

/** A transport that came too late. */
function discard(transport: GuestTransport): void {
  transport.start({ received: () => {}, closed: () => {} });
  transport.close();
}
