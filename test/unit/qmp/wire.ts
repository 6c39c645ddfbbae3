import { QmpClient, type QmpClientOptions } from '../../../src/qmp/index.js';
import type { Transport, TransportListener } from '../../../src/qmp/index.js';
import { VirtualClock } from '../../../src/testing/index.js';

/** A command as it was written. */
export interface Sent {
  readonly execute?: string;
  readonly 'exec-oob'?: string;
  readonly arguments?: unknown;
  readonly id: string;
}

/** QEMU's end of a connection, in a test's own hands: it says what it is told to say, at once, and keeps what it hears. */
export class Wire implements Transport {
  readonly address = 'unix:/run/test.qmp';
  readonly written: string[] = [];
  /** Resolves when somebody listens. */
  readonly started: Promise<void>;
  closed = 0;
  #listener: TransportListener | undefined;
  #start: () => void = () => {};

  constructor() {
    this.started = new Promise((resolve) => {
      this.#start = resolve;
    });
  }

  /** All commands, in order, negotiation included. */
  get sent(): readonly Sent[] {
    return this.written
      .join('')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Sent);
  }

  get last(): Sent {
    const last = this.sent.at(-1);
    if (last === undefined) throw new Error('nothing was sent');
    return last;
  }

  start(listener: TransportListener): void {
    this.#listener = listener;
    this.#start();
  }

  write(text: string): void {
    this.written.push(text);
  }

  close(): void {
    this.closed += 1;
    this.end();
  }

  /** The connection is over: the peer hung up, or `error` broke it. */
  end(error?: Error): void {
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.closed(error);
  }

  bytes(bytes: Buffer | string): void {
    this.#listener?.received(Buffer.from(bytes));
  }

  say(...messages: readonly object[]): void {
    this.bytes(messages.map((message) => `${JSON.stringify(message)}\r\n`).join(''));
  }

  /** An event as QEMU writes it: with blanks, and its stamp first. */
  event(event: string, data?: object, seconds = 1): void {
    this.bytes(eventLine(event, data, seconds));
  }

  reply(to: Sent, value: unknown = {}): void {
    this.say({ return: value, id: to.id });
  }

  refuse(to: Sent, desc = 'no', errorClass = 'GenericError'): void {
    this.say({ id: to.id, error: { class: errorClass, desc } });
  }
}

export function eventLine(event: string, data?: object, seconds = 1): string {
  const rest = data === undefined ? '' : `, "data": ${JSON.stringify(data)}`;
  return `{"timestamp": {"seconds": ${seconds}, "microseconds": 2}, "event": ${JSON.stringify(event)}${rest}}\r\n`;
}

export const greeting = (capabilities: readonly string[] = ['oob'], major = 7): object => ({
  QMP: { version: { qemu: { micro: 22, minor: 2, major }, package: 'test' }, capabilities },
});

export interface Session extends AsyncDisposable {
  readonly clock: VirtualClock;
  readonly wire: Wire;
  readonly client: QmpClient;
}

/** A session that is greeted and negotiated. */
export async function connected(
  options: QmpClientOptions & { readonly capabilities?: readonly string[]; readonly major?: number } = {},
): Promise<Session> {
  const { capabilities, major, ...clientOptions } = options;
  const clock = new VirtualClock();
  const wire = new Wire();
  const connecting = QmpClient.connect({ transport: wire }, { clock, ...clientOptions });
  await wire.started;
  wire.say(greeting(capabilities, major));
  wire.reply(wire.last);
  const client = await connecting;
  return { clock, wire, client, [Symbol.asyncDispose]: () => client[Symbol.asyncDispose]() };
}

/** How a promise has settled by now; `undefined` when it has not. Lets every promise reaction run first. */
export async function outcomeOf(
  promise: Promise<unknown>,
): Promise<{ readonly value: unknown } | { readonly error: unknown } | undefined> {
  const settled = promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  return await Promise.race([
    settled,
    new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined))),
  ]);
}

/** The error that a promise rejects with. */
export async function errorOf(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  return await promise.then(
    (value) => {
      throw new Error(`it resolved with ${JSON.stringify(value)}`);
    },
    (error: Error & Record<string, unknown>) => error,
  );
}
