// The fear: the types of a running QEMU, which tells no names, are not its own, or do not compile.
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { emit } from '../../../src/codegen/emit/emit.js';
import type { EmittedFile } from '../../../src/codegen/emit/options.js';
import { optionsFor } from '../../../src/codegen/protocol.js';
import { loadModels, schemaOfModels, schemaOfReply } from '../../../src/codegen/schemas.js';
import { repository } from '../../rules/run.js';
import { pack, recorded, type SchemaEntry, unpack, VERSIONS } from './recorded-schema.js';

const known = schemaOfModels(await loadModels('qmp'));

const generated = (reply: unknown, version?: string): readonly EmittedFile[] =>
  emit(schemaOfReply(reply, known, version), optionsFor('qmp', 'a test', 'qmp-watchdog/qapi'));

const textOf = (files: readonly EmittedFile[]): string => files.map(({ text }) => text).join('\n');

/** The names that files declare. */
function declared(files: readonly EmittedFile[]): readonly string[] {
  return [...textOf(files).matchAll(/^export (?:interface|type) (\w+)/gm)]
    .map(([, name = '']) => name)
    .sort();
}

test('of all versions the types compile', { timeout: 60_000 }, async () => {
  const files = await Promise.all(
    VERSIONS.map(async (version) =>
      generated(await recorded(version), version).map((file) => ({
        ...file,
        name: `${version}/${file.name}`,
      })),
    ),
  );
  expect(complaints(files.flat())).toEqual([]);
});

test.each(VERSIONS)('of QEMU %s the types have the names that QEMU has for them', async (version) => {
  const ours = new Set([...known.definitions.keys(), ...declared(emit(known, optionsFor('qmp', '', '')))]);
  const strange = declared(generated(await recorded(version), version)).filter((name) => !ours.has(name));
  // Two discriminators had an enum of their own in 5.2 only.
  expect(strange).toEqual(version === '5.2' ? ['SocketAddressLegacyType', 'TpmTypeOptionsType'] : []);
});

test.each(VERSIONS)('the record of QEMU %s is read as it was written', async (version) => {
  const entries = await recorded(version);
  expect(unpack(pack(entries))).toEqual(entries);
});

test('the whole message is taken, too', async () => {
  const reply = await recorded('11.1');
  expect(generated({ return: reply, id: 5 })).toEqual(generated(reply));
});

test('what is known of integers, of newer versions and of arguments is told', async () => {
  const text = textOf(generated(await recorded('11.1'), '11.1'));
  expect(text).toContain("  readonly 'psw-mask': WideInt;\n");
  expect(text).toContain('  readonly core: number;\n');
  expect(text).toContain('readonly rd_total_time_ns: WideInt;');
  expect(text).toMatch(/device_add: \{\n {4}arguments: \{\n[^}]*readonly \[member: string\]: unknown;/);
});

const downstream: readonly SchemaEntry[] = [
  { name: '__com.example_look-at', 'meta-type': 'command', 'arg-type': '1', 'ret-type': '[2]' },
  { name: 'query-status', 'meta-type': 'command', 'arg-type': '0', 'ret-type': '3' },
  { name: '__COM.EXAMPLE_SEEN', 'meta-type': 'event', 'arg-type': '1' },
  { name: '0', 'meta-type': 'object', members: [] },
  {
    name: '1',
    'meta-type': 'object',
    members: [
      { name: 'id', type: 'str' },
      { name: 'depth', type: 'int', default: null },
    ],
  },
  { name: '[2]', 'meta-type': 'array', 'element-type': '2' },
  {
    name: '2',
    'meta-type': 'object',
    members: [
      { name: 'kind', type: '4' },
      { name: 'size', type: 'int' },
    ],
  },
  {
    name: '3',
    'meta-type': 'object',
    members: [
      { name: 'running', type: 'bool' },
      { name: 'mood', type: 'str' },
    ],
  },
  { name: '4', 'meta-type': 'enum', members: [{ name: 'a' }, { name: 'b' }] },
  { name: 'str', 'meta-type': 'builtin', 'json-type': 'string' },
  { name: 'int', 'meta-type': 'builtin', 'json-type': 'int' },
  { name: 'bool', 'meta-type': 'builtin', 'json-type': 'boolean' },
];

test("a downstream's own are named by their place, and their integers are wide", { timeout: 60_000 }, () => {
  const files = generated(downstream);
  expect(complaints(files)).toEqual([]);
  expect(textOf(files)).toContain(`export interface ComExampleLookAtReturn {
  readonly kind: ComExampleLookAtReturnKind;
  readonly size: WideInt;
}`);
  expect(textOf(files)).toContain("export type ComExampleLookAtReturnKind = 'a' | 'b' | Newer;");
  expect(textOf(files)).toContain('      readonly depth?: WideInt;');
  expect(textOf(files)).toContain(`export interface StatusInfo {
  readonly running: boolean;
  readonly mood: string;
}`);
});

describe('a reply that is none says where', () => {
  test.for<[unknown, string]>([
    [{}, 'the reply: expected a list; found undefined'],
    [[5], 'the reply: expected an object; found 5'],
    [[{}], "an entry: expected a string under 'name'; found undefined"],
    [[{ name: 'a', 'meta-type': 'class' }], 'a: expected a meta-type of builtin, '],
    [
      [
        { name: 'a', 'meta-type': 'event', 'arg-type': '1' },
        { name: '1', 'meta-type': 'object', members: [{ name: 'm', type: '9' }] },
      ],
      'a reference: expected a type that is listed; found "9"',
    ],
  ])('%j', ([reply, message]) => {
    expect(() => generated(reply)).toThrow(`query-qmp-schema: ${message}`);
  });
});

/** There is no such folder. */
const generatedFolder = join(repository, 'src/generated');

/** What the compiler says of generated files. */
function complaints(files: readonly EmittedFile[]): readonly string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    module: ts.ModuleKind.NodeNext,
    types: [],
    noEmit: true,
    paths: { 'qmp-watchdog/qapi': [join(repository, 'src/qmp/qapi/index.ts')] },
  };
  const texts = new Map(files.map(({ name, text }) => [join(generatedFolder, name), text]));
  const host = ts.createCompilerHost(options);
  const { directoryExists, fileExists, readFile, getSourceFile } = host;
  host.directoryExists = (name) => name.startsWith(generatedFolder) || directoryExists?.(name) === true;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.getSourceFile = (name, version, ...rest) => {
    const text = texts.get(name);
    return text === undefined
      ? getSourceFile(name, version, ...rest)
      : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return [...texts.keys()].flatMap((name) => {
    const source = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
}
