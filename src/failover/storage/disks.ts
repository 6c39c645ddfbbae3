import { readdir, readFile } from 'node:fs/promises';
import {
  AbortError,
  abortSignal,
  type Clock,
  knownOptions,
  messageOf,
  milliseconds,
  nonEmpty,
  onAbort,
  systemClock,
  type WaitOptions,
  waitFor,
} from '../../core/index.js';
import { type FoundFile, identify } from './file-identity.js';
import { type Kept, KeptFile } from './kept-file.js';
import { type ImageLocks, type LockedFile, locksOn } from './locks.js';
import { openToWrite, type WriteOpen } from './write-open.js';

/** How images are looked at. */
export interface LookOptions extends WaitOptions {
  /** `qemu-io`, with its path or as PATH has it. Default `qemu-io`. */
  readonly qemuIo?: string | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
}

/** How this host is asked about images. Nothing of it rejects, and each ends soon after its signal; a string says what is wrong. */
export interface Disks {
  openToWrite(
    image: { readonly path: string | undefined; readonly driver: string },
    signal: AbortSignal,
  ): Promise<WriteOpen>;
  identify(path: string, signal: AbortSignal): Promise<FoundFile | string>;
  /** Of all processes, or of this one. */
  locks(file: LockedFile, pid?: number): Promise<ImageLocks | string>;
  /** Opens it and keeps it open. */
  keep(path: string, signal: AbortSignal): Promise<Kept | string>;
}

const LATE = 'it did not answer in time';

/**
 * The kernel hands out its list of locks page by page, and whatever is unlocked in between moves the rest up: one that
 * stands at a page's end may be missed once.
 */
const READINGS = 3;

/** @throws {@link OptionError} */
export function openDisks(options: LookOptions): Disks {
  const qemuIo = nonEmpty('qemuIo', options.qemuIo ?? 'qemu-io');
  const clock = options.clock ?? systemClock;
  return {
    openToWrite: (image, signal) => {
      const driver = image.driver === 'file' ? 'file' : 'host_device';
      return openToWrite(image.path ?? '', driver, { qemuIo, signal });
    },
    identify: async (path, signal) =>
      signal.aborted ? LATE : await orWhy(waitFor(endedBy(signal, clock), identify(path))),
    locks: (file, pid) => orWhy(pid === undefined ? locksOfAll(file) : locksOf(pid, file)),
    keep: async (path, signal) => {
      if (signal.aborted) return LATE;
      const opening = KeptFile.open(path);
      const kept = await orWhy(waitFor(endedBy(signal, clock), opening));
      if (typeof kept === 'string') void opening.then((late) => late.close()).catch(() => {});
      return kept;
    },
  };
}

function orWhy<T>(promise: Promise<T>): Promise<T | string> {
  return promise.catch((error: unknown) => (error instanceof AbortError ? LATE : messageOf(error)));
}

async function locksOfAll(file: LockedFile): Promise<ImageLocks> {
  let all: ImageLocks = { writer: false, exclusive: false };
  for (let reading = 0; reading < READINGS; reading += 1)
    all = either(all, locksOn(file, await readFile('/proc/locks', 'latin1')));
  return all;
}

async function locksOf(pid: number, file: LockedFile): Promise<ImageLocks> {
  const folder = `/proc/${pid}/fdinfo`;
  let all: ImageLocks = { writer: false, exclusive: false };
  // It may have been closed meanwhile.
  for (const descriptor of await readdir(folder))
    all = either(all, locksOn(file, await readFile(`${folder}/${descriptor}`, 'latin1').catch(() => '')));
  return all;
}

function either(one: ImageLocks, other: ImageLocks): ImageLocks {
  return { writer: one.writer || other.writer, exclusive: one.exclusive || other.exclusive };
}

const DEFAULT_TIMEOUT = 5_000;

/**
 * Runs what ends soon after its signal, which aborts when its time is over.
 * @throws {@link OptionError}
 * @throws {@link AbortError} the caller's own signal aborted.
 */
export async function within<T>(
  what: string,
  options: LookOptions,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  knownOptions(what, options, ['signal', 'timeout', 'qemuIo', 'clock']);
  const { clock = systemClock } = options;
  const timeout = milliseconds(`${what}.timeout`, options.timeout, DEFAULT_TIMEOUT, {
    min: 1,
    infinity: true,
  });
  const signal = abortSignal(`${what}.signal`, options.signal);
  if (signal?.aborted) throw new AbortError(what, signal.reason);
  const over = new AbortController();
  const timer =
    timeout === Number.POSITIVE_INFINITY ? undefined : clock.setTimer(timeout, () => over.abort());
  const forget = onAbort(signal, (reason) => over.abort(reason));
  try {
    const result = await run(over.signal);
    if (signal?.aborted) throw new AbortError(what, signal.reason);
    return result;
  } finally {
    timer?.cancel();
    forget();
  }
}

/** Its deadline is the signal's. */
function endedBy(signal: AbortSignal, clock: Clock): Parameters<typeof waitFor>[0] {
  return {
    clock,
    signal,
    timeout: Number.POSITIVE_INFINITY,
    timedOut: () => new AbortError('look', undefined),
    aborted: (reason) => new AbortError('look', reason),
  };
}
