import {
  AbortError,
  abortSignal,
  count,
  knownOptions,
  milliseconds,
  nonEmpty,
  OptionError,
  TimeoutError,
  type WaitOptions,
  type WideInt,
  waitFor,
} from '../core/index.js';
import { fromBase64 } from './base64.js';
import { GuestFileSizeError, GuestReplyError } from './errors.js';
import type { GuestFileRead } from './qapi/index.js';
import { Budget, type GuestRunner } from './runner.js';

/** Options of `GuestAgent.readFile`. */
export interface GuestReadOptions extends WaitOptions {
  /** Ends reading. */
  readonly signal?: AbortSignal | undefined;
  /** How long each piece may take, in milliseconds. Default: the agent's `commandTimeout`. */
  readonly timeout?: number | undefined;
  /** A longer file is an error. Default 16 MiB; `Infinity` for any, also for one that never ends. */
  readonly maxBytes?: number | undefined;
}

/** Options of `GuestAgent.writeFile`. */
export interface GuestWriteOptions extends WaitOptions {
  /** Ends writing. What was written stays. */
  readonly signal?: AbortSignal | undefined;
  /** How long all of it may take, in milliseconds, the source included. Default 60,000; `Infinity` for no limit. */
  readonly timeout?: number | undefined;
  /** Whether to write after what the file holds, rather than in its place. Default: no. */
  readonly append?: boolean | undefined;
  /** A source with more is an error, found when that much has been written. Default 16 MiB. */
  readonly maxBytes?: number | undefined;
}

/** What a file in the guest can be written from. */
export type GuestFileSource =
  | string
  | Uint8Array
  | Iterable<string | Uint8Array>
  | AsyncIterable<string | Uint8Array>;

const LARGEST = 16 * 1024 * 1024;
/** How long closing may take, whatever became of the rest, in milliseconds. */
const CLOSE_TIMEOUT = 5_000;

/** The pieces of a file in the guest; it is opened with the first and closed after the last, or when the reader leaves. */
export async function* readFile(
  runner: GuestRunner,
  path: string,
  options: GuestReadOptions,
): AsyncGenerator<Buffer, void, void> {
  knownOptions('readFile', options, ['signal', 'timeout', 'maxBytes']);
  const signal = abortSignal('signal', options.signal);
  const timeout = milliseconds('timeout', options.timeout, runner.commandTimeout, { min: 1, infinity: true });
  const maxBytes = count('maxBytes', options.maxBytes, LARGEST, { min: 0, infinity: true });
  const handle = await open(runner, path, 'r', timeout, signal);
  let total = 0;
  let atEnd = false;
  try {
    while (!atEnd) {
      const reply = await runner.run(
        'guest-file-read',
        { handle, count: runner.pieceBytes },
        { signal, timeout },
      );
      const bytes = bytesOf(reply, runner.pieceBytes);
      total += bytes.length;
      if (total > maxBytes) throw new GuestFileSizeError(path, maxBytes);
      if (bytes.length > 0) yield bytes;
      atEnd = reply.eof;
    }
  } finally {
    await close(runner, handle, atEnd);
  }
}

function bytesOf(reply: GuestFileRead, pieceBytes: number): Buffer {
  const bytes = fromBase64('guest-file-read', 'buf-b64', reply['buf-b64']);
  if (bytes.length !== reply.count || bytes.length > pieceBytes)
    throw new GuestReplyError(
      'guest-file-read',
      `it says ${reply.count} bytes, carries ${bytes.length}, and ${pieceBytes} were asked for`,
    );
  // Asking again and again would be a loop that the guest alone could end.
  if (bytes.length === 0 && !reply.eof)
    throw new GuestReplyError('guest-file-read', 'it carries nothing, and the file is not at its end');
  return bytes;
}

/** Writes a file in the guest; returns how many bytes, when they are flushed and the file is closed. */
export async function writeFile(
  runner: GuestRunner,
  path: string,
  source: GuestFileSource,
  options: GuestWriteOptions,
): Promise<number> {
  knownOptions('writeFile', options, ['signal', 'timeout', 'append', 'maxBytes']);
  const signal = abortSignal('signal', options.signal);
  const timeout = milliseconds('timeout', options.timeout, 60_000, { min: 1, infinity: true });
  const maxBytes = count('maxBytes', options.maxBytes, LARGEST, { min: 0, infinity: true });
  const pieces = piecesOf(source);
  const budget = new Budget(runner.clock, timeout);
  const handle = await open(runner, path, options.append === true ? 'a' : 'w', budget.left, signal);
  let total = 0;
  let flushed = false;
  try {
    for (;;) {
      const piece = await nextOf(runner, pieces, budget, timeout, path, signal);
      if (piece === undefined) break;
      total += piece.length;
      if (total > maxBytes) throw new GuestFileSizeError(path, maxBytes);
      await writeAll(runner, handle, piece, budget, signal);
    }
    await runner.run('guest-file-flush', { handle }, { signal, timeout: budget.left });
    flushed = true;
  } finally {
    // A source that hangs may hang here as well: nobody waits for it.
    pieces.return().then(
      () => {},
      () => {},
    );
    await close(runner, handle, flushed);
  }
  return total;
}

async function writeAll(
  runner: GuestRunner,
  handle: WideInt,
  piece: Buffer,
  budget: Budget,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let rest = piece; rest.length > 0; ) {
    const now = rest.subarray(0, runner.pieceBytes);
    const { count: written } = await runner.run(
      'guest-file-write',
      { handle, 'buf-b64': now.toString('base64') },
      { signal, timeout: budget.left },
    );
    if (written === 0 || written > now.length)
      throw new GuestReplyError(
        'guest-file-write',
        `it says that it wrote ${written} of ${now.length} bytes`,
      );
    rest = rest.subarray(written);
  }
}

/** Opens; where the caller leaves first, a handle that still comes is closed. */
async function open(
  runner: GuestRunner,
  path: string,
  mode: string,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<WideInt> {
  nonEmpty('path', path);
  if (path.includes('\0')) throw new OptionError('path', path, 'a string without NUL');
  if (signal?.aborted) throw new AbortError('guest-file-open', signal.reason, 'not-sent');
  const opening = runner.run('guest-file-open', { path, mode }, { timeout });
  return await waitFor(
    {
      clock: runner.clock,
      signal,
      // The command has its own deadline, and tells better what became of it.
      timeout: Number.POSITIVE_INFINITY,
      timedOut: () => new Error('never'),
      aborted: (reason) => {
        opening.then(
          (handle) => close(runner, handle, false),
          () => {},
        );
        return new AbortError('guest-file-open', reason, 'unknown');
      },
    },
    opening,
  );
}

/** Closes under no signal of the caller's. Where something failed before, that is what the caller is to hear of. */
async function close(runner: GuestRunner, handle: WideInt, succeeded: boolean): Promise<void> {
  try {
    await runner.run('guest-file-close', { handle }, { timeout: CLOSE_TIMEOUT, urgent: true });
  } catch (error) {
    if (succeeded) throw error;
  }
}

async function nextOf(
  runner: GuestRunner,
  pieces: AsyncGenerator<Buffer, void, void>,
  budget: Budget,
  timeout: number,
  path: string,
  signal: AbortSignal | undefined,
): Promise<Buffer | undefined> {
  const { done, value } = await waitFor(
    {
      clock: runner.clock,
      signal,
      timeout: budget.left,
      timedOut: () =>
        new TimeoutError(
          'ERR_GUEST_FILE_TIMEOUT',
          `${path} was not written within ${timeout} ms: its source gave nothing more`,
          timeout,
        ),
      aborted: (reason) => new AbortError(`writing ${path}`, reason, 'unknown'),
    },
    pieces.next(),
  );
  return done === true || value === undefined ? undefined : value;
}

function piecesOf(source: GuestFileSource): AsyncGenerator<Buffer, void, void> {
  if (typeof source === 'string' || source instanceof Uint8Array) return eachOf([source]);
  const iterable = typeof source === 'object' && source !== null;
  if (!iterable || !(Symbol.iterator in source || Symbol.asyncIterator in source))
    throw new OptionError('source', source, 'a string, bytes, or an iterable of them');
  return eachOf(source);
}

async function* eachOf(
  source: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): AsyncGenerator<Buffer, void, void> {
  for await (const piece of source) {
    if (typeof piece !== 'string' && !(piece instanceof Uint8Array))
      throw new OptionError('source', piece, 'an iterable of strings or bytes');
    yield typeof piece === 'string'
      ? Buffer.from(piece)
      : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
  }
}
