import { readFile } from 'node:fs/promises';

/** An entry of a reply to `query-qmp-schema`. */
export interface SchemaEntry {
  readonly name: string;
  readonly 'meta-type': string;
  readonly [key: string]: unknown;
}

/** The versions whose replies were recorded, from QEMUs for x86-64 as Debian builds them. */
export const VERSIONS: readonly string[] = ['5.2', '7.2', '10.0', '11.1'];

/** What a QEMU of this version replied. */
export async function recorded(version: string): Promise<readonly SchemaEntry[]> {
  const file = new URL(`recorded/${version}.txt`, import.meta.url);
  return unpack(await readFile(file, 'utf8'));
}

/**
 * A reply as text, a fifth of its size: one entry a line, its kind first.
 *
 * - `c NAME ARGUMENTS RETURNS [oob]`, `e NAME DATA`: a command, an event
 * - `o NAME MEMBER:TYPE ... [tag TAG CASE:TYPE ...]`: an object; `*` before an optional member
 * - `n NAME VALUE ...`, `v NAME VALUE ...`: an enum with `members`, and one of before QEMU 6.2, without
 * - `l NAME TYPE`: an array; `a NAME TYPE ...`: an alternate; `b NAME JSON-TYPE`: a builtin
 *
 * Anything named may end with its features: `name!deprecated,unstable`. To record another version, give this what its
 * QEMU returned to `query-qmp-schema`.
 */
export function pack(entries: readonly SchemaEntry[]): string {
  const list = (value: unknown): readonly SchemaEntry[] => (Array.isArray(value) ? value : []);
  const features = (entry: SchemaEntry): string => {
    const names = entry['features'];
    return Array.isArray(names) && names.length > 0 ? `!${names.join()}` : '';
  };
  const member = (entry: SchemaEntry): string =>
    `${'default' in entry ? '*' : ''}${entry.name}:${entry['type']}${features(entry)}`;
  const line = (entry: SchemaEntry): readonly unknown[] => {
    switch (entry['meta-type']) {
      case 'command':
        return ['c', entry['arg-type'], entry['ret-type'], ...(entry['allow-oob'] === true ? ['oob'] : [])];
      case 'event':
        return ['e', entry['arg-type']];
      case 'object': {
        const variants = list(entry['variants']).map((own) => `${own['case']}:${own['type']}`);
        const tag = entry['tag'] === undefined ? [] : ['tag', entry['tag'], ...variants];
        return ['o', ...list(entry['members']).map(member), ...tag];
      }
      case 'enum':
        return Array.isArray(entry['members'])
          ? ['n', ...list(entry['members']).map((own) => own.name + features(own))]
          : ['v', ...list(entry['values'])];
      case 'array':
        return ['l', entry['element-type']];
      case 'alternate':
        return ['a', ...list(entry['members']).map((own) => own['type'])];
      default:
        return ['b', entry['json-type']];
    }
  };
  return entries
    .map((entry) => {
      const [kind, ...rest] = line(entry);
      return `${[kind, entry.name + features(entry), ...rest].join(' ')}\n`;
    })
    .join('');
}

/** The reply that {@link pack} was given; `values` of enums with `members` are left out, as they say the same. */
export function unpack(text: string): readonly SchemaEntry[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [kind = '', head = '', ...words] = line.split(' ');
      const [first = '', second = '', third] = words;
      const named = withFeatures(head);
      switch (kind) {
        case 'c': {
          const oob = third === 'oob' ? { 'allow-oob': true } : {};
          return { 'meta-type': 'command', ...named, 'arg-type': first, 'ret-type': second, ...oob };
        }
        case 'e':
          return { 'meta-type': 'event', ...named, 'arg-type': first };
        case 'o': {
          const at = words.indexOf('tag');
          const members = words.slice(0, at < 0 ? undefined : at).map(unpackMember);
          if (at < 0) return { 'meta-type': 'object', ...named, members };
          const variants = words.slice(at + 2).map((word) => {
            const [value, type] = split(word);
            return { case: value, type };
          });
          return { 'meta-type': 'object', ...named, members, tag: words[at + 1], variants };
        }
        case 'n':
          return { 'meta-type': 'enum', ...named, members: words.map(withFeatures) };
        case 'v':
          return { 'meta-type': 'enum', ...named, values: words };
        case 'l':
          return { 'meta-type': 'array', ...named, 'element-type': first };
        case 'a':
          return { 'meta-type': 'alternate', ...named, members: words.map((type) => ({ type })) };
        case 'b':
          return { 'meta-type': 'builtin', ...named, 'json-type': first };
        default:
          throw new Error(`no such kind: ${line}`);
      }
    });
}

function withFeatures(word: string): { readonly name: string; readonly features?: readonly string[] } {
  const [name = '', features] = word.split('!');
  return features === undefined ? { name } : { name, features: features.split(',') };
}

function unpackMember(word: string) {
  const [name, type] = split(word);
  const { name: bare, features } = withFeatures(type);
  return {
    ...{ name: name.replace(/^\*/, ''), type: bare },
    ...(features === undefined ? {} : { features }),
    ...(name.startsWith('*') ? { default: null } : {}),
  };
}

/** At the last colon. */
function split(word: string): readonly [string, string] {
  const at = word.lastIndexOf(':');
  return [word.slice(0, at), word.slice(at + 1)];
}
