import {
  type Branch,
  type Definition,
  type Facts,
  type Member,
  NOTHING,
  type Payload,
  type Schema,
  type TypeRef,
} from '../definitions/types.js';
import { entriesOf, type Info, infos, misunderstood, text, texts } from './reply.js';

/** Where all of it stands. */
const PLACE = { file: 'query-qmp-schema', line: 1 };

/**
 * Understands a reply to `query-qmp-schema`. The names of types are masked there, as numbers, and every integer is an
 * `int`, of 64 bits for all that is known.
 */
export function readReply(version: string, reply: unknown): Schema {
  const entries = entriesOf(reply);
  const byName = new Map(entries.map((entry) => [text('an entry', entry, 'name'), entry]));
  const reader = new Reader(byName);
  const definitions = entries.flatMap((entry) => reader.definition(entry) ?? []);
  return { version, definitions: new Map(definitions.map((definition) => [definition.name, definition])) };
}

class Reader {
  readonly #entries: ReadonlyMap<string, Info>;

  constructor(entries: ReadonlyMap<string, Info>) {
    this.#entries = entries;
  }

  definition(entry: Info): Definition | undefined {
    const name = text('an entry', entry, 'name');
    const kind = text(name, entry, 'meta-type');
    const common = { name, module: '', place: PLACE, ...this.#facts(name, entry) };
    switch (kind) {
      case 'builtin':
      case 'array':
        return undefined;
      case 'enum':
        return { ...common, kind, values: this.#values(name, entry) };
      case 'object':
        return this.#object(common, entry);
      case 'alternate': {
        const alternatives = infos(name, entry, 'members').map((own, at) =>
          this.#member(name, own, `${at + 1}`),
        );
        return { ...common, kind, alternatives };
      }
      case 'command':
        return {
          ...common,
          kind,
          arguments: this.#payload(text(name, entry, 'arg-type')),
          returns: this.#returns(text(name, entry, 'ret-type')),
          successResponse: true,
          allowOob: entry['allow-oob'] === true,
          openArguments: false,
        };
      case 'event':
        return { ...common, kind, data: this.#payload(text(name, entry, 'arg-type')) };
      default:
        throw misunderstood(
          name,
          'a meta-type of builtin, array, enum, object, alternate, command or event',
          kind,
        );
    }
  }

  #object(common: Omit<Definition, 'kind'>, entry: Info): Definition {
    const { name } = common;
    const members = infos(name, entry, 'members').map((own) => this.#member(name, own));
    if (entry['tag'] === undefined) return { ...common, kind: 'struct', members };
    const branches = infos(name, entry, 'variants').flatMap((variant): readonly Branch[] => {
      const type = text(name, variant, 'type');
      return this.#isEmpty(type) ? [] : [{ value: text(name, variant, 'case'), type, features: [] }];
    });
    const discriminator = text(name, entry, 'tag');
    return { ...common, kind: 'union', base: { kind: 'members', members }, discriminator, branches };
  }

  /** Before QEMU 6.2 values were strings only. */
  #values(name: string, entry: Info) {
    if (entry['members'] === undefined)
      return texts(name, entry, 'values').map((value) => ({ name: value, features: [] }));
    return infos(name, entry, 'members').map((value) => ({
      name: text(name, value, 'name'),
      ...this.#facts(name, value),
    }));
  }

  #member(owner: string, entry: Info, name: string = text(owner, entry, 'name')): Member {
    return {
      name,
      optional: 'default' in entry,
      type: this.#type(text(owner, entry, 'type')),
      ...this.#facts(owner, entry),
    };
  }

  #facts(owner: string, entry: Info): Facts {
    return { features: texts(owner, entry, 'features') };
  }

  #type(name: string): TypeRef {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw misunderstood('a reference', 'a type that is listed', name);
    if (entry['meta-type'] === 'array')
      return { name: this.#type(text(name, entry, 'element-type')).name, array: true };
    return { name: name === 'int' ? 'int64' : name, array: false };
  }

  #payload(name: string): Payload {
    const entry = this.#entries.get(name);
    if (entry === undefined || this.#isEmpty(name)) return NOTHING;
    if (entry['tag'] !== undefined) return { kind: 'type', name };
    return { kind: 'members', members: infos(name, entry, 'members').map((own) => this.#member(name, own)) };
  }

  #returns(name: string): TypeRef | undefined {
    return this.#isEmpty(name) ? undefined : this.#type(name);
  }

  #isEmpty(name: string): boolean {
    const entry = this.#entries.get(name);
    return (
      entry?.['meta-type'] === 'object' &&
      entry['tag'] === undefined &&
      infos(name, entry, 'members').length === 0
    );
  }
}
