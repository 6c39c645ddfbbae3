// The fear: advice that QEMU did not give is given in its name, or a deprecated command goes unnoticed.
import { describe, expect, test } from 'vitest';
import { define } from '../../../src/codegen/definitions/define.js';
import { replacementIn } from '../../../src/codegen/language/replacement.js';
import { readSources } from '../../../src/codegen/language/read.js';
import { merge } from '../../../src/codegen/merge/merge.js';
import { readModels, writeModels } from '../../../src/codegen/model.js';
import { loadModels, schemaOfModels } from '../../../src/codegen/schemas.js';
import { DEPRECATED_ARGUMENTS, DEPRECATED_COMMANDS } from '../../../src/qmp/qapi/deprecated.js';

const models = await loadModels('qmp');

/** The deprecated commands of one version, with what is named in their place. */
function deprecated(version: string): Readonly<Record<string, string | undefined>> {
  const sources = readModels(models).find((model) => model.version === version)?.sources ?? [];
  const commands = [...define(version, sources).definitions.values()].filter(
    ({ kind, features }) => kind === 'command' && features.includes('deprecated'),
  );
  return Object.fromEntries(commands.map(({ name, replacement }) => [name, replacement]));
}

describe('the commands that are deprecated', () => {
  test('in 11.1, and their replacements', () => {
    expect(deprecated('11.1')).toEqual({
      'block-job-complete': 'job-complete',
      'block-job-dismiss': 'job-dismiss',
      'block-job-finalize': 'job-finalize',
      'block-job-pause': 'job-pause',
      'block-job-resume': 'job-resume',
      'drive-backup': 'blockdev-backup',
      'nbd-server-add': 'block-export-add',
      'nbd-server-remove': 'block-export-del',
      'query-kvm': 'query-accelerators',
    });
  });

  test('in 10.0: one of them without a replacement', () => {
    expect(deprecated('10.0')).toEqual({
      'drive-backup': 'blockdev-backup',
      'nbd-server-add': 'block-export-add',
      'nbd-server-remove': 'block-export-del',
      'query-migrationthreads': undefined,
    });
  });

  test('in 5.2: of two pieces of advice, none', () => {
    expect(deprecated('5.2')).toEqual({
      change: undefined,
      'migrate-set-cache-size': 'migrate-set-parameters',
      migrate_set_downtime: 'migrate-set-parameters',
      migrate_set_speed: 'migrate-set-parameters',
      'nbd-server-add': 'block-export-add',
      'nbd-server-remove': 'block-export-del',
      'query-cpus': 'query-cpus-fast',
      'query-events': 'query-qmp-schema',
      'query-migrate-cache-size': 'query-migrate-parameters',
    });
  });

  test('are all in the table for run time, those that are gone by now, too', () => {
    const all = Object.assign({}, ...['5.2', '7.2', '10.0', '11.1'].map(deprecated)) as object;
    const told = Object.fromEntries(Object.entries(all).map(([name, other]) => [name, other ?? '']));
    expect(DEPRECATED_COMMANDS).toEqual(told);
  });

  test('have replacements that are commands', () => {
    const { definitions } = schemaOfModels(models);
    for (const name of Object.values(DEPRECATED_COMMANDS))
      if (name !== '') expect(definitions.get(name)?.kind, name).toBe('command');
  });
});

test('the arguments that are deprecated are in the table, too', () => {
  expect(DEPRECATED_ARGUMENTS).toEqual({
    'block-commit': ['base', 'top'],
    block_set_io_throttle: ['device'],
    'blockdev-change-medium': ['device'],
    'blockdev-close-tray': ['device'],
    'blockdev-open-tray': ['device'],
    eject: ['device'],
  });
});

describe('advice', () => {
  test.each([
    ['`b`', '@deprecated: This command is deprecated.  Use `b` instead.', 'b'],
    ['over two lines', '@deprecated: This command is deprecated.  Use `b`\n    instead.\n\nSince: 1.0', 'b'],
    ["'b'", "@deprecated: This command is deprecated, because.  Use 'b' instead to.", 'b'],
    ['@b', '@a:\n\nFeatures:\n@deprecated: This command is deprecated. Use @b instead.', 'b'],
  ])('is read as %s', (_, doc, name) => {
    expect(replacementIn(doc)).toBe(name);
  });

  test.each([
    ['none', '@deprecated: This command is deprecated with no replacement yet.'],
    ['no doc comment', undefined],
    ['advice without deprecation', '@a: Use `b` instead.'],
    ['advice of the next section', '@deprecated: This command is deprecated.\n\nUse `b` instead of x.'],
    ['advice of the next feature', '@deprecated: This command is deprecated.\n@unstable: Use `b` instead.'],
    ['conditional advice', "@deprecated: Deprecated.  For x, use 'b' instead; for y, use 'c' instead."],
    ['words that are no name', '@deprecated: This command is deprecated.  Use something else instead.'],
    ['a half-quoted name', '@deprecated: This command is deprecated.  Use `b instead.'],
  ])('is not made up of %s', (_, doc) => {
    expect(replacementIn(doc)).toBeUndefined();
  });

  const text = (kind: string, name: string): string =>
    `##\n# @a:\n#\n# @deprecated: This is deprecated.  Use \`${name}\` instead.\n##\n` +
    `{ '${kind}': 'a', 'features': ['deprecated'] }\n{ 'command': 'b' }\n{ 'event': 'E' }\n`;
  const replacement = (kind: string, name: string): string | undefined => {
    const sources = readSources('a.json', () => text(kind, name));
    // By way of the model, which is what is committed.
    const [model] = readModels(writeModels([{ version: '1.0', sources }]));
    const merged = merge([define('1.0', model?.sources ?? [])]);
    return merged.definitions.get('a')?.life.replacement;
  };

  test('is kept where a command replaces a command, and nowhere else', () => {
    expect(replacement('command', 'b')).toBe('b');
    expect(replacement('command', 'nosuch')).toBeUndefined();
    expect(replacement('command', 'E')).toBeUndefined();
    expect(replacement('event', 'b')).toBeUndefined();
  });
});
