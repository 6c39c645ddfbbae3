import type { MergedCommand, MergedEvent, MergedPayload } from '../merge/types.js';
import type { Direction, EmitContext } from './context.js';
import { wireDoc } from './doc.js';
import { membersText } from './members.js';
import { docComment, fits, propertyName } from './text.js';

/** The entry of a command in its module's `…Commands`. */
export function commandText(context: EmitContext, command: MergedCommand): string {
  const { name, returns, openArguments } = command;
  const args = payloadText(context, name, command.arguments, 'taken', openArguments);
  const result =
    returns.length === 0 ? context.open('NoData') : context.types(returns, 'returned', `${name}.returns`);
  const doc = docComment(wireDoc(command, context.options), '  ');
  const line = `  ${propertyName(name)}: { arguments: ${args}; returns: ${result} };\n`;
  if (!args.includes('\n') && fits(line.trimEnd())) return doc + line;
  return `${doc}  ${propertyName(name)}: {\n    arguments: ${args};\n    returns: ${result};\n  };\n`;
}

/** The entry of an event in its module's `…Events`. */
export function eventText(context: EmitContext, event: MergedEvent): string {
  const data = payloadText(context, event.name, event.data, 'returned', false).replaceAll('\n  ', '\n');
  return `${docComment(wireDoc(event, context.options), '  ')}  ${propertyName(event.name)}: ${data};\n`;
}

function payloadText(
  context: EmitContext,
  owner: string,
  payload: MergedPayload,
  direction: Direction,
  isOpen: boolean,
): string {
  const anything = 'readonly [member: string]: unknown';
  if (payload.kind === 'types') {
    const text = payload.names.map((name) => context.name(name, direction)).join(' | ');
    if (!isOpen) return text;
    return `${payload.names.length > 1 ? `(${text})` : text} & { ${anything} }`;
  }
  if (payload.members.length === 0 && !isOpen)
    return context.open(direction === 'taken' ? 'NoArguments' : 'NoData');
  const members = membersText(context, owner, payload.members, direction, '      ');
  return `{\n${members}${isOpen ? `      ${anything};\n` : ''}    }`;
}
