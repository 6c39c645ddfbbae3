import type { Definition, Member, Payload } from '../definitions/types.js';
import type { MergedDefinition, MergedMember, MergedPayload, MergedSchema } from '../merge/types.js';

/** What the merged set knows at a place: the types that may stand there. */
export type KnownTypes = readonly { readonly name: string }[];

/** All members of a merged type or payload, with those of its bases; the discriminator as its enum. */
export function knownMembers(known: MergedSchema, name: string): ReadonlyMap<string, KnownTypes> {
  const definition = known.definitions.get(name);
  const members = (given: readonly MergedMember[]) =>
    new Map<string, KnownTypes>(given.map((member) => [member.name, member.types]));
  switch (definition?.kind) {
    case 'struct': {
      const inherited = definition.base === undefined ? [] : knownMembers(known, definition.base);
      return new Map([...inherited, ...members(definition.members)]);
    }
    case 'union':
      return new Map([
        ...members(definition.former ?? []),
        ...members(definition.common),
        [definition.discriminator, [{ name: definition.tag }]],
      ]);
    default:
      return new Map();
  }
}

/** The members of a command's arguments or an event's data. */
export function knownPayload(
  known: MergedSchema,
  payload: MergedPayload | undefined,
): ReadonlyMap<string, KnownTypes> {
  if (payload === undefined) return new Map();
  if (payload.kind === 'members') return new Map(payload.members.map(({ name, types }) => [name, types]));
  return new Map(payload.names.toReversed().flatMap((name) => [...knownMembers(known, name)]));
}

/** The members that a definition of a running QEMU has itself. */
export function ownMembers(definition: Definition): readonly Member[] {
  const inline = (payload: Payload): readonly Member[] => (payload.kind === 'members' ? payload.members : []);
  switch (definition.kind) {
    case 'struct':
      return definition.members;
    case 'union':
      return inline(definition.base);
    case 'alternate':
      return definition.alternatives;
    case 'command':
      return inline(definition.arguments);
    case 'event':
      return inline(definition.data);
    case 'enum':
      return [];
  }
}

/** Whether a type has the same shape as a known one: the same kind, and at least half of its names in common. */
export function isAlike(known: MergedSchema, candidate: string, definition: Definition): boolean {
  const other = known.definitions.get(candidate);
  if (other === undefined || !isSameKind(other, definition)) return false;
  const names =
    definition.kind === 'enum'
      ? definition.values.map(({ name }) => name)
      : definition.kind === 'alternate'
        ? []
        : ownMembers(definition).map(({ name }) => name);
  const theirs: ReadonlySet<string> =
    other.kind === 'enum'
      ? new Set(other.values.map(({ name }) => name))
      : new Set(knownMembers(known, candidate).keys());
  return names.filter((name) => theirs.has(name)).length * 2 >= names.length;
}

/** A union may once have been a struct. */
function isSameKind(other: MergedDefinition, definition: Definition): boolean {
  return other.kind === definition.kind || (other.kind === 'union' && definition.kind === 'struct');
}
