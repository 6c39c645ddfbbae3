import type { MergedMember } from '../merge/types.js';
import type { Direction, EmitContext } from './context.js';
import { memberDoc } from './doc.js';
import { docComment, propertyName } from './text.js';

/** The members of `owner`, one a line, each with what is known of it. */
export function membersText(
  context: EmitContext,
  owner: string,
  members: readonly MergedMember[],
  direction: Direction,
  indent = '  ',
): string {
  return members
    .map(({ name, required, types, life }) => {
      const type = context.types(types, direction, `${owner}.${name}`);
      const line = `${indent}readonly ${propertyName(name)}${required ? '' : '?'}: ${type};\n`;
      return docComment(memberDoc(life), indent) + line;
    })
    .join('');
}
