// A watchdog in virtual time, and a channel of pets that the test holds in its hands.
import {
  type PetContext,
  type PetSink,
  type PetSource,
  Watchdog,
  type WatchdogOptions,
  type WatchdogTransition,
} from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';
import { deliver } from '../../../src/testing/outside.js';

/** A source whose every word the test says. It starts closed. */
export class HandChannel implements PetSource {
  readonly name = 'by hand';
  /** How often it was started and not disposed of. */
  running = 0;
  #sink: PetSink | undefined;
  #clock: VirtualClock | undefined;

  start(sink: PetSink, { clock }: PetContext): AsyncDisposable {
    this.running += 1;
    this.#sink = sink;
    this.#clock = clock as VirtualClock;
    return {
      [Symbol.asyncDispose]: async () => {
        this.running -= 1;
        this.#sink = undefined;
      },
    };
  }

  open(): void {
    this.#sink?.opened();
  }

  close(reason = 'cut'): void {
    this.#sink?.closed(reason);
  }

  pet(): void {
    this.#sink?.pet();
  }

  /** Something came that is no pet, and shows that one would. */
  hear(): void {
    this.#sink?.heard();
  }

  refuse(): void {
    this.#sink?.refused('not a heartbeat');
  }

  /** Sends a pet in `delay` milliseconds: while this process stalls it waits to be read. */
  sendIn(delay: number): void {
    const clock = this.#clock;
    clock?.outside.setTimer(delay, () => deliver(clock.outside, () => this.pet()));
  }
}

export interface Watched {
  readonly clock: VirtualClock;
  readonly dog: Watchdog;
  readonly channel: HandChannel;
  /** `type@at` of every transition so far, `at` rounded. */
  readonly log: string[];
  readonly transitions: WatchdogTransition[];
}

/** Not started. With `channel: false` it is petted by call. */
export function watched(options: Partial<WatchdogOptions> & { readonly channel?: boolean } = {}): Watched {
  const { channel: hasChannel = false, ...rest } = options;
  const clock = new VirtualClock();
  const channel = new HandChannel();
  const dog = new Watchdog({
    id: 'dog',
    timeout: 1_000,
    clock,
    ...(hasChannel && { pets: channel }),
    ...rest,
  });
  const log: string[] = [];
  const transitions: WatchdogTransition[] = [];
  dog.on('transition', (transition) => {
    transitions.push(transition);
    log.push(`${transition.type}@${Math.round(transition.at)}`);
  });
  return { clock, dog, channel, log, transitions };
}
