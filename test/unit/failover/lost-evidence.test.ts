// The fear: what could have told what went wrong is lost, overwritten, half there unnoticed, or tells a secret.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, on, Vm } from 'qmp-watchdog';
import { FakeQemu, simulate, VirtualClock } from 'qmp-watchdog/testing';
import { type PostMortemOptions, postMortem } from '../../../src/failover/index.js';

let root: string;
let folders = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'post-mortem-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));
const fresh = (): string => join(root, `p${(folders += 1)}`);

interface Manifest {
  readonly about: unknown;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
  readonly missing: readonly { readonly name: string; readonly why: string }[];
}
const manifestIn = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));

/** Of a fake QEMU; virtual time does not wait for files, so that no time passes unless `during` lets it. */
async function kept(
  options: Partial<PostMortemOptions> = {},
  before: (qemu: FakeQemu) => void = () => {},
  during: (clock: VirtualClock) => Promise<unknown> = async () => {},
) {
  const clock = new VirtualClock();
  await using qemu = new FakeQemu({ clock, onComplaint: 'collect' });
  qemu.on('query-block', () => [{ device: 'd0', inserted: { password: 'hunter2' } }]);
  const vm = await clock.runUntil(
    Vm.connect(() => ({ transport: qemu.transport() }), { clock, interlocks: 'none' }),
  );
  before(qemu);
  const folder = fresh();
  const collecting = postMortem(vm, { folder, clock, ...options });
  await during(clock);
  const result = await collecting;
  await clock.runUntil(vm.close());
  return result;
}

describe('a post-mortem', () => {
  test('is all there, or its manifest says what is not, and checksums tell what was changed since', async () => {
    const { folder, files, missing } = await kept({ about: { incident: 'i7', password: 'hunter2' } });
    const manifest = await manifestIn(folder);
    expect(manifest.files).toEqual(files);
    expect(manifest.missing).toEqual(missing);
    expect(manifest.about).toEqual({ incident: 'i7', password: '<redacted>' });
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'vm-state.json',
        'query-status.json',
        'query-block.json',
        'query-version.json',
      ]),
    );
    expect((await readdir(folder)).toSorted()).toEqual(
      [...files.map(({ name }) => name), 'manifest.json'].toSorted(),
    );
    for (const { name, bytes, sha256 } of files) {
      const contents = await readFile(join(folder, name));
      expect(contents.length).toBe(bytes);
      expect(createHash('sha256').update(contents).digest('hex')).toBe(sha256);
      expect(contents.toString()).not.toContain('hunter2');
    }
  });

  test('is for its owner alone', async () => {
    const { folder } = await kept();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'manifest.json'))).mode & 0o077).toBe(0);
  });

  test('keeps the ends of journals and logs, from the beginning of a line on', async () => {
    const journal = fresh();
    await writeFile(journal, Array.from({ length: 1_000 }, (_, n) => `{"n":${n}}\n`).join(''));
    const snapshot = { id: 'guest', state: 'expired', silentFor: 7_000 } as never;
    const { folder, missing } = await kept({
      journal,
      logs: [join(root, 'no-such-log'), root],
      tailBytes: 1_024,
      watchdogs: [{ snapshot }],
    });
    const lines = (await readFile(join(folder, 'journal.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(90);
    expect(lines.at(-1)).toBe('{"n":999}');
    expect(lines[0]).toMatch(/^\{"n":\d+\}$/);
    expect(await readFile(join(folder, 'watchdogs.json'), 'utf8')).toContain('"silentFor":7000');
    expect(missing).toEqual(
      expect.arrayContaining([
        { name: 'log-1.txt', why: expect.stringContaining('ENOENT') },
        { name: 'log-2.txt', why: expect.stringContaining('no regular file') },
      ]),
    );
  });

  test('of a QEMU that does not answer is not waited for again and again, and has the rest', async () => {
    const journal = fresh();
    await writeFile(journal, '{"n":1}\n');
    const { missing, files, took } = await kept(
      { journal },
      (qemu) => qemu.mainLoop.stall(),
      async (clock) => {
        // The question is put when the files before it are there.
        const isAsked = () => clock.pendingTimers.some(({ at }) => at <= clock.now() + 2_000);
        while (!isAsked()) await new Promise(setImmediate);
        await clock.advance(2_100);
      },
    );
    expect(took).toBeLessThan(3_000);
    expect(missing).toContainEqual({ name: 'query-block.json', why: expect.stringContaining('not asked: ') });
    expect(files.map(({ name }) => name)).toEqual(['vm-state.json', 'journal.jsonl']);
  });

  test('does not overwrite another one', async () => {
    const folder = fresh();
    await mkdir(folder);
    await expect(kept({ folder })).rejects.toThrow('EEXIST');
    expect(await readdir(folder)).toEqual([]);
  });

  test('is not begun without room, and takes no more than it may', async () => {
    const folder = fresh();
    await expect(kept({ folder, maxBytes: 2 ** 50 })).rejects.toThrow('no space: ');
    await expect(stat(folder)).rejects.toThrow('ENOENT');
    const log = fresh();
    await writeFile(log, 'x\n'.repeat(100_000));
    const { missing } = await kept({ logs: [log], maxBytes: 65_536 });
    expect(missing).toContainEqual({
      name: 'log-1.txt',
      why: expect.stringContaining('are left of what all may take'),
    });
  });

  test('in a folder that is not there says so', async () => {
    await expect(kept({ folder: join(root, 'no', 'such') })).rejects.toThrow('ENOENT');
  });
});

test('as an action it says where it is and what is missing, and a second one does not touch it', async () => {
  const folder = fresh();
  const broken = {
    name: 'broken',
    on: on.fault(),
    do: act.postMortem({ folder: (incident) => `${folder}-${incident}` }),
  };
  await using sim = await simulate([broken], { qemu: { onComplaint: 'collect' } });
  const done = new Promise((resolve) => {
    sim.onRecord((record) => {
      if (record.kind === 'result') resolve(record);
    });
  });
  sim.hostError({ message: 'uncorrected' });
  await sim.advance(10);
  // Files take no virtual time.
  expect(await done).toMatchObject({
    action: 'post-mortem',
    outcome: 'done',
    evidence: { folder: `${folder}-i1`, missing: expect.any(Array) },
  });
  expect((await manifestIn(`${folder}-i1`)).about).toMatchObject({ cause: { on: 'host-error' } });
});

test.each<[string, () => unknown]>([
  ['a folder here or there', () => act.postMortem({ folder: 1 as never })],
  ['an option that there is not', () => act.postMortem({ folder: '/x', path: '/y' } as never)],
  ['no time at all', () => act.postMortem({ folder: '/x', timeout: 1 })],
])('%s is refused', (_, make) => {
  expect(make).toThrow(expect.objectContaining({ code: 'ERR_OPTION' }));
});
