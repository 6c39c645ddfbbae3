import { Refusal } from '../answer.js';
import type { Definitions, Member, ObjectType, Reference } from './definitions.js';
import { builtinKind, fits, jsonKind, WIDTHS } from './json-kinds.js';

/**
 * Visits arguments in QEMU's order, and throws what QEMU answers to the first that is wrong. Tells the deprecated ones
 * that it meets.
 */
export class ArgumentCheck {
  readonly deprecated: string[] = [];
  readonly #definitions: Definitions;
  /** Older QEMUs say less of an enum's value. */
  readonly #tellsParameter: boolean;

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
    this.#tellsParameter = definitions.version !== '5.2';
  }

  /** @throws {@link Refusal} */
  members(type: ObjectType, value: Readonly<Record<string, unknown>>, path: string, open = false): void {
    const known = new Set<string>();
    this.#visit(type, value, path, known);
    const unexpected = open ? undefined : Object.keys(value).find((name) => !known.has(name));
    if (unexpected !== undefined) throw new Refusal(`Parameter '${path}${unexpected}' is unexpected`);
  }

  #visit(
    { base, members, by }: ObjectType,
    value: Readonly<Record<string, unknown>>,
    path: string,
    known: Set<string>,
  ): void {
    if (base !== undefined) this.#visit(this.#definitions.object(base), value, path, known);
    for (const member of members) {
      known.add(member.name);
      this.#member(member, value, path);
    }
    // An own property, which the check of the discriminator has seen to be one of its words.
    const branch = by?.branches.get(String(value[by.tag]));
    if (branch !== undefined) this.#visit(this.#definitions.object(branch), value, path, known);
  }

  #member(
    { name, optional, deprecated, type }: Member,
    value: Readonly<Record<string, unknown>>,
    path: string,
  ): void {
    if (Object.hasOwn(value, name)) {
      if (deprecated) this.deprecated.push(`'${path}${name}'`);
      this.#value(type, value[name], `${path}${name}`, name);
    } else if (!optional) throw new Refusal(`Parameter '${path}${name}' is missing`);
  }

  /** `name` is the member's; QEMU has none for what is in a list. */
  #value({ name: type, list }: Reference, value: unknown, path: string, name: string): void {
    if (list) {
      if (!Array.isArray(value)) throw wrongType(path, 'array');
      for (const [at, item] of value.entries())
        this.#value({ name: type, list: false }, item, `${path}[${at}]`, 'null');
      return;
    }
    const definition = this.#definitions.type(type);
    switch (definition?.kind) {
      case undefined:
        this.#builtin(type, value, path, name);
        return;
      case 'object':
        if (!isObject(value)) throw wrongType(path, 'object');
        this.members(definition, value, `${path}.`);
        return;
      case 'enum': {
        if (typeof value !== 'string') throw wrongType(path, 'string');
        const deprecated = definition.values.get(value);
        if (deprecated === undefined)
          throw new Refusal(
            this.#tellsParameter
              ? `Parameter '${name}' does not accept value '${value}'`
              : `Invalid parameter '${value}'`,
          );
        if (deprecated) this.deprecated.push(`the value '${value}' of '${path}'`);
        return;
      }
      case 'alternate': {
        const kind = jsonKind(value);
        const fitting = definition.types.find((own) => this.#kindOf(own) === kind);
        if (fitting === undefined) throw wrongType(name, type);
        this.#value(fitting, value, path, name);
      }
    }
  }

  #builtin(type: string, value: unknown, path: string, name: string): void {
    const expected = builtinKind(type);
    if (expected === undefined) return;
    if (!fits(expected, value, type)) throw wrongType(path, expected);
    const [min, max] = WIDTHS[type] ?? [];
    if (min !== undefined && max !== undefined && (Number(value) < min || Number(value) > max))
      throw new Refusal(`Parameter '${name}' expects ${type}_t`);
  }

  /** The kind of JSON value by which an alternate chooses. */
  #kindOf({ name, list }: Reference): string | undefined {
    if (list) return 'array';
    const definition = this.#definitions.type(name);
    if (definition?.kind === 'enum') return 'string';
    const kind = definition === undefined ? builtinKind(name) : 'object';
    return kind === 'integer' ? 'number' : kind;
  }
}

function wrongType(where: string, expected: string): Refusal {
  return new Refusal(`Invalid parameter type for '${where}', expected: ${expected}`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return jsonKind(value) === 'object';
}
