import { z } from 'zod';
import { Definitions, type ObjectShape, type Shape } from './definitions.js';
import { type Issue, issuesOf } from './issue.js';
import { type JsonKind, jsonKind, kindOf, wrong } from './wording.js';

/** Anybody may have made a value, so what looking at it costs is bounded. A chain of 200 disk images fits. */
const MOST_DEPTH = 250;
const MOST_ISSUES = 20;

/** QAPI's own types. Enums that are sent are strings: they are open. */
const BUILTINS: Readonly<Record<string, z.ZodType>> = {
  str: z.string({ error: wrong('a string') }),
  bool: z.boolean({ error: wrong('a boolean') }),
  // What JSON writes as an integer may be a bigint, which is no number.
  number: z.number({ error: wrong('a number') }),
  null: z.null({ error: wrong('null') }),
  any: z.unknown().refine((value) => value !== undefined, { error: wrong('a value') }),
  int: integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 'a safe integer'),
  int8: integer(-(2 ** 7), 2 ** 7 - 1),
  int16: integer(-(2 ** 15), 2 ** 15 - 1),
  int32: integer(-(2 ** 31), 2 ** 31 - 1),
  uint8: integer(0, 2 ** 8 - 1),
  uint16: integer(0, 2 ** 16 - 1),
  uint32: integer(0, 2 ** 32 - 1),
  int64: wideInteger(-(2n ** 63n), 2n ** 63n - 1n, 'an integer of 64 bits'),
  uint64: wideInteger(0n, 2n ** 64n - 1n, 'an integer of 64 bits without a sign'),
  size: wideInteger(0n, 2n ** 64n - 1n, 'an integer of 64 bits without a sign'),
};

/** The schemas of what is received. Each is built when a value of it is first seen: all at once would cost much more. */
export class Schemas {
  readonly #names: ReadonlySet<string>;
  readonly #definitions: Definitions;
  readonly #built = new Map<string, z.ZodType>();
  #depth = 0;

  /** Takes tables of what is received, and one of the types that it is made of. */
  constructor(received: readonly string[], types: string) {
    this.#names = new Set(new Definitions(...received).names);
    this.#definitions = new Definitions(...received, types);
  }

  /** Whether something of this name is received. */
  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** What is wrong with `value` as a `name`: the first 20 issues at most. */
  issues(name: string, value: unknown): readonly Issue[] {
    return this.#look(this.#named(name), value);
  }

  #named(name: string): z.ZodType {
    const known = this.#built.get(name);
    if (known !== undefined) return known;
    const schema = this.#build(this.#definitions.get(name));
    this.#built.set(name, schema);
    return schema;
  }

  #build(shape: Shape): z.ZodType {
    switch (shape.kind) {
      case 'name':
        return builtin(shape.name) ?? looking((value) => this.#look(this.#named(shape.name), value));
      case 'list':
        return this.#list(shape.item);
      case 'one-of':
        return this.#oneOf(shape.shapes);
      case 'object':
        return shape.by === undefined ? this.#object(shape) : this.#union(shape, shape.by);
    }
  }

  #object(shape: ObjectShape, tag: Record<string, z.ZodType> = {}): z.ZodType {
    const members = this.#definitions.membersOf(shape).map(({ name, required, shape: own }) => {
      const schema = this.#build(own);
      return [name, required ? schema : schema.optional()] as const;
    });
    return z.looseObject({ ...Object.fromEntries(members), ...tag }, { error: wrong('an object') });
  }

  /** A value of the discriminator that is not known says nothing about further members: a newer QEMU has it. */
  #union(shape: ObjectShape, { tag, branches }: NonNullable<ObjectShape['by']>): z.ZodType {
    const common = this.#object(shape, { [tag]: this.#build({ kind: 'name', name: 'str' }) });
    const former = shape.former && this.#build(shape.former);
    const schemas = new Map([...branches].map(([value, branch]) => [value, this.#build(branch)]));
    return looking((value) => {
      const own: unknown = isObject(value) ? Reflect.get(value, tag) : undefined;
      if (former !== undefined && own === undefined) return this.#look(former, value);
      const branch = typeof own === 'string' ? schemas.get(own) : undefined;
      const issues = this.#look(common, value);
      return branch === undefined ? issues : [...issues, ...this.#look(branch, value)];
    });
  }

  #list(item: Shape): z.ZodType {
    const schema = this.#build(item);
    return looking((value) => {
      if (!Array.isArray(value)) return [{ path: [], message: wrong('an array')({ input: value }) }];
      const issues: Issue[] = [];
      for (const [index, own] of value.entries()) {
        for (const { path, message } of this.#look(schema, own))
          issues.push({ path: [index, ...path], message });
        // A list of millions would make as many.
        if (issues.length >= MOST_ISSUES) break;
      }
      return issues;
    });
  }

  /** What is wrong is told of the newest of those shapes that a value of this kind can have. */
  #oneOf(shapes: readonly Shape[]): z.ZodType {
    const options = shapes.map((shape) => ({ kinds: this.#kindsOf(shape), schema: this.#build(shape) }));
    const expected = [...new Set(options.flatMap(({ kinds }) => kinds))].join(' or ');
    return looking((value) => {
      const kind = kindOf(value);
      const possible = options.filter(({ kinds }) => kind !== undefined && kinds.includes(kind));
      let issues: readonly Issue[] | undefined;
      for (const { schema } of possible) {
        const own = this.#look(schema, value);
        if (own.length === 0) return own;
        issues ??= own;
      }
      return issues ?? [{ path: [], message: wrong(expected)({ input: value }) }];
    });
  }

  #kindsOf(shape: Shape): readonly JsonKind[] {
    switch (shape.kind) {
      case 'name':
        return builtin(shape.name) === undefined
          ? this.#kindsOf(this.#definitions.get(shape.name))
          : [jsonKind(shape.name)];
      case 'list':
        return ['an array'];
      case 'one-of':
        return shape.shapes.flatMap((own) => this.#kindsOf(own));
      case 'object':
        return ['an object'];
    }
  }

  #look(schema: z.ZodType, value: unknown): readonly Issue[] {
    if (this.#depth === MOST_DEPTH)
      return [{ path: [], message: `nested more than ${MOST_DEPTH} deep: not looked at` }];
    this.#depth += 1;
    try {
      return issuesOf(schema.safeParse(value).error).slice(0, MOST_ISSUES);
    } finally {
      this.#depth -= 1;
    }
  }
}

/** A schema that `look` stands for, which gets the very value and not zod's copy of it. */
function looking(look: (value: unknown) => readonly Issue[]): z.ZodType {
  return z.unknown().check((context) => {
    for (const { path, message } of look(context.value))
      context.issues.push({ code: 'custom', path: [...path], message, input: context.value });
  });
}

function isObject(value: unknown): value is object {
  return kindOf(value) === 'an object';
}

/** The schema of a type of QAPI's own; `undefined` for any other name. */
function builtin(name: string): z.ZodType | undefined {
  return Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
}

function integer(min: number, max: number, expected = `an integer from ${min} to ${max}`): z.ZodType {
  const error = wrong(expected);
  return z
    .number({ error })
    .refine((value) => Number.isSafeInteger(value) && value >= min && value <= max, { error });
}

function wideInteger(min: bigint, max: bigint, expected: string): z.ZodType {
  const error = wrong(expected);
  const fits = (value: number | bigint): boolean =>
    (typeof value === 'bigint' || Number.isSafeInteger(value)) && value >= min && value <= max;
  return z.union([z.number(), z.bigint()], { error }).refine(fits, { error });
}
