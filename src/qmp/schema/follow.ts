import type { Step } from './path.js';
import type { ObjectType, SchemaFacts, SchemaType } from './types.js';

/** An object on the way: of `open` types every branch counts, of `settled` ones only the members of all branches. */
interface View {
  readonly settled: readonly ObjectType[];
  readonly open: readonly ObjectType[];
}

/**
 * Whether steps lead somewhere from a type. The graph of types has cycles: each step looks at a type at most once, so
 * that its cost is bounded by the schema's size.
 */
export function leads({ types }: SchemaFacts, from: string, steps: readonly Step[]): boolean {
  let views = viewsOf(types, [from]);
  for (const [at, { member, value }] of steps.entries()) {
    const names = membersOf(types, views, member);
    if (names.size === 0) return false;
    const isLast = at === steps.length - 1;
    if (value === undefined) views = isLast ? [] : viewsOf(types, names);
    else if (!hasValue(types, names, value)) return false;
    else if (!isLast) views = views.flatMap((view) => [...branchesOf(types, view, member, value)]);
  }
  return true;
}

/** Whether one of these types is an enum with this value, or an array or alternate of such. */
export function hasValue(types: SchemaFacts['types'], names: Iterable<string>, value: string): boolean {
  for (const type of through(types, names)) if (type.kind === 'enum' && type.values.has(value)) return true;
  return false;
}

function viewsOf(types: SchemaFacts['types'], names: Iterable<string>): readonly View[] {
  return [...through(types, names)].flatMap((type) =>
    type.kind === 'object' ? [{ settled: [], open: [type] }] : [],
  );
}

/** What is behind arrays and alternates, each type once. */
function* through(types: SchemaFacts['types'], names: Iterable<string>): Generator<SchemaType, void, void> {
  const seen = new Set(names);
  for (const name of seen) {
    const type = types.get(name);
    if (type === undefined) continue;
    if (type.kind === 'through') for (const next of type.types) seen.add(next);
    else yield type;
  }
}

/** The types that a member has, in whichever branch. */
function membersOf(types: SchemaFacts['types'], views: readonly View[], member: string): ReadonlySet<string> {
  const names = new Set<string>();
  const look = ({ members }: ObjectType): void => {
    const name = members.get(member);
    if (name !== undefined) names.add(name);
  };
  for (const { settled } of views) settled.forEach(look);
  const open = views.flatMap((view) => view.open);
  for (const { type } of within(types, open)) look(type);
  return names;
}

/** The object once its discriminator has this value; nothing where that member is no discriminator. */
function* branchesOf(
  types: SchemaFacts['types'],
  view: View,
  member: string,
  value: string,
): Generator<View, void, void> {
  for (const found of within(types, view.open)) {
    if (found.type.tag !== member) continue;
    const branch = types.get(found.type.branches.get(value) ?? '');
    const chain = [...upwards(found)];
    const root = chain.at(-1);
    yield {
      settled: [...view.settled, ...chain],
      open: [...view.open.filter((own) => own !== root), ...(branch?.kind === 'object' ? [branch] : [])],
    };
  }
}

interface Found {
  readonly type: ObjectType;
  /** The union whose branch it is. */
  readonly union: Found | undefined;
}

/** Open types and all their branches, each once: a branch may be a union, too. */
function* within(types: SchemaFacts['types'], open: readonly ObjectType[]): Generator<Found, void, void> {
  const found = new Map<ObjectType, Found>(open.map((type) => [type, { type, union: undefined }]));
  // A map goes on with what is added while it is walked.
  for (const own of found.values()) {
    yield own;
    for (const name of own.type.branches.values()) {
      const type = types.get(name);
      if (type?.kind === 'object' && !found.has(type)) found.set(type, { type, union: own });
    }
  }
}

function* upwards(found: Found): Generator<ObjectType, void, void> {
  for (let own: Found | undefined = found; own !== undefined; own = own.union) yield own.type;
}
