import { count, milliseconds, stringifyJson } from '../../core/index.js';
import { formatMessage } from './message-format.js';

/** An event that comes before its time. */
export interface EarlyEvent {
  readonly before: 'greeting' | 'negotiation';
  readonly event: string;
  readonly data: object | undefined;
}

/** What the {@link Wire} needs of its monitor. */
interface WireEnd {
  connected(): boolean;
  write(bytes: Buffer): void;
  hangUp(): void;
}

/**
 * How the fake's bytes travel, and what can go wrong on the way. Its settings hold for the current connection and the
 * ones after it.
 */
export class Wire {
  /** Whether messages are spread over several lines, as with the monitor's option `pretty=on`. */
  pretty = false;
  readonly #end: WireEnd;
  #pieceBytes = Number.POSITIVE_INFINITY;
  #greetingDelay = 0;
  #early: EarlyEvent[] = [];
  #cutAfter = Number.POSITIVE_INFINITY;
  #stickAfter = Number.POSITIVE_INFINITY;
  #stuck: Buffer[] = [];
  readonly #losing = new Map<string, number>();

  /** @internal */
  constructor(end: WireEnd, pretty: boolean) {
    this.#end = end;
    this.pretty = pretty;
  }

  /** Into pieces of how many bytes the output is cut. Default: not cut. */
  get pieceBytes(): number {
    return this.#pieceBytes;
  }

  /** From the next output on. */
  set pieceBytes(bytes: number) {
    this.#pieceBytes = count('pieceBytes', bytes, 0, { min: 1, infinity: true });
  }

  /** How many milliseconds the greeting takes; `Infinity`: it never comes. Default 0. */
  get greetingDelay(): number {
    return this.#greetingDelay;
  }

  /** For the next connection. */
  set greetingDelay(delay: number) {
    this.#greetingDelay = milliseconds('greetingDelay', delay, 0, { min: 0, infinity: true });
  }

  /**
   * Sends something to the connected client, whatever it expects: an object in QEMU's format, a string or bytes as
   * they are. With `{ error: { class: 'GenericError', desc: '…' } }` it is an error that belongs to no command.
   */
  send(message: object | string | Buffer): void {
    if (typeof message === 'string') this.#write(Buffer.from(message));
    else this.#write(Buffer.isBuffer(message) ? message : this.#format(message));
  }

  /** Lets the next session hear an event before its greeting, or before the reply to its negotiation. */
  early(before: 'greeting' | 'negotiation', event: string, data?: object): void {
    this.#early.push({ before, event, data });
  }

  /** Hangs up after so many more bytes: in the middle of a message, most likely. QEMU itself goes on. */
  cutAfter(bytes: number): void {
    this.#cutAfter = count('bytes', bytes, 0, { min: 0 });
    if (bytes === 0) this.hangUp();
  }

  /** Loses the next events of this name, one unless told how many: only the state that follows them can be queried. */
  lose(event: string, times = 1): void {
    this.#losing.set(event, count('times', times, 1, { min: 1 }));
  }

  /** Lets only so many more bytes through; the rest waits for {@link Wire.unstick} and is lost with the connection. */
  stickAfter(bytes: number): void {
    this.#stickAfter = count('bytes', bytes, 0, { min: 0 });
  }

  /** Lets through what has stuck. */
  unstick(): void {
    this.#stickAfter = Number.POSITIVE_INFINITY;
    for (const bytes of this.#stuck.splice(0)) this.#write(bytes);
  }

  /** Closes the current connection, as `yank` of a character device does. QEMU goes on, and greets the next client. */
  hangUp(): void {
    this.#end.hangUp();
  }

  /** @internal A message of QEMU's own. */
  message(message: object): void {
    this.#write(this.#format(message));
  }

  /** @internal Whether the next event of this name is lost. */
  loses(event: string): boolean {
    const left = this.#losing.get(event);
    if (left === undefined) return false;
    if (left > 1) this.#losing.set(event, left - 1);
    else this.#losing.delete(event);
    return true;
  }

  /** @internal */
  takeEarly(before: EarlyEvent['before']): EarlyEvent[] {
    const taken = this.#early.filter((early) => early.before === before);
    this.#early = this.#early.filter((early) => early.before !== before);
    return taken;
  }

  /** @internal The connection is over: what was asked of it alone is forgotten. */
  closed(): void {
    this.#stuck = [];
    this.#stickAfter = Number.POSITIVE_INFINITY;
    this.#cutAfter = Number.POSITIVE_INFINITY;
  }

  #format(message: object): Buffer {
    // Refuses cycles and functions with an error that says so, and applies toJSON.
    stringifyJson(message);
    return Buffer.from(formatMessage(message, this.pretty), 'latin1');
  }

  #write(bytes: Buffer): void {
    if (!this.#end.connected()) return;
    const free = Math.min(this.#stickAfter, bytes.length);
    if (free < bytes.length) this.#stuck.push(bytes.subarray(free));
    this.#stickAfter -= free;
    const cut = Math.min(this.#cutAfter, free);
    this.#cutAfter -= cut;
    for (let start = 0; start < cut; start += this.#pieceBytes)
      this.#end.write(bytes.subarray(start, Math.min(start + this.#pieceBytes, cut)));
    if (cut < free) this.hangUp();
  }
}
