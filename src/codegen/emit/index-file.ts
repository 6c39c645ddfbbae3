import type { MergedCommand } from '../merge/types.js';
import type { EmitContext } from './context.js';
import { header, type ModuleFile } from './module-file.js';
import type { EmittedFile } from './options.js';
import { aliasOf, fits } from './text.js';

/** Assembles the modules: every type, the maps of commands and events, and what is derived from them. */
export function indexFile(context: EmitContext, modules: readonly ModuleFile[]): EmittedFile {
  const { prefix, openTypes, isEntry } = context.options;
  const commands = [...context.schema.definitions.values()].filter((own) => own.kind === 'command');
  const silent = commands.filter(({ successResponse }) => !successResponse);
  const silentName = `Silent${prefix}CommandName`;
  const maps = (kind: 'commands' | 'events') =>
    modules.flatMap((file) => {
      const name = file[kind];
      return name === undefined ? [] : [{ name, module: file.module }];
    });
  const imports = [...maps('commands'), ...maps('events')];
  const text = [
    isEntry ? '/// <reference types="node" preserve="true" />\n' : '',
    header(context),
    ...[...new Set(imports.map(({ module }) => module))].map((module) => {
      const names = imports.filter((own) => own.module === module).map(({ name }) => name);
      return `import type { ${names.join(', ')} } from './${module}.js';\n`;
    }),
    '\n',
    ...modules.map(({ module }) => `export type * from './${module}.js';\n`),
    isEntry ? `export type { Newer, NoArguments, NoData, WideInt } from '${openTypes}';\n` : '',
    ...mapText(`${prefix}CommandMap`, 'Every command, by its wire name.', maps('commands')),
    ...mapText(`${prefix}EventMap`, 'Every event, by its wire name.', maps('events')),
    ...derived(prefix, 'Command', maps('commands').length > 0, silent.length > 0 ? silentName : undefined),
    ...names(silentName, 'Commands that do not answer when they succeed.', silent),
    ...derived(prefix, 'Event', maps('events').length > 0),
    ...names(
      `${prefix}OobCommandName`,
      'Commands that QEMU executes out of band.',
      commands.filter(({ allowOob }) => allowOob),
    ),
  ];
  return { name: 'index.ts', text: text.join('') };
}

function mapText(
  name: string,
  summary: string,
  interfaces: readonly { readonly name: string }[],
): readonly string[] {
  if (interfaces.length === 0) return [];
  const bases = interfaces.map((own) => own.name);
  const line = `export interface ${name} extends ${bases.join(', ')} {}`;
  const text = fits(line) ? line : `export interface ${name}\n  extends ${bases.join(',\n    ')} {}`;
  return [`\n/** ${summary} */\n${text}\n`];
}

/** `silent` names the commands that do not answer, and are not simply executed. */
function derived(
  prefix: string,
  what: 'Command' | 'Event',
  isThere: boolean,
  silent?: string,
): readonly string[] {
  if (!isThere) return [];
  const keys = `keyof ${prefix}${what}Map`;
  const name = `${prefix}${what}Name`;
  const declare = (declared: string, summary: string, type: string): string =>
    `\n/** ${summary} */\nexport type ${declared} = ${type};\n`;
  if (what === 'Event')
    return [
      declare(name, 'The wire name of an event.', keys),
      declare(`${prefix}EventDataOf<E extends ${name}>`, 'The data of event `E`.', `${prefix}EventMap[E]`),
    ];
  const any = silent === undefined ? name : keys;
  return [
    silent === undefined
      ? declare(name, 'The wire name of a command.', keys)
      : declare(name, 'The wire name of a command that answers.', `Exclude<${keys}, ${silent}>`),
    declare(
      `${prefix}ArgsOf<C extends ${any}>`,
      'The arguments of command `C`.',
      `${prefix}CommandMap[C]['arguments']`,
    ),
    declare(
      `${prefix}ReturnOf<C extends ${any}>`,
      'What command `C` returns.',
      `${prefix}CommandMap[C]['returns']`,
    ),
  ];
}

/** An alias for some commands, if there are such. */
function names(name: string, summary: string, commands: readonly MergedCommand[]): readonly string[] {
  if (commands.length === 0) return [];
  return [
    `\n/** ${summary} */\n`,
    aliasOf(
      name,
      commands.map((command) => `'${command.name}'`),
    ),
  ];
}
