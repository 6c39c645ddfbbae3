import { BUILTINS } from '../definitions/builtins.js';
import type { Definition, Payload, Schema } from '../definitions/types.js';
import { placesOf, renameTypes } from './places.js';

/**
 * Gives the types of older versions the names that newer ones have for them, as far as that is sure; the oldest version
 * comes first. A name is no part of the wire, and what was renamed would otherwise be two types.
 */
export function align(schemas: readonly Schema[]): readonly Schema[] {
  const aligned: Schema[] = [];
  for (const schema of schemas.toReversed()) {
    const newer = aligned[0];
    aligned.unshift(newer === undefined ? schema : follow(newer, nameMembers(newer, schema)));
  }
  return aligned;
}

/** Renames until nothing more is found: a renamed type shows which types its members became. */
function follow(newer: Schema, older: Schema): Schema {
  let schema = older;
  for (;;) {
    const names = renamed(newer, schema);
    if (names.size === 0) return schema;
    const definitions = [...schema.definitions.values()].map((definition) => renameTypes(definition, names));
    schema = {
      ...schema,
      definitions: new Map(definitions.map((definition) => [definition.name, definition])),
    };
  }
}

/** One type is another's successor when it stands in its places, and neither version has both. */
function renamed(newer: Schema, older: Schema): ReadonlyMap<string, string> {
  const successors = new Map<string, Set<string>>();
  const ancestors = new Map<string, Set<string>>();
  for (const definition of older.definitions.values()) {
    const successor = newer.definitions.get(definition.name);
    if (successor === undefined) continue;
    const now = placesOf(successor);
    for (const [place, was] of placesOf(definition)) {
      const is = now.get(place);
      if (
        is === undefined ||
        is === was ||
        !isSameKind(older.definitions.get(was), newer.definitions.get(is))
      )
        continue;
      if (BUILTINS.has(was) || newer.definitions.has(was) || older.definitions.has(is)) continue;
      successors.set(was, (successors.get(was) ?? new Set()).add(is));
      ancestors.set(is, (ancestors.get(is) ?? new Set()).add(was));
    }
  }
  const names = new Map<string, string>();
  for (const [was, [is = '', ...others]] of successors) {
    if (others.length === 0 && ancestors.get(is)?.size === 1) names.set(was, is);
  }
  return names;
}

function isSameKind(one: Definition | undefined, other: Definition | undefined): boolean {
  return one !== undefined && one.kind === other?.kind;
}

/** What a newer version gave a name to was a struct without one. */
function nameMembers(newer: Schema, older: Schema): Schema {
  const definitions = new Map(older.definitions);
  const name = (owner: Definition, was: Payload, is: Payload): Payload => {
    if (was.kind === 'type' || is.kind === 'members' || definitions.has(is.name)) return was;
    const { module, place } = owner;
    definitions.set(is.name, {
      kind: 'struct',
      name: is.name,
      module,
      place,
      features: [],
      members: was.members,
    });
    return is;
  };
  for (const definition of older.definitions.values()) {
    const is = newer.definitions.get(definition.name);
    if (definition.kind === 'command' && is?.kind === 'command') {
      const args = name(definition, definition.arguments, is.arguments);
      definitions.set(definition.name, { ...definition, arguments: args });
    } else if (definition.kind === 'event' && is?.kind === 'event') {
      definitions.set(definition.name, { ...definition, data: name(definition, definition.data, is.data) });
    }
  }
  return { ...older, definitions };
}
