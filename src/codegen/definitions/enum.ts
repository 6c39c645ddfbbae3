import { knownKeys, list, required, string } from '../language/node.js';
import { COMMON_KEYS, common, facts, type Source } from './context.js';
import type { EnumDefinition } from './types.js';

/** `{ 'enum': Name, 'data': ['value', { 'name': 'value', 'if': …, 'features': … }] }`; `prefix` concerns C only. */
export function enumDefinition(source: Source): EnumDefinition {
  const { node, since } = source;
  knownKeys(node, 'an enum', ['enum', 'data', 'prefix', ...COMMON_KEYS]);
  const values = list(required(node, 'data'), "the list of an enum's values").map((value) => {
    if (value.kind !== 'object') {
      const name = string(value, "an enum's value");
      return { name, ...facts(undefined, since.parts.get(name)) };
    }
    knownKeys(value, "an enum's value", ['name', ...COMMON_KEYS]);
    const name = string(required(value, 'name'), "the name of an enum's value");
    return { name, ...facts(value, since.parts.get(name)) };
  });
  return { kind: 'enum', ...common(source, 'enum'), values };
}
