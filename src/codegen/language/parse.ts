import { expected, type Place } from '../qapi-error.js';
import type { Node, ObjectNode } from './node.js';
import { type Token, tokenize } from './tokens.js';

/** An expression at the top of a file, with the text of the doc comment above it. */
export interface Expression {
  readonly node: ObjectNode;
  readonly doc: string | undefined;
}

/**
 * Parses QAPI's language: JSON with single quotes, comments, and neither numbers nor null.
 * @throws {@link QapiError}
 */
export function parse(file: string, text: string): readonly Expression[] {
  const parser = new Parser(tokenize(file, text));
  const expressions: Expression[] = [];
  for (;;) {
    const doc = parser.docs();
    if (parser.atEnd()) return expressions;
    expressions.push({ node: parser.object(), doc });
  }
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  atEnd(): boolean {
    return this.#peek().kind === 'end';
  }

  /** Skips doc comments; the last one is what describes the next expression. */
  docs(): string | undefined {
    let doc: string | undefined;
    for (let token = this.#peek(); token.kind === 'doc'; token = this.#peek()) {
      doc = token.text;
      this.#at += 1;
    }
    return doc;
  }

  object(): ObjectNode {
    const { place } = this.#punctuation('{', 'an object');
    const entries = new Map<string, Node>();
    if (!this.#skip('}')) {
      do {
        const key = this.#next();
        if (key.kind !== 'string') throw expected(key.place, 'a key in single quotes', found(key));
        if (entries.has(key.text)) throw expected(key.place, 'each key once', `'${key.text}' again`);
        this.#punctuation(':', "':'");
        entries.set(key.text, this.#value());
      } while (this.#skip(','));
      this.#punctuation('}', "',' or '}'");
    }
    return { kind: 'object', entries, place };
  }

  #list(place: Place): Node {
    const items: Node[] = [];
    if (!this.#skip(']')) {
      do items.push(this.#value());
      while (this.#skip(','));
      this.#punctuation(']', "',' or ']'");
    }
    return { kind: 'list', items, place };
  }

  #value(): Node {
    const token = this.#peek();
    const { place, text } = token;
    if (token.kind === 'punctuation' && text === '{') return this.object();
    this.#at += 1;
    if (token.kind === 'string') return { kind: 'string', value: text, place };
    if (token.kind === 'word' && (text === 'true' || text === 'false'))
      return { kind: 'boolean', value: text === 'true', place };
    if (token.kind === 'punctuation' && text === '[') return this.#list(place);
    throw expected(place, 'a string in single quotes, true, false, a list or an object', found(token));
  }

  #skip(text: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'punctuation' || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #punctuation(text: string, what: string): Token {
    const token = this.#next();
    if (token.kind !== 'punctuation' || token.text !== text) throw expected(token.place, what, found(token));
    return token;
  }

  #next(): Token {
    const token = this.#peek();
    this.#at += 1;
    return token;
  }

  /** A doc comment inside an expression describes nothing. */
  #peek(): Token {
    const token = this.#tokens[this.#at] ?? this.#tokens[this.#tokens.length - 1];
    if (token === undefined) throw new RangeError('there is always an end');
    return token;
  }
}

function found(token: Token): string {
  if (token.kind === 'end') return 'the end of the file';
  if (token.kind === 'doc') return 'a doc comment';
  return token.kind === 'string' ? `'${token.text}'` : token.text;
}
