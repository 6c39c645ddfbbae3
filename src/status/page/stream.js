// Server-sent events, read with fetch: an EventSource can not carry a token in a header.

/** How long silence is normal: the server says a word twice a second. */
const SILENCE = 5_000;
const FIRST_WAIT = 250;
const LONGEST_WAIT = 2_000;

/** What a header can carry; a token has nothing else in it. */
const CARRIED = /^[!-~]+$/;

/** Follows `/events` for ever. `handlers`: `event(name, data)`, `connected()`, `lost(why)`, and `refused()` for a token. */
export class Stream {
  #handlers;
  #token;
  #wait = FIRST_WAIT;
  #retry;
  #reading;
  /** Why it was not let in, as the server said. */
  #why;

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

  async #read(reading) {
    if (this.#token !== undefined && !CARRIED.test(this.#token)) return this.#refuse();
    let silence = setTimeout(() => reading.abort(), SILENCE);
    try {
      const headers = this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` };
      const response = await fetch('events', { headers, cache: 'no-store', signal: reading.signal });
      if (response.status === 401) return this.#refuse();
      if (!response.ok) {
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

  /** Hands on what is complete; returns what is not. */
  #events(text) {
    const blocks = text.split('\n\n');
    const rest = blocks.pop();
    for (const block of blocks) {
      const name = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (name !== undefined && data !== undefined) this.#handlers.event(name, JSON.parse(data));
    }
    return rest;
  }

  #over(reading, again) {
    // Another one has taken its place.
    if (this.#reading !== reading) return;
    this.#handlers.lost(this.#why);
    if (!again) return;
    this.#retry = setTimeout(() => this.connect(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}
