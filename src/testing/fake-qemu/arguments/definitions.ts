/** What a value must be: the name of a type, or a list of such. */
export interface Reference {
  readonly name: string;
  readonly list: boolean;
}

export interface Member {
  readonly name: string;
  readonly optional: boolean;
  readonly deprecated: boolean;
  readonly type: Reference;
}

export interface ObjectType {
  readonly kind: 'object';
  /** A type whose members it has, too. */
  readonly base: string | undefined;
  readonly members: readonly Member[];
  /** The member whose value says which further members there are. */
  readonly by: { readonly tag: string; readonly branches: ReadonlyMap<string, string> } | undefined;
}

/** A type, by what is allowed there. */
export type ArgumentType =
  | ObjectType
  /** A word of these, the deprecated ones with `true`. */
  | { readonly kind: 'enum'; readonly values: ReadonlyMap<string, boolean> }
  /** Whichever fits the kind of JSON value. */
  | { readonly kind: 'alternate'; readonly types: readonly Reference[] };

/** What a command takes. */
export interface CommandArguments {
  /** Its arguments: an object, or the name of a type. */
  readonly takes: ObjectType | string;
  readonly oob: boolean;
  /** Whether arguments beyond those listed are taken. */
  readonly open: boolean;
  /** Not there unless it is deprecated; what to use instead, where QEMU says so. */
  readonly deprecated: { readonly instead: string | undefined } | undefined;
}

/**
 * The definitions of one version, each read when it is first asked for. A line is a name and one of
 *
 * - `{...Base a:X b?:[Y] c!:Z}`: an object with the members of `Base`, `a`, possibly a list `b`, and `c`, deprecated;
 *   with ` by a {v:Y w:Z}` behind it the value of `a` says whether it has the members of `Y` or of `Z`, too;
 * - `(v w!)`: an enum, of which `w` is deprecated;
 * - `X|Y`: an alternate;
 * - for a command an object or the name of a type, then, where they hold, `oob`, `open`, `deprecated` and what to use.
 */
export class Definitions {
  readonly version: string;
  readonly #lines: ReadonlyMap<string, string>;
  readonly #types = new Map<string, ArgumentType>();

  constructor(version: string, lines: ReadonlyMap<string, string>) {
    this.version = version;
    this.#lines = lines;
  }

  command(name: string): CommandArguments | undefined {
    const line = this.#lines.get(name);
    // Commands and types have names of different forms: a type begins with a capital.
    return line === undefined || /^[A-Z]/.test(name) ? undefined : new Reader(line).command();
  }

  /** A type; `undefined` for one of QAPI's own. */
  type(name: string): ArgumentType | undefined {
    const line = this.#lines.get(name);
    if (line === undefined) return undefined;
    const known = this.#types.get(name) ?? new Reader(line).type();
    this.#types.set(name, known);
    return known;
  }

  /** A type that has members. */
  object(name: string): ObjectType {
    const type = this.type(name);
    if (type?.kind !== 'object') throw new TypeError(`${name} has no members`);
    return type;
  }
}

/** Reads the generated table: the definitions of each version, from the oldest to the newest. */
export function readVersions(table: string): readonly Definitions[] {
  const versions: Definitions[] = [];
  let lines = new Map<string, string>();
  for (const line of table.split('\n')) {
    const blank = line.indexOf(' ');
    if (blank < 0) continue;
    const name = line.slice(0, blank);
    const rest = line.slice(blank + 1);
    if (name === 'version') {
      lines = new Map(lines);
      versions.push(new Definitions(rest, lines));
    } else if (name === 'gone') lines.delete(rest);
    else lines.set(name, rest);
  }
  return versions;
}

/** Reads what a generator wrote: whatever it does not expect is a fault of this package. */
class Reader {
  readonly #words: readonly string[];
  #at = 0;

  constructor(line: string) {
    this.#words = line.match(/\.{3}|[^\s{}()[\]|:?!]+|[{}()[\]|:?!]/g) ?? [];
  }

  command(): CommandArguments {
    const takes = this.#skip('{') ? this.#object() : this.#next();
    const oob = this.#skip('oob');
    const open = this.#skip('open');
    const deprecated = this.#skip('deprecated') ? { instead: this.#words[this.#at] } : undefined;
    return { takes, oob, open, deprecated };
  }

  type(): ArgumentType {
    if (this.#skip('{')) return this.#object();
    if (this.#skip('(')) return { kind: 'enum', values: this.#values() };
    const types = [this.#reference()];
    while (this.#skip('|')) types.push(this.#reference());
    return { kind: 'alternate', types };
  }

  #object(): ObjectType {
    const base = this.#skip('...') ? this.#next() : undefined;
    const members: Member[] = [];
    while (!this.#skip('}')) {
      const name = this.#next();
      const optional = this.#skip('?');
      const deprecated = this.#skip('!');
      this.#expect(':');
      members.push({ name, optional, deprecated, type: this.#reference() });
    }
    const by = this.#skip('by') ? { tag: this.#next(), branches: this.#branches() } : undefined;
    return { kind: 'object', base, members, by };
  }

  #branches(): ReadonlyMap<string, string> {
    const branches = new Map<string, string>();
    this.#expect('{');
    while (!this.#skip('}')) {
      const value = this.#next();
      this.#expect(':');
      branches.set(value, this.#next());
    }
    return branches;
  }

  #values(): ReadonlyMap<string, boolean> {
    const values = new Map<string, boolean>();
    while (!this.#skip(')')) {
      const value = this.#next();
      values.set(value, this.#skip('!'));
    }
    return values;
  }

  #reference(): Reference {
    if (!this.#skip('[')) return { name: this.#next(), list: false };
    const name = this.#next();
    this.#expect(']');
    return { name, list: true };
  }

  #next(): string {
    const word = this.#words[this.#at];
    if (word === undefined) throw new TypeError('a definition ends too early');
    this.#at += 1;
    return word;
  }

  #skip(word: string): boolean {
    const found = this.#words[this.#at] === word;
    if (found) this.#at += 1;
    return found;
  }

  #expect(word: string): void {
    if (!this.#skip(word)) throw new TypeError(`a definition has no '${word}' where one belongs`);
  }
}
