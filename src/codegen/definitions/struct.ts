import { knownKeys, object, required, string } from '../language/node.js';
import { COMMON_KEYS, common, type Source } from './context.js';
import { members } from './members.js';
import type { StructDefinition } from './types.js';

/** `{ 'struct': Name, 'data': { … }, 'base': Name }`. */
export function structDefinition(source: Source): StructDefinition {
  const { node, since } = source;
  knownKeys(node, 'a struct', ['struct', 'data', 'base', ...COMMON_KEYS]);
  const base = node.entries.get('base');
  return {
    kind: 'struct',
    ...common(source, 'struct'),
    base: base && string(base, "the name of a struct's base"),
    members: members(object(required(node, 'data'), "a struct's members"), since),
  };
}
