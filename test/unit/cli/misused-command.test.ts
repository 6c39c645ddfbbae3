// The fear: a command line that fails says neither why nor, by its exit code, that it did.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordBody } from 'qmp-watchdog';
import { run } from '../../../src/cli/run.js';
import { toLine } from '../../../src/journal/line.js';
import { repository } from '../../rules/run.js';
import { recorded } from '../codegen/recorded-schema.js';

const forms = join(repository, 'test/unit/codegen/every-form');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Runs a command line. */
async function said(...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(args, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('help is no error', () => {
  test.each([
    ['--help'],
    ['-h'],
    ['generate', '--help'],
    ['generate', '-h', '--out', 'x'],
    ['explain', '--help'],
    ['explain', 'file', '-h'],
    ['status', '--help'],
    ['status', 'vm1', '-h'],
  ])('%s %s', async (...args) => {
    expect(await said(...args)).toEqual({
      code: 0,
      out: expect.stringContaining('Usage: qmp-watchdog'),
      err: '',
    });
  });
});

describe('a wrong command line ends with 2 and says what is wrong', () => {
  test.for<[readonly string[], string]>([
    [[], 'Usage: qmp-watchdog <command>'],
    [['genrate'], "there is no command 'genrate'"],
    [['generate'], '--out FOLDER is missing'],
    [['generate', '--out', 'x', '--sockte', 'y'], "Unknown option '--sockte'"],
    [['generate', '--out'], "'--out <value>' argument missing"],
    [['generate', '--out', 'x', '--socket', 'y', '--schema', 'z'], 'only one of these'],
    [['generate', '--out', 'x', '--socket', 'y', 'tree'], 'only one of these'],
    [['generate', '--out', 'x', '--agent', '--socket', 'y'], 'a guest agent tells nothing of its types'],
    [['explain'], 'FILE is missing: which journal is to be explained?'],
    [['explain', 'file', 'i1', 'i2'], 'one journal and one incident at a time; left over: i2'],
    [['explain', 'file', '17'], "'17' is no id of an incident: they are i1, i2, and so on"],
    [['explain', 'file', '--incident', 'i1'], "Unknown option '--incident'"],
  ])('%j', async ([args, message]) => {
    const { code, out, err } = await said(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});

describe('what fails ends with 1 and says where', () => {
  test('a tree that is none', async () => {
    const { code, err } = await said('generate', '--out', folder, '/no/such/tree');
    expect([code, err]).toEqual([1, expect.stringMatching(/^\/no\/such\/tree\/VERSION:1: .*ENOENT/)]);
  });

  test('definitions that are none', async () => {
    await writeFile(join(folder, 'VERSION'), '3.0.0\n');
    const { code, err } = await said('generate', '--out', folder, folder);
    expect([code, err]).toEqual([1, expect.stringContaining('qapi-schema.json can not be read')]);
  });

  test('a version that is none', async () => {
    await writeFile(join(folder, 'VERSION'), 'soon\n');
    expect(await said('generate', '--out', folder, folder)).toEqual({
      code: 1,
      out: '',
      err: `${folder}/VERSION:1: expected a version; found 'soon'`,
    });
  });

  test('a reply that is no JSON', async () => {
    await writeFile(join(folder, 'reply'), '{');
    const { code, err } = await said('generate', '--out', folder, '--schema', join(folder, 'reply'));
    expect([code, err]).toEqual([1, expect.stringContaining('reply: no JSON: ')]);
  });

  test('a reply that is not there', async () => {
    const { code, err } = await said('generate', '--out', folder, '--schema', join(folder, 'reply'));
    expect([code, err]).toEqual([1, expect.stringContaining('ENOENT')]);
  });

  test('a socket on which nobody listens', async () => {
    const { code, err } = await said('generate', '--out', folder, '--socket', join(folder, 'qmp'));
    expect([code, err]).toEqual([1, expect.stringContaining('qmp')]);
  });
});

describe('a journal is explained', () => {
  const record = (n: number, body: RecordBody): string => {
    const stamp = { v: 1, n, time: `2026-01-01T00:00:0${n}.000Z`, at: 1_000 * n } as const;
    return toLine({ ...stamp, ...body }).toString();
  };
  const text =
    record(1, { kind: 'trigger', incident: 'i1', policy: 'p', cause: { on: 'state', what: 'hung' } }) +
    record(2, { kind: 'ended', incident: 'i1', policy: 'p', how: 'recovered', took: 1_000 });
  let file: string;

  beforeEach(async () => {
    file = join(folder, 'vm1.jsonl');
    await writeFile(file, text);
  });

  test('all of it', async () => {
    expect(await said('explain', file)).toEqual({
      code: 0,
      out: [
        '2026-01-01T00:00:01.000Z  i1: seen: hung; policy "p" begins',
        '2026-01-01T00:00:02.000Z  i1: over after 1 s: recovered, what had begun it went away',
      ].join('\n'),
      err: '',
    });
  });

  test('one incident', async () => {
    const { code, out } = await said('explain', file, 'i1');
    expect([code, out]).toEqual([0, expect.stringContaining('+1.000 s  over after 1 s: recovered')]);
  });

  test('one that is not there', async () => {
    const { code, out, err } = await said('explain', file, 'i2');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(`there is no incident i2 in ${file}: `);
    expect(err).toContain('it tells of i1 to i1');
  });

  test('what can be read of a damaged one', async () => {
    await writeFile(file, text.replace('recovered', 'refused  '));
    const { code, out, err } = await said('explain', file);
    expect([code, out]).toEqual([1, '2026-01-01T00:00:01.000Z  i1: seen: hung; policy "p" begins']);
    expect(err).toMatch(/^the journal .*vm1\.jsonl has a damaged line 2: its checksum is /);
  });

  test('one that is not there at all', async () => {
    const { code, err } = await said('explain', join(folder, 'none'));
    expect([code, err]).toEqual([1, expect.stringContaining('could not be read: ENOENT')]);
  });
});

describe('types are written', () => {
  test('of source trees', async () => {
    const { code, out } = await said(
      'generate',
      '--out',
      folder,
      join(forms, '1.0'),
      join(forms, '2.0/qapi'),
    );
    expect([code, out]).toEqual([0, `QEMU 1.0 and 2.0: 9 commands and 3 events, in 3 files in ${folder}`]);
    expect(await readdir(folder)).toEqual(['index.ts', 'paint.ts', 'things.ts']);
    expect(await readFile(join(folder, 'paint.ts'), 'utf8')).toContain(
      "import type { Newer } from 'qmp-watchdog/qapi';",
    );
  });

  test('of a recorded reply', async () => {
    await writeFile(join(folder, 'reply.json'), JSON.stringify({ return: await recorded('7.2') }));
    const { code, out } = await said('generate', '--out', folder, '--schema', join(folder, 'reply.json'));
    expect([code, out]).toEqual([0, expect.stringContaining('216 commands and 52 events')]);
  });

  test('of all that is known', async () => {
    expect((await said('generate', '--out', folder)).out).toContain(
      'QEMU 5.2, 7.2, 10.0 and 11.1: 256 commands and 59 events',
    );
  });

  test('of the guest agent', async () => {
    expect((await said('generate', '--agent', '--out', folder)).out).toContain('44 commands and 0 events');
    expect(await readFile(join(folder, 'index.ts'), 'utf8')).toContain('export interface GuestCommandMap');
  });

  test('and of the files that are there only generated ones are removed', async () => {
    await said('generate', '--out', folder);
    await writeFile(join(folder, 'own.ts'), 'export const mine = 1;\n');
    await said('generate', '--out', folder, join(forms, '2.0'));
    expect(await readdir(folder)).toEqual(['index.ts', 'own.ts', 'paint.ts', 'things.ts']);
  });
});
