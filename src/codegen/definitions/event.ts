import { knownKeys } from '../language/node.js';
import { boxedData } from './command.js';
import { COMMON_KEYS, common, type Source } from './context.js';
import { payload } from './members.js';
import type { EventDefinition } from './types.js';

/** `{ 'event': NAME, 'data': Name | { … }, 'boxed': … }`. */
export function eventDefinition(source: Source): EventDefinition {
  const { node, since } = source;
  knownKeys(node, 'an event', ['event', 'data', 'boxed', ...COMMON_KEYS]);
  return { kind: 'event', ...common(source, 'event'), data: payload(boxedData(node), since) };
}
