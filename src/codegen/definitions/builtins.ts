/**
 * QAPI's own types in TypeScript. `int` is 64 bits wide, too, but hardly a member makes use of it: wide-integers.ts
 * lists those that do.
 */
export const BUILTINS: ReadonlyMap<string, string> = new Map([
  ['str', 'string'],
  ['bool', 'boolean'],
  ['number', 'number'],
  ['null', 'null'],
  ['any', 'unknown'],
  ['QType', 'string'],
  ['int', 'number'],
  ['int8', 'number'],
  ['int16', 'number'],
  ['int32', 'number'],
  ['uint8', 'number'],
  ['uint16', 'number'],
  ['uint32', 'number'],
  ['int64', 'WideInt'],
  ['uint64', 'WideInt'],
  ['size', 'WideInt'],
]);
