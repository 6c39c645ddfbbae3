import { type Clock, type Deadline, Deadlines } from '../../core/index.js';
import { Told } from '../pets/told.js';
import type { PetSource } from '../pet-source.js';
import { Audience } from './audience.js';
import { PeerMachine, type PeerSettings } from './peer-machine.js';
import type { HeartbeatPeer } from './snapshot.js';

const NEVER = Number.POSITIVE_INFINITY;

/** One node of the others, and the watchdogs that follow it. */
export class Peer {
  readonly machine: PeerMachine;
  readonly #clock: Clock;
  readonly #audience = new Audience();
  readonly #deadline: Deadline;
  #ended: string | undefined;

  constructor(node: string, settings: PeerSettings, clock: Clock, changed: (peer: HeartbeatPeer) => void) {
    this.#clock = clock;
    this.machine = new PeerMachine(node, settings, this.#audience, () => changed(this.snapshot));
    this.#deadline = Deadlines.of(clock).create((now) => {
      this.machine.look(now);
      this.lookLater();
    });
  }

  /** Signs of life of this node and of no other. */
  get source(): PetSource {
    const name = `heartbeat of ${this.machine.node}`;
    return {
      name,
      start: (sink) => {
        const told = new Told(name, sink);
        let over = false;
        // The caller is to have what it disposes of before it is told anything.
        queueMicrotask(() => {
          if (over) return;
          if (this.#ended === undefined) {
            this.#audience.add(told);
            this.machine.introduce(told, this.#clock.now());
          } else told.closed(this.#ended);
        });
        return {
          [Symbol.asyncDispose]: async () => {
            over = true;
            told.end();
            this.#audience.delete(told);
          },
        };
      },
    };
  }

  /** How it is at this moment. */
  get snapshot(): HeartbeatPeer {
    const { node, closed, said, heardAt, pets, copies, lines } = this.machine;
    return {
      node,
      ...(closed !== undefined && { unknownBecause: closed }),
      ...(said !== undefined && {
        state: said.state,
        reason: said.reason,
        role: said.role,
        ...(said.token !== undefined && { token: said.token }),
        lag: said.lag / 1_000,
        interval: said.interval,
        incarnation: said.incarnation,
        heardAgo: this.#clock.now() - heardAt,
      }),
      petCount: pets,
      copyCount: copies,
      paths: lines.map(({ carrier }) => carrier.name),
    };
  }

  /** To be called when its machine may have changed: it is looked at when it wants to be. */
  lookLater(): void {
    this.#deadline.set(this.#ended === undefined ? (this.machine.due ?? NEVER) : NEVER);
  }

  /** Nothing is heard of it any more. */
  end(reason: string): void {
    this.#ended = reason;
    this.#deadline.clear();
    this.#audience.closed(reason);
  }
}
