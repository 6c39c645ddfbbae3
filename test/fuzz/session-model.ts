import { readMessage } from '../../src/qmp/message.js';

/** What a session told, in words that can be compared. */
export type Told = readonly string[];

/** How QEMU writes an event. One that nobody hears is not parsed, so nobody learns that it is no JSON. */
const EVENT =
  /^\{"timestamp": \{"seconds": -?(?:0|[1-9]\d{0,14}), "microseconds": -?(?:0|[1-9]\d{0,14})\}, "event": "([ -!#-[\]-~]*)"/;

/**
 * What a session must tell of a stream of bytes, the plainest way: split at newlines, parse each line whole, match ids
 * by comparing strings. It knows no chunks, no quick paths and no window.
 */
export class SessionModel {
  readonly told: string[] = [];
  #state: 'greeting' | 'negotiating' | 'ready' | 'over' = 'greeting';
  #pretty: string | undefined;
  readonly #idOf: (nth: number) => string | undefined;
  readonly #sent: () => number;
  readonly #heard: ReadonlySet<string>;

  /** `idOf` answers the id of the nth command that was sent so far, the negotiation being number 0. */
  constructor(heard: ReadonlySet<string>, idOf: (nth: number) => string | undefined, sent: () => number) {
    this.#heard = heard;
    this.#idOf = idOf;
    this.#sent = sent;
  }

  line(bytes: Buffer): void {
    const text = bytes.toString('utf8').replace(/\r+$/, '');
    if (this.#pretty !== undefined) {
      this.#pretty += text;
      if (text !== '}') return;
      const message = this.#pretty;
      this.#pretty = undefined;
      this.#message(message);
    } else if (text === '{') this.#pretty = '{';
    else if (text !== '') this.#message(text);
  }

  #message(text: string): void {
    if (this.#state === 'over') return;
    const unheard = EVENT.exec(text)?.[1];
    if (unheard !== undefined && !this.#heard.has(unheard)) return;
    const message = readMessage(text);
    switch (message.kind) {
      case 'event':
        if (this.#heard.has(message.event))
          this.told.push(
            `event ${message.event} ${inspect(message.data)} ${message.timestamp.seconds} ${message.timestamp.microseconds}`,
          );
        return;
      case 'greeting':
        if (this.#state !== 'greeting') return;
        this.told.push('greeted');
        this.#state = 'negotiating';
        return;
      case 'return':
      case 'error':
        this.#reply(message);
        return;
      case 'not-json':
        this.told.push(this.#state === 'greeting' ? 'impostor' : 'violated');
        this.#state = 'over';
        return;
      case 'other':
        return;
    }
  }

  #reply(message: {
    readonly kind: 'return' | 'error';
    readonly id: unknown;
    readonly value?: unknown;
    readonly desc?: string;
  }): void {
    if (this.#state === 'negotiating' && message.id === this.#idOf(0)) {
      this.told.push(message.kind === 'return' ? 'ready' : 'violated');
      this.#state = message.kind === 'return' ? 'ready' : 'over';
      return;
    }
    if (this.#state !== 'ready') return;
    for (let nth = 1; nth < this.#sent(); nth += 1) {
      if (this.#idOf(nth) !== message.id || this.told.some((line) => line.startsWith(`settled ${nth} `)))
        continue;
      this.told.push(
        `settled ${nth} ${message.kind === 'return' ? inspect(message.value) : `error ${String(message.desc)}`}`,
      );
      return;
    }
  }
}

/** A value as text, with bigints told apart from numbers. */
export function inspect(value: unknown): string {
  return (
    JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? `${member}n` : member)) ??
    'undefined'
  );
}
