// What server.c is, for a machine without a compiler. Started in the same way, and it answers the same.
import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';

const PAUSE = 1;
const PATIENCE = 1_000;

const [path = '', ...files] = process.argv.slice(2);
const [greeting, status, event, schema] = files.map((file) => readFileSync(file)) as [
  Buffer,
  Buffer,
  Buffer,
  Buffer,
];
const EVENTS_A_BLOCK = Math.floor(2 ** 20 / event.length);
const block = Buffer.concat(Array.from({ length: EVENTS_A_BLOCK }, () => event));
const EMPTY = Buffer.from('{}');

class Peer {
  readonly #socket: Socket;
  #kept = '';
  #output = '';
  #stopped: ((at: bigint) => void) | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('error', () => {});
    socket.on('data', (bytes) => this.#receive(bytes.toString('latin1')));
    socket.write(greeting);
  }

  #receive(text: string): void {
    const now = this.#stopped === undefined ? 0n : process.hrtime.bigint();
    const all = this.#kept + text;
    let start = 0;
    for (let end = all.indexOf('\n'); end >= 0; end = all.indexOf('\n', start)) {
      this.#serve(all.slice(start, end), now);
      start = end + 1;
    }
    this.#kept = all.slice(start);
    this.#flush();
  }

  #serve(line: string, now: bigint): void {
    const name = /"(?:execute|exec-oob)": ?"([^"]*)"/.exec(line)?.[1];
    const id = /"id": ?("[^"]*"|[^,}\s]*)/.exec(line)?.[1];
    if (name === 'stop') {
      this.#stopped?.(now);
      this.#answer(EMPTY, id);
    } else if (name === 'query-status') this.#answer(status, id);
    else if (name === 'query-qmp-schema') this.#answer(schema, id);
    else if (name === 'x-flood') void this.#flood(Number(/"n": ?(\d+)/.exec(line)?.[1] ?? 1), id);
    else if (name === 'x-react') void this.#react(id);
    else this.#answer(EMPTY, id);
  }

  #answer(value: Buffer, id: string | undefined): void {
    this.#output += `{"return": ${value.toString('latin1')}${id === undefined ? '' : `, "id": ${id}`}}\r\n`;
  }

  #flush(): void {
    if (this.#output !== '') this.#socket.write(this.#output, 'latin1');
    this.#output = '';
  }

  async #flood(n: number, id: string | undefined): Promise<void> {
    for (let left = n; left > 0; left -= EVENTS_A_BLOCK) {
      const bytes = block.subarray(0, Math.min(left, EVENTS_A_BLOCK) * event.length);
      if (!this.#socket.write(bytes)) await new Promise((resolve) => this.#socket.once('drain', resolve));
    }
    this.#answer(EMPTY, id);
    this.#flush();
  }

  async #react(id: string | undefined): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    let impatient: NodeJS.Timeout | undefined;
    const began = process.hrtime.bigint();
    const at = await new Promise<bigint | undefined>((resolve) => {
      this.#stopped = resolve;
      impatient = setTimeout(resolve, PATIENCE, undefined);
      this.#socket.write(event);
    });
    clearTimeout(impatient);
    this.#stopped = undefined;
    this.#answer(Buffer.from(at === undefined ? '-1' : String(at - began)), id);
    this.#flush();
  }
}

createServer((socket) => void new Peer(socket)).listen({ path, backlog: 1024 }, () =>
  process.stdout.write('ready\n'),
);
// Its parent holds the other end of the standard input: when that ends, so does the server.
process.stdin.resume().on('end', () => process.exit());
