import { SchemaError } from './errors.js';
import type { SchemaFacts, SchemaType, Wire, WireCommand } from './types.js';

type Info = Readonly<Record<string, unknown>>;

/** Sixteen times what QEMU 11.1 has; a reply of more is no schema. */
const MOST_ENTRIES = 20_000;

/**
 * Reads a reply to `query-qmp-schema`, whatever it is, and checks all of it: that every type which is referred to is
 * there, too. What a newer QEMU adds is passed over.
 * @throws {@link SchemaError}
 */
export function readSchema(reply: unknown): SchemaFacts {
  if (!Array.isArray(reply)) throw new SchemaError('the reply', 'a list', reply);
  if (reply.length > MOST_ENTRIES)
    throw new SchemaError('the reply', `at most ${MOST_ENTRIES} entries`, reply.length);
  const commands = new Map<string, WireCommand>();
  const events = new Map<string, Wire>();
  const types = new Map<string, SchemaType>();
  const seen = new Set<string>();
  for (const [at, own] of reply.entries()) {
    const entry = info(`entry ${at}`, own);
    const name = text(`entry ${at}`, entry, 'name');
    if (seen.has(name)) throw new SchemaError(`entry ${at}`, 'each name once', name);
    seen.add(name);
    const kind = text(name, entry, 'meta-type');
    if (kind === 'command')
      commands.set(name, {
        ...wire(name, entry),
        returned: text(name, entry, 'ret-type'),
        allowOob: entry['allow-oob'] === true,
      });
    else if (kind === 'event') events.set(name, wire(name, entry));
    else types.set(name, readType(name, kind, entry));
  }
  const facts = { commands, events, types };
  checkReferences(facts);
  return facts;
}

function wire(name: string, entry: Info): Wire {
  return { features: texts(name, entry, 'features'), taken: text(name, entry, 'arg-type') };
}

function readType(name: string, kind: string, entry: Info): SchemaType {
  switch (kind) {
    case 'enum':
      return { kind, values: new Set(enumValues(name, entry)) };
    case 'array':
      return { kind: 'through', types: [text(name, entry, 'element-type')] };
    case 'alternate':
      return { kind: 'through', types: infos(name, entry, 'members').map((own) => text(name, own, 'type')) };
    case 'object':
      return {
        kind,
        members: pairs(name, infos(name, entry, 'members'), 'name'),
        tag: entry['tag'] === undefined ? undefined : text(name, entry, 'tag'),
        branches: pairs(name, infos(name, entry, 'variants'), 'case'),
      };
    default:
      return { kind: 'opaque' };
  }
}

/** Before QEMU 6.2 there were only `values`. */
function enumValues(name: string, entry: Info): readonly string[] {
  if (entry['members'] === undefined) return texts(name, entry, 'values');
  return infos(name, entry, 'members').map((own) => text(name, own, 'name'));
}

function pairs(where: string, given: readonly Info[], key: 'name' | 'case'): ReadonlyMap<string, string> {
  return new Map(given.map((own) => [text(where, own, key), text(where, own, 'type')]));
}

function checkReferences({ commands, events, types }: SchemaFacts): void {
  const check = (from: string, names: Iterable<string>): void => {
    for (const name of names)
      if (!types.has(name)) throw new SchemaError(from, 'a type that is listed', name);
  };
  for (const [name, { taken, returned }] of commands) check(name, [taken, returned]);
  for (const [name, { taken }] of events) check(name, [taken]);
  for (const [name, type] of types) {
    if (type.kind === 'through') check(name, type.types);
    if (type.kind === 'object') {
      check(name, type.members.values());
      check(name, type.branches.values());
    }
  }
}

function info(where: string, value: unknown): Info {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SchemaError(where, 'an object', value);
  // An object from JSON has string keys, and nothing is assumed of its values.
  return value as Info;
}

function infos(where: string, entry: Info, key: string): readonly Info[] {
  return list(where, entry, key).map((item) => info(`${where}, '${key}'`, item));
}

function texts(where: string, entry: Info, key: string): readonly string[] {
  return list(where, entry, key).map((item) => {
    if (typeof item !== 'string') throw new SchemaError(where, `strings under '${key}'`, item);
    return item;
  });
}

function text(where: string, entry: Info, key: string): string {
  const value = entry[key];
  if (typeof value !== 'string') throw new SchemaError(where, `a string under '${key}'`, value);
  return value;
}

/** None when it is left out. */
function list(where: string, entry: Info, key: string): readonly unknown[] {
  const value = entry[key] ?? [];
  if (!Array.isArray(value)) throw new SchemaError(where, `a list under '${key}'`, value);
  return value;
}
