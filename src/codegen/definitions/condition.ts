import { keysOf, knownKeys, list, type Node, show } from '../language/node.js';
import { expected, type Place } from '../qapi-error.js';
import type { Condition } from './types.js';

/** `if`: a symbol, `{ all | any | not }`, or, until QEMU 6.0, C text such as `defined(A) || defined(B)`, or a list. */
export function condition(node: Node | undefined): Condition | undefined {
  return node && read(node);
}

function read(node: Node): Condition {
  if (node.kind === 'string') return readText(node.value, node.place);
  if (node.kind === 'list') return { all: node.items.map(read) };
  if (node.kind !== 'object') throw expected(node.place, "a condition under 'if'", show(node));
  knownKeys(node, 'a condition', ['all', 'any', 'not']);
  const [first, ...more] = node.entries;
  if (first === undefined || more.length > 0)
    throw expected(node.place, "one of 'all', 'any', 'not' in a condition", keysOf(node));
  const [key, value] = first;
  if (key === 'not') return { not: read(value) };
  const operands = list(value, `a list under '${key}'`).map(read);
  return key === 'all' ? { all: operands } : { any: operands };
}

function readText(text: string, place: Place): Condition {
  for (const [operator, join] of [
    ['||', (any: Condition[]) => ({ any })],
    ['&&', (all: Condition[]) => ({ all })],
  ] as const) {
    if (text.includes(operator))
      return join(text.split(operator).map((operand) => readText(operand.trim(), place)));
  }
  const [, not, symbol = text] = /^(!?)\s*defined\((\w+)\)$/.exec(text) ?? [];
  if (!/^\w+$/.test(symbol))
    throw expected(place, 'a configuration symbol or defined(…) with && or ||', `'${text}'`);
  return not === '!' ? { not: symbol } : symbol;
}

/** A condition for people. */
export function showCondition(given: Condition, inside = false): string {
  if (typeof given === 'string') return given;
  if ('not' in given) return `not ${showCondition(given.not, true)}`;
  const [operands, word] = 'all' in given ? [given.all, ' and '] : [given.any, ' or '];
  const text = operands.map((operand) => showCondition(operand, true)).join(word);
  return inside && operands.length > 1 ? `(${text})` : text;
}
