import type { MergedCommand, MergedMember, MergedSchema } from '../merge/types.js';
import { GENERATED } from './module-file.js';
import type { EmittedFile } from './options.js';
import { fits, propertyName } from './text.js';

/** What is deprecated, as a table for run time: names only. */
export function deprecatedFile(schema: MergedSchema, origin: string): EmittedFile {
  const commands = [...schema.definitions.values()].filter((own) => own.kind === 'command');
  const replacements = commands
    .filter(({ life }) => life.deprecated !== undefined)
    .map(({ name, life }) => entry(name, `'${life.replacement ?? ''}'`));
  const members = commands.flatMap((command) => {
    const names = argumentsOf(schema, command)
      .filter(({ life }) => life.deprecated !== undefined)
      .map(({ name }) => `'${name}'`);
    return names.length === 0 ? [] : [entry(command.name, `[${names.join(', ')}]`)];
  });
  const text = [
    `${GENERATED} from the QAPI definitions of ${origin}: do not edit.\n\n`,
    '/** By deprecated command: the one that QEMU names in its place, or nothing. */\n',
    table('DEPRECATED_COMMANDS', 'string', replacements),
    '\n/** By command: its deprecated arguments. */\n',
    table('DEPRECATED_ARGUMENTS', 'readonly string[]', members),
  ];
  return { name: 'deprecated.ts', text: text.join('') };
}

/** The arguments that can be given to a command, those of its bases and branches excepted. */
function argumentsOf(schema: MergedSchema, { arguments: payload }: MergedCommand): readonly MergedMember[] {
  if (payload.kind === 'members') return payload.members;
  return payload.names.flatMap((name) => {
    const definition = schema.definitions.get(name);
    return definition?.kind === 'struct' ? definition.members : [];
  });
}

function entry(name: string, value: string): string {
  return `${propertyName(name)}: ${value}`;
}

function table(name: string, type: string, entries: readonly string[]): string {
  const head = `export const ${name}: Readonly<Record<string, ${type}>> = {`;
  const line = `${head} ${entries.join(', ')} };`;
  if (fits(line)) return `${line}\n`;
  return `${head}\n${entries.map((own) => `  ${own},\n`).join('')}};\n`;
}
