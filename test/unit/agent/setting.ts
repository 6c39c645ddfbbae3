import { GuestAgent, type GuestAgentOptions, type GuestTransport } from '../../../src/agent/index.js';
import type { TransportListener } from '../../../src/qmp/index.js';
import { FakeAgent, type FakeAgentOptions, VirtualClock } from '../../../src/testing/index.js';

export interface Setting extends AsyncDisposable {
  readonly clock: VirtualClock;
  readonly fake: FakeAgent;
  readonly agent: GuestAgent;
}

/** A fake agent and a client that has synchronised with it. */
export async function connected(
  options: GuestAgentOptions = {},
  fakeOptions: FakeAgentOptions = {},
): Promise<Setting> {
  const clock = new VirtualClock();
  const fake = new FakeAgent({ clock, ...fakeOptions });
  const connecting = GuestAgent.connect(
    { transport: () => fake.transport() },
    { clock, random: () => 0, ...options },
  );
  const agent = await clock.runUntil(connecting);
  return {
    clock,
    fake,
    agent,
    async [Symbol.asyncDispose]() {
      await fake[Symbol.asyncDispose]();
      await clock.runUntil(agent.close());
    },
  };
}

/** The error that a promise rejects with, while virtual time moves on as far as that takes. */
export async function errorOf(
  clock: VirtualClock,
  promise: Promise<unknown>,
): Promise<Error & Record<string, unknown>> {
  return await clock.runUntil(
    promise.then(
      (value) => {
        throw new Error(`it resolved with ${JSON.stringify(value)}`);
      },
      (error: Error & Record<string, unknown>) => error,
    ),
  );
}

/** How a promise has settled by now; `undefined` when it has not. */
export async function stateOf(promise: Promise<unknown>): Promise<'resolved' | 'rejected' | undefined> {
  return await Promise.race([
    promise.then(
      () => 'resolved' as const,
      () => 'rejected' as const,
    ),
    new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined))),
  ]);
}

/** What a client wrote, as JSON; `sync` says that 0xFF stood before it. */
export interface Written {
  readonly sync: boolean;
  readonly execute: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly id?: string;
}

/** The guest's end of a connection in a test's own hands: it says what it is told to say, at once. */
export class Wire implements GuestTransport {
  readonly address = 'unix:/run/test.agent';
  readonly bytesWritten: Buffer[] = [];
  closed = 0;
  /** Called with each write; answers at once if it likes. */
  onWrite: (written: Written) => void = () => {};
  #listener: TransportListener | undefined;

  get written(): readonly Written[] {
    return this.bytesWritten.map(read);
  }

  get last(): Written {
    const last = this.written.at(-1);
    if (last === undefined) throw new Error('nothing was written');
    return last;
  }

  start(listener: TransportListener): void {
    this.#listener = listener;
  }

  write(bytes: Buffer): void {
    this.bytesWritten.push(Buffer.from(bytes));
    this.onWrite(read(bytes));
  }

  close(): void {
    this.closed += 1;
    this.end();
  }

  end(error?: Error): void {
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.closed(error);
  }

  bytes(bytes: Buffer | string): void {
    this.#listener?.received(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  say(...messages: readonly object[]): void {
    this.bytes(messages.map((message) => `${JSON.stringify(message)}\n`).join(''));
  }

  /** Answers the last synchronisation. */
  sync(to: Written = this.last): void {
    this.bytes(`\xff${JSON.stringify({ return: to.arguments?.['id'], ...(to.id && { id: to.id }) })}\n`);
  }

  reply(value: unknown = {}, to: Written = this.last): void {
    this.say({ return: value, ...(to.id && { id: to.id }) });
  }
}

function read(bytes: Buffer): Written {
  const sync = bytes[0] === 0xff;
  return { sync, ...JSON.parse(bytes.subarray(sync ? 1 : 0).toString('latin1')) };
}

/** A client that has synchronised over a {@link Wire}. */
export async function wired(
  options: GuestAgentOptions = {},
): Promise<{ readonly clock: VirtualClock; readonly wire: Wire; readonly agent: GuestAgent }> {
  const clock = new VirtualClock();
  const wire = new Wire();
  wire.onWrite = (written) => {
    if (written.sync) queueMicrotask(() => wire.sync(written));
  };
  const agent = await clock.runUntil(
    GuestAgent.connect({ transport: wire }, { clock, random: () => 0, ...options }),
  );
  return { clock, wire, agent };
}
