/** What a value must be. */
export type Shape =
  /** A type of QAPI's own, or a definition. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list'; readonly item: Shape }
  /** One of these, the newest QEMU's first. */
  | { readonly kind: 'one-of'; readonly shapes: readonly Shape[] }
  | ObjectShape;

/** An object with at least these members. */
export interface ObjectShape {
  readonly kind: 'object';
  /** A definition whose members it has, too. */
  readonly base?: string | undefined;
  readonly members: readonly Member[];
  /** The member that says which further members there are. */
  readonly by?: { readonly tag: string; readonly branches: ReadonlyMap<string, Shape> } | undefined;
  /** What it was while it did not have that member. */
  readonly former?: ObjectShape | undefined;
}

export interface Member {
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
}

/**
 * The definitions of a table, each read when it is first asked for. A line is a name and what it stands for:
 *
 * - `str`, `bool`, `int`, `number`, `null`, `any`, an integer's width, or the name of a type: just that;
 * - `[X]`: a list; `X|Y`: one of these;
 * - `{...Base a:X b?:Y}`: an object with the members of `Base`, `a`, and possibly `b`;
 * - `{a:X} by t {v:Y w:Z} or {b:X}`: an object whose member `t` says whether it has those of `Y` or of `Z`, too;
 *   without `t` it is of an older QEMU, and is what stands behind `or`.
 */
export class Definitions {
  readonly #lines = new Map<string, string>();
  readonly #read = new Map<string, Shape>();

  constructor(...tables: readonly string[]) {
    for (const line of tables.join('').split('\n')) {
      const blank = line.indexOf(' ');
      if (blank > 0) this.#lines.set(line.slice(0, blank), line.slice(blank + 1));
    }
  }

  /** The names of all definitions. */
  get names(): Iterable<string> {
    return this.#lines.keys();
  }

  has(name: string): boolean {
    return this.#lines.has(name);
  }

  get(name: string): Shape {
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const line = this.#lines.get(name);
    if (line === undefined) throw new TypeError(`no definition of ${name}`);
    const shape = new Reader(line).shape();
    this.#read.set(name, shape);
    return shape;
  }

  /** The members of an object, its bases' first. */
  membersOf({ base, members }: ObjectShape): readonly Member[] {
    if (base === undefined) return members;
    const inherited = this.get(base);
    if (inherited.kind !== 'object') throw new TypeError(`${base} is a base and no object`);
    return [...this.membersOf(inherited), ...members];
  }
}

/** Reads what a generator wrote: whatever it does not expect is a fault of this package. */
class Reader {
  readonly #words: readonly string[];
  #at = 0;

  constructor(line: string) {
    this.#words = line.match(/\.{3}|[^\s{}[\]|:?]+|[{}[\]|:?]/g) ?? [];
  }

  shape(): Shape {
    const shapes = [this.#single()];
    while (this.#skip('|')) shapes.push(this.#single());
    const [only] = shapes;
    return only !== undefined && shapes.length === 1 ? only : { kind: 'one-of', shapes };
  }

  #single(): Shape {
    const word = this.#next();
    if (word === '{') return this.#object();
    if (word !== '[') return { kind: 'name', name: word };
    const item = this.shape();
    this.#expect(']');
    return { kind: 'list', item };
  }

  #object(): ObjectShape {
    const base = this.#skip('...') ? this.#next() : undefined;
    const members: Member[] = [];
    while (!this.#skip('}')) {
      const name = this.#next();
      const required = !this.#skip('?');
      this.#expect(':');
      members.push({ name, required, shape: this.shape() });
    }
    const by = this.#skip('by') ? { tag: this.#next(), branches: this.#branches() } : undefined;
    return { kind: 'object', base, members, by, former: this.#former() };
  }

  #branches(): ReadonlyMap<string, Shape> {
    const branches = new Map<string, Shape>();
    this.#expect('{');
    while (!this.#skip('}')) {
      const value = this.#next();
      this.#expect(':');
      branches.set(value, this.shape());
    }
    return branches;
  }

  #former(): ObjectShape | undefined {
    if (!this.#skip('or')) return undefined;
    this.#expect('{');
    return this.#object();
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
