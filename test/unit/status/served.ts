// A status server over real sockets, of supervisors in virtual time.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { get as begin, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from 'qmp-watchdog';
import type { StatusOptions, StatusDocument, StatusSource, VmStatus } from 'qmp-watchdog/status';
import { checkStatusOptions } from '../../../src/status/options.js';
import { LIMITS, type Limits, StatusServer } from '../../../src/status/server.js';
import { type Setting, type SettingOptions, supervised } from '../../scenarios/supervised.js';

export interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Of what is JSON. */
  readonly json: Readonly<Record<string, unknown>>;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What `/events` tells when something has changed. */
export interface Change {
  readonly at: string;
  readonly vms: readonly VmStatus[];
  readonly gone: readonly string[];
  readonly left: readonly (readonly [string, readonly (readonly [number | null, number])[]])[];
  readonly problems: readonly string[];
}

export type Told =
  | { readonly name: 'status'; readonly data: StatusDocument }
  | { readonly name: 'change'; readonly data: Change };

/** Somebody who follows `/events`. */
export interface Follower {
  readonly response: IncomingMessage;
  /** What he is told next. */
  next(): Promise<Told>;
}

/** What is served, and how it is asked. Dispose of it with `await using`. */
export class Served implements AsyncDisposable {
  readonly server: StatusServer;
  readonly #folder: string;

  constructor(server: StatusServer, folder: string) {
    this.server = server;
    this.#folder = folder;
  }

  /** The whole answer. */
  get(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Got> {
    const where = this.#where();
    return new Promise((resolve, reject) => {
      const asked = request({ ...where, path, method, headers, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () => {
          const isJson = response.headers['content-type'] === 'application/json' && text !== '';
          const json = isJson ? JSON.parse(text) : {};
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
        });
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }

  /** How one VM stands. */
  async vm(name: string): Promise<VmStatus> {
    const { json } = await this.get(`/status/${encodeURIComponent(name)}`);
    // The test says which VM there is.
    return (json as { readonly vms: readonly VmStatus[] }).vms[0]!;
  }

  async follow(): Promise<Follower> {
    const [response] = await once(begin({ ...this.#where(), path: '/events', agent: false }), 'response');
    let text = '';
    let heard: (() => void) | undefined;
    response.on('error', () => {});
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      heard?.();
    });
    return {
      response,
      async next() {
        while (!text.includes('\n\n'))
          await new Promise<void>((resolve) => {
            heard = resolve;
          });
        const end = text.indexOf('\n\n');
        const [event = '', data = '', ...more] = text.slice(0, end).split('\n');
        if (more.length > 0) throw new Error(`an event of more lines: ${more.join()}`);
        text = text.slice(end + 2);
        // A test fails where it is something else.
        return { name: event.slice('event: '.length), data: JSON.parse(data.slice('data: '.length)) } as Told;
      },
    };
  }

  /** A connection without HTTP. */
  connect(): Promise<Socket> {
    const where = this.#where();
    const socket = 'socketPath' in where ? connect(where.socketPath) : connect(where.port, where.host);
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(socket));
      socket.once('error', reject);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #where(): { readonly socketPath: string } | { readonly host: string; readonly port: number } {
    const { address } = this.server;
    return 'path' in address ? { socketPath: address.path } : address;
  }
}

/** Serves on a unix socket, unless `options` say otherwise. */
export async function serve(
  supervisors: StatusSource,
  clock: Clock,
  options: Partial<StatusOptions> = {},
  limits: Partial<Limits> = {},
): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'status-'));
  const where = 'port' in options ? {} : { socket: join(folder, 'status.sock') };
  // One of the two is there.
  const checked = checkStatusOptions({ ...where, clock, ...options } as StatusOptions);
  return new Served(await StatusServer.open(supervisors, checked, { ...LIMITS, ...limits }), folder);
}

/** A supervised VM, named vm1, and its status. */
export async function servedVm(
  options: SettingOptions = {},
): Promise<{ readonly s: Setting; readonly served: Served } & AsyncDisposable> {
  const s = await supervised({
    overSessions: true,
    ...options,
    supervisor: { name: 'vm1', ...options.supervisor },
  });
  const served = await serve([s.supervisor], s.clock);
  await s.clock.advance(500);
  return {
    s,
    served,
    async [Symbol.asyncDispose]() {
      await served[Symbol.asyncDispose]();
      await s[Symbol.asyncDispose]();
    },
  };
}
