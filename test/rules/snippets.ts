/** A block of TypeScript in a document or in a doc comment. */
export interface Snippet {
  /** The file that holds it, from the repository's root. */
  readonly file: string;
  /** The line in that file on which its first line stands, counted from 1. */
  readonly line: number;
  readonly text: string;
  /** Statements that the reader does not see but the block needs. */
  readonly given: string;
}

/**
 * The `ts` blocks of a Markdown text. What a block takes for granted is said in a comment right above it:
 *
 * ```md
 * <!-- given: import type { QmpClient } from 'qmp-watchdog'; declare const client: QmpClient; -->
 * ```
 */
export function markdownSnippets(file: string, text: string): readonly Snippet[] {
  return blocks(file, text);
}

/** The `ts` blocks of the doc comments in a TypeScript source. */
export function commentSnippets(file: string, source: string): readonly Snippet[] {
  return [...source.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) =>
    blocks(file, comment[0].replaceAll(/^[ \t]*\*(?!\/) ?/gm, ''), lineAt(source, comment.index)),
  );
}

const BLOCK = /(?:<!-- given:((?:(?!-->)[\s\S])*)-->\s*)?^([ \t]*)```ts[ \t]*\n([\s\S]*?)^[ \t]*```[ \t]*$/gm;

function blocks(file: string, text: string, firstLine = 1): readonly Snippet[] {
  return [...text.matchAll(BLOCK)].map((match) => {
    const [whole, given = '', indent = '', code = ''] = match;
    const opening = match.index + whole.lastIndexOf('```ts', whole.length - code.length - 1);
    return {
      file,
      line: firstLine + lineAt(text, opening),
      text: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      given: given.trim().replaceAll('\n', ' '),
    };
  });
}

/** The line, counted from 1, on which the character at `index` stands. */
function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
