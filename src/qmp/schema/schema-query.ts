import {
  AbortError,
  abortSignal,
  knownOptions,
  milliseconds,
  type WaitOptions,
  waitFor,
} from '../../core/index.js';
import type { Connection } from '../connection.js';
import { CommandTimeoutError } from '../errors.js';
import type { VersionInfo } from '../qapi/index.js';
import { buildOf, SchemaCache } from './cache.js';
import { type RuntimeSchema, runtimeSchema } from './runtime-schema.js';

const QUERY = 'query-qmp-schema';
const DEFAULT_TIMEOUT = 10_000;

const ofProcess = new SchemaCache();

/** One session's way to its schema: asked once, however many want it, and never again after an answer. */
export class SchemaQuery {
  readonly #version: VersionInfo;
  readonly #connection: Connection;
  #asked: Promise<RuntimeSchema> | undefined;

  constructor(version: VersionInfo, connection: Connection) {
    this.#version = version;
    this.#connection = connection;
  }

  /** Who gives up waiting gives up alone: the question stands, and is not put twice to a QEMU that is silent. */
  async get(options: WaitOptions = {}): Promise<RuntimeSchema> {
    knownOptions('schema', options, ['signal', 'timeout']);
    const signal = abortSignal('schema.signal', options.signal);
    const timeout = milliseconds('schema.timeout', options.timeout, DEFAULT_TIMEOUT, {
      min: 0,
      infinity: true,
    });
    if (signal?.aborted) throw new AbortError(QUERY, signal.reason, 'not-sent');
    this.#asked ??= this.#ask();
    return await waitFor(
      {
        clock: this.#connection.clock,
        signal,
        timeout,
        timedOut: () => new CommandTimeoutError(QUERY, timeout, 'unknown'),
        aborted: (reason) => new AbortError(QUERY, reason, 'unknown'),
      },
      this.#asked,
    );
  }

  #ask(): Promise<RuntimeSchema> {
    const asked = this.#fetch();
    // A failure is not kept: the next call asks again. Everybody who waits has it; nobody may.
    asked.catch(() => {
      this.#asked = undefined;
    });
    return asked;
  }

  async #fetch(): Promise<RuntimeSchema> {
    const build = await this.#build();
    const known = build === undefined ? undefined : ofProcess.get(build);
    if (known !== undefined) return known;
    const schema = runtimeSchema(await this.#execute(QUERY));
    return build === undefined ? schema : ofProcess.keep(build, schema);
  }

  /**
   * What other sessions of this process may know it by. Without a package it is somebody's own build, and the next one of
   * the same version may be configured differently.
   */
  async #build(): Promise<string | undefined> {
    const version = this.#version;
    return version.package === '' ? undefined : buildOf(version, await this.#execute('query-commands'));
  }

  /** Without a deadline: those who wait have theirs. */
  #execute(command: string): Promise<unknown> {
    return this.#connection.execute(command, undefined, 'in-band', { timeout: Number.POSITIVE_INFINITY });
  }
}
