import { stringifyJson } from '../core/index.js';
import type { IncidentEnd, RecordBody } from './record.js';

/** What a record says, in plain words and on one line; undefined where it says nothing to people. */
export function inWords(record: RecordBody): string | undefined {
  switch (record.kind) {
    case 'started':
      return `the supervisor started to ${record.mode}: ${named('policy', 'policies', record.policies)}; ${named('watchdog', 'watchdogs', record.watchdogs)}`;
    case 'stopped':
      return `the supervisor stopped: ${record.reason}`;
    case 'carried':
    case 'flight':
    case 'input':
      return undefined;
    case 'watchdog':
      return `watchdog "${record.watchdog}": ${record.transition}${details(record.detail)}`;
    case 'vm':
      return `the VM: ${record.event}${details(record.detail)}`;
    case 'host':
      return record.event === 'error'
        ? hostErrorInWords(record.source, record.detail)
        : `host errors by "${record.source}": ${record.event}${details(record.detail)}`;
    case 'trigger':
      return `seen: ${causeInWords(record.cause)}; policy "${record.policy}" begins`;
    case 'ignored':
      return `seen: ${causeInWords(record.cause)}; policy "${record.policy}" does nothing: ${record.reason}`;
    case 'repeated':
      return repeatedInWords(record);
    case 'evidence':
      return `looked, for ${record.action}: ${VERDICTS[record.verdict]} (${record.reason})${factsInWords(record.facts)}`;
    case 'intent':
      return `intent on disk: ${record.action}`;
    case 'would':
      return `would have done ${record.action}, but only observes`;
    case 'result':
      return `${record.action}: ${record.outcome} (${record.reason}) after ${duration(record.took)}${details(record.evidence)}`;
    case 'ended':
      return `over after ${duration(record.took)}: ${record.how}${endInWords(record.how)}`;
    case 'halted':
      return `policy "${record.policy}" is halted: ${record.reason}`;
    case 'resumed':
      return `policy "${record.policy}" was resumed`;
    case 'mode':
      return `from here on it is to ${record.mode}: ${record.reason}`;
    case 'maintenance':
      return record.ttl > 0
        ? `maintenance for ${duration(record.ttl)}: ${record.reason}`
        : `maintenance is over: ${record.reason}`;
    case 'reloaded':
      return `other policies from here on: ${record.policies.map(quoted).join(', ') || 'none'}`;
    case 'unnotified':
      return `${record.notifier} could not be told: ${record.reason}`;
    case 'page':
      return `paged: ${record.reason}`;
    case 'failover-safe':
      return failoverSafeInWords(record);
  }
}

function failoverSafeInWords({
  stage,
  token,
  reason,
  level,
}: Extract<RecordBody, { kind: 'failover-safe' }>): string {
  switch (stage) {
    case 'releasing':
      return `held still as ${token}: ${reason}`;
    case 'proven':
      return `failover-safe: ${level} is proven as ${token}`;
    case 'consumed':
      return `the proof ${token} was consumed: the VM may run elsewhere`;
    case 'lifted':
      return `no longer held still as ${token}: ${reason}`;
  }
}

function repeatedInWords({ of, what, reason, times }: Extract<RecordBody, { kind: 'repeated' }>): string {
  const more = `${times} times more`;
  switch (of) {
    case 'vm':
      return `the VM: ${what}, ${more}`;
    case 'watchdog':
      return `watchdog "${what}": ${reason}, ${more}`;
    case 'host':
      return `host errors by "${what}": ${reason}, ${more}`;
    case 'ignored':
      return `seen, ${more}; policy "${what}" does nothing: ${reason}`;
    case 'page':
      return `somebody was to look, ${more}: ${reason}`;
    case 'unnotified':
      return `notifier "${what}" told nobody, ${more}: ${reason}`;
  }
}

const VERDICTS = { holds: 'it may be done', refused: 'it must not be done', unknown: 'nothing can be said' };

const ENDS: Readonly<Record<IncidentEnd, string>> = {
  recovered: 'what had begun it went away',
  done: 'the action was verified',
  observed: 'it only observes',
  refused: 'the evidence spoke against acting',
  superseded: 'somebody else has reset or continued the VM',
  'not-cured': 'all was tried, and it still stands',
  failed: 'the last action failed',
  unknown: 'whether the last action took effect is not known',
  preempted: 'something worse had to be looked after',
  maintenance: 'maintenance began',
  reloaded: 'the policies are others',
  exited: 'QEMU ended',
  stopped: 'the supervisor ended',
};

/** A newer version may know more ends. */
function endInWords(how: string): string {
  return Object.hasOwn(ENDS, how) ? `, ${Reflect.get(ENDS, how)}` : '';
}

/** Milliseconds, as people say them. */
function duration(milliseconds: number): string {
  const rounded = Math.round(milliseconds);
  if (Math.abs(rounded) < 1_000) return `${rounded} ms`;
  if (Math.abs(rounded) < 60_000) return `${Number((rounded / 1_000).toFixed(3))} s`;
  const seconds = Math.round(rounded / 1_000);
  return `${Math.trunc(seconds / 60)} min ${seconds % 60} s`;
}

function causeInWords(cause: Readonly<Record<string, unknown>>): string {
  const silence =
    typeof cause['silentFor'] === 'number' ? `, silent for ${duration(cause['silentFor'])}` : '';
  switch (cause['on']) {
    case 'expired':
      return `watchdog "${text(cause['watchdog'])}" expired${expiry(cause['expiry'])}${silence}`;
    case 'pretimeout':
      return `watchdog "${text(cause['watchdog'])}" gave its last warning${silence}`;
    case 'event': {
      const event: { readonly event?: unknown; readonly data?: unknown } = Object(cause['event']);
      return `${text(event.event)}${details(Object(event.data))}`;
    }
    case 'host-error':
      return hostErrorInWords(text(cause['source']), Object(cause['error']));
    case 'run-state':
      return `the VM stands still: ${text(cause['status'])}`;
    case 'state':
      return text(cause['what']);
    default:
      return text(cause);
  }
}

/** Where it is stands in what it says, as far as it matters to people; its path is for who goes there. */
function hostErrorInWords(source: string, error: Readonly<Record<string, unknown>>): string {
  const path = error['path'] === undefined ? '' : ` (${text(error['path'])})`;
  return `host error by "${source}", ${text(error['severity'])}: ${text(error['message'])}${path}`;
}

function expiry(how: unknown): string {
  if (how === 'trigger') return ', triggered';
  if (how === 'failed') return ', found to be lost';
  return how === 'boot-grace' ? ' in its boot grace' : '';
}

/** The facts that a verdict rests on. */
function factsInWords(facts: Readonly<Record<string, unknown>>): string {
  const { status, answeredAfter, watchdog, stalled } = facts;
  const told: { readonly status?: unknown; readonly error?: unknown } = Object(status);
  const dog: { readonly silentFor?: unknown; readonly channel?: unknown } = Object(watchdog);
  const parts: string[] = [];
  if (told.status !== undefined)
    parts.push(
      `QEMU says ${text(told.status)}${typeof answeredAfter === 'number' ? ` within ${duration(answeredAfter)}` : ''}`,
    );
  if (told.error !== undefined) parts.push(`QEMU says nothing: ${text(told.error)}`);
  if (typeof dog.silentFor === 'number') parts.push(`silence for ${duration(dog.silentFor)}`);
  if (dog.channel !== undefined) parts.push(`its channel ${text(dog.channel)}`);
  if (typeof stalled === 'number' && stalled > 0) parts.push(`this process stalled for ${duration(stalled)}`);
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

function named(one: string, many: string, names: readonly string[]): string {
  if (names.length === 0) return `no ${one}`;
  return `${names.length === 1 ? one : many} ${names.map(quoted).join(', ')}`;
}

function quoted(name: string): string {
  return `"${name}"`;
}

/** What a detail may take of a line. */
const MOST_DETAIL = 300;

function details(members: object): string {
  const { at: _, ...rest } = members as { readonly at?: unknown };
  return Object.keys(rest).length === 0 ? '' : ` ${shortened(stringifyJson(rest))}`;
}

function text(value: unknown): string {
  return shortened(typeof value === 'string' ? value : (stringifyJson(value ?? null) ?? ''));
}

function shortened(words: string): string {
  return words.length > MOST_DETAIL ? `${words.slice(0, MOST_DETAIL)}…` : words;
}

/** What a guest or somebody at the other end wrote must not move the cursor of who reads it. */
export function printable(line: string): string {
  return line.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
