import type { Definition, Facts, Member, Payload, Schema, TypeRef } from '../definitions/types.js';
import { GENERATED } from './module-file.js';
import type { EmittedFile } from './options.js';

/**
 * What commands take in each version, as text from which a fake QEMU checks them: one definition a line. The versions
 * are given from the oldest to the newest; each says how it differs from the one before.
 */
export function argumentsFile(schemas: readonly Schema[], origin: string): EmittedFile {
  const lines: string[] = [];
  let before: ReadonlyMap<string, string> = new Map();
  for (const schema of schemas) {
    const now = definitionsOf(schema);
    lines.push(`version ${schema.version}`);
    for (const name of before.keys()) if (!now.has(name)) lines.push(`gone ${name}`);
    for (const [name, text] of now) if (before.get(name) !== text) lines.push(`${name} ${text}`);
    before = now;
  }
  return {
    name: 'command-arguments.ts',
    text: [
      `${GENERATED} from the QAPI definitions of ${origin}: do not edit.\n\n`,
      '/** What commands take, version by version; `../fake-qemu/arguments/definitions.ts` reads it. */\n',
      `export const commandArguments: string = \`\n${lines.map((line) => `${line}\n`).join('')}\`;\n`,
    ].join(''),
  };
}

/** The commands and the types that they take, sorted by name. */
function definitionsOf({ definitions }: Schema): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const pending = [...definitions.values()].filter(({ kind }) => kind === 'command');
  for (let own = pending.pop(); own !== undefined; own = pending.pop()) {
    if (texts.has(own.name)) continue;
    texts.set(own.name, textOf(own));
    for (const name of typesIn(own)) {
      // QAPI's own types have no definition.
      const type = definitions.get(name);
      if (type !== undefined) pending.push(type);
    }
  }
  return new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function textOf(definition: Definition): string {
  switch (definition.kind) {
    case 'enum':
      return `(${definition.values.map((value) => `${value.name}${mark(value)}`).join(' ')})`;
    case 'struct':
      return object(definition.members, definition.base);
    case 'union': {
      const { base, discriminator, branches } = definition;
      const common = base.kind === 'type' ? object([], base.name) : object(base.members);
      return `${common} by ${discriminator} {${branches.map(({ value, type }) => `${value}:${type}`).join(' ')}}`;
    }
    case 'alternate':
      return definition.alternatives.map((own) => reference(own.type)).join('|');
    case 'command': {
      const { arguments: args, allowOob, openArguments, features, replacement } = definition;
      const deprecated = features.includes('deprecated') ? ` deprecated ${replacement ?? ''}`.trimEnd() : '';
      return `${payload(args)}${allowOob ? ' oob' : ''}${openArguments ? ' open' : ''}${deprecated}`;
    }
    case 'event':
      return payload(definition.data);
  }
}

function payload(own: Payload): string {
  return own.kind === 'type' ? own.name : object(own.members);
}

function object(members: readonly Member[], base?: string): string {
  const own = members.map((member) => {
    const optional = member.optional ? '?' : '';
    return `${member.name}${optional}${mark(member)}:${reference(member.type)}`;
  });
  return `{${[...(base === undefined ? [] : [`...${base}`]), ...own].join(' ')}}`;
}

function reference({ name, array }: TypeRef): string {
  return array ? `[${name}]` : name;
}

function mark({ features }: Facts): string {
  return features.includes('deprecated') ? '!' : '';
}

/** The types that a definition takes; what a command returns is none of them. */
function typesIn(definition: Definition): readonly string[] {
  const named = (members: readonly Member[]): readonly string[] => members.map(({ type }) => type.name);
  const carried = (own: Payload): readonly string[] =>
    own.kind === 'type' ? [own.name] : named(own.members);
  switch (definition.kind) {
    case 'enum':
      return [];
    case 'struct':
      return [...(definition.base === undefined ? [] : [definition.base]), ...named(definition.members)];
    case 'union':
      return [...carried(definition.base), ...definition.branches.map(({ type }) => type)];
    case 'alternate':
      return named(definition.alternatives);
    case 'command':
      return carried(definition.arguments);
    case 'event':
      return carried(definition.data);
  }
}
