import type { Definition, Member, Payload, Schema } from '../definitions/types.js';
import { QapiError } from '../qapi-error.js';

/** All members of a struct, its bases' first. */
export function membersOfStruct(schema: Schema, definition: Definition): readonly Member[] {
  if (definition.kind !== 'struct')
    throw new QapiError(
      definition.place,
      `'${definition.name}' is used for its members, and is no struct but of the kind ${definition.kind}`,
    );
  const base = definition.base === undefined ? undefined : schema.definitions.get(definition.base);
  return base === undefined ? definition.members : [...membersOfStruct(schema, base), ...definition.members];
}

/** The members that a payload stands for. */
export function membersOfPayload(schema: Schema, payload: Payload): readonly Member[] {
  if (payload.kind === 'members') return payload.members;
  const definition = schema.definitions.get(payload.name);
  return definition === undefined ? [] : membersOfStruct(schema, definition);
}
