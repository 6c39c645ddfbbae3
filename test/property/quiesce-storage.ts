// What the checks of this host would say of the disks of a model.
import type {
  ImageKind,
  PositiveControl,
  ReleaseEvidence,
  StorageSurvey,
} from '../../src/failover/storage/index.js';
import type { Model, ModelDisk } from './quiesce-model.js';

const kindOf = (disk: ModelDisk): ImageKind => (disk.kind === 'local' ? 'local-file' : 'network');

const imageOf = (disk: ModelDisk) => ({
  node: disk.name,
  tops: [disk.name],
  driver: disk.kind === 'local' ? 'file' : 'nbd',
  kind: kindOf(disk),
  path: disk.kind === 'local' ? `/images/${disk.name}` : undefined,
});

export function surveyOf({ disks }: Model): StorageSurvey {
  return {
    images: disks.map((disk) => ({ ...imageOf(disk), writable: disk.active, unprovable: undefined })),
    unlisted: [],
  };
}

export function controlOf({ disks }: Model): PositiveControl {
  return {
    v: 1,
    images: disks
      .filter(({ active }) => active)
      .map((disk) => ({
        ...imageOf(disk),
        identity: disk.kind === 'local' ? { device: 'fe:00', inode: disk.name, born: '0' } : undefined,
        unprovable:
          disk.kind === 'local' && disk.locking ? undefined : 'no lock shows that the VM writes to it',
      })),
    unlisted: [],
  };
}

/** `flushed`: which of them could be. Of one that is held, nobody asks. */
export function evidenceOf(
  model: Model,
  { images }: PositiveControl,
  flushed: ReadonlyMap<ModelDisk, boolean>,
): ReleaseEvidence {
  const found = images.map(({ node, tops, kind, path, unprovable }): ReleaseEvidence['images'][number] => {
    const disk = model.disks.find(({ name }) => name === node)!;
    const image = { node, tops, kind, path };
    const nothing = { flushed: false, flushWatched: undefined, unflushed: 'no' };
    const held = disk.locking && disk.active && model.holds;
    if (kind === 'network' || disk.replaced)
      return { ...image, verdict: 'unproven', why: unprovable ?? 'another file', ...nothing };
    if (held) return { ...image, verdict: 'held', why: 'a lock', ...nothing };
    const flush = {
      flushed: flushed.get(disk) === true,
      flushWatched: 'control',
      unflushed: undefined,
    } as const;
    return unprovable === undefined
      ? { ...image, verdict: 'released', why: undefined, ...flush }
      : { ...image, verdict: 'unproven', why: unprovable, ...flush };
  });
  return {
    images: found,
    unlisted: [],
    released: found.every(({ verdict }) => verdict === 'released'),
    flushed: found.every((image) => image.flushed),
  };
}
