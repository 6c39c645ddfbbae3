import { messageOf } from '../../core/index.js';
import type { Source } from '../definitions/context.js';
import { type Place, QapiError } from '../qapi-error.js';
import { knownKeys, object, required, string } from './node.js';
import { type Expression, parse } from './parse.js';
import { commandReplacements, replacementIn } from './replacement.js';
import { sinceFacts } from './since.js';

/** The text of a file of definitions. It may throw. */
export type ReadFile = (file: string) => string;

const PRAGMAS: readonly string[] = [
  ...['doc-required', 'returns-whitelist', 'name-case-whitelist', 'command-name-exceptions'],
  ...['command-returns-exceptions', 'member-name-exceptions', 'documentation-exceptions'],
];

/** The expressions of a file and of all that it includes, each file once, in the order of QEMU's own generator. */
export function readSources(root: string, readFile: ReadFile): readonly Source[] {
  const seen = new Set<string>();
  const read = (file: string, from: Place): readonly Source[] => {
    if (seen.has(file)) return [];
    seen.add(file);
    const module = file.replace(/^.*\//, '').replace(/\.json$/, '');
    return parse(file, textOf(file, from, readFile)).flatMap((expression) => {
      const { node } = expression;
      const include = node.entries.get('include');
      if (include !== undefined) {
        knownKeys(node, 'an include', ['include']);
        const name = string(include, 'the name of a file');
        return read(beside(file, name), include.place);
      }
      if (node.entries.has('pragma')) {
        knownKeys(node, 'a pragma', ['pragma']);
        knownKeys(object(required(node, 'pragma'), 'an object of pragmas'), 'a pragma', PRAGMAS);
        return [];
      }
      return [source(expression, module)];
    });
  };
  return commandReplacements(read(root, { file: root, line: 1 }));
}

function textOf(file: string, from: Place, readFile: ReadFile): string {
  try {
    return readFile(file);
  } catch (error) {
    throw new QapiError(from, `${file} can not be read: ${messageOf(error)}`);
  }
}

function source({ node, doc }: Expression, module: string): Source {
  const [, described] = /^\s*@([\w-]+):/.exec(doc ?? '') ?? [];
  const [first] = node.entries.values();
  const own = first?.kind === 'string' && first.value === described ? doc : undefined;
  return { node, module, since: sinceFacts(own), replacement: replacementIn(own) };
}

function beside(file: string, name: string): string {
  const folder = file.replace(/[^/]*$/, '');
  const parts: string[] = [];
  for (const part of `${folder}${name}`.split('/')) {
    if (part === '..' && parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
