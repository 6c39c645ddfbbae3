import type { Source } from './definitions/context.js';
import { kindOf } from './definitions/define.js';
import { type Node, type ObjectNode, object, required, string } from './language/node.js';
import { parse } from './language/parse.js';
import { QapiError } from './qapi-error.js';
import { compareVersions } from './version.js';

/**
 * The facts of one version as text: QAPI's own language without its comments, one definition a line, sorted. A model
 * tells how a version differs from the one before it: definitions that are new or changed stand under their module, and
 * those that ended as `gone NAME`.
 */
export interface Model {
  readonly version: string;
  readonly text: string;
}

/** What says nothing about the wire. */
const OMITTED: readonly string[] = ['prefix', 'coroutine', 'boxed', 'allow-preconfig'];

interface Entry {
  readonly module: string;
  readonly line: string;
}

/** Writes the models of versions, which are given from the oldest to the newest. */
export function writeModels(
  versions: readonly { readonly version: string; readonly sources: readonly Source[] }[],
): readonly Model[] {
  const oldest = versions[0]?.version ?? '';
  let before: ReadonlyMap<string, Entry> = new Map();
  return versions.map(({ version, sources }) => {
    const now = new Map(sources.map((source) => [nameOf(source), entry(source, oldest)]));
    const lines = [...before.keys()].filter((name) => !now.has(name)).map((name) => `gone ${name}`);
    const changed = [...now].filter(([name, { module, line }]) => {
      const earlier = before.get(name);
      return earlier?.line !== line || earlier.module !== module;
    });
    lines.sort();
    for (const module of [...new Set(changed.map(([, { module }]) => module))].sort()) {
      lines.push(`module ${module}`);
      const own = changed.filter(([, entry]) => entry.module === module);
      lines.push(...own.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { line }]) => line));
    }
    before = now;
    return { version, text: lines.map((line) => `${line}\n`).join('') };
  });
}

/** Reads what {@link writeModels} wrote. @throws {@link QapiError} */
export function readModels(
  models: readonly Model[],
): readonly { readonly version: string; readonly sources: readonly Source[] }[] {
  const definitions = new Map<string, Source>();
  return models.map(({ version, text }) => {
    const file = `model of ${version}`;
    let module = '';
    for (const [at, line] of text.split('\n').entries()) {
      const [, word, name = ''] = /^(gone|module) (.+)$/.exec(line) ?? [];
      if (word === 'module') module = name;
      else if (word === 'gone') {
        if (!definitions.delete(name))
          throw new QapiError({ file, line: at + 1 }, `'${name}' is gone, but no earlier model has it`);
      } else if (line !== '') {
        const source = readLine(file, at, line, module);
        definitions.set(nameOf(source), source);
      }
    }
    return { version, sources: [...definitions.values()] };
  });
}

function nameOf(source: Source): string {
  return string(required(source.node, kindOf(source)), 'a name');
}

function entry({ node, module, since, replacement }: Source, oldest: string): Entry {
  const names = partsOf(node);
  const parts = [...since.parts].filter(
    ([name, version]) => names.has(name) && compareVersions(version, oldest) > 0,
  );
  const facts = [
    ...(replacement === undefined ? [] : [`'instead':'${replacement}'`]),
    ...(since.definition === undefined ? [] : [`'since':'${since.definition}'`]),
    ...(parts.length === 0
      ? []
      : [`'parts-since':{${parts.map(([name, version]) => `'${name}':'${version}'`).join(',')}}`]),
  ];
  const keys = [...node.entries].filter(([key]) => !OMITTED.includes(key));
  return {
    module,
    line: `{${[...keys.map(([key, value]) => `'${key}':${write(value)}`), ...facts].join(',')}}`,
  };
}

/** The names of members and values. */
function partsOf(node: ObjectNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const key of ['data', 'base']) {
    const value = node.entries.get(key);
    if (value?.kind === 'object') for (const name of value.entries.keys()) names.add(name.replace(/^\*/, ''));
    for (const item of value?.kind === 'list' ? value.items : []) {
      const name = item.kind === 'object' ? item.entries.get('name') : item;
      if (name?.kind === 'string') names.add(name.value);
    }
  }
  return names;
}

function write(node: Node): string {
  switch (node.kind) {
    case 'string':
      return `'${node.value}'`;
    case 'boolean':
      return String(node.value);
    case 'list':
      return `[${node.items.map(write).join(',')}]`;
    case 'object':
      return `{${[...node.entries].map(([key, value]) => `'${key}':${write(value)}`).join(',')}}`;
  }
}

function readLine(file: string, at: number, line: string, module: string): Source {
  // The parser counts from 1.
  const [expression, ...more] = parse(file, '\n'.repeat(at) + line);
  if (expression === undefined || more.length > 0)
    throw new QapiError({ file, line: at + 1 }, 'expected one definition in the line');
  const entries = new Map(expression.node.entries);
  const since = entries.get('since');
  const parts = entries.get('parts-since');
  const replacement = entries.get('instead');
  entries.delete('since');
  entries.delete('parts-since');
  entries.delete('instead');
  const versions = parts && object(parts, "an object under 'parts-since'").entries;
  return {
    node: { ...expression.node, entries },
    module,
    replacement: replacement && string(replacement, "a command under 'instead'"),
    since: {
      definition: since && string(since, "a version under 'since'"),
      parts: new Map([...(versions ?? [])].map(([name, version]) => [name, string(version, 'a version')])),
    },
  };
}
