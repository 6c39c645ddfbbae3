import { keysOf } from '../language/node.js';
import { expected, QapiError } from '../qapi-error.js';
import { alternateDefinition } from './alternate.js';
import { BUILTINS } from './builtins.js';
import { commandDefinition } from './command.js';
import type { Source } from './context.js';
import { enumDefinition } from './enum.js';
import { eventDefinition } from './event.js';
import { structDefinition } from './struct.js';
import type { Definition, Schema } from './types.js';
import { unionDefinitions } from './union.js';

const KINDS: ReadonlyMap<string, (source: Source) => readonly Definition[]> = new Map([
  ['enum', (source) => [enumDefinition(source)]],
  ['struct', (source) => [structDefinition(source)]],
  ['union', unionDefinitions],
  ['alternate', (source) => [alternateDefinition(source)]],
  ['command', (source) => [commandDefinition(source)]],
  ['event', (source) => [eventDefinition(source)]],
] satisfies readonly [string, (source: Source) => readonly Definition[]][]);

/** The kind of an expression: its first key. @throws {@link QapiError} when there is no such kind. */
export function kindOf({ node }: Pick<Source, 'node'>): string {
  for (const key of node.entries.keys()) if (KINDS.has(key)) return key;
  throw expected(
    node.place,
    `an expression with one of the keys include, pragma, ${[...KINDS.keys()].join(', ')}`,
    keysOf(node),
  );
}

/** Understands all expressions of one version, and sees that every type they name exists. */
export function define(version: string, sources: readonly Source[]): Schema {
  const definitions = new Map<string, Definition>();
  // What a simple union stands for gives way to definitions of the same name.
  const implied: Definition[] = [];
  for (const source of sources) {
    const [first, ...more] = KINDS.get(kindOf(source))?.(source) ?? [];
    if (first === undefined) continue;
    const earlier = definitions.get(first.name);
    if (earlier !== undefined)
      throw new QapiError(
        first.place,
        `'${first.name}' is defined a second time; first in ${earlier.place.file}:${earlier.place.line}`,
      );
    definitions.set(first.name, first);
    implied.push(...more);
  }
  for (const definition of implied) {
    if (!definitions.has(definition.name)) definitions.set(definition.name, definition);
  }
  for (const definition of definitions.values()) {
    for (const name of namesIn(definition)) {
      if (!BUILTINS.has(name) && !definitions.has(name))
        throw expected(definition.place, `a type that is defined, in '${definition.name}'`, `'${name}'`);
    }
  }
  return { version, definitions };
}

/** The types that a definition names. */
function namesIn(definition: Definition): readonly string[] {
  const ofMembers = (members: readonly { type: { name: string } }[]) => members.map(({ type }) => type.name);
  switch (definition.kind) {
    case 'enum':
      return [];
    case 'struct':
      return [...(definition.base === undefined ? [] : [definition.base]), ...ofMembers(definition.members)];
    case 'union': {
      const { base, branches } = definition;
      return [
        ...(base.kind === 'type' ? [base.name] : ofMembers(base.members)),
        ...branches.map(({ type }) => type),
      ];
    }
    case 'alternate':
      return ofMembers(definition.alternatives);
    case 'command': {
      const { arguments: args, returns } = definition;
      return [
        ...(args.kind === 'type' ? [args.name] : ofMembers(args.members)),
        ...(returns === undefined ? [] : [returns.name]),
      ];
    }
    case 'event':
      return definition.data.kind === 'type' ? [definition.data.name] : ofMembers(definition.data.members);
  }
}
