// The fear: a disk is said to be released which nobody could have seen to be held, or which somebody holds.
import { describe, expect, test } from 'vitest';
import { VirtualClock } from 'qmp-watchdog/testing';
import { type FileIdentity, isSameFile } from '../../../../src/failover/storage/file-identity.js';
import type { Kept } from '../../../../src/failover/storage/kept-file.js';
import {
  type ControlledImage,
  type Disks,
  type ImageLocks,
  forgetControl,
  type ImageRelease,
  type PositiveControl,
  proveReleased,
  readControl,
  type StorageSurvey,
  takeControl,
} from '../../../../src/failover/storage/index.js';

const FILE: FileIdentity = { device: 'fe:00', inode: '7', born: '1' };
const NOBODY: ImageLocks = { writer: false, exclusive: false };
const WRITER: ImageLocks = { writer: true, exclusive: true };

const IMAGE: ControlledImage = {
  node: 'f0',
  tops: ['d0'],
  driver: 'file',
  kind: 'local-file',
  path: '/disk',
  identity: FILE,
  unprovable: undefined,
};
const CONTROL: PositiveControl = { v: 1, images: [IMAGE], unlisted: [] };
const { identity: _, ...surveyed } = IMAGE;
const SURVEY: StorageSurvey = { images: [{ ...surveyed, writable: true }], unlisted: [] };

/** A file that is kept open; `log` gets what is done with it. */
function keeping(change: Partial<Kept> = {}, log: string[] = []): Kept {
  return {
    identity: FILE,
    foreign: undefined,
    flush: async () => {
      log.push('flushed');
      return undefined;
    },
    close: async () => {
      log.push('closed');
    },
    ...change,
  };
}

/** A host on which all is well, and nobody holds the image. */
const FREE: Disks = {
  openToWrite: async () => ({ answer: 'free' }),
  identify: async () => ({ identity: FILE, foreign: undefined }),
  locks: async () => NOBODY,
  keep: async () => keeping(),
};
/** The same while a VM does. */
const HELD: Disks = { ...FREE, openToWrite: async () => ({ answer: 'locked' }), locks: async () => WRITER };

/** One answer after the other, and the last one again and again. */
function each<T>(...answers: readonly T[]): () => Promise<T> {
  let next = 0;
  return async () => answers[Math.min(next++, answers.length - 1)]!;
}

/** It answers when its signal ends it. */
function hang<T>(late: T): (...args: readonly unknown[]) => Promise<T> {
  return (...args) => {
    const signal = args.find((one) => one instanceof AbortSignal);
    return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(late)));
  };
}

async function controlled(disks: Partial<Disks>, survey = SURVEY, pid?: number): Promise<string | undefined> {
  const { images } = await takeControl(survey, { pid }, { ...HELD, ...disks });
  return images[0]?.unprovable;
}

async function released(disks: Partial<Disks>, image: Partial<ControlledImage> = {}): Promise<ImageRelease> {
  const { images, ...all } = await proveReleased(
    { ...CONTROL, images: [{ ...IMAGE, ...image }] },
    {},
    { ...FREE, ...disks },
  );
  const [only] = images;
  expect(all).toMatchObject({ released: only?.verdict === 'released', flushed: only?.flushed });
  return only!;
}

describe('a control', () => {
  test('is taken where both checks see the writer', async () => {
    expect(await takeControl(SURVEY, {}, HELD)).toEqual(CONTROL);
  });

  test('is taken where the writer lets others write, and then both checks say so', async () => {
    const shared: Partial<Disks> = {
      openToWrite: async () => ({ answer: 'free' }),
      locks: async () => ({ writer: true, exclusive: false }),
    };
    expect(await controlled(shared)).toBeUndefined();
  });

  test.each<[string, Partial<Disks>, string]>([
    ['no lock is seen', { locks: async () => NOBODY }, 'no lock shows'],
    ['only a reader is seen', { locks: async () => ({ writer: false, exclusive: true }) }, 'no lock shows'],
    ['it can be opened all the same', { openToWrite: async () => ({ answer: 'free' }) }, 'contradict'],
    ['it is refused for no lock', { locks: async () => ({ writer: true, exclusive: false }) }, 'contradict'],
    [
      'it can not be opened',
      { openToWrite: async () => ({ answer: 'unknown', why: 'no right' }) },
      'no right',
    ],
    ['its file is not there', { keep: async () => 'ENOENT' }, 'ENOENT'],
    ['the locks can not be read', { locks: async () => 'EACCES' }, 'EACCES'],
    ['others write', { keep: async () => keeping({ foreign: 'nfs4' }) }, 'lies on nfs4'],
  ])('is not where %s', async (_, disks, why) => {
    expect(await controlled(disks)).toContain(why);
  });

  test.each<[string, ImageLocks | string, string]>([
    ['holds no lock', NOBODY, 'another process'],
    ['can not be looked at', 'EACCES', 'EACCES'],
  ])('is not where the process %s', async (_, own, why) => {
    const locks: Disks['locks'] = async (_file, pid) => (pid === undefined ? WRITER : own);
    expect(await controlled({ locks }, SURVEY, 4711)).toContain(why);
    expect(await controlled({}, SURVEY, 4711)).toBeUndefined();
  });

  test('keeps why it can not be taken, and asks nobody about what is on the network', async () => {
    const [image] = SURVEY.images;
    const network = { ...image!, kind: 'network' as const, path: undefined, unprovable: 'no lock' };
    const never = () => Promise.reject(new Error('asked'));
    const disks: Disks = { openToWrite: never, identify: never, locks: never, keep: never };
    const { images } = await takeControl({ images: [network], unlisted: [] }, {}, disks);
    expect(images).toMatchObject([{ unprovable: 'no lock', identity: undefined }]);
    const reader = { ...image!, writable: false };
    expect((await takeControl({ images: [reader], unlisted: [] }, {}, disks)).images).toEqual([]);
    expect(await proveReleased({ v: 1, images, unlisted: [] }, {}, disks)).toMatchObject({
      images: [{ verdict: 'unproven', why: 'no lock', flushed: false }],
      released: false,
    });
  });

  test('is read back from where it was kept, and nothing else is', async () => {
    const network = {
      ...IMAGE,
      kind: 'network' as const,
      path: undefined,
      identity: undefined,
      unprovable: 'n',
    };
    const control: PositiveControl = { v: 1, images: [IMAGE, network], unlisted: [{ what: 'x', why: 'y' }] };
    expect(await readControl(JSON.parse(JSON.stringify(control)))).toEqual(control);
    for (const wrong of [
      null,
      {},
      { ...CONTROL, v: 2 },
      { ...CONTROL, images: [{ ...IMAGE, identity: { ...FILE, inode: 7 } }] },
      { ...CONTROL, images: [{ ...IMAGE, kind: 'tape' }] },
      { ...CONTROL, images: Array.from({ length: 129 }, () => IMAGE) },
      { ...CONTROL, unlisted: undefined },
    ])
      await expect(readControl(wrong)).rejects.toThrow('control must be what takeControl made');
  });
});

describe('a release', () => {
  test('is proven where both checks see nobody, and is flushed', async () => {
    expect(await released({})).toEqual({
      node: 'f0',
      tops: ['d0'],
      kind: 'local-file',
      path: '/disk',
      verdict: 'released',
      why: undefined,
      flushed: true,
      flushWatched: 'proof',
      unflushed: undefined,
    });
  });

  test.each<[string, Partial<Disks>]>([
    ['a writer', HELD],
    ['a writer who lets others write', { locks: async () => ({ writer: true, exclusive: false }) }],
    ['a writer who comes while it is flushed', { locks: each(NOBODY, WRITER) }],
  ])('is not where there is %s: it is held', async (_, disks) => {
    expect(await released(disks)).toMatchObject({ verdict: 'held', flushed: false });
  });

  const another = { identity: { ...FILE, inode: '8' }, foreign: undefined };
  const there = { identity: FILE, foreign: undefined };
  test.each<[string, Partial<Disks>, string]>([
    ['it can not be opened', { openToWrite: async () => ({ answer: 'unknown', why: 'gone' }) }, 'gone'],
    ['its file is not there', { identify: async () => 'ENOENT' }, 'ENOENT'],
    ['there is another file', { identify: async () => another }, 'another file'],
    ['there is another file after the flush', { identify: each(there, another) }, 'another file'],
    ['the locks can not be read', { locks: async () => 'EACCES' }, 'EACCES'],
  ])('is not proven where %s, nor is its flush', async (_, disks, why) => {
    expect(await released(disks)).toMatchObject({
      verdict: 'unproven',
      why: expect.stringContaining(why),
      flushed: false,
      unflushed: expect.stringContaining(why),
    });
  });

  test('is not proven while somebody lets nobody write, nor without a control; its flush is', async () => {
    const reader: Partial<Disks> = { openToWrite: async () => ({ answer: 'locked' }) };
    expect(await released(reader)).toMatchObject({ verdict: 'unproven', flushed: true });
    const uncontrolled = { unprovable: 'locking=off' };
    expect(await released({}, uncontrolled)).toMatchObject({
      verdict: 'unproven',
      why: 'locking=off',
      flushed: true,
    });
  });

  test('without a flush is a release all the same, and says so', async () => {
    expect(await released({ keep: async () => keeping({ flush: async () => 'EIO' }) })).toMatchObject({
      verdict: 'released',
      flushed: false,
      unflushed: 'EIO',
    });
  });

  test('is not one of all while anything is not listed', async () => {
    const unlisted = [{ what: 'vfio-pci', why: 'hardware' }];
    expect(await proveReleased({ ...CONTROL, unlisted }, {}, FREE)).toMatchObject({
      released: false,
      flushed: false,
      unlisted,
    });
  });
});

describe('what is kept open', () => {
  test('since the control is what is flushed, and is closed when the control is forgotten', async () => {
    const log: string[] = [];
    const control = await takeControl(SURVEY, {}, { ...HELD, keep: async () => keeping({}, log) });
    const never: Disks = { ...FREE, keep: async () => 'opened again' };
    for (let look = 0; look < 2; look += 1)
      expect(await proveReleased(control, {}, never)).toMatchObject({
        images: [{ flushed: true, flushWatched: 'control' }],
      });
    await forgetControl(control);
    await forgetControl(control);
    expect(log).toEqual(['flushed', 'flushed', 'closed']);
  });

  test('is opened once for a control that was stored', async () => {
    const log: string[] = [];
    const control = await readControl(JSON.parse(JSON.stringify(CONTROL)));
    const keep = each<Kept | string>(keeping({}, log), 'opened again');
    for (let look = 0; look < 2; look += 1)
      expect(await proveReleased(control, {}, { ...FREE, keep })).toMatchObject({
        images: [{ flushed: true, flushWatched: 'proof' }],
      });
    await forgetControl(control);
    expect(log).toEqual(['flushed', 'flushed', 'closed']);
  });

  test('once where two look at the same time', async () => {
    const logs: string[][] = [];
    const keep = async () => {
      const log: string[] = [];
      logs.push(log);
      return keeping({}, log);
    };
    const control = { ...CONTROL };
    const looks = [1, 2].map(() => proveReleased(control, {}, { ...FREE, keep }));
    expect(await Promise.all(looks)).toMatchObject([{ flushed: true }, { flushed: true }]);
    await forgetControl(control);
    expect(logs.map((log) => log.filter((entry) => entry === 'closed'))).toEqual([['closed'], ['closed']]);
    expect(logs.flat().filter((entry) => entry === 'flushed')).toHaveLength(2);
  });

  test.each<[string, Disks['keep'], string]>([
    ['can not be opened', async () => 'EMFILE', 'EMFILE'],
    ['is another file', async () => keeping({ identity: { ...FILE, born: '2' } }), 'another file'],
  ])('and %s proves no flush', async (_, keep, why) => {
    expect(await released({ keep })).toMatchObject({
      verdict: 'released',
      flushed: false,
      unflushed: expect.stringContaining(why),
    });
  });

  test('is closed when its control is given up', async () => {
    const log: string[] = [];
    const controller = new AbortController();
    const locks = async () => {
      controller.abort();
      return WRITER;
    };
    const disks: Disks = { ...HELD, locks, keep: async () => keeping({}, log) };
    await expect(takeControl(SURVEY, { signal: controller.signal }, disks)).rejects.toThrow('aborted');
    expect(log).toEqual(['closed']);
  });
});

describe('a disk that does not answer', () => {
  const hung: Partial<Disks> = { openToWrite: hang({ answer: 'unknown', why: 'too late' } as const) };
  const two: PositiveControl = { ...CONTROL, images: [IMAGE, { ...IMAGE, node: 'f1', path: '/hung' }] };

  test('costs its own proof, and not that of the others', async () => {
    const clock = new VirtualClock();
    const openToWrite: Disks['openToWrite'] = (image, signal) =>
      (image.path === '/hung' ? hung : FREE).openToWrite!(image, signal);
    const looking = proveReleased(two, { clock, timeout: 300 }, { ...FREE, openToWrite });
    await clock.advance(300);
    expect(await looking).toMatchObject({
      released: false,
      images: [{ verdict: 'released' }, { verdict: 'unproven', why: 'too late', flushed: false }],
    });
  });

  test.each<[string, Partial<Disks>]>([
    ['while it is opened', hung],
    ['while it is looked at', { identify: hang('too late') }],
    ['while it is flushed', { keep: async () => keeping({ flush: hang('too late') }) }],
  ])('%s ends with the deadline of 5,000 ms', async (_, disks) => {
    const clock = new VirtualClock();
    const looking = proveReleased(CONTROL, { clock }, { ...FREE, ...disks });
    await clock.advance(4_999);
    expect(clock.pendingTimers).toHaveLength(1);
    await clock.advance(1);
    expect(await looking).toMatchObject({ flushed: false, images: [{ unflushed: 'too late' }] });
  });

  test('is given up with its signal, at once if it has aborted before', async () => {
    const clock = new VirtualClock();
    const controller = new AbortController();
    const limits = { clock, signal: controller.signal };
    const waits = [
      proveReleased(CONTROL, limits, { ...FREE, ...hung }),
      takeControl(SURVEY, limits, { ...HELD, ...hung }),
    ];
    controller.abort(new Error('enough'));
    waits.push(takeControl(SURVEY, limits, HELD));
    for (const wait of waits) await expect(wait).rejects.toMatchObject({ name: 'AbortError' });
    expect(clock.pendingTimers).toHaveLength(0);
  });
});

test('options that are none are refused', async () => {
  await expect(takeControl(SURVEY, { pid: 0 }, HELD)).rejects.toThrow('takeControl.pid');
  await expect(takeControl(SURVEY, { timeout: Number.NaN }, HELD)).rejects.toThrow('takeControl.timeout');
  // A misspelt name, as JavaScript lets it pass.
  const misspelt: object = { timout: 5 };
  await expect(proveReleased(CONTROL, misspelt, FREE)).rejects.toThrow('proveReleased.timout');
  await expect(takeControl(SURVEY, { qemuIo: '' })).rejects.toThrow('qemuIo');
});

test('a file whose inode is used again is another file', () => {
  expect(isSameFile(FILE, { ...FILE })).toBe(true);
  for (const change of [{ born: '2' }, { inode: '8' }, { device: 'fe:01' }])
    expect(isSameFile(FILE, { ...FILE, ...change })).toBe(false);
});
