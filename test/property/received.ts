import fc from 'fast-check';
import type { Definitions, ObjectShape, Shape } from '../../src/schemas/definitions.js';
import { jsonKind, kindOf } from '../../src/schemas/wording.js';

/** How a value can be made wrong: at one place, which must be told. */
export interface Lie {
  readonly path: readonly (string | number)[];
  /** What stands there instead; nothing does when it is `undefined`. */
  readonly value: unknown;
}

const LEAVES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  str: fc.string({ unit: 'grapheme', maxLength: 8 }),
  bool: fc.boolean(),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }),
  null: fc.constant(null),
  any: fc.jsonValue({ maxDepth: 2 }),
  int: fc.maxSafeInteger(),
  int8: fc.integer({ min: -128, max: 127 }),
  int16: fc.integer({ min: -32_768, max: 32_767 }),
  int32: fc.integer(),
  uint8: fc.nat(255),
  uint16: fc.nat(65_535),
  uint32: fc.nat(4_294_967_295),
  int64: wide(-(2n ** 63n), 2n ** 63n - 1n),
  uint64: wide(0n, 2n ** 64n - 1n),
  size: wide(0n, 2n ** 64n - 1n),
};

/** As the parser of the package reads an integer. */
function wide(min: bigint, max: bigint): fc.Arbitrary<unknown> {
  return fc
    .bigInt({ min, max })
    .map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value));
}

/** What a QEMU of any version may send as `shape`, with members that nobody knows yet. */
export function truth(definitions: Definitions, shape: Shape, depth = 4): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'name':
      return LEAVES[shape.name] ?? truth(definitions, definitions.get(shape.name), depth);
    case 'list':
      return fc.array(truth(definitions, shape.item, depth - 1), { maxLength: depth > 0 ? 3 : 0 });
    case 'one-of':
      return fc.oneof(...shape.shapes.map((own) => truth(definitions, own, depth)));
    case 'object':
      return objects(definitions, shape, depth);
  }
}

function objects(definitions: Definitions, shape: ObjectShape, depth: number): fc.Arbitrary<object> {
  const { by, former } = shape;
  const own = definitions.membersOf(shape).filter(({ required }) => required || depth > 0);
  const members: Record<string, fc.Arbitrary<unknown>> = {
    'x-from-the-future': fc.jsonValue({ maxDepth: 1 }),
  };
  for (const { name, shape: member } of own) members[name] = truth(definitions, member, depth - 1);
  const requiredKeys = own.filter(({ required }) => required).map(({ name }) => name);
  const plain = fc.record(members, { requiredKeys, noNullPrototype: true });
  if (by === undefined) return plain;
  const branches = [...by.branches].map(([value, branch]) =>
    fc
      .tuple(plain, truth(definitions, branch, depth))
      .map(([common, further]) => ({ ...common, ...Object(further), [by.tag]: value })),
  );
  const newer = plain.map((common) => ({ ...common, [by.tag]: 'of-the-future' }));
  const older = former === undefined ? [] : [objects(definitions, former, depth)];
  return fc.oneof(newer, ...branches, ...older);
}

/** Every way in which `value`, which is a `shape`, can be made wrong at one place. */
export function lies(definitions: Definitions, shape: Shape, value: unknown): readonly Lie[] {
  switch (shape.kind) {
    case 'name':
      return shape.name in LEAVES
        ? wrongLeaves(shape.name)
        : lies(definitions, definitions.get(shape.name), value);
    case 'list':
      return [
        ...notOf('an array'),
        ...(Array.isArray(value)
          ? value.flatMap((item, index) => below(index, lies(definitions, shape.item, item)))
          : []),
      ];
    case 'one-of':
      return liesOfAlternate(definitions, shape.shapes, value);
    case 'object':
      return [...notOf('an object'), ...liesInside(definitions, shape, value)];
  }
}

function liesInside(definitions: Definitions, shape: ObjectShape, value: unknown): readonly Lie[] {
  const { by, former } = shape;
  if (typeof value !== 'object' || value === null) return [];
  const at = (name: string): unknown => Reflect.get(value, name);
  if (by !== undefined && former !== undefined && at(by.tag) === undefined)
    return liesInside(definitions, former, value);
  const members = definitions
    .membersOf(shape)
    .flatMap(({ name, required, shape: own }) => [
      ...(required ? [{ path: [name], value: undefined }] : []),
      ...(Object.hasOwn(value, name) ? below(name, lies(definitions, own, at(name))) : []),
    ]);
  if (by === undefined) return members;
  const branch = by.branches.get(String(at(by.tag)));
  // One of several types of a branch may fit what another does not.
  const further =
    branch?.kind === 'name' ? lies(definitions, branch, value).filter(({ path }) => path.length > 0) : [];
  return [...members, ...further, ...below(by.tag, wrongLeaves('str'))];
}

/** Only what none of the types can be: another one might fit what is wrong inside. */
function liesOfAlternate(definitions: Definitions, shapes: readonly Shape[], value: unknown): readonly Lie[] {
  if (shapes.some((shape) => shape.kind === 'name' && shape.name === 'any')) return [];
  const options = shapes.map((shape) => ({ shape, kinds: kindsOf(definitions, shape) }));
  const fitting = options.filter(({ kinds }) => kinds.includes(kindOf(value) ?? ''));
  const [only] = fitting;
  const inside =
    only === undefined || fitting.length > 1
      ? []
      : lies(definitions, only.shape, value).filter(({ path }) => path.length > 0);
  return [...notOf(...options.flatMap(({ kinds }) => kinds)), ...inside];
}

function kindsOf(definitions: Definitions, shape: Shape): readonly string[] {
  switch (shape.kind) {
    case 'list':
      return ['an array'];
    case 'object':
      return ['an object'];
    case 'one-of':
      return shape.shapes.flatMap((own) => kindsOf(definitions, own));
    case 'name':
      return shape.name in LEAVES
        ? [jsonKind(shape.name)]
        : kindsOf(definitions, definitions.get(shape.name));
  }
}

const WRONG: readonly unknown[] = ['text', true, 7, null, [], {}];

function wrongLeaves(name: string): readonly Lie[] {
  if (name === 'any') return [];
  const integer = name === 'number' ? [] : [{ path: [], value: 0.5 }];
  const isInteger = jsonKind(name) === 'a number';
  const isWide = ['int64', 'uint64', 'size'].includes(name);
  const bigints = isWide ? [2n ** 64n, -(2n ** 63n) - 1n] : [2n ** 60n];
  return [
    ...notOf(jsonKind(name)),
    ...(isInteger ? [...integer, ...bigints.map((value) => ({ path: [], value }))] : []),
  ];
}

function notOf(...kinds: readonly string[]): readonly Lie[] {
  return WRONG.filter((value) => !kinds.includes(kindOf(value) ?? '')).map((value) => ({ path: [], value }));
}

function below(key: string | number, own: readonly Lie[]): readonly Lie[] {
  return own.map(({ path, value }) => ({ path: [key, ...path], value }));
}

/** `value` with the lie in it. */
export function tell(value: unknown, { path: [key, ...rest], value: lie }: Lie): unknown {
  if (key === undefined) return lie;
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? tell(item, { path: rest, value: lie }) : item));
  const entries = Object.entries(Object(value)).filter(([name]) => name !== key);
  const changed = tell(Reflect.get(Object(value), key), { path: rest, value: lie });
  return Object.fromEntries(changed === undefined ? entries : [...entries, [key, changed]]);
}
