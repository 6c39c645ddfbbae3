import { chmodSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AbortError, Deadlines, log, messageOf, OptionError, TimeoutError, waitFor } from '../core/index.js';
import { ListenError, listenOn } from '../qmp/index.js';
import { type Door, refusalOf } from './admission.js';
import { type Answer, answerJson, send } from './answer.js';
import { type Asset, readAssets } from './assets.js';
import { Board, type StatusSource } from './board.js';
import { Feed, type FeedLimits } from './feed.js';
import { type CheckedStatusOptions, checkStatusOptions, isLoopback, type StatusOptions } from './options.js';
import { answerTo, isOpen } from './routes.js';

/** What is taken from whoever connects. Durations are milliseconds. */
export interface Limits extends FeedLimits {
  readonly connections: number;
  /** Bytes of a request's head. */
  readonly head: number;
  /** How long a request may take to come. */
  readonly request: number;
}

/** What everybody gets. */
export const LIMITS: Limits = {
  connections: 256,
  head: 8_192,
  request: 10_000,
  streams: 32,
  interval: 500,
  slow: 30_000,
};

/** Where a {@link StatusServer} serves. */
export type StatusAddress = { readonly path: string } | { readonly host: string; readonly port: number };

/**
 * Serves what is going on, for people and for pollers, read-only: `/`, a page; `/status` and `/status/NAME`, a
 * {@link StatusDocument}; `/events`, the same as server-sent events; `/healthz`; and `/metrics` for Prometheus. It is
 * reached from this host only, unless `host` says otherwise, and then only with the `token`.
 *
 * `supervisors` each have a `name` of their own. A function is called again and again: what it tells may change.
 *
 * ```ts
 * import { act, on, Supervisor, Vm } from 'qmp-watchdog';
 * import { serveStatus } from 'qmp-watchdog/status';
 *
 * const vm = await Vm.connect({ path: '/run/vm1.qmp' });
 * const policies = [{ name: 'panic', on: on.event('GUEST_PANICKED'), do: act.systemReset() }];
 * const supervisor = new Supervisor({ vm, name: 'vm1', policies });
 * await using server = await serveStatus([supervisor], { port: 9_465 });
 * await supervisor.run();
 * ```
 *
 * @throws OptionError an option can not be used; a supervisor has no name, or that of another; or `localhost`
 * leads to where other hosts reach it.
 * @throws ListenError the address is in use, or can not be listened on.
 * @throws TimeoutError `ERR_TIMEOUT`: listening did not begin in time.
 * @throws AbortError the signal aborted.
 */
export async function serveStatus(supervisors: StatusSource, options: StatusOptions): Promise<StatusServer> {
  return await StatusServer.open(supervisors, checkStatusOptions(options), LIMITS);
}

/** Serves until it is closed. {@link serveStatus} makes one. */
export class StatusServer implements AsyncDisposable {
  /** Where: of TCP with the actual port. */
  readonly address: StatusAddress;
  readonly #server: Server;
  readonly #service: Service;
  #closed: Promise<void> | undefined;

  private constructor(server: Server, service: Service, address: StatusAddress) {
    this.#server = server;
    this.#service = service;
    this.address = address;
  }

  /** @internal */
  static async open(
    supervisors: StatusSource,
    options: CheckedStatusOptions,
    limits: Limits,
  ): Promise<StatusServer> {
    const service = new Service(await readAssets(), supervisors, options, limits);
    const server = createServer(
      {
        maxHeaderSize: limits.head,
        headersTimeout: limits.request,
        requestTimeout: limits.request,
        connectionsCheckingInterval: Math.ceil(limits.request / 4),
      },
      (request, response) => service.serve(request, response),
    );
    server.maxConnections = limits.connections;
    try {
      return new StatusServer(server, service, await listen(server, options));
    } catch (error) {
      server.close();
      service[Symbol.dispose]();
      throw error;
    }
  }

  /** Serves no longer, and hangs up on whoever is connected. Resolves when nobody is. Idempotent. */
  async close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      this.#service[Symbol.dispose]();
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
    await this.#closed;
  }

  /** The same as `close`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** Answers requests. */
class Service implements Disposable {
  readonly #assets: ReadonlyMap<string, Asset>;
  readonly #board: Board;
  readonly #feed: Feed;
  readonly #door: Door;
  readonly #clock: CheckedStatusOptions['clock'];
  readonly #slow: number;
  readonly #log = log('status');
  #lastTurn: Promise<void> = Promise.resolve();

  constructor(
    assets: ReadonlyMap<string, Asset>,
    supervisors: StatusSource,
    { clock, token, address, loopback }: CheckedStatusOptions,
    limits: Limits,
  ) {
    this.#assets = assets;
    this.#clock = clock;
    this.#slow = limits.slow;
    this.#board = new Board(supervisors, clock);
    this.#feed = new Feed(this.#board, clock, limits);
    this.#door = { token, hosts: 'host' in address && loopback ? [address.host] : undefined };
  }

  serve(request: IncomingMessage, response: ServerResponse): void {
    // What is left of a body that was refused, or a peer that hangs up, is nobody's business.
    request.on('error', () => {});
    response.on('error', () => {});
    const [path = ''] = (request.url ?? '').split('?');
    const refused = refusalOf(request, this.#door, isOpen(path));
    if (refused !== undefined) {
      this.#hurry(response);
      return send(response, refused);
    }
    if (path === '/events') return this.#follow(response);
    this.#hurry(response);
    void this.#answer(path, response);
  }

  [Symbol.dispose](): void {
    this.#feed[Symbol.dispose]();
    this.#board[Symbol.dispose]();
  }

  /** Never rejects. */
  async #answer(path: string, response: ServerResponse): Promise<void> {
    const answer = await answerTo(path, this.#board, this.#assets).catch((error: unknown) => {
      this.#log('%s: %s', path, messageOf(error));
      return answerJson(500, { error: 'this could not be answered; DEBUG=qmp-watchdog:status says why' });
    });
    // One behind another answer is not sent yet, and there may be any number of them.
    if (response.socket !== null) await this.#turn();
    send(response, answer);
  }

  /**
   * Resolves for one after the other, with a round of the event loop in between. Whoever waited for the same look would
   * else be answered in one go, and a watchdog's deadline wait for fifty writes.
   */
  #turn(): Promise<void> {
    this.#lastTurn = this.#lastTurn.then(() => this.#clock.drain());
    return this.#lastTurn;
  }

  #follow(response: ServerResponse): void {
    const refused = this.#refusalToFollow(response);
    if (refused === undefined) return this.#feed.add(response);
    this.#hurry(response);
    send(response, refused);
  }

  #refusalToFollow({ socket }: ServerResponse): Answer | undefined {
    // Behind another answer it would be told nothing, and keep a place even after its connection had gone.
    if (socket === null) {
      const error = 'this connection still waits for another answer: follow on one of its own';
      return answerJson(400, { error }, { connection: 'close' });
    }
    if (!this.#feed.full) return undefined;
    const error = 'too many follow already: ask for /status from time to time instead';
    return answerJson(503, { error }, { 'retry-after': '10' });
  }

  /** Whoever does not take his answer in time holds on to it no longer. */
  #hurry(response: ServerResponse): void {
    const begin = (): void => {
      const deadline = Deadlines.of(this.#clock).create(() => response.destroy());
      deadline.set(this.#clock.now() + this.#slow);
      response.on('close', () => deadline.clear());
    };
    // Behind another answer its time has not come, and it is never told that its connection has gone: a deadline would
    // keep it, and whatever else was asked for there.
    if (response.socket === null) response.once('socket', begin);
    else begin();
  }
}

/** Resolves with where. @throws what {@link serveStatus} does */
async function listen(server: Server, options: CheckedStatusOptions): Promise<StatusAddress> {
  const { address, clock, signal, timeout } = options;
  const listening = listenOn(server, address, { clock, signal, alone: true });
  try {
    const timedOut = (): Error =>
      new TimeoutError('ERR_TIMEOUT', `serveStatus did not begin within ${timeout} ms`, timeout);
    const aborted = (reason: unknown): Error => new AbortError('serveStatus', reason);
    await waitFor({ clock, signal, timeout, timedOut, aborted }, listening);
  } catch (error) {
    listening.then(
      () => server.close(),
      () => {},
    );
    throw error;
  }
  return 'path' in address ? onSocket(address, options) : onPort(server, options);
}

function onSocket(address: { readonly path: string }, { mode }: CheckedStatusOptions): StatusAddress {
  try {
    chmodSync(address.path, mode);
  } catch (error) {
    const where = `unix:${address.path}`;
    throw new ListenError(where, `${where} can not be kept from others: ${messageOf(error)}`, error);
  }
  return address;
}

function onPort(server: Server, { loopback }: CheckedStatusOptions): StatusAddress {
  // Not a string: that is the path of a unix socket.
  const { address: host, port } = server.address() as AddressInfo;
  // Where a name leads, the host's table of names says.
  if (loopback && !isLoopback(host))
    throw new OptionError('serveStatus.host', host, 'one that leads to this host only');
  return { host, port };
}
