import { describe } from '../../core/index.js';

/** What a line of systemd's notification protocol says, as far as it concerns a watchdog. See sd_notify(3). */
export type Assignment =
  | { readonly what: 'pet' | 'trigger' | 'ready' | 'stopping' | 'other' }
  /** Another timeout is asked for, in milliseconds. */
  | { readonly what: 'timeout'; readonly timeout: number }
  | { readonly what: 'malformed'; readonly reason: string };

const FORM = /^([A-Za-z_][A-Za-z0-9_]*)=/;
const MICROSECONDS = /^\d{1,20}$/;

/** The words that a watchdog understands, by their names; every other name is for somebody else. */
const WORDS: ReadonlyMap<string, ReadonlyMap<string, Assignment>> = new Map([
  [
    'WATCHDOG',
    new Map<string, Assignment>([
      ['1', { what: 'pet' }],
      ['trigger', { what: 'trigger' }],
    ]),
  ],
  ['READY', new Map<string, Assignment>([['1', { what: 'ready' }]])],
  ['STOPPING', new Map<string, Assignment>([['1', { what: 'stopping' }]])],
]);

/** Reads one assignment, `NAME=value`. Never throws. */
export function readAssignment(line: string): Assignment {
  const name = FORM.exec(line)?.[1];
  if (name === undefined) return malformed(`no assignment: ${describe(line)}`);
  const value = line.slice(name.length + 1);
  if (name === 'WATCHDOG_USEC') return readTimeout(line, value);
  const values = WORDS.get(name);
  if (values === undefined) return { what: 'other' };
  return values.get(value) ?? malformed(`${describe(line)}, which may be ${wordsOf(name, values)}`);
}

function readTimeout(line: string, value: string): Assignment {
  if (!MICROSECONDS.test(value)) return malformed(`${describe(line)}, which is no number of microseconds`);
  const timeout = Number(value) / 1_000;
  // To systemd this is a watchdog that is switched off. Nothing that comes in switches one off here.
  if (timeout === 0) return malformed('WATCHDOG_USEC=0, which would switch the watchdog off');
  return { what: 'timeout', timeout };
}

function wordsOf(name: string, values: ReadonlyMap<string, Assignment>): string {
  return [...values.keys()].map((value) => `${name}=${value}`).join(' or ');
}

function malformed(reason: string): Assignment {
  return { what: 'malformed', reason };
}
