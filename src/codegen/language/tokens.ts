import { expected, type Place } from '../qapi-error.js';

/** A word of the language. A doc comment is one too: it belongs to the expression after it. */
export type Token =
  | { readonly kind: 'punctuation'; readonly text: string; readonly place: Place }
  | { readonly kind: 'string'; readonly text: string; readonly place: Place }
  | { readonly kind: 'word'; readonly text: string; readonly place: Place }
  | { readonly kind: 'doc'; readonly text: string; readonly place: Place }
  | { readonly kind: 'end'; readonly text: ''; readonly place: Place };

const PART = /[ \t\r\n]+|#[^\n]*|[{}[\]:,]|'[^'\n]*'|[A-Za-z]+|./gu;

/** The words of a file. Comments vanish; what is between two lines of `##` is a doc comment. */
export function tokenize(file: string, text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let doc: { lines: string[]; place: Place } | undefined;
  for (const [part] of text.matchAll(PART)) {
    const place = { file, line };
    if (part.startsWith('#')) {
      if (/^##\s*$/.test(part)) {
        if (doc !== undefined) tokens.push({ kind: 'doc', text: doc.lines.join('\n'), place: doc.place });
        doc = doc === undefined ? { lines: [], place } : undefined;
      } else doc?.lines.push(part.replace(/^# ?/, ''));
    } else if (/^\s/.test(part)) {
      line += part.split('\n').length - 1;
    } else if (doc !== undefined) {
      throw expected(place, "a line of '##' that ends the comment", part);
    } else if (part.startsWith("'") && part.length > 1) {
      if (part.includes('\\')) throw expected(place, 'a string without a backslash', part);
      tokens.push({ kind: 'string', text: part.slice(1, -1), place });
    } else if (/^[A-Za-z]/.test(part)) {
      tokens.push({ kind: 'word', text: part, place });
    } else if ('{}[]:,'.includes(part)) {
      tokens.push({ kind: 'punctuation', text: part, place });
    } else {
      throw expected(place, 'a string in single quotes, true, false, or one of { } [ ] : ,', part);
    }
  }
  if (doc !== undefined) throw expected(doc.place, "a line of '##' that ends the comment", 'none');
  tokens.push({ kind: 'end', text: '', place: { file, line } });
  return tokens;
}
