import type { ServerResponse } from 'node:http';
import { type Clock, type Deadline, Deadlines, log, messageOf } from '../core/index.js';
import { begin } from './answer.js';
import type { Board, Look } from './board.js';
import { differenceOf } from './difference.js';
import { documentOf } from './routes.js';

/** What may be served at once, and for how long. */
export interface FeedLimits {
  readonly streams: number;
  /** How often changes are told, in milliseconds: what happens in between is told together. */
  readonly interval: number;
  /** How long somebody may take to read what he was sent, in milliseconds. */
  readonly slow: number;
}

interface Reader {
  readonly response: ServerResponse;
  /** What he was told last; undefined before the first time. */
  told: Look | undefined;
  /** Since when what he was sent lies unread. */
  unreadSince: number | undefined;
}

/**
 * Server-sent events: first the whole document, then what changes, and a word at every interval even when nothing does.
 * Whoever reads too slowly is sent nothing until he has read what he was sent, and then the whole again; what waits for
 * him is never more than one event.
 */
export class Feed implements Disposable {
  readonly #board: Board;
  readonly #clock: Clock;
  readonly #limits: FeedLimits;
  readonly #readers = new Set<Reader>();
  readonly #next: Deadline;
  readonly #log = log('status');

  constructor(board: Board, clock: Clock, limits: FeedLimits) {
    this.#board = board;
    this.#clock = clock;
    this.#limits = limits;
    this.#next = Deadlines.of(clock).create(() => void this.#tell());
  }

  get full(): boolean {
    return this.#readers.size >= this.#limits.streams;
  }

  /** Tells him all, until he has gone. */
  add(response: ServerResponse): void {
    begin(response, { 'content-type': 'text/event-stream' });
    if (response.req.method === 'HEAD') return void response.end();
    const reader: Reader = { response, told: undefined, unreadSince: undefined };
    response.on('close', () => this.#readers.delete(reader));
    this.#readers.add(reader);
    this.#next.set(this.#clock.now());
  }

  [Symbol.dispose](): void {
    this.#next.clear();
    for (const { response } of this.#readers) response.end();
    this.#readers.clear();
  }

  async #tell(): Promise<void> {
    let look: Look;
    try {
      look = await this.#board.look();
    } catch (error) {
      this.#log('%s', messageOf(error));
      // They come again, and see that it is not told.
      return this[Symbol.dispose]();
    }
    const differences = new Map<Look, string>();
    for (const reader of this.#readers) {
      if (this.#isSlow(reader)) continue;
      reader.response.write(eventFor(reader.told, look, differences));
      reader.told = look;
    }
    if (this.#readers.size > 0) this.#next.set(this.#clock.now() + this.#limits.interval);
  }

  #isSlow(reader: Reader): boolean {
    const { response } = reader;
    const now = this.#clock.now();
    if (response.writableLength === 0) {
      reader.unreadSince = undefined;
      return false;
    }
    reader.told = undefined;
    reader.unreadSince ??= now;
    if (now - reader.unreadSince >= this.#limits.slow) response.destroy();
    return true;
  }
}

/** Most of them know the same. */
function eventFor(told: Look | undefined, look: Look, differences: Map<Look, string>): string {
  if (told === undefined) return event('status', documentOf(look).toString().trimEnd());
  const difference = differences.get(told) ?? event('change', differenceOf(told, look));
  differences.set(told, difference);
  return difference;
}

/** JSON has no line feed. */
function event(name: string, data: string): string {
  return `event: ${name}\ndata: ${data}\n\n`;
}
