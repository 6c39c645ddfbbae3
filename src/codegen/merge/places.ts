import type { Definition, Payload } from '../definitions/types.js';

/** Where a definition names a type, with the name: what stands at the same place in another version can be compared. */
export function placesOf(definition: Definition): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const payload = (given: Payload): void => {
    if (given.kind === 'type') places.set('payload', given.name);
    else for (const { name, type } of given.members) places.set(`member ${name}`, type.name);
  };
  switch (definition.kind) {
    case 'enum':
      break;
    case 'struct':
      if (definition.base !== undefined) places.set('base', definition.base);
      payload({ kind: 'members', members: definition.members });
      break;
    case 'union':
      payload(definition.base);
      for (const { value, type } of definition.branches) places.set(`branch ${value}`, type);
      break;
    case 'alternate':
      payload({ kind: 'members', members: definition.alternatives });
      break;
    case 'command':
      payload(definition.arguments);
      if (definition.returns !== undefined) places.set('returns', definition.returns.name);
      break;
    case 'event':
      payload(definition.data);
  }
  return places;
}

/** A definition with other names for types. */
export function renameTypes<D extends Definition>(definition: D, names: ReadonlyMap<string, string>): D;
export function renameTypes(definition: Definition, names: ReadonlyMap<string, string>): Definition {
  const rename = (name: string): string => names.get(name) ?? name;
  const members = <M extends { readonly type: { readonly name: string; readonly array: boolean } }>(
    given: readonly M[],
  ): readonly M[] =>
    given.map((member) => ({ ...member, type: { ...member.type, name: rename(member.type.name) } }));
  const payload = (given: Payload): Payload =>
    given.kind === 'type'
      ? { kind: 'type', name: rename(given.name) }
      : { kind: 'members', members: members(given.members) };
  const name = rename(definition.name);
  switch (definition.kind) {
    case 'enum':
      return { ...definition, name };
    case 'struct': {
      const base = definition.base === undefined ? undefined : rename(definition.base);
      return { ...definition, name, base, members: members(definition.members) };
    }
    case 'union': {
      const branches = definition.branches.map((branch) => ({ ...branch, type: rename(branch.type) }));
      return { ...definition, name, base: payload(definition.base), branches };
    }
    case 'alternate':
      return { ...definition, name, alternatives: members(definition.alternatives) };
    case 'command': {
      const { returns } = definition;
      return {
        ...definition,
        arguments: payload(definition.arguments),
        returns: returns && { ...returns, name: rename(returns.name) },
      };
    }
    case 'event':
      return { ...definition, data: payload(definition.data) };
  }
}
