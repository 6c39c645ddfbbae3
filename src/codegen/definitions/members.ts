import { knownKeys, type Node, type ObjectNode, object, required, show, string } from '../language/node.js';
import type { SinceFacts } from '../language/since.js';
import { expected } from '../qapi-error.js';
import { facts } from './context.js';
import type { Member, Payload, TypeRef } from './types.js';

/** The members under `data`: `'name': type` or `'*name': { 'type': type, 'if': …, 'features': … }`. */
export function members(node: ObjectNode, since: SinceFacts): readonly Member[] {
  return [...node.entries].map(([key, value]) => {
    const optional = key.startsWith('*');
    const name = optional ? key.slice(1) : key;
    const described = value.kind === 'object' ? value : undefined;
    if (described) knownKeys(described, `the member '${name}'`, ['type', 'if', 'features']);
    return {
      name,
      optional,
      type: typeRef(described ? required(described, 'type') : value),
      ...facts(described, since.parts.get(name)),
    };
  });
}

/** `'Name'` or `['Name']`. */
export function typeRef(node: Node): TypeRef {
  if (node.kind === 'string') return { name: node.value, array: false };
  const [only, ...more] = node.kind === 'list' ? node.items : [];
  if (only === undefined || more.length > 0)
    throw expected(node.place, 'a type or a list of one type', show(node));
  return { name: string(only, "an array's type"), array: true };
}

/** `data` of a command or event, or a union's `base`: a type's name or members. */
export function payload(node: Node | undefined, since: SinceFacts): Payload {
  if (node?.kind === 'string') return { kind: 'type', name: node.value };
  return {
    kind: 'members',
    members: node === undefined ? [] : members(object(node, "a type's name or members"), since),
  };
}
