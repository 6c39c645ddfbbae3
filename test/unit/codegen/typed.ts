import { join } from 'node:path';
import ts from 'typescript';
import { repository } from '../../rules/run.js';
import type { SchemaEntry } from './recorded-schema.js';

/** What QEMU sends, or what it takes. */
type Direction = 'returned' | 'taken';

/**
 * Everything that a QEMU says of itself and that the generated types, as the compiler sees them, do not say: an unknown
 * command, event, member or value, a type that does not fit, or a member that is required where QEMU can leave it out.
 */
export function missingFromTypes(entries: readonly SchemaEntry[]): readonly string[] {
  return new Comparison(entries).run();
}

/** Once for all comparisons: it takes seconds. */
let compiled: { readonly checker: ts.TypeChecker; readonly types: ReadonlyMap<string, ts.Type> } | undefined;

/** The exported types, as the compiler sees them. */
function compile(): NonNullable<typeof compiled> {
  const file = join(repository, 'src/qmp/qapi/index.ts');
  const options: ts.CompilerOptions = {
    strict: true,
    module: ts.ModuleKind.NodeNext,
    types: [],
    noEmit: true,
  };
  const program = ts.createProgram([file], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const symbol = source && checker.getSymbolAtLocation(source);
  if (symbol === undefined) throw new Error(`${file} exports nothing`);
  const exported = checker.getExportsOfModule(symbol);
  return {
    checker,
    types: new Map(exported.map((own) => [own.name, checker.getDeclaredTypeOfSymbol(own)])),
  };
}

class Comparison {
  readonly #entries: ReadonlyMap<string, SchemaEntry>;
  readonly #checker: ts.TypeChecker;
  readonly #maps: ReadonlyMap<string, ts.Type>;
  readonly #missing: string[] = [];
  readonly #seen = new Set<string>();
  readonly #ids = new Map<ts.Type, number>();

  constructor(entries: readonly SchemaEntry[]) {
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
    const { checker, types } = (compiled ??= compile());
    this.#checker = checker;
    this.#maps = types;
  }

  run(): readonly string[] {
    for (const { name, ...entry } of this.#entries.values()) {
      if (entry['meta-type'] === 'command') {
        const command = this.#property('CommandMap', name);
        if (command === undefined) continue;
        this.#compare(
          `${name} arguments`,
          String(entry['arg-type']),
          this.#own(command, 'arguments'),
          'taken',
        );
        this.#compare(
          `${name} returns`,
          String(entry['ret-type']),
          this.#own(command, 'returns'),
          'returned',
        );
        const isOob = this.#literals('OobCommandName').has(name);
        if (isOob !== (entry['allow-oob'] === true))
          this.#missing.push(`${name}: whether it may be out of band`);
      } else if (entry['meta-type'] === 'event') {
        this.#compare(name, String(entry['arg-type']), this.#property('EventMap', name), 'returned');
      }
    }
    return this.#missing;
  }

  #property(map: string, name: string): ts.Type | undefined {
    const type = this.#maps.get(map);
    const own = type && this.#own(type, name);
    if (own === undefined) this.#missing.push(`${map}: ${name}`);
    return own;
  }

  #own(type: ts.Type, name: string): ts.Type | undefined {
    const symbol = this.#checker.getPropertyOfType(type, name);
    return symbol && this.#checker.getTypeOfSymbol(symbol);
  }

  #literals(name: string): ReadonlySet<string> {
    const type = this.#maps.get(name);
    return new Set(
      (type?.isUnion() ? type.types : []).map((own) => (own.isStringLiteral() ? own.value : '')),
    );
  }

  #compare(path: string, name: string, type: ts.Type | undefined, direction: Direction): void {
    if (type === undefined) return;
    const key = `${name} ${this.#idOf(type)} ${direction}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const entry = this.#entries.get(name);
    if (type.flags & ts.TypeFlags.Unknown) return;
    switch (entry?.['meta-type']) {
      case 'builtin':
        return this.#compareBuiltin(path, entry, type);
      case 'array':
        return this.#compareArray(path, String(entry['element-type']), type, direction);
      case 'enum':
        return this.#compareValues(path, entry, [type]);
      case 'alternate':
        for (const own of list(entry['members'])) this.#compare(path, String(own['type']), type, direction);
        return;
      case 'object':
        return this.#compareObject(path, entry, type, direction);
      default:
        this.#missing.push(`${path}: the schema's type ${name}`);
    }
  }

  #compareBuiltin(path: string, entry: SchemaEntry, type: ts.Type): void {
    const parts = partsOf(type);
    const any = (flags: ts.TypeFlags): boolean => parts.some((part) => part.flags & flags);
    const kind = String(entry['json-type']);
    const fits =
      kind === 'int' || kind === 'number'
        ? any(ts.TypeFlags.Number)
        : kind === 'boolean'
          ? any(ts.TypeFlags.BooleanLike)
          : kind === 'null'
            ? any(ts.TypeFlags.Null)
            : // An enum that was a string in this version is an enum now, and open.
              kind === 'string' && any(ts.TypeFlags.StringLike);
    if (!fits) this.#missing.push(`${path}: ${kind} is no ${this.#checker.typeToString(type)}`);
  }

  #compareArray(path: string, element: string, type: ts.Type, direction: Direction): void {
    const arrays = partsOf(type).filter((part) => this.#checker.isArrayLikeType(part));
    const [first, ...more] = arrays.map((part) =>
      this.#checker.getIndexTypeOfType(part, ts.IndexKind.Number),
    );
    if (first === undefined)
      this.#missing.push(`${path}: an array is no ${this.#checker.typeToString(type)}`);
    // Where the element's type changed between versions, one of them has to fit.
    else if (more.length === 0) this.#compare(`${path}[]`, element, first, direction);
    else this.#compareAny(`${path}[]`, element, [first, ...more], direction);
  }

  #compareAny(
    path: string,
    name: string,
    types: readonly (ts.Type | undefined)[],
    direction: Direction,
  ): void {
    const before = this.#missing.length;
    let fewest: readonly string[] | undefined;
    for (const type of types) {
      this.#compare(path, name, type, direction);
      const found = this.#missing.splice(before);
      if (fewest === undefined || found.length < fewest.length) fewest = found;
    }
    this.#missing.push(...(fewest ?? []));
  }

  #compareValues(path: string, entry: SchemaEntry, types: readonly ts.Type[]): void {
    const parts = types.flatMap(partsOf);
    const known = new Set(parts.map((part) => (part.isStringLiteral() ? part.value : undefined)));
    const members = entry['members'];
    const values = members === undefined ? entry['values'] : list(members).map(({ name }) => name);
    for (const value of Array.isArray(values) ? values : []) {
      if (!known.has(value)) this.#missing.push(`${path}: the value '${value}'`);
    }
  }

  #compareObject(path: string, entry: SchemaEntry, type: ts.Type, direction: Direction): void {
    const objects = partsOf(type).filter(
      (part) => part.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection),
    );
    const tag = entry['tag'] === undefined ? undefined : String(entry['tag']);
    this.#compareMembers(path, list(entry['members']), objects, direction);
    for (const variant of list(entry['variants'])) {
      const value = String(variant['case']);
      const branches = objects.filter((part) => this.#hasLiteral(part, tag ?? '', value));
      if (branches.length === 0) this.#missing.push(`${path}: the branch '${value}'`);
      const members = this.#entries.get(String(variant['type']))?.['members'];
      this.#compareMembers(`${path}<${value}>`, list(members), branches, direction);
    }
  }

  /** Each member is in one of the objects, with a type that fits, and required in none where it can be left out. */
  #compareMembers(
    path: string,
    members: readonly SchemaEntry[],
    objects: readonly ts.Type[],
    direction: Direction,
  ): void {
    for (const member of members) {
      const where = `${path}.${member.name}`;
      const symbols = objects.flatMap((own) => this.#checker.getPropertyOfType(own, member.name) ?? []);
      if (symbols.length === 0) this.#missing.push(where);
      const isRequired = symbols.every((symbol) => !(symbol.flags & ts.SymbolFlags.Optional));
      if (symbols.length > 0 && isRequired && 'default' in member)
        this.#missing.push(`${where}: it is optional`);
      const types = symbols.map((symbol) => this.#checker.getTypeOfSymbol(symbol));
      const name = String(member['type']);
      const entry = this.#entries.get(name);
      // A discriminator has its own values in each branch.
      if (entry?.['meta-type'] === 'enum') this.#compareValues(where, entry, types);
      else this.#compareAny(where, name, [...new Set(types)], direction);
    }
  }

  #hasLiteral(type: ts.Type, property: string, value: string): boolean {
    const own = this.#own(type, property);
    return own !== undefined && partsOf(own).some((part) => part.isStringLiteral() && part.value === value);
  }

  #idOf(type: ts.Type): number {
    const id = this.#ids.get(type) ?? this.#ids.size;
    this.#ids.set(type, id);
    return id;
  }
}

const partsOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);

function list(value: unknown): readonly SchemaEntry[] {
  return Array.isArray(value) ? value : [];
}
