import type { Schema, StructDefinition } from '../definitions/types.js';
import { membersOfStruct } from './flatten.js';
import type { History } from './life.js';
import { mergeMembers } from './members.js';
import type { MergedStruct } from './types.js';

/** Keeps the base only where all versions agree on it. */
export function mergeStruct(
  versions: readonly string[],
  schemas: readonly Schema[],
  history: History<StructDefinition>,
): Pick<MergedStruct, 'kind' | 'base' | 'members'> {
  const bases = new Set(history.flatMap((struct) => (struct === undefined ? [] : [struct.base])));
  const [base] = bases;
  const agreed = bases.size === 1;
  const members = history.map((struct, at) => {
    const schema = schemas[at];
    if (struct === undefined || schema === undefined) return undefined;
    return agreed ? struct.members : membersOfStruct(schema, struct);
  });
  return { kind: 'struct', base: agreed ? base : undefined, members: mergeMembers(versions, members) };
}
