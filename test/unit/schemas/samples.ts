import { recorded, type SchemaEntry } from '../codegen/recorded-schema.js';

/** Something that a QEMU may send, by what it said of itself. */
export interface Sample {
  /** The wire name of the event or command. */
  readonly name: string;
  readonly value: unknown;
}

/**
 * Values of every event and of what every command returns, by the reply of a real QEMU to `query-qmp-schema`: bare ones,
 * full ones, and one with each value of each member. These definitions reached us another way than the sources did.
 */
export async function samplesOf(version: string): Promise<readonly Sample[]> {
  const entries = await recorded(version);
  const types = new Types(entries);
  return entries.flatMap((entry) => {
    const type = entry['meta-type'] === 'event' ? entry['arg-type'] : entry['ret-type'];
    return type === undefined
      ? []
      : types.values(String(type), 5).map((value) => ({ name: entry.name, value }));
  });
}

class Types {
  readonly #entries: ReadonlyMap<string, SchemaEntry>;

  constructor(entries: readonly SchemaEntry[]) {
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
  }

  /** The bare value first. Deeper than `depth` only bare ones are made. */
  values(type: string, depth: number): readonly unknown[] {
    const entry = this.#entries.get(type);
    if (entry === undefined) throw new Error(`no such type: ${type}`);
    switch (entry['meta-type']) {
      case 'builtin':
        return BUILTIN[String(entry['json-type'])] ?? [];
      case 'enum':
        return ['of an enum'];
      case 'array': {
        const items = depth > 0 ? this.values(String(entry['element-type']), depth - 1) : [];
        return [[], ...(items.length > 0 ? [items] : [])];
      }
      case 'alternate':
        return list(entry['members']).flatMap((own) => this.values(String(own['type']), depth));
      default:
        return this.#objects(entry, depth);
    }
  }

  #objects(entry: SchemaEntry, depth: number): readonly object[] {
    const tag = entry['tag'] === undefined ? undefined : String(entry['tag']);
    const own = this.#withMembers(
      list(entry['members']).filter(({ name }) => name !== tag),
      depth,
    );
    if (tag === undefined) return own;
    return list(entry['variants']).flatMap((variant) =>
      this.#objects(this.#entries.get(String(variant['type'])) ?? entry, depth).map((branch) => ({
        ...own[own.length - 1],
        ...branch,
        [tag]: variant['case'],
      })),
    );
  }

  #withMembers(members: readonly SchemaEntry[], depth: number): readonly object[] {
    const bare: Record<string, unknown> = {};
    for (const member of members)
      if (!('default' in member)) bare[member.name] = this.values(String(member['type']), depth - 1)[0];
    if (depth <= 0) return [bare];
    const full = { ...bare };
    const others: object[] = [];
    for (const { name, type } of members) {
      const [first, ...more] = this.values(String(type), depth - 1);
      full[name] = first;
      others.push(...more.map((value) => ({ ...bare, [name]: value })));
    }
    return [bare, ...others, full];
  }
}

const BUILTIN: Readonly<Record<string, readonly unknown[]>> = {
  string: ['text', ''],
  // The widths of integers are not told; this fits all.
  int: [0, 100],
  number: [0, 0.5],
  boolean: [true, false],
  null: [null],
  value: [null, { any: ['thing'] }],
};

function list(value: unknown): readonly SchemaEntry[] {
  return Array.isArray(value) ? value : [];
}
