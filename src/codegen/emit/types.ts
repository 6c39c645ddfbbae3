import type { MergedAlternate, MergedEnum, MergedStruct, MergedType } from '../merge/types.js';
import type { Direction, EmitContext } from './context.js';
import { typeDoc } from './doc.js';
import { membersText } from './members.js';
import { aliasOf, docComment } from './text.js';
import { unionText } from './union.js';

/** The declaration of a type in one direction. */
export function typeText(context: EmitContext, definition: MergedType, direction: Direction): string {
  const name = context.declaredName(definition.name, direction);
  const summary = `QAPI's \`${definition.name}\`${name === definition.name ? '' : ' as an argument'}.`;
  const doc = docComment(typeDoc(definition, summary));
  switch (definition.kind) {
    case 'enum':
      return doc + enumText(context, definition, name, direction);
    case 'struct':
      return doc + structText(context, definition, name, direction);
    case 'union':
      return unionText(context, definition, name, direction, doc);
    case 'alternate':
      return doc + alternateText(context, definition, name, direction);
  }
}

/** An enum is open: narrowing knows the values, and others are possible. What is taken need not be narrowed. */
function enumText(context: EmitContext, { values }: MergedEnum, name: string, direction: Direction): string {
  const others = direction === 'returned' ? context.open('Newer') : '(string & {})';
  return aliasOf(name, [...values.map((value) => `'${value.name}'`), others]);
}

function structText(context: EmitContext, struct: MergedStruct, name: string, direction: Direction): string {
  const base = struct.base === undefined ? undefined : context.name(struct.base, direction);
  // An empty interface would take anything.
  if (struct.members.length === 0) return aliasOf(name, [base ?? context.open('NoData')]);
  const members = membersText(context, struct.name, struct.members, direction);
  return `export interface ${name}${base === undefined ? '' : ` extends ${base}`} {\n${members}}\n`;
}

function alternateText(
  context: EmitContext,
  { name: path, types }: MergedAlternate,
  name: string,
  direction: Direction,
): string {
  return aliasOf(name, [...new Set(types.map((type) => context.types([type], direction, path)))]);
}
