import { isAbsolute } from 'node:path';
import {
  abortSignal,
  type Clock,
  count,
  knownOptions,
  milliseconds,
  OptionError,
  systemClock,
  type WaitOptions,
} from '../../core/index.js';
import type { WatchdogSnapshot } from '../../watchdog/index.js';

/** What is kept of a VM besides what QEMU says of it. */
export interface PostMortemSources {
  /** The watchdogs, of which the last heartbeats are kept. */
  readonly watchdogs?: readonly { readonly snapshot: WatchdogSnapshot }[] | undefined;
  /** The supervisor's journal, of which the end is kept. */
  readonly journal?: string | undefined;
  /** Other files of text of which the end is kept, such as QEMU's own log. They are kept as they are. */
  readonly logs?: readonly string[] | undefined;
  /** Of each of these so many bytes. Default 1 MiB. */
  readonly tailBytes?: number | undefined;
  /** How many bytes it may take in all, which must be free where it is kept. Default 64 MiB. */
  readonly maxBytes?: number | undefined;
}

/** Options of {@link postMortem}. All times are milliseconds. */
export interface PostMortemOptions extends WaitOptions, PostMortemSources {
  /**
   * The folder to make, by an absolute path, on other storage than the VM's: that may be what failed. The folder that it is
   * made in must exist, and it must not.
   */
  readonly folder: string;
  /** What is written down of why: the incident, its cause. Secrets are taken out. */
  readonly about?: Readonly<Record<string, unknown>> | undefined;
  /** Time. Default: the host's. */
  readonly clock?: Clock | undefined;
}

/** {@link PostMortemOptions}, checked and complete. */
export interface CheckedPostMortem extends CheckedSources {
  readonly folder: string;
  readonly about: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal | undefined;
  readonly timeout: number;
  readonly clock: Clock;
}

/** {@link PostMortemSources}, checked and complete. */
interface CheckedSources {
  readonly watchdogs: readonly { readonly snapshot: WatchdogSnapshot }[];
  /** Each with what it is called in the folder. */
  readonly tails: readonly { readonly name: string; readonly path: string }[];
  readonly tailBytes: number;
  readonly maxBytes: number;
}

const MEBIBYTE = 1024 * 1024;

const SOURCES = ['watchdogs', 'journal', 'logs', 'tailBytes', 'maxBytes'];

/** @internal The options of {@link postMortem}, complete. @throws OptionError */
export function checkPostMortem(options: PostMortemOptions): CheckedPostMortem {
  knownOptions('postMortem', options, [...SOURCES, 'folder', 'about', 'signal', 'timeout', 'clock']);
  return {
    ...checkSources(options),
    folder: absolute('postMortem.folder', options.folder),
    about: options.about ?? {},
    signal: abortSignal('postMortem.signal', options.signal),
    timeout: milliseconds('postMortem.timeout', options.timeout, 30_000, { min: 1 }),
    clock: options.clock ?? systemClock,
  };
}

function checkSources(options: PostMortemSources): CheckedSources {
  const { watchdogs = [], journal, logs = [] } = options;
  for (const [index, one] of watchdogs.entries())
    if (typeof one?.snapshot !== 'object')
      throw new OptionError(`postMortem.watchdogs[${index}]`, one, 'a watchdog');
  return {
    watchdogs,
    tails: [
      ...(journal === undefined
        ? []
        : [{ name: 'journal.jsonl', path: absolute('postMortem.journal', journal) }]),
      ...logs.map((path, index) => ({
        name: `log-${index + 1}.txt`,
        path: absolute(`postMortem.logs[${index}]`, path),
      })),
    ],
    tailBytes: count('postMortem.tailBytes', options.tailBytes, MEBIBYTE, { min: 1_024, max: 2 ** 30 }),
    maxBytes: count('postMortem.maxBytes', options.maxBytes, 64 * MEBIBYTE, { min: 64 * 1_024 }),
  };
}

function absolute(where: string, path: string): string {
  if (typeof path !== 'string' || !isAbsolute(path) || path.includes('\0'))
    throw new OptionError(where, path, 'an absolute path');
  return path;
}
