import { expected, type Place } from '../qapi-error.js';

/** A value of the QAPI language, with the place where it stands. */
export type Node = StringNode | BooleanNode | ListNode | ObjectNode;

export interface StringNode {
  readonly kind: 'string';
  readonly value: string;
  readonly place: Place;
}

export interface BooleanNode {
  readonly kind: 'boolean';
  readonly value: boolean;
  readonly place: Place;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Node[];
  readonly place: Place;
}

export interface ObjectNode {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, Node>;
  readonly place: Place;
}

/** A node for people. */
export function show(node: Node | undefined): string {
  if (node === undefined) return 'nothing';
  if (node.kind === 'string') return `'${node.value}'`;
  if (node.kind === 'boolean') return String(node.value);
  return node.kind === 'list' ? 'a list' : 'an object';
}

/** @throws {@link QapiError} when it is no string. */
export function string(node: Node, what: string): string {
  if (node.kind !== 'string') throw expected(node.place, what, show(node));
  return node.value;
}

/** @throws {@link QapiError} when it is no boolean. */
export function boolean(node: Node, what: string): boolean {
  if (node.kind !== 'boolean') throw expected(node.place, what, show(node));
  return node.value;
}

/** @throws {@link QapiError} when it is no list. */
export function list(node: Node, what: string): readonly Node[] {
  if (node.kind !== 'list') throw expected(node.place, what, show(node));
  return node.items;
}

/** @throws {@link QapiError} when it is no object. */
export function object(node: Node, what: string): ObjectNode {
  if (node.kind !== 'object') throw expected(node.place, what, show(node));
  return node;
}

/** What stands under a key. @throws {@link QapiError} when nothing does. */
export function required(node: ObjectNode, key: string): Node {
  const value = node.entries.get(key);
  if (value === undefined) throw expected(node.place, `a key '${key}'`, keysOf(node));
  return value;
}

/** Refuses keys that a form does not have: what is not understood must not be passed over. */
export function knownKeys(node: ObjectNode, form: string, keys: readonly string[]): void {
  for (const [key, value] of node.entries) {
    if (!keys.includes(key))
      throw expected(value.place, `one of ${keys.join(', ')} in ${form}`, `the key '${key}'`);
  }
}

/** The keys of an object, for a message. */
export function keysOf(node: ObjectNode): string {
  return node.entries.size === 0 ? 'an empty object' : `the keys ${[...node.entries.keys()].join(', ')}`;
}
