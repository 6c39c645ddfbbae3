import type { Readable } from 'node:stream';
import type { Timer } from '../../core/index.js';
import type { PetSink, PetSource } from '../../watchdog/index.js';
import type { FakeQemu } from '../fake-qemu/fake-qemu.js';
import type { VirtualClock } from '../virtual-clock.js';

/** How long after a loss it is connected anew: milliseconds. */
const RECONNECT = 1_000;

/** The heartbeats of a fake guest, read over one connection for any number of watchdogs: a console serves one reader. */
export class Heartbeats {
  readonly #qemu: FakeQemu;
  readonly #clock: VirtualClock;
  readonly #sinks = new Set<PetSink>();
  #stream: Readable | undefined;
  #reconnecting: Timer | undefined;

  constructor(qemu: FakeQemu, clock: VirtualClock) {
    this.#qemu = qemu;
    this.#clock = clock;
  }

  /** For one watchdog. */
  source(): PetSource {
    return {
      name: 'heartbeats of the fake guest',
      start: (sink) => {
        queueMicrotask(() => this.#add(sink));
        return { [Symbol.asyncDispose]: () => this.#remove(sink) };
      },
    };
  }

  /** The connection is lost, and comes back after so many milliseconds. */
  cut(duration: number = RECONNECT): void {
    this.#leave();
    this.#lost('the connection to the heartbeats was cut', duration);
  }

  #add(sink: PetSink): void {
    this.#sinks.add(sink);
    if (this.#stream !== undefined) sink.opened();
    else if (this.#reconnecting === undefined) this.#connect();
  }

  async #remove(sink: PetSink): Promise<void> {
    // It may not have been added yet.
    await null;
    this.#sinks.delete(sink);
    if (this.#sinks.size > 0) return;
    this.#reconnecting?.cancel();
    this.#reconnecting = undefined;
    this.#leave();
  }

  #connect(): void {
    this.#reconnecting = undefined;
    if (this.#qemu.process.state === 'exited') {
      this.#lost('nothing listens', Number.POSITIVE_INFINITY);
      return;
    }
    const stream = this.#qemu.heartbeatStream();
    this.#stream = stream;
    for (const sink of this.#sinks) sink.opened();
    stream.on('data', () => {
      for (const sink of this.#sinks) sink.pet();
    });
    stream.on('end', () => {
      if (stream === this.#stream) this.#lost('the stream has ended', RECONNECT);
    });
  }

  #lost(reason: string, duration: number): void {
    this.#stream = undefined;
    this.#reconnecting?.cancel();
    for (const sink of this.#sinks) sink.closed(reason);
    this.#reconnecting = this.#clock.setTimer(duration, () => this.#connect());
  }

  #leave(): void {
    const stream = this.#stream;
    this.#stream = undefined;
    stream?.destroy();
  }
}
