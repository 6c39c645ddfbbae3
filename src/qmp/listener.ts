import { createServer, type Server, type Socket } from 'node:net';
import {
  AbortError,
  GuardedEmitter,
  log,
  messageOf,
  TimeoutError,
  type Unsubscribe,
  wait,
  waitFor,
} from '../core/index.js';
import { type AcceptOptions, checkAcceptOptions } from './accept-options.js';
import { describeIdentity, identityOf, type QmpCaller } from './caller.js';
import type { QmpClient } from './client.js';
import { introduce } from './introduce.js';
import { listenOn } from './listen-on.js';
import {
  type CheckedListenerOptions,
  checkListenAddress,
  checkListenerOptions,
  type ListenAddress,
  type ListenerOptions,
} from './listener-options.js';
import type { ListenerEnd, ListenerStatistics, Refusal, RefusalCause } from './refusal.js';
import { describeAddress, type SocketAddress } from './socket-address.js';
import { socketOptions } from './tcp.js';
import { TlsServer } from './tls-server.js';
import { ListenError } from './transport-errors.js';
import { ANYONE, WaitingRoom, type Wanted } from './waiting-room.js';

/**
 * Lets QEMUs connect to us: `-chardev socket,id=qmp,path=…,reconnect=1 -mon chardev=qmp,mode=control` (from QEMU 10.0 on
 * `reconnect-ms`, the only one from 11.1 on). Each is greeted, negotiated, and asked for its UUID and name, which
 * decide whom it is for. A peer that says nothing is dropped by the deadlines of that; whoever is not wanted waits
 * bounded in number and time; and of two that claim to be the same VM the second is refused and reported.
 *
 * ```ts
 * import { QmpListener } from 'qmp-watchdog';
 *
 * await using listener = await QmpListener.listen({ path: '/run/monitors.sock' });
 * listener.on('refused', ({ cause, uuid }) => process.stderr.write(`${cause}: ${uuid}\n`));
 * await using client = await listener.accept({ name: 'vm1' });
 * ```
 */
export class QmpListener implements AsyncDisposable {
  /** Where it listens: of TCP with the actual port. */
  readonly address: SocketAddress;
  readonly #where: string;
  readonly #options: CheckedListenerOptions;
  readonly #server: Server;
  readonly #tls: TlsServer | undefined;
  readonly #emitter: GuardedEmitter<{ refused: Refusal }>;
  readonly #room: WaitingRoom;
  readonly #introductions = new Set<Socket>();
  /** Of every VM whose session lives, accepted or not. */
  readonly #identities = new Set<string>();
  readonly #ending = new AbortController();
  readonly #log = log('listener');
  #accepted = 0;
  #refused: Record<RefusalCause, number> = { crowded: 0, 'not-introduced': 0, duplicate: 0, unclaimed: 0 };

  private constructor(
    server: Server,
    address: SocketAddress,
    tls: TlsServer | undefined,
    options: CheckedListenerOptions,
  ) {
    this.address = address;
    const where = describeAddress(address);
    this.#where = tls === undefined ? where : where.replace(/^tcp/, 'tls');
    this.#server = server;
    this.#tls = tls;
    this.#options = options;
    this.#emitter = new GuardedEmitter(options.onListenerError);
    this.#room = new WaitingRoom(
      options.clock,
      { capacity: options.maxWaiting, timeout: options.waitTimeout },
      (caller) => this.#refuse('unclaimed', caller),
    );
    // It goes on listening: this is about one connection that could not be accepted, for want of file descriptors say.
    server.on('error', (error) => this.#log('%s: %s', this.#where, error.message));
    server.on('connection', (socket) => this.#meet(socket));
  }

  /**
   * Begins to listen. A unix socket that a dead process left behind is replaced; one that somebody answers is not.
   *
   * @throws {@link OptionError} an option or the address can not be used.
   * @throws {@link ListenError} the address is in use, can not be listened on, or listening did not begin in time.
   * @throws {@link AbortError} the signal aborted.
   */
  static async listen(address: ListenAddress, options: ListenerOptions = {}): Promise<QmpListener> {
    checkListenAddress(address);
    const checked = checkListenerOptions(options);
    const { clock, signal, timeout } = checked;
    const { keepAlive, tls } = 'path' in address ? {} : address;
    const secure = tls === undefined ? undefined : await TlsServer.create('address.tls', tls);
    const server = createServer(socketOptions(keepAlive));
    const where = describeAddress(address);
    const listening = listenOn(server, address, { clock, signal });
    try {
      const timedOut = (): Error =>
        new ListenError(where, `listening on ${where} did not begin within ${timeout} ms`);
      const aborted = (reason: unknown): Error => new AbortError(`listening on ${where}`, reason);
      await waitFor({ clock, signal, timeout, timedOut, aborted }, listening);
    } catch (error) {
      listening.then(
        () => server.close(),
        () => {},
      );
      throw error;
    }
    return new QmpListener(server, actual(server, address), secure, checked);
  }

  /** What it has seen and holds. */
  get statistics(): ListenerStatistics {
    return {
      introductions: this.#introductions.size,
      waiting: this.#room.callers.length,
      accepted: this.#accepted,
      refused: { ...this.#refused },
    };
  }

  /**
   * Waits for the QEMU with this UUID, this name, or both; without either for any. Its session is the caller's to
   * close. Events that it sent before are lost: ask for the state.
   *
   * @throws {@link OptionError} an option can not be used.
   * @throws {@link TimeoutError} it did not come in time (`ERR_ACCEPT_TIMEOUT`); the message says who did.
   * @throws {@link ListenError} this listener is closed.
   * @throws {@link AbortError} the signal aborted.
   */
  async accept(options: AcceptOptions = {}): Promise<QmpClient> {
    const { wanted, signal, timeout } = checkAcceptOptions(options);
    const { client } = await this.#accept(wanted, signal, timeout);
    return client;
  }

  /** Every session that nobody has accepted otherwise, as they come, until the listener is closed. */
  async *[Symbol.asyncIterator](): AsyncGenerator<QmpCaller, ListenerEnd, void> {
    for (;;) {
      try {
        yield await this.#accept(ANYONE, undefined, Number.POSITIVE_INFINITY);
      } catch (error) {
        if (error instanceof ListenError) return { kind: 'closed' };
        throw error;
      }
    }
  }

  /** Calls `listener` for every connection that is hung up on. */
  on(event: 'refused', listener: (refusal: Refusal) => unknown): Unsubscribe {
    return this.#emitter.on(event, listener);
  }

  /** Listens no longer, and hangs up on whoever was not accepted. Accepted sessions live on. Idempotent. */
  async close(): Promise<void> {
    if (this.#ending.signal.aborted) return;
    // Removes a unix socket from the file system too, at once; its callback would wait for the accepted sessions.
    this.#server.close();
    this.#ending.abort(new ListenError(this.#where, `${this.#where} is not listened on any more`));
    for (const socket of this.#introductions) socket.destroy();
    await Promise.all(
      this.#room.callers.map(async (caller) => {
        this.#room.leave(caller);
        await caller.client.close();
      }),
    );
    this.#emitter.clear();
  }

  /** The same as `close`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #accept(wanted: Wanted, signal: AbortSignal | undefined, timeout: number): Promise<QmpCaller> {
    const ending = this.#ending.signal;
    return wait<QmpCaller>(
      {
        clock: this.#options.clock,
        signal,
        timeout,
        timedOut: () => this.#nobodyCame(wanted, timeout),
        aborted: (reason) => new AbortError(`waiting for a QEMU to connect to ${this.#where}`, reason),
      },
      (resolve, reject) => {
        const close = (): void => reject(ending.reason);
        if (ending.aborted) {
          close();
          return () => {};
        }
        ending.addEventListener('abort', close, { once: true });
        const forget = this.#room.accept(wanted, (caller) => {
          this.#accepted += 1;
          resolve(caller);
        });
        return () => {
          ending.removeEventListener('abort', close);
          forget();
        };
      },
    );
  }

  #nobodyCame(wanted: Wanted, timeout: number): TimeoutError {
    const who = wanted === ANYONE ? '' : ` with the ${describeIdentity(wanted)}`;
    const waiting = this.#room.callers.slice(0, 5).map(describeIdentity);
    const others = waiting.length === 0 ? 'nobody' : waiting.join('; ');
    return new TimeoutError(
      'ERR_ACCEPT_TIMEOUT',
      `no QEMU${who} connected to ${this.#where} within ${timeout} ms; waiting there: ${others}`,
      timeout,
    );
  }

  #meet(socket: Socket): void {
    const from = `${this.#where} from ${socket.remoteAddress === undefined ? 'this host' : `${socket.remoteAddress}:${socket.remotePort}`}`;
    // Whoever hangs up is heard by its session; until that begins, by nobody.
    socket.on('error', () => {});
    if (this.#introductions.size >= this.#options.maxIntroductions) {
      socket.destroy();
      this.#report({ cause: 'crowded', from });
      return;
    }
    this.#introductions.add(socket);
    introduce(socket, from, this.#tls, this.#options, this.#ending.signal)
      .then(
        (caller) => this.#admit(caller, from),
        (error: unknown) => {
          if (this.#ending.signal.aborted) return;
          this.#report({
            cause: 'not-introduced',
            from,
            error: error instanceof Error ? error : new Error(messageOf(error)),
          });
        },
      )
      .finally(() => this.#introductions.delete(socket));
  }

  #admit(caller: QmpCaller, from: string): void {
    const { client } = caller;
    if (this.#ending.signal.aborted) {
      void client.close();
      return;
    }
    const identity = identityOf(caller);
    if (identity !== undefined && this.#identities.has(identity)) {
      this.#refuse('duplicate', caller, from);
      return;
    }
    if (identity !== undefined) this.#identities.add(identity);
    void client.closed.then(() => {
      if (identity !== undefined) this.#identities.delete(identity);
      this.#room.leave(caller);
    });
    if (!this.#room.enter(caller)) this.#refuse('crowded', caller, from);
  }

  #refuse(cause: RefusalCause, { client, uuid, name }: QmpCaller, from: string = this.#where): void {
    void client.close();
    this.#report({ cause, from, uuid, name });
  }

  #report(refusal: Refusal): void {
    this.#refused[refusal.cause] += 1;
    this.#log(
      '%s: %s: %s',
      refusal.from,
      refusal.cause,
      refusal.error?.message ?? describeIdentity({ uuid: refusal.uuid, name: refusal.name }),
    );
    this.#emitter.emit('refused', refusal);
  }
}

function actual(server: Server, address: ListenAddress): SocketAddress {
  if ('path' in address) return { path: address.path };
  const bound = server.address();
  return {
    ...(address.host === undefined ? {} : { host: address.host }),
    port: typeof bound === 'object' && bound !== null ? bound.port : address.port,
  };
}
