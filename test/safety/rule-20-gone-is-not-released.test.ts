// Safety rule 20: "process gone" is not "writer released". It counts only when this very process was seen alive and all of
// it has ended, and each image was then flushed through what this process holds open; what can not be listed refuses L2.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Disks, PositiveControl, StorageSurvey } from '../../src/failover/storage/index.js';
import { clause, type Library } from './clause.js';

/** A folder that says of one process what /proc would. */
class Proc implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<Proc> {
    const proc = new Proc(await mkdtemp(join(tmpdir(), 'proc-')));
    await mkdir(join(proc.folder, 'sys/kernel/random'), { recursive: true });
    await proc.says({});
    return proc;
  }

  async says({ startTime = 42, bootId = 'this', state = 'S', threads = ['17'] }): Promise<void> {
    await writeFile(join(this.folder, 'sys/kernel/random/boot_id'), `${bootId}\n`);
    await rm(join(this.folder, '17'), { recursive: true, force: true });
    for (const thread of threads) await mkdir(join(this.folder, '17/task', thread), { recursive: true });
    const stat = `17 (qemu) ${state} ${'0 '.repeat(18)}${startTime} 0 0\n`;
    await writeFile(join(this.folder, '17/stat'), stat);
  }

  async ends(): Promise<void> {
    await rm(join(this.folder, '17'), { recursive: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

clause('a process that was not seen alive is not known to have ended', {
  async scenario({ ProcessWatch }) {
    await using proc = await Proc.create();
    const watch = new ProcessWatch({ pid: 17 }, proc.folder);
    await proc.ends();
    await watch.remember();
    expect((await watch.look()).verdict, 'a pid that nobody knows counts as gone').toBe('unknown');
  },
  without: [
    {
      name: 'no such process is enough',
      file: 'vm/process-watch.ts',
      from: "if (seen === undefined) return { verdict: 'unknown', why: 'its process was not seen alive' };",
      to: "if (seen === undefined) return { verdict: 'exited', by: 'pid' };",
    },
  ],
  finds: 'a pid that nobody knows counts as gone',
});

clause('who has got its pid since is not taken for it', {
  async scenario({ ProcessWatch }) {
    for (const now of [{ startTime: 4_711 }, { bootId: 'another' }]) {
      await using proc = await Proc.create();
      const watch = new ProcessWatch({ pid: 17 }, proc.folder);
      await watch.remember();
      await proc.says(now);
      expect((await watch.look()).verdict, 'a stranger is taken for it, and killed').toBe('exited');
    }
  },
  without: [
    {
      name: 'when it started is not compared',
      file: 'vm/process-identity.ts',
      from: 'found.bootId !== bootId || found.startTime !== startTime',
      to: 'found.bootId !== bootId',
    },
    {
      name: 'in which boot is not compared',
      file: 'vm/process-identity.ts',
      from: 'found.bootId !== bootId || found.startTime !== startTime',
      to: 'found.startTime !== startTime',
    },
  ],
  finds: 'a stranger is taken for it, and killed',
});

clause('one of whom a thread is left may write yet', {
  async scenario({ ProcessWatch }) {
    await using proc = await Proc.create();
    const watch = new ProcessWatch({ pid: 17 }, proc.folder);
    await watch.remember();
    await proc.says({ state: 'Z', threads: ['17', '18'] });
    expect((await watch.look()).verdict, 'it counts as gone while a thread is left').toBe('running');
  },
  without: [
    {
      name: 'a zombie has ended',
      file: 'vm/process-identity.ts',
      from: 'threads.length > 1 ?',
      to: 'threads.length > 1e9 ?',
    },
  ],
  finds: 'it counts as gone while a thread is left',
});

const FILE = { node: 'f0', tops: ['d0'], driver: 'file', kind: 'local-file', path: '/images/0' } as const;
const IDENTITY = { device: 'fe:00', inode: '7', born: '1' };
const CONTROL: PositiveControl = {
  v: 1,
  images: [{ ...FILE, identity: IDENTITY, unprovable: undefined }],
  unlisted: [],
};
const SURVEY: StorageSurvey = { images: [{ ...FILE, writable: true, unprovable: undefined }], unlisted: [] };
const HELD = { writer: true, exclusive: true };

/** A host where all is well. */
const FREE: Disks = {
  openToWrite: async () => ({ answer: 'free' }),
  identify: async () => ({ identity: IDENTITY, foreign: undefined }),
  locks: async () => ({ writer: false, exclusive: false }),
  keep: async () => ({
    ...{ identity: IDENTITY, foreign: undefined },
    ...{ flush: async () => undefined, close: async () => {} },
  }),
};

clause('whoever does not hold the locks himself is not the VM', {
  async scenario({ storage: { takeControl, forgetControl } }) {
    // In a foreign pid namespace a number names somebody else, who is well and holds nothing.
    const locks: Disks['locks'] = async (_, pid) =>
      pid === undefined ? HELD : { writer: false, exclusive: false };
    const disks: Disks = { ...FREE, openToWrite: async () => ({ answer: 'locked' }), locks };
    const control = await takeControl(SURVEY, { pid: 17 }, disks);
    await forgetControl(control);
    expect(control.images[0]?.unprovable, "another's end counts as the VM's").toContain('another process');
  },
  without: [
    {
      name: 'whose locks they are is not asked',
      file: 'failover/storage/control.ts',
      from: '(own ? notTheirs(own) : undefined)',
      to: 'undefined',
    },
  ],
  finds: "another's end counts as the VM's",
});

/** What is said of a VM whose process has ended, where its image was found so. */
async function gone(
  { storage: { proveReleased }, judgeGone }: Library,
  disks: Partial<Disks>,
  control = CONTROL,
) {
  const own = { ...control };
  const evidence = await proveReleased(own, {}, { ...FREE, ...disks });
  return judgeGone(own, evidence, undefined, { pid: 17 }).level;
}

clause('what the kernel may bring to the disk yet is no release', {
  async scenario(library) {
    expect(await gone(library, {})).toBe('L2');
    const failing = {
      ...(await FREE.keep('', new AbortController().signal).then(kept)),
      flush: async () => 'EIO',
    };
    const level = await gone(library, { keep: async () => failing });
    expect(level, 'released, and not flushed').not.toBe('L2');
  },
  without: [
    {
      name: 'the end of the process is enough',
      file: 'failover/quiesce/judge.ts',
      from: '...images.flatMap((image) => (image.flushed ? [] : [notFlushed(image)])),',
      to: '',
    },
    {
      name: 'it is opened, and not flushed',
      file: 'failover/storage/release.ts',
      from: '(await kept.file.flush(signal)) ??',
      to: '',
    },
  ],
  finds: 'released, and not flushed',
});

function kept<T>(found: T | string): T {
  if (typeof found === 'string') throw new Error(found);
  return found;
}

clause('whoever still holds its locks has released nothing', {
  async scenario(library) {
    for (const disks of [
      { locks: async () => HELD },
      { openToWrite: async () => ({ answer: 'locked' }) as const },
    ])
      expect(await gone(library, disks), 'released, and held').not.toBe('L2');
  },
  without: [
    {
      name: 'the end of the process is enough',
      file: 'failover/quiesce/judge.ts',
      from: '...images.flatMap((image) => (image.flushed ? [] : [notFlushed(image)])),\n    ...images.flatMap(notReleased),',
      to: '...images.flatMap((image) => (image.flushed ? [] : [notFlushed(image)])),',
    },
  ],
  finds: 'released, and held',
});

/** What is said of a VM that goes on and stands still, and has been migrated to nowhere to release its disks. */
async function quiet({ storage, judge }: Library, survey: StorageSurvey, control: PositiveControl) {
  const own = { ...control };
  const evidence = await storage.proveReleased(own, {}, FREE);
  return judge({
    way: 'migrate',
    migration: 'completed',
    ...{ yanked: false, asleep: false, nodes: [], jobs: [], hindrance: undefined },
    ...{ survey, control: own, evidence },
  }).level;
}

const NOTHING: StorageSurvey = { images: [], unlisted: [] };

clause('what writes past what can be looked at refuses L2', {
  async scenario(library) {
    const { root, testing, storage } = library;
    expect(await quiet(library, NOTHING, CONTROL)).toBe('L2');
    const unlisted = [{ what: 'vhost-user-blk-pci', why: 'another process writes for it' }];
    expect(await gone(library, {}, { ...CONTROL, unlisted }), 'nobody looked at all of it').not.toBe('L2');
    const clock = new testing.VirtualClock();
    await using qemu = new testing.FakeQemu({ clock });
    qemu.on('qom-list', ({ path }) =>
      path === '/machine/peripheral' ? [{ name: 'disk0', type: 'child<vhost-user-blk-pci>' }] : [],
    );
    const address = { transport: qemu.transport() };
    await using client = await clock.runUntil(root.QmpClient.connect(address, { clock }));
    const survey = await clock.runUntil(storage.survey(client));
    expect(await quiet(library, survey, CONTROL), 'nobody looked at all of it').not.toBe('L2');
  },
  without: [
    {
      name: 'of one that has ended it is forgotten',
      file: 'failover/quiesce/judge.ts',
      from: '...unlistedIn(control),\n    ...images',
      to: '...images',
    },
    {
      name: 'of one that goes on it is forgotten',
      file: 'failover/quiesce/judge.ts',
      from: 'doubts.push(...unlistedIn(survey, control));',
      to: '',
    },
    {
      name: 'a disk of another process is not noticed',
      file: 'failover/storage/outside.ts',
      from: '/^vhost-user-(?:blk|scsi|fs|device|test-device)/',
      to: '/^vhost-user-(?:scsi|fs|device|test-device)/',
    },
  ],
  finds: 'nobody looked at all of it',
});

clause('an image without a lock refuses L2', {
  async scenario(library) {
    const network = { ...FILE, kind: 'network', path: undefined, identity: undefined } as const;
    const control = { ...CONTROL, images: [{ ...network, unprovable: '"nbd" takes no lock' }] };
    const level = await quiet(library, NOTHING, control);
    expect(level, 'nothing can tell, and it counts as released').not.toBe('L2');
  },
  without: [
    {
      name: 'what was not looked at is released',
      file: 'failover/storage/release.ts',
      from: "{ verdict: 'unproven', why: unprovable ??",
      to: "{ verdict: 'released', why: unprovable ??",
    },
    {
      name: 'it is enough that it is flushed',
      file: 'failover/quiesce/judge.ts',
      from: 'doubts.push(...evidence.images.flatMap(notReleased));',
      to: '',
    },
  ],
  finds: 'nothing can tell, and it counts as released',
});
