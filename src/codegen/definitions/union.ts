import { knownKeys, type ObjectNode, object, required, string } from '../language/node.js';
import type { SinceFacts } from '../language/since.js';
import { COMMON_KEYS, common, facts, type Source } from './context.js';
import { members, payload } from './members.js';
import type { Branch, Definition, UnionDefinition } from './types.js';

/**
 * `{ 'union': Name, 'base': Name | { … }, 'discriminator': member, 'data': { value: Name } }`. Without a discriminator
 * (until QEMU 6.1) the branches may be of any type, and the definition stands for more than one.
 */
export function unionDefinitions(source: Source): readonly Definition[] {
  const { node, since } = source;
  knownKeys(node, 'a union', ['union', 'data', 'base', 'discriminator', ...COMMON_KEYS]);
  if (!node.entries.has('discriminator')) return simpleUnion(source);
  const union: UnionDefinition = {
    kind: 'union',
    ...common(source, 'union'),
    base: payload(required(node, 'base'), since),
    discriminator: string(required(node, 'discriminator'), 'the name of the discriminator'),
    branches: branches(object(required(node, 'data'), "a union's branches"), since),
  };
  return [union];
}

function branches(node: ObjectNode, since: SinceFacts): readonly Branch[] {
  return [...node.entries].map(([value, type]) => {
    const described = type.kind === 'object' ? type : undefined;
    if (described) knownKeys(described, `the branch '${value}'`, ['type', 'if']);
    return {
      value,
      type: string(described ? required(described, 'type') : type, "the type of a union's branch"),
      ...facts(described, since.parts.get(value)),
    };
  });
}

/** On the wire `{ type, data }`: later versions write it with an enum and wrappers, whose names are taken here. */
function simpleUnion(source: Source): readonly Definition[] {
  const { node, since } = source;
  const owner = common(source, 'union');
  const kinds = `${owner.name}Kind`;
  const common_ = { module: owner.module, place: owner.place, features: [] };
  const alternatives = members(object(required(node, 'data'), "a union's branches"), since);
  const wrapper = ({ name, array }: (typeof alternatives)[number]['type']): string =>
    `${WRAPPED_BUILTIN.get(name) ?? name}${array ? 'List' : ''}Wrapper`;
  return [
    {
      kind: 'union',
      ...owner,
      base: {
        kind: 'members',
        members: [{ name: 'type', optional: false, type: { name: kinds, array: false }, features: [] }],
      },
      discriminator: 'type',
      branches: alternatives.map(({ name, type, since, condition }) => ({
        value: name,
        type: wrapper(type),
        since,
        condition,
        features: [],
      })),
    },
    {
      kind: 'enum',
      ...common_,
      name: kinds,
      values: alternatives.map(({ name, since, condition }) => ({ name, since, condition, features: [] })),
    },
    ...[...new Map(alternatives.map(({ type }) => [wrapper(type), type]))].map(
      ([name, type]): Definition => ({
        kind: 'struct',
        ...common_,
        name,
        members: [{ name: 'data', optional: false, type, features: [] }],
      }),
    ),
  ];
}

const WRAPPED_BUILTIN: ReadonlyMap<string, string> = new Map([
  ['int', 'Int'],
  ['str', 'String'],
  ['bool', 'Bool'],
]);
