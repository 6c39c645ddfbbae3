/** No honest reply is nested deeper, or holds more values. */
const DEEPEST = 64;
const MOST_VALUES = 100_000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;

/**
 * Why a text is not worth parsing, or `undefined`: a few megabytes of nothing but brackets would hold up this process
 * for seconds, and strings of any length cost next to nothing.
 */
export function tooComplex(text: string): string | undefined {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) at = endOfString(text, at);
    else if (character === COMMA) values += 1;
    // An opening bracket or brace, and a closing one.
    else if (character === 0x5b || character === 0x7b) {
      depth += 1;
      values += 1;
    } else if (character === 0x5d || character === 0x7d) depth -= 1;
    if (depth > DEEPEST) return `it is nested more than ${DEEPEST} deep`;
    if (values > MOST_VALUES) return `it holds more than ${MOST_VALUES} values`;
  }
  return undefined;
}

/** Where the string that begins at `start` ends: at its closing quote, or with the text. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    // After an odd number of backslashes it is escaped.
    let escapes = quote;
    while (text.charCodeAt(escapes - 1) === BACKSLASH) escapes -= 1;
    if ((quote - escapes) % 2 === 0) return quote;
  }
  return text.length;
}
