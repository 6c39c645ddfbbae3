import { boolean, knownKeys, type Node, type ObjectNode, show } from '../language/node.js';
import { expected } from '../qapi-error.js';
import { COMMON_KEYS, common, type Source } from './context.js';
import { payload, typeRef } from './members.js';
import type { CommandDefinition } from './types.js';

const KEYS = [
  ...['command', 'data', 'returns', 'boxed', 'gen', 'success-response', 'allow-oob', 'allow-preconfig'],
  ...['coroutine', ...COMMON_KEYS],
];

/** `boxed` and `coroutine` concern C only; `allow-preconfig` says when QEMU takes the command, not how. */
export function commandDefinition(source: Source): CommandDefinition {
  const { node, since } = source;
  knownKeys(node, 'a command', KEYS);
  for (const key of ['boxed', 'allow-preconfig', 'coroutine']) flag(node, key, false);
  const returns = node.entries.get('returns');
  return {
    kind: 'command',
    ...common(source, 'command'),
    arguments: payload(boxedData(node), since),
    returns: returns && typeRef(returns),
    successResponse: flag(node, 'success-response', true),
    allowOob: flag(node, 'allow-oob', false),
    openArguments: !flag(node, 'gen', true),
  };
}

/** `data`, which `boxed` wants to be a type's name. */
export function boxedData(node: ObjectNode): Node | undefined {
  const data = node.entries.get('data');
  if (flag(node, 'boxed', false) && data?.kind !== 'string')
    throw expected((data ?? node).place, "a type's name under 'data', because it is boxed", show(data));
  return data;
}

function flag(node: ObjectNode, key: string, fallback: boolean): boolean {
  const value = node.entries.get(key);
  return value === undefined ? fallback : boolean(value, `true or false under '${key}'`);
}
