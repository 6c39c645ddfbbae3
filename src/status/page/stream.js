// Server-sent events, read with fetch: an EventSource can not carry a token in a header.

/** @import { News } from './vms.js' */

/**
 * @typedef {object} Handlers
 * @property {(name: string, data: News) => void} event
 * @property {() => void} connected
 * @property {(why: string | undefined) => void} lost
 * @property {(hadToken: boolean) => void} refused a token is needed, or another one
 */

/** How long silence is normal: the server says a word twice a second. */
const SILENCE = 5_000;
const FIRST_WAIT = 250;
const LONGEST_WAIT = 2_000;

/** What a header can carry; a token has nothing else in it. */
const CARRIED = /^[!-~]+$/;

/** Follows `/events` for ever. */
export class Stream {
  /** @type {Handlers} */
  #handlers;
  /** @type {string | undefined} */
  #token;
  #wait = FIRST_WAIT;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retry;
  /** @type {AbortController | undefined} */
  #reading;
  /** @type {string | undefined} Why it was not let in, as the server said. */
  #why;

  /**
   * @param {Handlers} handlers
   * @param {string | undefined} token
   */
  constructor(handlers, token) {
    this.#handlers = handlers;
    this.#token = token;
  }

  /** Connects, with another token where one is given; ends what was before. */
  connect(token = this.#token) {
    this.#token = token;
    clearTimeout(this.#retry);
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.#read(reading).then(
      (again) => this.#over(reading, again),
      () => this.#over(reading, true),
    );
  }

  /** Sooner than it would by itself. */
  hurry() {
    if (this.#retry !== undefined) this.connect();
  }

  /**
   * Whether it is to be tried again.
   * @param {AbortController} reading
   */
  async #read(reading) {
    if (this.#token !== undefined && !CARRIED.test(this.#token)) return this.#refuse();
    let silence = setTimeout(() => reading.abort(), SILENCE);
    try {
      const headers = new Headers(
        this.#token === undefined ? [] : [['authorization', `Bearer ${this.#token}`]],
      );
      const response = await fetch('events', { headers, cache: 'no-store', signal: reading.signal });
      if (response.status === 401) return this.#refuse();
      if (!response.ok || response.body === null) {
        this.#why = `refused: ${(await response.json()).error}`;
        return true;
      }
      this.#retry = undefined;
      this.#why = undefined;
      this.#handlers.connected();
      const chunks = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (;;) {
        const { value, done } = await chunks.read();
        if (done) return true;
        clearTimeout(silence);
        silence = setTimeout(() => reading.abort(), SILENCE);
        this.#wait = FIRST_WAIT;
        // Only the new text can end an event, together with the line feed before it.
        const from = Math.max(rest.length - 1, 0);
        rest += value;
        if (rest.indexOf('\n\n', from) >= 0) rest = this.#events(rest);
      }
    } finally {
      clearTimeout(silence);
      reading.abort();
    }
  }

  /** Nothing is tried again until there is another token: whoever types one is not to be disturbed. */
  #refuse() {
    this.#retry = undefined;
    this.#handlers.refused(this.#token !== undefined);
    return false;
  }

  /**
   * Hands on what is complete; returns what is not.
   * @param {string} text
   */
  #events(text) {
    const blocks = text.split('\n\n');
    const rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const name = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (name !== undefined && data !== undefined) this.#handlers.event(name, JSON.parse(data));
    }
    return rest;
  }

  /**
   * @param {AbortController} reading
   * @param {boolean} again
   */
  #over(reading, again) {
    // Another one has taken its place.
    if (this.#reading !== reading) return;
    this.#handlers.lost(this.#why);
    if (!again) return;
    this.#retry = setTimeout(() => this.connect(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}
