import type {
  Branch,
  Definition,
  EnumDefinition,
  Member,
  Schema,
  UnionDefinition,
} from '../definitions/types.js';
import { QapiError } from '../qapi-error.js';
import { membersOfPayload, membersOfStruct } from './flatten.js';
import { type History, lifeOfPart } from './life.js';
import { mergeMembers, namesOf } from './members.js';
import type { MergedBranch, MergedUnion } from './types.js';

/** A union may have been a struct, with its discriminator or without, before it had branches. */
export function mergeUnion(
  versions: readonly string[],
  schemas: readonly Schema[],
  history: History<Definition>,
): Pick<MergedUnion, 'kind' | 'discriminator' | 'tag' | 'common' | 'branches' | 'former'> {
  const newest = history.findLast((definition) => definition !== undefined);
  if (newest?.kind !== 'union') throw new TypeError('not a union');
  const { discriminator } = newest;
  const members = history.map((definition, at) => {
    const schema = schemas[at];
    if (definition === undefined || schema === undefined) return undefined;
    return definition.kind === 'union'
      ? membersOfPayload(schema, definition.base)
      : membersOfStruct(schema, definition);
  });
  const tags = members.map((given) => given?.find(({ name }) => name === discriminator));
  const former = members.map((given, at) => (tags[at] === undefined ? given : undefined));
  const common = members.map((given, at) =>
    tags[at] === undefined ? undefined : given?.filter(({ name }) => name !== discriminator),
  );
  const values = tags.map((tag, at) => tag && tagOf(newest, schemas[at], tag));
  const last = values.findLast((tag) => tag !== undefined);
  if (last === undefined)
    throw new QapiError(newest.place, `'${newest.name}' has no member '${discriminator}' to discriminate by`);
  return {
    kind: 'union',
    discriminator,
    tag: last.name,
    common: mergeMembers(versions, common),
    branches: mergeBranches(versions, history, values),
    former: former.some((given) => given !== undefined) ? mergeMembers(versions, former) : undefined,
  };
}

/** The enum that a discriminator is of; before it was one, a string. */
function tagOf(union: UnionDefinition, schema: Schema | undefined, tag: Member): EnumDefinition | undefined {
  const definition = schema?.definitions.get(tag.type.name);
  if (definition?.kind === 'enum') return definition;
  if (tag.type.name === 'str') return undefined;
  throw new QapiError(union.place, `the discriminator '${tag.name}' of '${union.name}' is no enum`);
}

function mergeBranches(
  versions: readonly string[],
  history: History<Definition>,
  tags: History<EnumDefinition>,
): readonly MergedBranch[] {
  const branches = history.map((definition) =>
    definition?.kind === 'union' ? definition.branches : undefined,
  );
  return namesOf(tags.map((tag) => tag?.values)).map((value) => {
    const own = branches.map((given) => given?.find((branch) => branch.value === value));
    return {
      value,
      types: [...new Set(own.toReversed().flatMap((branch: Branch | undefined) => branch?.type ?? []))],
      life: lifeOfPart(
        value,
        versions,
        tags,
        tags.map((tag) => tag?.values.find(({ name }) => name === value)),
      ),
    };
  });
}
