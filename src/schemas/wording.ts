/** What JSON calls a value of a type of QAPI's own. */
export function jsonKind(name: string): JsonKind {
  switch (name) {
    case 'str':
      return 'a string';
    case 'bool':
      return 'a boolean';
    case 'null':
      return 'null';
    default:
      return 'a number';
  }
}

export type JsonKind = 'a string' | 'a boolean' | 'a number' | 'null' | 'an array' | 'an object';

/** What JSON calls a value. */
export function kindOf(value: unknown): JsonKind | undefined {
  switch (typeof value) {
    case 'string':
      return 'a string';
    case 'boolean':
      return 'a boolean';
    case 'number':
    case 'bigint':
      return 'a number';
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? 'an array' : 'an object';
    default:
      return undefined;
  }
}

/** Says what was expected and what was found, for a value that is not `expected`. No text of the value's is in it. */
export function wrong(expected: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) =>
    input === undefined ? `missing; expected ${expected}` : `expected ${expected}, found ${found(input)}`;
}

function found(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') {
    // One of a million digits takes long to write.
    const isShort = value > -(2n ** 64n) && value < 2n ** 64n;
    return isShort ? `the bigint ${value}` : 'a bigint of more than 64 bits';
  }
  return kindOf(value) ?? `a ${typeof value}`;
}
