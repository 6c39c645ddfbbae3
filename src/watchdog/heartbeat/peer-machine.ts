import type { PetSink } from '../pet-source.js';
import type { HeartbeatFrame } from './frame.js';
import type { Line } from './line.js';
import type { HeartbeatRefusalCause } from './refusal.js';
import { type Admission, SequenceWindow } from './sequence-window.js';
import { Succession } from './succession.js';

/** So many hellos in a row, with nothing fresh between them, show that the peer does not hear us. */
const DEAF_AFTER = 2;

/**
 * What became of a frame: `pet`; `copy`, it had come over another line; `unhealthy`, it lives and should not be relied
 * upon; `left`; or why it was refused.
 */
export type Reception = 'pet' | 'copy' | 'unhealthy' | 'left' | HeartbeatRefusalCause;

/** How a peer is timed. Milliseconds. */
export interface PeerSettings {
  /** The longest pause that it is granted, from its last frame on. */
  readonly maxPause: number;
  /** For how long it counts as deaf after it has shown that it is. */
  readonly freshness: number;
}

/**
 * One node as its frames show it, and what its watchdogs are to be told. It gets only frames whose signature is valid.
 * `now` is in milliseconds.
 */
export class PeerMachine {
  readonly node: string;
  readonly #settings: PeerSettings;
  readonly #sink: PetSink;
  /** Told that something other than a sign of life has changed. */
  readonly #changed: () => void;
  readonly #succession = new Succession();
  #window = new SequenceWindow();
  /** The lines over which its present incarnation has been heard, and what of it came over each. */
  readonly #lines = new Map<Line, SequenceWindow>();
  #said: HeartbeatFrame | undefined;
  #heardAt = 0;
  #acknowledged = 0;
  #left: { readonly incarnation: string; readonly reason: string } | undefined;
  #pause: { readonly reason: string; readonly until: number } | undefined;
  #hellos = 0;
  #deafUntil: number | undefined;
  #noLine = 'it has not been heard yet';
  #closed: string | undefined;
  #pets = 0;
  #copies = 0;

  constructor(node: string, settings: PeerSettings, sink: PetSink, changed: () => void) {
    this.node = node;
    this.#settings = settings;
    this.#sink = sink;
    this.#changed = changed;
    this.#closed = this.#reason;
  }

  /** Why nobody can tell whether it lives; undefined when its silence would mean something. */
  get closed(): string | undefined {
    return this.#closed;
  }

  /** Its newest frame. */
  get said(): HeartbeatFrame | undefined {
    return this.#said;
  }

  /** When anything fresh came from it last. */
  get heardAt(): number {
    return this.#heardAt;
  }

  /** The place of the newest of our challenges that it has answered. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** The lines over which it has been heard. */
  get lines(): readonly Line[] {
    return [...this.#lines.keys()];
  }

  /** How many signs of life came from it. */
  get pets(): number {
    return this.#pets;
  }

  /** How many of its frames had come over another line before. */
  get copies(): number {
    return this.#copies;
  }

  /** When to call {@link look}; undefined when there is nothing to look at. */
  get due(): number | undefined {
    return this.#deafUntil;
  }

  /** Tells a sink how things stand. */
  introduce(sink: PetSink, now: number): void {
    if (this.#closed === undefined) sink.opened();
    else sink.closed(this.#closed);
    if (this.#pause !== undefined && this.#pause.until > now)
      sink.paused(this.#pause.reason, this.#pause.until - now);
  }

  /** A frame over `line` that answers the challenge with this place in the order of issue. */
  fresh(line: Line, frame: HeartbeatFrame, order: number, now: number): Reception {
    const { incarnation, sequence } = frame;
    // Said again, for want of an acknowledgement.
    if (incarnation === this.#left?.incarnation && frame.state === 'leaving')
      return this.#leaves(frame, order);
    if (incarnation !== this.#succession.present) {
      if (!this.#succession.follow(incarnation, order)) return this.#refuse('old-incarnation');
      this.#begin();
    }
    let window = this.#lines.get(line);
    if (window === undefined) this.#lines.set(line, (window = new SequenceWindow()));
    const admission = window.admit(sequence);
    if (admission === 'seen') return this.#refuse('replayed');
    if (admission === 'too-old') return this.#refuse('too-old');
    this.#acknowledged = Math.max(this.#acknowledged, order);
    this.#heardAt = now;
    this.#hearing();
    return this.#take(frame, this.#window.admit(sequence), now);
  }

  /** A frame over `line` that answers nothing: it may have been sent long ago. Tells why it was refused, if it was. */
  hello(line: Line, frame: HeartbeatFrame, now: number): HeartbeatRefusalCause | undefined {
    const { incarnation, sequence } = frame;
    if (this.#succession.isFormer(incarnation)) return this.#refuse('old-incarnation');
    // On a line that is new to it, a hello is how it begins.
    const window = incarnation === this.#succession.present ? this.#lines.get(line) : undefined;
    if (window === undefined) return undefined;
    const admission = window.admit(sequence);
    if (admission === 'seen') return this.#refuse('replayed');
    if (admission === 'too-old') return this.#refuse('too-old');
    // One that was overtaken is from before it heard us.
    if (admission === 'newest') this.#hellos += 1;
    if (this.#hellos >= DEAF_AFTER) this.#deafUntil = now + this.#settings.freshness;
    this.#tellChannel();
    return undefined;
  }

  /** A line is over. */
  lineEnded(line: Line, reason: string): void {
    if (!this.#lines.delete(line)) return;
    this.#noLine = reason;
    this.#tellChannel();
  }

  /** Looks whether it still counts as deaf. */
  look(now: number): void {
    if (this.#deafUntil === undefined || now < this.#deafUntil) return;
    this.#hearing();
    this.#tellChannel();
  }

  get #reason(): string | undefined {
    if (this.#left !== undefined) return `${this.node} has left: ${this.#left.reason}`;
    if (this.#lines.size === 0) return `${this.node}: ${this.#noLine}`;
    return this.#deafUntil === undefined ? undefined : `${this.node} does not hear us`;
  }

  /** Another incarnation: what was known of the last one means nothing any more. */
  #begin(): void {
    this.#lines.clear();
    this.#window = new SequenceWindow();
    this.#left = undefined;
  }

  #hearing(): void {
    this.#hellos = 0;
    this.#deafUntil = undefined;
  }

  #refuse<Cause extends HeartbeatRefusalCause>(cause: Cause): Cause {
    this.#sink.refused(`${this.node}: ${cause}`);
    return cause;
  }

  #take(frame: HeartbeatFrame, admission: Admission, now: number): Reception {
    if (admission === 'too-old') return this.#refuse('too-old');
    const before = this.#said;
    // One that was overtaken is a sign of life, but says what is no longer so.
    if (admission === 'newest') this.#said = frame;
    if (admission === 'newest' && frame.state === 'leaving') return this.#leaves(frame, this.#acknowledged);
    this.#tellChannel();
    if (admission === 'seen') {
      this.#copies += 1;
      return 'copy';
    }
    if (admission === 'newest') this.#tellPause(frame, now);
    if (differ(before, this.#said)) this.#changed();
    if (frame.state === 'unhealthy') {
      this.#sink.heard();
      this.#sink.refused(`${this.node} says that it is not healthy: ${frame.reason}`);
      return 'unhealthy';
    }
    this.#pets += 1;
    this.#sink.pet();
    return 'pet';
  }

  #leaves({ incarnation, reason }: HeartbeatFrame, order: number): 'left' {
    this.#acknowledged = Math.max(this.#acknowledged, order);
    if (this.#left !== undefined) return 'left';
    this.#left = { incarnation, reason };
    this.#succession.end();
    this.#lines.clear();
    if (this.#pause !== undefined) this.#sink.resumed(this.#pause.reason);
    this.#pause = undefined;
    this.#tellChannel();
    return 'left';
  }

  #tellPause(frame: HeartbeatFrame, now: number): void {
    const reason = frame.state === 'paused' ? `${this.node} is paused: ${frame.reason}` : undefined;
    if (this.#pause !== undefined && this.#pause.reason !== reason) this.#sink.resumed(this.#pause.reason);
    this.#pause = undefined;
    if (reason === undefined) return;
    const max = Math.min(frame.max, this.#settings.maxPause);
    this.#pause = { reason, until: now + max };
    // With each frame again: what is left of the pause grows less.
    this.#sink.paused(reason, max);
  }

  #tellChannel(): void {
    const reason = this.#reason;
    if (reason === this.#closed) return;
    this.#closed = reason;
    if (reason === undefined) this.#sink.opened();
    else this.#sink.closed(reason);
    this.#changed();
  }
}

function differ(before: HeartbeatFrame | undefined, after: HeartbeatFrame | undefined): boolean {
  return (
    before?.incarnation !== after?.incarnation ||
    before?.state !== after?.state ||
    before?.reason !== after?.reason ||
    before?.role !== after?.role ||
    before?.token !== after?.token
  );
}
