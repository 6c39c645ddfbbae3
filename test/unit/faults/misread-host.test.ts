// The fear: an error of the host is missed, told twice or made up, because what it is read from is not as it was.
import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, open, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type HostError,
  hostError,
  type HostErrorFromOptions,
  type HostErrorSink,
  systemClock,
} from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';
import { EdacLook } from '../../../src/faults/host-error/edac.js';
import { FollowedFile } from '../../../src/faults/host-error/followed-file.js';
import { LineSplitter } from '../../../src/faults/host-error/line-splitter.js';

const { signal } = new AbortController();
let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'host-errors-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const fresh = (): string => join(folder, `f${(files += 1)}`);

describe("the kernel's counters", () => {
  async function counters(
    values: Readonly<Record<string, string | number>>,
    root = fresh(),
  ): Promise<string> {
    for (const [path, value] of Object.entries(values)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), `${value}\n`);
    }
    return root;
  }
  const DIMM = { 'mc0/dimm0/dimm_ce_count': 7, 'mc0/dimm0/dimm_ue_count': 0, 'mc0/dimm0/dimm_label': 'A1' };

  test('what they counted before the start is no news, what they count since is told by its module', async () => {
    const root = await counters({ ...DIMM, 'mc0/ce_count': 7 });
    const look = new EdacLook(root);
    expect(await look.look({ signal })).toEqual({ errors: [] });
    await counters(
      { ...DIMM, 'mc0/dimm0/dimm_ce_count': 9, 'mc0/dimm0/dimm_ue_count': 1, 'mc0/ce_count': 9 },
      root,
    );
    const of = { node: 'mc0', device: 'dimm0 "A1"' };
    expect((await look.look({ signal })).errors).toEqual([
      {
        severity: 'degraded',
        message: '2 corrected memory errors in dimm0 "A1" of mc0',
        ...of,
        path: join(root, 'mc0/dimm0/dimm_ce_count'),
        count: 2,
      },
      {
        severity: 'serious',
        message: '1 uncorrected memory error in dimm0 "A1" of mc0',
        ...of,
        path: join(root, 'mc0/dimm0/dimm_ue_count'),
        count: 1,
      },
    ]);
    expect(await look.look({ signal })).toEqual({ errors: [] });
  });

  test('a counter that was set back counts on from 0', async () => {
    const root = await counters(DIMM);
    const look = new EdacLook(root);
    await look.look({ signal });
    await counters({ 'mc0/dimm0/dimm_ce_count': 3 }, root);
    expect((await look.look({ signal })).errors).toMatchObject([{ count: 3 }]);
    await counters({ 'mc0/dimm0/dimm_ce_count': 0 }, root);
    expect(await look.look({ signal })).toEqual({ errors: [] });
  });

  test('by row and channel where the driver knows no module, or only in all', async () => {
    const root = await counters({
      'mc0/csrow0/ue_count': 0,
      'mc0/csrow0/ch0_ce_count': 0,
      'mc0/csrow0/ch0_dimm_label': 'B2',
      'mc0/ce_noinfo_count': 0,
      'mc1/ce_count': 0,
      'mc1/ue_count': 0,
    });
    const look = new EdacLook(root);
    await look.look({ signal });
    await counters({ 'mc0/csrow0/ch0_ce_count': 1, 'mc0/ce_noinfo_count': 4, 'mc1/ue_count': 1 }, root);
    expect((await look.look({ signal })).errors.map(({ message }) => message).toSorted()).toEqual([
      '1 corrected memory error in csrow0 ch0 "B2" of mc0',
      '1 uncorrected memory error in mc1',
      '4 corrected memory errors in mc0',
    ]);
  });

  test('a controller that comes later has counted since', async () => {
    const root = await counters(DIMM);
    const look = new EdacLook(root);
    await look.look({ signal });
    await counters({ 'mc1/ce_count': 2, 'mc1/ue_count': 0 }, root);
    expect((await look.look({ signal })).errors).toMatchObject([{ node: 'mc1', count: 2 }]);
  });

  test('what can not be read is unknown; the others are told, and it counts from when it can', async () => {
    const root = await counters({ ...DIMM, 'mc0/dimm0/dimm_ce_count': 'garbage' });
    const look = new EdacLook(root);
    expect(await look.look({ signal })).toEqual({
      errors: [],
      unknown: `${join(root, 'mc0/dimm0/dimm_ce_count')} holds no count`,
    });
    await counters({ 'mc0/dimm0/dimm_ce_count': 500, 'mc0/dimm0/dimm_ue_count': 2 }, root);
    expect((await look.look({ signal })).errors).toMatchObject([{ severity: 'serious', count: 2 }]);
  });

  test('no counters at all are unknown, and no error', async () => {
    await expect(new EdacLook(fresh()).look({ signal })).rejects.toThrow('no EDAC counters');
    await expect(new EdacLook(folder).look({ signal })).rejects.toThrow('no memory controller');
  });
});

describe('a log', () => {
  const followedFiles: FollowedFile[] = [];
  afterEach(async () => {
    for (const file of followedFiles.splice(0)) await file[Symbol.asyncDispose]();
  });
  async function followed(
    before?: string,
  ): Promise<{ path: string; file: FollowedFile; next(): Promise<string[]> }> {
    const path = fresh();
    if (before !== undefined) await writeFile(path, before);
    const file = new FollowedFile(path, 64);
    followedFiles.push(file);
    return { path, file, next: async () => [...(await file.read(signal)).lines] };
  }

  test('tells what is appended, and nothing of before', async () => {
    const { path, next } = await followed('old\n');
    expect(await next()).toEqual([]);
    await appendFile(path, 'new\nhalf');
    expect(await next()).toEqual(['new']);
    await appendFile(path, ' a line\r\n\n');
    expect(await next()).toEqual(['half a line', '']);
  });

  test('tells all of a line that was half there at the start', async () => {
    const { path, next } = await followed('old\nMachine chec');
    await next();
    await appendFile(path, 'k\n');
    expect(await next()).toEqual(['Machine check']);
  });

  test('that comes later is new from its first byte', async () => {
    const { path, file, next } = await followed();
    expect((await file.read(signal)).unknown).toContain('can not be followed');
    await writeFile(path, 'first\n');
    expect(await next()).toEqual(['first']);
  });

  test('is read to its end when it is rotated, and then the new one from its beginning', async () => {
    const { path, file, next } = await followed('');
    await next();
    await appendFile(path, 'one\ntwo');
    await rename(path, `${path}.1`);
    expect(await file.read(signal)).toMatchObject({
      lines: ['one'],
      unknown: expect.stringContaining('ENOENT'),
    });
    await writeFile(path, 'three\n');
    expect(await next()).toEqual(['three']);
    // Its writer has not been told yet that there is a new one.
    await appendFile(`${path}.1`, ' and a half\nlate\nand no more');
    expect(await next()).toEqual(['two and a half', 'late']);
    const left: string[] = [];
    for (let look = 0; look < 10; look += 1) left.push(...(await next()));
    expect(left).toEqual(['and no more']);
  });

  test('is read from its beginning when it was truncated', async () => {
    const { path, next } = await followed('');
    await next();
    await appendFile(path, 'a long line\nand a ha');
    await next();
    await truncate(path);
    await appendFile(path, 'lf\n');
    expect(await next()).toEqual(['lf']);
  });

  test('with a line without an end takes no memory, and is read on', async () => {
    const { path, next } = await followed('');
    await next();
    const handle = await open(path, 'a');
    for (let n = 0; n < 40; n += 1) await handle.write(Buffer.alloc(65_536, 'x'));
    await handle.write('\nnext\n');
    await handle.close();
    const lines: string[] = [];
    for (let n = 0; n < 4; n += 1) lines.push(...(await next()));
    expect(lines).toEqual(['x'.repeat(64), 'next']);
  });

  test('that is no text is refused, without waiting for a writer', async () => {
    const fifo = fresh();
    execFileSync('mkfifo', [fifo]);
    const journal = fresh();
    await writeFile(journal, 'LPKSHHRH\0\0');
    const unknownOf = async (path: string) => (await new FollowedFile(path, 64).read(signal)).unknown;
    expect(await unknownOf(fifo)).toContain(
      'no regular file; what comes out of a program or a pipe is for hostError.from',
    );
    expect(await unknownOf(journal)).toContain('ask journalctl');
    expect(await unknownOf(folder)).toContain('no regular file');
  });

  test('a character that is cut in two is whole', () => {
    const lines = new LineSplitter(64);
    const bytes = Buffer.from('Störung\n');
    expect([...lines.take(bytes.subarray(0, 3)), ...lines.take(bytes.subarray(3))]).toEqual(['Störung']);
  });
});

describe('a source', () => {
  interface Heard extends AsyncDisposable {
    readonly clock: VirtualClock;
    readonly told: (HostError | string)[];
  }
  function hear(options: Omit<HostErrorFromOptions, 'id'>): Heard {
    const clock = new VirtualClock();
    const told: (HostError | string)[] = [];
    const sink: HostErrorSink = {
      error: (error) => told.push(error),
      unknown: (reason) => told.push(`unknown: ${reason}`),
      known: () => told.push('known'),
    };
    const running = hostError.from({ id: 'bmc', every: 1_000, ...options }).start(sink, { clock });
    return { clock, told, [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]() };
  }

  test('is asked at its time, and tells what it is told', async () => {
    let asked = 0;
    await using heard = hear({
      ask: async () => ((asked += 1) === 2 ? { message: 'fan', device: 'fan3' } : undefined),
    });
    await heard.clock.advance(2_500);
    expect(asked).toBe(3);
    expect(heard.told).toEqual([{ severity: 'serious', message: 'fan', device: 'fan3', count: 1 }]);
  });

  test('that fails is unknown, once, until it can tell again', async () => {
    let asked = 0;
    const ask = async () => {
      asked += 1;
      if (asked < 4) throw new Error('no answer');
      return [];
    };
    await using heard = hear({ ask });
    await heard.clock.advance(5_000);
    expect(heard.told).toEqual(['unknown: no answer', 'known']);
  });

  test('that hangs is unknown, is not asked again, and is heard when it comes back', async () => {
    let answer: (found: readonly { message: string }[]) => void = () => {};
    let asked = 0;
    const ask = () => {
      asked += 1;
      return new Promise<readonly { message: string }[]>((resolve) => {
        answer = resolve;
      });
    };
    await using heard = hear({ ask, timeout: 2_000 });
    await heard.clock.advance(60_000);
    expect(heard.told).toEqual(['unknown: bmc took longer than 2000 ms']);
    expect(asked).toBe(1);
    answer([{ message: 'late' }]);
    await heard.clock.advance(1);
    expect(heard.told).toMatchObject(['unknown: bmc took longer than 2000 ms', 'known', { message: 'late' }]);
  });

  test.each([
    ['no report', 'panic'],
    ['one without a message', { device: 'fan' }],
    ['one of a severity that there is not', { message: 'x', severity: 'bad' }],
    ['one that counts nothing', { message: 'x', count: 0 }],
  ])('that tells %s is unknown, and ends nothing', async (_, said) => {
    await using heard = hear({ ask: async () => said as never });
    await heard.clock.advance(10);
    expect(heard.told).toEqual([expect.stringContaining('unknown: ')]);
  });

  test('that tells one that is none among others tells the others', async () => {
    const said = [{ message: 'a' }, { device: 'fan' } as never, { message: 'b' }];
    await using heard = hear({ ask: async () => said, every: 1e6 });
    await heard.clock.advance(10);
    expect(heard.told).toMatchObject([
      expect.stringMatching(/^unknown: /),
      { message: 'a' },
      { message: 'b' },
    ]);
  });

  test('that is flooded tells a few, the last of which stands for the rest', async () => {
    const flood = Array.from({ length: 1_000 }, (__, n) => ({
      message: 'x'.repeat(9_000),
      severity: n === 900 ? ('fatal' as const) : ('info' as const),
    }));
    await using heard = hear({ ask: async () => flood });
    await heard.clock.advance(10);
    expect(heard.told).toHaveLength(64);
    expect(heard.told[0]).toMatchObject({ message: expect.stringMatching(/^x{499}…$/) });
    expect(heard.told[63]).toMatchObject({ severity: 'fatal', count: 937 });
  });

  test('tells nothing any more when it has ended, and leaves nothing', async () => {
    const heard = hear({ ask: async () => ({ message: 'x' }) });
    await heard.clock.advance(1);
    await heard[Symbol.asyncDispose]();
    await heard[Symbol.asyncDispose]();
    const { length } = heard.told;
    await heard.clock.advance(10_000);
    expect(heard.told).toHaveLength(length);
    expect(heard.clock.pendingTimers).toEqual([]);
  });
});

test("a pattern's groups say where it is, and one that would go on where it ended passes over no line", async () => {
  const path = fresh();
  const source = hostError.log({
    id: 'kern',
    path,
    match: /Hardware Error.*(?<device>DIMM\w+)/g,
    severity: 'fatal',
    every: 10,
  });
  const errors: HostError[] = [];
  await new Promise<void>((resolve) => {
    const running = source.start(
      {
        error: (error) => {
          if (errors.push(error) === 2) resolve(running[Symbol.asyncDispose]());
        },
        // It is not there yet: what it begins with is new.
        unknown: () => writeFile(path, 'boot\nHardware Error in DIMM_A1\nHardware Error in DIMM_B2\n'),
        known: () => {},
      },
      { clock: systemClock },
    );
  });
  expect(errors).toEqual([
    { severity: 'fatal', message: 'Hardware Error in DIMM_A1', device: 'DIMM_A1', path, count: 1 },
    { severity: 'fatal', message: 'Hardware Error in DIMM_B2', device: 'DIMM_B2', path, count: 1 },
  ]);
});

test.each<[string, () => unknown]>([
  ['a log without a pattern', () => hostError.log({ id: 'a', path: '/x', match: 'x' as never })],
  [
    'a severity that there is not',
    () => hostError.log({ id: 'a', path: '/x', match: /x/, severity: 'x' as never }),
  ],
  ['an id that is empty', () => hostError.edac({ id: '' })],
  ['an option that there is not', () => hostError.edac({ id: 'a', interval: 1 } as never)],
  ['a function that is none', () => hostError.from({ id: 'a', ask: 1 as never })],
  ['a period of nothing', () => hostError.edac({ id: 'a', every: 0 })],
])('%s is refused', (_, make) => {
  expect(make).toThrow(expect.objectContaining({ code: 'ERR_OPTION' }));
});
