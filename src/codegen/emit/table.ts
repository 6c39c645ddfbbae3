import { BUILTINS } from '../definitions/builtins.js';
import type { TypeRef } from '../definitions/types.js';
import type { MergedMember, MergedPayload, MergedSchema, MergedType, MergedUnion } from '../merge/types.js';
import { graphOf } from './graph.js';
import { GENERATED } from './module-file.js';
import type { EmitOptions, EmittedFile } from './options.js';
import { aliasOf, docComment } from './text.js';

/**
 * What is sent to us, as text from which it can be checked: one definition a line. Enums are not in it: those that are
 * sent are open, so that any string is one. Nor is what only travels the other way.
 */
export function tableFile(
  schema: MergedSchema,
  name: string,
  { prefix, wideIntegers, origin }: EmitOptions,
): EmittedFile {
  const table = new Table(schema, wideIntegers);
  const { returned } = graphOf(schema);
  const definitions = [...schema.definitions.values()];
  const lines = {
    events: definitions.flatMap((own) =>
      own.kind === 'event' ? [`${own.name} ${table.payload(own.name, own.data)}`] : [],
    ),
    returns: definitions.flatMap((own) =>
      own.kind === 'command'
        ? [`${own.name} ${own.returns.length === 0 ? '{}' : table.types(own.returns, `${own.name}.returns`)}`]
        : [],
    ),
    types: definitions.flatMap((own) =>
      own.kind !== 'command' && own.kind !== 'event' && own.kind !== 'enum' && returned.has(own.name)
        ? [`${own.name} ${table.type(own)}`]
        : [],
    ),
  };
  return {
    name: `${name}.ts`,
    text: [
      `${GENERATED} from the QAPI definitions of ${origin}: do not edit.\n`,
      constant('events', 'The data of the events', lines.events),
      constant('returns', 'What the commands return', lines.returns),
      constant('types', 'The types that these are made of', lines.types),
      names(`${prefix}EventSchemaName`, 'An event whose data is known.', lines.events),
      names(`${prefix}ReturnSchemaName`, 'A command whose result is known.', lines.returns),
    ].join(''),
  };
}

function constant(name: string, summary: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const doc = docComment([`${summary}, one a line; \`../definitions.ts\` reads them.`]);
  return `\n${doc}export const ${name}: string = \`\n${lines.map((line) => `${line}\n`).join('')}\`;\n`;
}

function names(name: string, summary: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const alias = aliasOf(
    name,
    lines.map((line) => `'${line.slice(0, line.indexOf(' '))}'`),
  );
  return `\n${docComment([summary])}${alias}`;
}

class Table {
  readonly #schema: MergedSchema;
  readonly #wide: ReadonlySet<string>;

  constructor(schema: MergedSchema, wide: ReadonlySet<string>) {
    this.#schema = schema;
    this.#wide = wide;
  }

  type(definition: Exclude<MergedType, { kind: 'enum' }>): string {
    switch (definition.kind) {
      case 'struct':
        return this.#object(definition.name, definition.members, definition.base);
      case 'union':
        return this.#union(definition);
      case 'alternate':
        return this.types(definition.types, definition.name);
    }
  }

  payload(owner: string, payload: MergedPayload): string {
    return payload.kind === 'types' ? payload.names.join('|') : this.#object(owner, payload.members);
  }

  /** One of several types: nearly always there is one. `path` is for the list of wide integers. */
  types(types: readonly TypeRef[], path: string): string {
    const names = new Set(
      types.map(({ name, array }) => {
        const written = this.#name(name, path);
        return array ? `[${written}]` : written;
      }),
    );
    return names.has('any') ? 'any' : [...names].join('|');
  }

  #name(name: string, path: string): string {
    if (this.#schema.definitions.get(name)?.kind === 'enum' || BUILTINS.get(name) === 'string') return 'str';
    return name === 'int' && this.#wide.has(path) ? 'int64' : name;
  }

  #object(owner: string, members: readonly MergedMember[], base?: string): string {
    const own = members.map(
      ({ name, required, types }) => `${name}${required ? '' : '?'}:${this.types(types, `${owner}.${name}`)}`,
    );
    return `{${[...(base === undefined ? [] : [`...${base}`]), ...own].join(' ')}}`;
  }

  #union({ name, discriminator, common, branches, former }: MergedUnion): string {
    const known = branches
      .filter(({ types }) => types.length > 0)
      .map(({ value, types }) => `${value}:${types.join('|')}`);
    const once = former === undefined ? '' : ` or ${this.#object(name, former)}`;
    return `${this.#object(name, common)} by ${discriminator} {${known.join(' ')}}${once}`;
  }
}
