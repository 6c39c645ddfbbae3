/** QEMU's words for kinds of JSON values. */
export type JsonKind = 'string' | 'boolean' | 'integer' | 'number' | 'null' | 'array' | 'object';

const BUILTINS: Readonly<Record<string, JsonKind>> = {
  str: 'string',
  bool: 'boolean',
  number: 'number',
  null: 'null',
  QType: 'string',
};

/** The least and the greatest of the narrow integers. */
export const WIDTHS: Readonly<Record<string, readonly [number, number]>> = {
  int8: [-(2 ** 7), 2 ** 7 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint8: [0, 2 ** 8 - 1],
  uint16: [0, 2 ** 16 - 1],
  uint32: [0, 2 ** 32 - 1],
};

/** What a type of QAPI's own is in JSON; `undefined` where anything is allowed. */
export function builtinKind(type: string): JsonKind | undefined {
  return type === 'any' ? undefined : (BUILTINS[type] ?? 'integer');
}

/** What JSON calls a value that came from JSON. Every number is one, whole or not. */
export function jsonKind(value: unknown): JsonKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'number':
    case 'bigint':
      return 'number';
    default:
      return 'object';
  }
}

/** Whether a value is of this kind. What is negative passes for an unsigned integer: QEMU takes it, for old clients. */
export function fits(kind: JsonKind, value: unknown, type: string): boolean {
  if (kind !== 'integer') return jsonKind(value) === kind;
  if (typeof value === 'number') return Number.isInteger(value);
  const isUnsigned = type === 'uint64' || type === 'size';
  return typeof value === 'bigint' && value >= -(2n ** 63n) && value < 2n ** (isUnsigned ? 64n : 63n);
}
