import type { MergedDefinition } from '../merge/types.js';
import type { EmitContext } from './context.js';
import type { EmittedFile } from './options.js';
import { fits, pascal } from './text.js';
import { typeText } from './types.js';
import { commandText, eventText } from './wire.js';

/** The file of a module, and the names that it declares. */
export interface ModuleFile extends EmittedFile {
  readonly module: string;
  readonly commands: string | undefined;
  readonly events: string | undefined;
}

/** Writes a module's types, then its commands and events. */
export function moduleFile(
  context: EmitContext,
  module: string,
  definitions: readonly MergedDefinition[],
): ModuleFile {
  const types = definitions.flatMap((definition) =>
    definition.kind === 'command' || definition.kind === 'event'
      ? []
      : context.directionsOf(definition.name).map((direction) => typeText(context, definition, direction)),
  );
  const commands = definitions.flatMap((own) => (own.kind === 'command' ? [commandText(context, own)] : []));
  const events = definitions.flatMap((own) => (own.kind === 'event' ? [eventText(context, own)] : []));
  const map = (what: 'Commands' | 'Events', entries: readonly string[]): string | undefined =>
    entries.length === 0 ? undefined : `${pascal(module)}${what}`;
  const names = { commands: map('Commands', commands), events: map('Events', events) };
  const maps = [
    ...(names.commands === undefined ? [] : [declare(names.commands, 'commands', module, commands)]),
    ...(names.events === undefined ? [] : [declare(names.events, 'events', module, events)]),
  ];
  const body = [...types, ...maps].join('\n');
  const text = `${header(context)}${imports(context, module)}${body}`;
  return { module, name: `${module}.ts`, text, ...names };
}

/** Begins the first line of every generated file. */
export const GENERATED = '// Generated';

/** The first line of every file. */
export function header(context: EmitContext): string {
  return `${GENERATED} from the QAPI definitions of ${context.options.origin}: do not edit.\n\n`;
}

function declare(name: string, what: string, module: string, entries: readonly string[]): string {
  return `/** The ${what} of QAPI's module \`${module}\`. */\nexport interface ${name} {\n${entries.join('')}}\n`;
}

/** What the file uses of others. Nothing may be used after this. */
function imports(context: EmitContext, module: string): string {
  const used = [...context.takeUsed()].filter(([from]) => from !== module);
  const lines = used
    .map(([from, names]) => importLine(from === '' ? context.options.openTypes : `./${from}.js`, [...names]))
    .sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  return lines.length === 0 ? '' : `${lines.join('')}\n`;
}

const pathOf = (line: string): string => line.slice(line.lastIndexOf(' from '));

function importLine(from: string, names: readonly string[]): string {
  const sorted = names.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  const line = `import type { ${sorted.join(', ')} } from '${from}';`;
  if (fits(line)) return `${line}\n`;
  return `import type {\n${sorted.map((name) => `  ${name},\n`).join('')}} from '${from}';\n`;
}
