import { decodeFrame } from './decode.js';
import { encodeFrame } from './encode.js';
import type { HeartbeatFrame } from './frame.js';
import type { KeyRing } from './keys.js';
import type { Line } from './line.js';
import type { BeatMoment, OwnHealth } from './own-health.js';
import type { OwnWord } from './own-word.js';
import type { PeerMachine } from './peer-machine.js';
import type { HeartbeatRefusalCause } from './refusal.js';

/** Who this node is. */
export interface Identity {
  readonly cluster: string;
  readonly node: string;
  readonly incarnation: string;
  /** How often it says something, in milliseconds. */
  readonly interval: number;
}

/** What a {@link HeartbeatMachine} works with. */
export interface MachineParts {
  readonly identity: Identity;
  readonly keys: KeyRing;
  readonly health: OwnHealth;
  readonly word: OwnWord;
  readonly peers: ReadonlyMap<string, PeerMachine>;
  /** Where challenges come from: 32 hexadecimal digits that nobody can foresee. */
  readonly nonce: () => string;
}

/**
 * The protocol without sockets and without time: frames and moments come in; signs of life go to the peers' sinks, and
 * frames to the lines. docs/heartbeat.md says the same in words.
 */
export class HeartbeatMachine {
  keys: KeyRing;
  readonly #parts: MachineParts;
  readonly #lines = new Set<Line>();
  #sequence = 0;
  /** How many challenges were issued. */
  #issued = 0;

  constructor(parts: MachineParts) {
    this.#parts = parts;
    this.keys = parts.keys;
  }

  /** Challenges up to this place in the order have been issued. */
  get issued(): number {
    return this.#issued;
  }

  /** A line is up. */
  lineOpened(line: Line, moment: BeatMoment): void {
    this.#lines.add(line);
    this.#sequence += 1;
    this.#send(line, line.toAnswer(age(moment)), moment);
  }

  /** A line is over. Nothing comes over it any more. */
  lineEnded(line: Line, reason: string): void {
    if (!this.#lines.delete(line)) return;
    for (const peer of this.#parts.peers.values()) peer.lineEnded(line, reason);
  }

  /** It is time to say something again. */
  beat(moment: BeatMoment): void {
    this.#parts.health.examine(moment);
    this.say(moment);
  }

  /** Says how things stand, over all lines. What goes to one node over several counts there once. */
  say(moment: BeatMoment): void {
    this.#sequence += 1;
    for (const line of this.#lines) this.#send(line, line.toAnswer(age(moment)), moment);
  }

  /** Bytes that should be a frame. Never throws, whatever they are. */
  receive(line: Line, bytes: Buffer, moment: BeatMoment): void {
    const { identity, peers } = this.#parts;
    const decoded = decodeFrame(bytes);
    if ('cause' in decoded) {
      line.refused(decoded.cause, decoded.detail);
      return;
    }
    const { frame, signed, mac } = decoded;
    // First whatever costs nothing: a flood of what is refused for it takes nothing from anybody.
    if (frame.cluster !== identity.cluster) {
      line.refused('wrong-cluster', `it is of the cluster ${frame.cluster}`);
      return;
    }
    const peer = peers.get(frame.node);
    if (peer === undefined) {
      line.refused('unknown-node', `it is of ${frame.node === identity.node ? 'this node' : frame.node}`);
      return;
    }
    const { answers } = frame;
    const order = answers === undefined ? undefined : line.orderOf(answers, age(moment));
    if (answers !== undefined && order === undefined) {
      line.refused('stale', `${frame.node} answers no challenge of ours that is young enough`);
      return;
    }
    if (!line.allows(order === undefined ? 'hello' : 'answer', moment.now)) {
      line.refused('flooded', 'too many frames');
      line.carrier.flooded();
      return;
    }
    const verdict = this.keys.verify(frame.keyId, signed, mac);
    if (verdict !== 'valid')
      line.refused(verdict, `it says that it is of ${frame.node}, with key ${frame.keyId}`);
    else if (order === undefined) this.#hello(line, peer, frame, moment);
    else this.#fresh(line, peer, frame, order, moment);
  }

  #hello(line: Line, peer: PeerMachine, frame: HeartbeatFrame, moment: BeatMoment): void {
    const cause = peer.hello(line, frame, moment.now);
    if (cause !== undefined) {
      this.#refused(cause, line, frame);
      return;
    }
    // Its nonce is answered and not kept: a hello can be as old as the key.
    this.#sequence += 1;
    this.#send(line, frame.nonce, moment, line.welcomes);
  }

  #fresh(line: Line, peer: PeerMachine, frame: HeartbeatFrame, order: number, moment: BeatMoment): void {
    const reception = peer.fresh(line, frame, order, moment.now);
    switch (reception) {
      case 'pet':
      case 'copy':
      case 'unhealthy':
      case 'left': {
        line.carrier.proven(frame.node);
        const first = line.heard(frame, age(moment));
        // It is to know soon that it was heard: it can say nothing fresh before, and waits for it when it leaves.
        if (!first && (reception !== 'left' || this.#parts.word.leaves)) return;
        this.#sequence += 1;
        this.#send(line, line.toAnswer(age(moment)), moment);
        return;
      }
      default:
        this.#refused(reception, line, frame);
    }
  }

  #refused(cause: HeartbeatRefusalCause, line: Line, { node, incarnation, sequence }: HeartbeatFrame): void {
    line.refused(cause, `frame ${sequence} of ${node}, incarnation ${incarnation}`);
  }

  #send(line: Line, answers: string | undefined, moment: BeatMoment, challenges = line.challenges): void {
    const { identity, word } = this.#parts;
    const nonce = this.#parts.nonce();
    this.#issued += 1;
    challenges.issue(nonce, this.#issued, age(moment));
    const frame = {
      ...identity,
      ...word.at(moment.now),
      keyId: this.keys.id,
      sequence: this.#sequence,
      nonce,
      answers,
    };
    line.carrier.send(encodeFrame(frame, this.keys.sign));
  }
}

/** Milliseconds in which this process was running: what waited while it stood still has not aged. */
function age({ now, stalled }: BeatMoment): number {
  return now - stalled;
}
