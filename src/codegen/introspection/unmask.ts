import { BUILTINS } from '../definitions/builtins.js';
import { type Definition, type Member, NO_MODULE, type Payload, type Schema } from '../definitions/types.js';
import { pascal } from '../emit/text.js';
import { renameTypes } from '../merge/places.js';
import type { MergedSchema } from '../merge/types.js';
import { isAlike, type KnownTypes, knownMembers, knownPayload, ownMembers } from './known.js';

/**
 * Gives the types of a running QEMU their names: those that the merged set has for the same place, where the shape is
 * the same, else one made of the path (`query-block` returns `QueryBlockReturn`). Integers take their width from there,
 * too, and stay wide where nothing is known of them.
 */
export function unmask(schema: Schema, known: MergedSchema): Schema {
  const namer = new Namer(schema, known);
  for (const definition of schema.definitions.values()) namer.start(definition);
  return namer.finish();
}

class Namer {
  readonly #schema: Schema;
  readonly #known: MergedSchema;
  readonly #names = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #modules = new Map<string, string>();
  /** The members of a definition with the width of their integers. */
  readonly #members = new Map<string, readonly Member[]>();

  constructor(schema: Schema, known: MergedSchema) {
    this.#schema = schema;
    this.#known = known;
  }

  /** Follows all that a command or an event refers to. */
  start(definition: Definition): void {
    const { kind, name } = definition;
    if (kind !== 'command' && kind !== 'event') return;
    const same = this.#known.definitions.get(name);
    const module = same?.module ?? NO_MODULE;
    this.#modules.set(name, module);
    const payload = kind === 'command' ? definition.arguments : definition.data;
    const known = same?.kind === 'command' ? same.arguments : same?.kind === 'event' ? same.data : undefined;
    const path = pascal(kind === 'event' ? name.toLowerCase() : name);
    if (payload.kind === 'type') {
      const names = known?.kind === 'types' ? known.names.map((own) => ({ name: own })) : [];
      this.#visit(payload.name, names, `${path}Arguments`, module);
    }
    this.#follow(definition, knownPayload(this.#known, known), path, module);
    if (kind === 'command' && definition.returns !== undefined) {
      const returns = same?.kind === 'command' ? same.returns : [];
      this.#visit(definition.returns.name, returns, `${path}Return`, module);
    }
  }

  finish(): Schema {
    const definitions = [...this.#schema.definitions.values()].flatMap((masked) => {
      const module = this.#modules.get(masked.name);
      // What nothing refers to is the arguments of a command: those are written where they stand.
      if (module === undefined) return [];
      const definition = { ...renameTypes(this.#withMembers(masked), this.#names), module };
      return [this.#withFacts(definition)];
    });
    return {
      ...this.#schema,
      definitions: new Map(definitions.map((definition) => [definition.name, definition])),
    };
  }

  #visit(masked: string, known: KnownTypes, path: string, module: string): void {
    const definition = this.#schema.definitions.get(masked);
    if (definition === undefined || BUILTINS.has(masked) || this.#names.has(masked)) return;
    const same = known.find(
      ({ name }) => !this.#taken.has(name) && isAlike(this.#known, name, definition),
    )?.name;
    const name = same ?? this.#free(path);
    this.#names.set(masked, name);
    this.#taken.add(name);
    const other = same === undefined ? undefined : this.#known.definitions.get(same);
    const own = other?.module ?? module;
    this.#modules.set(masked, own);
    this.#follow(definition, same === undefined ? new Map() : knownMembers(this.#known, same), name, own);
    if (definition.kind !== 'union') return;
    for (const { value, type } of definition.branches) {
      const types =
        other?.kind === 'union' ? other.branches.find((branch) => branch.value === value)?.types : [];
      this.#visit(type, types?.map((own) => ({ name: own })) ?? [], `${name}${pascal(value)}`, own);
    }
  }

  #follow(
    definition: Definition,
    known: ReadonlyMap<string, KnownTypes>,
    path: string,
    module: string,
  ): void {
    const members = ownMembers(definition).map((member) => {
      const types = known.get(member.name) ?? [];
      const { name } = member.type;
      // The names of alternatives are not told: any known one may fit.
      const candidates = definition.kind === 'alternate' ? this.#alternatives(path) : types;
      this.#visit(name, candidates, `${path}${pascal(member.name)}`, module);
      const width = name === 'int64' ? types.find((type) => isInteger(type.name))?.name : undefined;
      return width === undefined ? member : { ...member, type: { ...member.type, name: width } };
    });
    this.#members.set(definition.name, members);
  }

  #alternatives(name: string): KnownTypes {
    const definition = this.#known.definitions.get(name);
    return definition?.kind === 'alternate' ? definition.types : [];
  }

  #free(path: string): string {
    let name = path;
    for (let n = 2; this.#taken.has(name) || this.#known.definitions.has(name); n += 1) name = `${path}${n}`;
    return name;
  }

  #withMembers(definition: Definition): Definition {
    const members = this.#members.get(definition.name) ?? [];
    const inline = (payload: Payload): Payload =>
      payload.kind === 'members' ? { kind: 'members', members } : payload;
    switch (definition.kind) {
      case 'enum':
        return definition;
      case 'struct':
        return { ...definition, members };
      case 'union':
        return { ...definition, base: inline(definition.base) };
      case 'alternate':
        return { ...definition, alternatives: members };
      case 'command':
        return { ...definition, arguments: inline(definition.arguments) };
      case 'event':
        return { ...definition, data: inline(definition.data) };
    }
  }

  /** What introspection does not tell. */
  #withFacts(definition: Definition): Definition {
    const same = this.#known.definitions.get(definition.name);
    const since = same?.life.since?.atMost === false ? same.life.since.version : undefined;
    if (definition.kind !== 'command' || same?.kind !== 'command') return { ...definition, since };
    const { openArguments, successResponse } = same;
    return { ...definition, since, openArguments, successResponse };
  }
}

const isInteger = (name: string): boolean => /^(u?int(8|16|32|64)?|size)$/.test(name);
