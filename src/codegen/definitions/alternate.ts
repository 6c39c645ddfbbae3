import { knownKeys, object, required } from '../language/node.js';
import { COMMON_KEYS, common, type Source } from './context.js';
import { members } from './members.js';
import type { AlternateDefinition } from './types.js';

/** `{ 'alternate': Name, 'data': { name: type } }`: told apart by the kind of JSON value, so the names vanish. */
export function alternateDefinition(source: Source): AlternateDefinition {
  const { node, since } = source;
  knownKeys(node, 'an alternate', ['alternate', 'data', ...COMMON_KEYS]);
  return {
    kind: 'alternate',
    ...common(source, 'alternate'),
    alternatives: members(object(required(node, 'data'), "an alternate's alternatives"), since),
  };
}
