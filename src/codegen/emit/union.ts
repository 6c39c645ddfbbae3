import type { MergedUnion } from '../merge/types.js';
import type { Direction, EmitContext } from './context.js';
import { membersText } from './members.js';
import { aliasOf, docComment, fits, propertyName } from './text.js';

/**
 * A union told apart by its discriminator, with one more branch for the values of a newer QEMU. That branch has an
 * impossible discriminator, so that a literal never falls into it and a misspelt member of a known branch is found.
 */
export function unionText(
  context: EmitContext,
  union: MergedUnion,
  name: string,
  direction: Direction,
  doc: string,
): string {
  const { discriminator, common, former } = union;
  const commonName = `${name}${COMMON}`;
  const hasCommon = common.length > 0;
  const property = `readonly ${propertyName(discriminator)}`;
  const branch = (type: string | undefined, tag: string): string => {
    const parts = [...(hasCommon ? [commonName] : []), ...(type === undefined ? [] : [type]), `{ ${tag} }`];
    return parts.length > 1 ? `(${parts.join(' & ')})` : parts.join('');
  };
  const branches = [...groups(context, union, direction)].flatMap(([type, values]) =>
    chunks(values, (own) => branch(type, `${property}: ${own.map((value) => `'${value}'`).join(' | ')}`)),
  );
  const newer = branch(
    undefined,
    `${property}: ${context.open('Newer')}; readonly [member: string]: unknown`,
  );
  const interfaces = [
    hasCommon ? declare(commonName, `What all of \`${name}\` have.`, common) : '',
    former === undefined
      ? ''
      : declare(`${name}${FORMER}`, `\`${name}\` before it told by \`${discriminator}\` what it is.`, former),
  ];
  function declare(declared: string, summary: string, members: MergedUnion['common']): string {
    const text = membersText(context, union.name, members, direction);
    return `${docComment([summary])}export interface ${declared} {\n${text}}\n\n`;
  }
  const once = former === undefined ? [] : [`(${name}${FORMER} & { ${property}?: never })`];
  return interfaces.join('') + doc + aliasOf(name, [...branches, ...once, newer]);
}

/** End the names of the interfaces that a union is made of. */
const COMMON = 'Base';
const FORMER = 'Former';

/** Values with the same members share a branch; a value whose members changed their type has two. */
function groups(
  context: EmitContext,
  { branches }: MergedUnion,
  direction: Direction,
): ReadonlyMap<string | undefined, readonly string[]> {
  const found = new Map<string | undefined, string[]>();
  for (const { value, types } of branches) {
    const names = types.map((type) => context.name(type, direction));
    for (const name of names.length === 0 ? [undefined] : names)
      found.set(name, [...(found.get(name) ?? []), value]);
  }
  return found;
}

/** As few lines as are long enough. */
function chunks(values: readonly string[], render: (values: readonly string[]) => string): readonly string[] {
  const lines: string[] = [];
  let own: string[] = [];
  for (const value of values) {
    if (own.length > 0 && !fits(`  | ${render([...own, value])}`)) {
      lines.push(render(own));
      own = [];
    }
    own.push(value);
  }
  return [...lines, render(own)];
}
