import type { MergedDefinition, MergedMember, MergedPayload, MergedSchema } from '../merge/types.js';

/** Which types are needed, and in which direction they travel. */
export interface Graph {
  /** Whether a type is part of what QEMU sends. */
  readonly returned: ReadonlySet<string>;
  /** Whether a type is part of what a command takes. */
  readonly taken: ReadonlySet<string>;
  /** Enums of discriminators. */
  readonly tags: ReadonlySet<string>;
  /** Types that read differently in the two directions, whichever they travel: those that contain an enum. */
  readonly directed: ReadonlySet<string>;
}

/** Follows what commands and events refer to. */
export function graphOf(schema: MergedSchema): Graph {
  const returned = new Set<string>();
  const taken = new Set<string>();
  const tags = new Set<string>();
  const reach = (from: readonly string[], into: Set<string>): void => {
    const pending = [...from];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      const definition = schema.definitions.get(name);
      if (definition === undefined || into.has(name)) continue;
      into.add(name);
      pending.push(...typesIn(definition));
      if (definition.kind === 'union') tags.add(definition.tag);
    }
  };
  for (const definition of schema.definitions.values()) {
    if (definition.kind === 'event') reach(typesOfPayload(definition.data), returned);
    if (definition.kind === 'command') {
      reach(typesOfPayload(definition.arguments), taken);
      reach(
        definition.returns.map(({ name }) => name),
        returned,
      );
    }
  }
  return { returned, taken, tags, directed: directedIn(schema) };
}

/** Enums, and all that contains one. A discriminator is written by its values, the same in both directions. */
function directedIn(schema: MergedSchema): ReadonlySet<string> {
  const users = new Map<string, string[]>();
  const pending: string[] = [];
  for (const definition of schema.definitions.values()) {
    if (definition.kind === 'enum') pending.push(definition.name);
    for (const used of typesIn(definition)) users.set(used, [...(users.get(used) ?? []), definition.name]);
  }
  const directed = new Set<string>();
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (directed.has(name)) continue;
    directed.add(name);
    pending.push(...(users.get(name) ?? []));
  }
  return directed;
}

/** The types that a definition refers to, itself; its discriminator's not. */
function typesIn(definition: MergedDefinition): readonly string[] {
  switch (definition.kind) {
    case 'enum':
      return [];
    case 'struct':
      return [...(definition.base === undefined ? [] : [definition.base]), ...typesOf(definition.members)];
    case 'union':
      return [
        ...typesOf(definition.common),
        ...typesOf(definition.former ?? []),
        ...definition.branches.flatMap(({ types }) => types),
      ];
    case 'alternate':
      return definition.types.map(({ name }) => name);
    case 'command':
      return [...typesOfPayload(definition.arguments), ...definition.returns.map(({ name }) => name)];
    case 'event':
      return typesOfPayload(definition.data);
  }
}

const typesOf = (members: readonly MergedMember[]): readonly string[] =>
  members.flatMap(({ types }) => types.map(({ name }) => name));

const typesOfPayload = (payload: MergedPayload): readonly string[] =>
  payload.kind === 'types' ? payload.names : typesOf(payload.members);
