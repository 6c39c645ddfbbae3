import { describe, QmpWatchdogError } from '../../core/index.js';

/** A JSON object of a reply to `query-qmp-schema`. */
export type Info = Readonly<Record<string, unknown>>;

/** What of the reply could not be understood. Code `ERR_QAPI`. */
export function misunderstood(where: string, what: string, found: unknown): QmpWatchdogError {
  return new QmpWatchdogError(
    'ERR_QAPI',
    `query-qmp-schema: ${where}: expected ${what}; found ${describe(found)}`,
  );
}

/** The entries of a reply, which may be the whole message or what it returned. */
export function entriesOf(reply: unknown): readonly Info[] {
  const list = isInfo(reply) ? reply['return'] : reply;
  if (!Array.isArray(list)) throw misunderstood('the reply', 'a list', list);
  return list.map((entry) => info('the reply', entry));
}

export function text(where: string, entry: Info, key: string): string {
  const value = entry[key];
  if (typeof value !== 'string') throw misunderstood(where, `a string under '${key}'`, value);
  return value;
}

/** The objects of a list; none when it is left out. */
export function infos(where: string, entry: Info, key: string): readonly Info[] {
  const value = entry[key];
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw misunderstood(where, `a list under '${key}'`, value);
  return value.map((item) => info(where, item));
}

/** The strings of a list; none when it is left out. */
export function texts(where: string, entry: Info, key: string): readonly string[] {
  const value = entry[key];
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw misunderstood(where, `a list under '${key}'`, value);
  return value.map((item: unknown) => {
    if (typeof item !== 'string') throw misunderstood(where, `strings under '${key}'`, item);
    return item;
  });
}

function info(where: string, value: unknown): Info {
  if (!isInfo(value)) throw misunderstood(where, 'an object', value);
  return value;
}

function isInfo(value: unknown): value is Info {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
