import { BUILTINS } from '../definitions/builtins.js';
import type { TypeRef } from '../definitions/types.js';
import type { MergedSchema } from '../merge/types.js';
import { type Graph, graphOf } from './graph.js';
import type { EmitOptions } from './options.js';

/** Which way data travels: what QEMU sends, or what a command takes. */
export type Direction = 'returned' | 'taken';

/** What all emitters share: the set, its names in TypeScript, and what the file at hand has used of other files. */
export class EmitContext {
  readonly schema: MergedSchema;
  readonly options: EmitOptions;
  readonly #graph: Graph;
  /** Names used since {@link EmitContext.takeUsed}, by the module that has them; `''` for the open types. */
  #used = new Map<string, Set<string>>();

  constructor(schema: MergedSchema, options: EmitOptions) {
    this.schema = schema;
    this.options = options;
    this.#graph = graphOf(schema);
  }

  /** In which directions a type is to be written: in none where nothing refers to it. */
  directionsOf(name: string): readonly Direction[] {
    const { returned, taken, tags, directed } = this.#graph;
    if (returned.has(name))
      return taken.has(name) && directed.has(name) ? ['returned', 'taken'] : ['returned'];
    if (taken.has(name)) return ['taken'];
    return tags.has(name) ? ['returned'] : [];
  }

  /** A type's name in a direction: `FooArgument` where an argument reads differently from what QEMU sends. */
  declaredName(name: string, direction: Direction): string {
    return direction === 'taken' && this.directionsOf(name).length > 1 ? `${name}Argument` : name;
  }

  /** A name of the open types, marked as used. */
  open(name: 'Newer' | 'NoArguments' | 'NoData' | 'WideInt'): string {
    this.#use('', name);
    return name;
  }

  /** A type's name in a direction, marked as used. */
  name(name: string, direction: Direction): string {
    const builtin = BUILTINS.get(name);
    if (builtin !== undefined) return builtin === 'WideInt' ? this.open('WideInt') : builtin;
    const declared = this.declaredName(name, direction);
    this.#use(this.moduleOf(name), declared);
    return declared;
  }

  /** One of several types: nearly always there is one. `path` is the member's, for the list of wide integers. */
  types(types: readonly TypeRef[], direction: Direction, path: string): string {
    const isEnum = ({ name }: TypeRef): boolean => this.schema.definitions.get(name)?.kind === 'enum';
    // What was a string and became an enum is an enum: it is open, and completes.
    const telling = types.some(isEnum) ? types.filter(({ name, array }) => name !== 'str' || array) : types;
    const names = new Set(
      telling.map(({ name, array }) => {
        const wide = name === 'int' && this.options.wideIntegers.has(path);
        const text = this.name(wide ? 'int64' : name, direction);
        return array ? `readonly ${text}[]` : text;
      }),
    );
    if (names.has('unknown')) return 'unknown';
    if (names.has('WideInt')) names.delete('number');
    return [...names].join(' | ');
  }

  /** The module in which a type is declared. */
  moduleOf(name: string): string {
    const module = this.schema.definitions.get(name)?.module ?? '';
    return this.options.modules.get(module) ?? module;
  }

  /** What was used since the last call. */
  takeUsed(): ReadonlyMap<string, ReadonlySet<string>> {
    const used = this.#used;
    this.#used = new Map();
    return used;
  }

  #use(module: string, name: string): void {
    this.#used.set(module, (this.#used.get(module) ?? new Set()).add(name));
  }
}
