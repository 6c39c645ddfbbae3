// The fear: the generator meets a form that it does not know, and passes over it.
import { describe, expect, test } from 'vitest';
import { define } from '../../../src/codegen/definitions/define.js';
import { readSources } from '../../../src/codegen/language/read.js';
import { type Model, readModels } from '../../../src/codegen/model.js';
import { loadModels, schemaOfModels, schemaOfTrees } from '../../../src/codegen/schemas.js';
import { merge } from '../../../src/codegen/merge/merge.js';
import { emit } from '../../../src/codegen/emit/emit.js';
import { optionsFor } from '../../../src/codegen/protocol.js';

/** How many definitions of each kind a version has. */
function counts({ version, sources }: ReturnType<typeof readModels>[number]) {
  const kinds = [...define(version, sources).definitions.values()].map(({ kind }) => kind);
  const count = (kind: string): number => kinds.filter((own) => own === kind).length;
  return [version, count('command'), count('event')];
}

describe('every command and event is there', () => {
  test('of QMP', async () => {
    expect(readModels(await loadModels('qmp')).map(counts)).toEqual([
      ['5.2', 196, 48],
      ['7.2', 220, 52],
      ['10.0', 240, 56],
      ['11.1', 243, 57],
    ]);
  });

  test('of the guest agent', async () => {
    expect(readModels(await loadModels('agent')).map(counts)).toEqual([
      ['5.2', 40, 0],
      ['7.2', 42, 0],
      ['10.0', 44, 0],
      ['11.1', 44, 0],
    ]);
  });

  test('in the types', async () => {
    const schema = schemaOfModels(await loadModels('qmp'));
    const text = emit(schema, optionsFor('qmp', '', ''))
      .map((file) => file.text)
      .join('');
    for (const { kind, name } of schema.definitions.values()) {
      const entry = new RegExp(`^  '?${name}'?: `, 'm');
      if (kind === 'command' || kind === 'event') expect(text, name).toMatch(entry);
    }
  });
});

/** What is wrong with definitions of one file. */
function complaint(text: string): string {
  try {
    merge([
      define(
        '1.0',
        readSources('a.json', (file) => (file === 'a.json' ? text : missing(file))),
      ),
    ]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'none';
}

function missing(file: string): never {
  throw new Error(`no such file: ${file}`);
}

describe('what is not known is an error at its place:', () => {
  test.for<[string, string, string]>([
    [
      'a kind',
      "\n{ 'class': 'A' }",
      'a.json:2: expected an expression with one of the keys include, pragma, enum, struct, union, alternate, command, event; found the keys class',
    ],
    [
      'a key',
      "{ 'struct': 'A',\n 'data': {},\n 'color': 'red' }",
      "a.json:3: expected one of struct, data, base, if, features in a struct; found the key 'color'",
    ],
    ['a pragma', "{ 'pragma': { 'strict': true } }", 'a.json:1: expected one of doc-required, '],
    [
      'a key of a member',
      "{ 'struct': 'A', 'data': { 'a': { 'type': 'str', 'default': 'x' } } }",
      "a.json:1: expected one of type, if, features in the member 'a'; found the key 'default'",
    ],
    [
      'a type',
      "{ 'struct': 'A', 'data': {\n 'a': 'B' } }",
      "a.json:1: expected a type that is defined, in 'A'; found 'B'",
    ],
    [
      'a nested array',
      "{ 'struct': 'A', 'data': {\n 'a': [['str']] } }",
      "a.json:2: expected an array's type; found a list",
    ],
    [
      'an array of two types',
      "{ 'struct': 'A', 'data': {\n 'a': ['str', 'int'] } }",
      'a.json:2: expected a type or a list of one type; found a list',
    ],
    [
      'a condition',
      "{ 'enum': 'A', 'data': [],\n 'if': { 'none': ['B'] } }",
      "a.json:2: expected one of all, any, not in a condition; found the key 'none'",
    ],
    [
      'two conditions',
      "{ 'enum': 'A', 'data': [],\n 'if': { 'not': 'B', 'all': ['C'] } }",
      "a.json:2: expected one of 'all', 'any', 'not' in a condition; found the keys not, all",
    ],
    [
      'C in a condition',
      "{ 'enum': 'A', 'data': [],\n 'if': 'A == 1' }",
      "a.json:2: expected a configuration symbol or defined(…) with && or ||; found 'A == 1'",
    ],
    [
      'a number',
      "{ 'enum': 'A', 'data': [ 1 ] }",
      'a.json:1: expected a string in single quotes, true, false, or one of { } [ ] : ,; found 1',
    ],
    [
      'a value that is no string',
      "{ 'enum': 'A', 'data': [ true ] }",
      "a.json:1: expected an enum's value; found true",
    ],
    [
      'null',
      "{ 'enum': null }",
      'a.json:1: expected a string in single quotes, true, false, a list or an object; found null',
    ],
    ['double quotes', '{ "enum": "A" }', 'a.json:1: expected a string in single quotes, '],
    ['an escape', "{ 'enum': 'A\\n' }", 'a.json:1: expected a string without a backslash; '],
    ['a missing comma', "{ 'enum': 'A'\n 'data': [] }", "a.json:2: expected ',' or '}'; found 'data'"],
    [
      'a missing end',
      "{ 'enum': 'A',\n 'data': [",
      'a.json:2: expected a string in single quotes, true, false, a list or an object; found the end of the file',
    ],
    [
      'the same key twice',
      "{ 'enum': 'A', 'enum': 'B' }",
      "a.json:1: expected each key once; found 'enum' again",
    ],
    ['an open comment', '\n##\n# @A:', "a.json:2: expected a line of '##' that ends the comment; found none"],
    [
      'the same name twice',
      "{ 'enum': 'A', 'data': [] }\n{ 'struct': 'A', 'data': {} }",
      "a.json:2: 'A' is defined a second time; first in a.json:1",
    ],
    [
      'an include that is not there',
      "\n{ 'include': 'sub/b.json' }",
      'a.json:2: sub/b.json can not be read: no such file: sub/b.json',
    ],
    [
      'boxed members',
      "{ 'command': 'a', 'boxed': true,\n 'data': { 'b': 'str' } }",
      "a.json:2: expected a type's name under 'data', because it is boxed; found an object",
    ],
    [
      'a flag that is none',
      "{ 'command': 'a', 'gen': 'no' }",
      "a.json:1: expected true or false under 'gen'; found 'no'",
    ],
    [
      'a union without a base',
      "{ 'union': 'A', 'discriminator': 'b', 'data': {} }",
      "a.json:1: expected a key 'base'; found the keys union, discriminator, data",
    ],
    [
      'a discriminator that is not there',
      "{ 'union': 'A', 'base': { 'c': 'str' }, 'discriminator': 'b', 'data': {} }",
      "a.json:1: 'A' has no member 'b' to discriminate by",
    ],
    [
      'a discriminator that is no enum',
      "{ 'union': 'A', 'base': { 'b': 'int' }, 'discriminator': 'b', 'data': {} }",
      "a.json:1: the discriminator 'b' of 'A' is no enum",
    ],
    [
      'a base that has no members',
      "{ 'enum': 'B', 'data': [] }\n{ 'union': 'A', 'base': 'B', 'discriminator': 'b', 'data': {} }",
      "a.json:1: 'B' is used for its members, and is no struct but of the kind enum",
    ],
  ])('%s', ([, text, message]) => {
    expect(complaint(text)).toContain(message);
  });

  test('a version that can not be merged with another', () => {
    const version = (name: string, text: string) =>
      define(
        name,
        readSources(`${name}.json`, () => text),
      );
    const old = version('1.0', "\n{ 'enum': 'A', 'data': [] }");
    expect(() => merge([version('2.0', "{ 'struct': 'A', 'data': {} }"), old])).toThrow(
      "1.0.json:2: 'A' is of the kind enum here and of the kind struct in a newer version",
    );
  });

  test('a line of a model', () => {
    const model = (text: string): readonly Model[] => [{ version: '1.0', text }];
    expect(() => readModels(model("module a\n{'enum':'A'} {'enum':'B'}"))).toThrow(
      'model of 1.0:2: expected one definition in the line',
    );
    expect(() => readModels(model('gone A'))).toThrow(
      "model of 1.0:1: 'A' is gone, but no earlier model has it",
    );
  });

  test('a folder that is no source tree', () => {
    expect(() => schemaOfTrees(['no/such/tree'], 'qmp')).toThrow(
      'no/such/tree/VERSION:1: the version can not be read',
    );
  });
});
