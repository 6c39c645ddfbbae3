/** The longest line. */
const WIDTH = 110;

/** A member's name, quoted where it must be. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`;
}

/** `export type Name = a | b;`, on several lines where one is too short. */
export function aliasOf(name: string, parts: readonly string[]): string {
  return `export type ${name} =${unionAfter(`export type ${name} =`, parts)};\n`;
}

/** What follows `head`: a union of `parts` that ends with one more character. */
function unionAfter(head: string, parts: readonly string[]): string {
  const line = ` ${parts.join(' | ')}`;
  if (head.length + line.length + 1 <= WIDTH) return line;
  return parts.map((part) => `\n  | ${part}`).join('');
}

/** A doc comment, or nothing where there is nothing to say. */
export function docComment(lines: readonly string[], indent = ''): string {
  if (lines.length === 0) return '';
  const [only = '', ...more] = lines;
  if (more.length === 0 && !only.startsWith('- ') && indent.length + only.length + 8 <= WIDTH)
    return `${indent}/** ${only} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}

/** `run-state` as `RunState`, and any other name as one of TypeScript. */
export function pascal(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** One line, or as many as there are parts. */
export function fits(text: string): boolean {
  return text.length <= WIDTH;
}
