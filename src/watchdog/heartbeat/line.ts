import { Allowance } from '../../core/index.js';
import { Challenges } from './challenges.js';
import type { HeartbeatFrame } from './frame.js';
import type { HeartbeatRefusalCause } from './refusal.js';

/** Frames that answer a living challenge: nobody who does not read along can make up one that is not refused for less. */
const ANSWERS = { perSecond: 50, reserve: 200 };
/** Frames that answer none, and still cost a signature: whoever can send from a peer's address can make up these. */
const HELLOS = { perSecond: 30, reserve: 60 };

/** After so many of the other end's intervals without a word, we say that we do not hear it. */
const MISSED = 4;

/** What the other end is, and when it was heard. */
interface Other {
  readonly nonce: string;
  readonly incarnation: string;
  readonly sequence: number;
  readonly interval: number;
  readonly at: number;
}

/** Whatever carries frames to one other end and back: a connection, or datagrams to and from one address. */
export interface Carrier {
  /** Over which path, and from whom: for people. */
  readonly name: string;
  /** Sends, or drops what can not be sent now; never throws. */
  send(frame: Uint8Array): void;
  /** A frame over it has proved that this node, which has the key, is alive at its other end. */
  proven(node: string): void;
  /** Too much came in over it. */
  flooded(): void;
}

/** A carrier that is up, and what both ends have asked each other over it. `now` and `at` as in {@link Challenges}. */
export class Line {
  readonly carrier: Carrier;
  /** Those that go with what this node has to say. */
  readonly challenges: Challenges;
  /** Those that answer hellos. Anybody can play a hello again: however many come, they displace none of the others. */
  readonly welcomes: Challenges;
  /** Told of whatever is dropped of what comes over it. */
  readonly refused: (cause: HeartbeatRefusalCause, detail: string) => void;
  readonly #freshness: number;
  readonly #answers: Allowance;
  readonly #hellos: Allowance;
  #other: Other | undefined;

  constructor(
    carrier: Carrier,
    freshness: number,
    now: number,
    refused: (cause: HeartbeatRefusalCause, detail: string) => void,
  ) {
    this.carrier = carrier;
    this.refused = refused;
    this.challenges = new Challenges(freshness);
    this.welcomes = new Challenges(freshness);
    this.#freshness = freshness;
    this.#answers = new Allowance(ANSWERS.perSecond, ANSWERS.reserve, now);
    this.#hellos = new Allowance(HELLOS.perSecond, HELLOS.reserve, now);
  }

  /** As of {@link Challenges}, for whichever of them has issued it. */
  orderOf(nonce: string, at: number): number | undefined {
    return this.challenges.orderOf(nonce, at) ?? this.welcomes.orderOf(nonce, at);
  }

  /** Whether one more frame that costs a signature may be looked at. */
  allows(what: 'answer' | 'hello', now: number): boolean {
    return (what === 'answer' ? this.#answers : this.#hellos).take(now);
  }

  /** What the next frame answers. Undefined while the other end has said nothing, or has long said nothing more. */
  toAnswer(at: number): string | undefined {
    if (this.#other === undefined) return undefined;
    const { nonce, interval } = this.#other;
    return at - this.#other.at <= Math.max(this.#freshness, MISSED * interval) ? nonce : undefined;
  }

  /** A fresh frame came. Tells whether the other end can not know yet that it was heard. */
  heard({ nonce, incarnation, sequence, interval }: HeartbeatFrame, at: number): boolean {
    const before = this.#other;
    const first = before === undefined || before.incarnation !== incarnation;
    if (first || sequence > before.sequence) this.#other = { nonce, incarnation, sequence, interval, at };
    return first;
  }
}
