import type { Member, TypeRef } from '../definitions/types.js';
import { type History, lifeOfPart } from './life.js';
import type { MergedMember } from './types.js';

/**
 * Merges the members that one thing has in each version; `undefined` where a version does not have the thing.
 *
 * A member is required only if every version that has its owner has it, not as an optional one, and whatever QEMU was
 * built with. One that came later or is gone is optional: an older or a newer QEMU neither sends nor demands it.
 */
export function mergeMembers(
  versions: readonly string[],
  owner: History<readonly Member[]>,
): readonly MergedMember[] {
  return namesOf(owner).map((name) => {
    const history = owner.map((members) => members?.find((member) => member.name === name));
    return {
      name,
      required: owner.every((members, at) => {
        const member = history[at];
        return (
          members === undefined ||
          (member !== undefined && !member.optional && member.condition === undefined)
        );
      }),
      types: mergeTypes(history.map((member) => member?.type)),
      life: lifeOfPart(name, versions, owner, history),
    };
  });
}

/** All names, in the newest version's order, followed by those that are gone. */
export function namesOf(owner: History<readonly { readonly name: string }[]>): readonly string[] {
  return [...new Set(owner.toReversed().flatMap((things) => things?.map(({ name }) => name) ?? []))];
}

/** Different types, the newest first. */
export function mergeTypes(history: History<TypeRef>): readonly TypeRef[] {
  const types = new Map<string, TypeRef>();
  for (const type of history.toReversed()) {
    if (type !== undefined) types.set(`${type.name}${type.array ? '[]' : ''}`, type);
  }
  return [...types.values()];
}
