import { type FileIdentity, isSameFile } from './file-identity.js';
import type { ControlledImage, PositiveControl } from './control.js';
import { type Disks, type LookOptions, openDisks, within } from './disks.js';
import { type KeptFiles, keptOf } from './kept-files.js';
import type { ImageLocks } from './locks.js';
import type { Unlisted } from './outside.js';
import type { ImageKind } from './survey.js';
import type { WriteOpen } from './write-open.js';

/** What was found of an image to which a VM had written. */
export interface ImageRelease {
  readonly node: string;
  readonly tops: readonly string[];
  readonly kind: ImageKind;
  readonly path: string | undefined;
  /** `released`: nobody can write to it. `held`: somebody can. `unproven`: neither could be shown. */
  readonly verdict: 'released' | 'held' | 'unproven';
  /** Why it is not released. */
  readonly why: string | undefined;
  /** Whether we brought to its disk what the kernel had of it: a proof if QEMU had handed over everything by then. */
  readonly flushed: boolean;
  /**
   * Since when a failure to flush it would have been noticed. `control`: since it was taken, by us. `proof`: since the
   * first look with a control that had been stored; of what QEMU was told before nobody was told again.
   */
  readonly flushWatched: 'control' | 'proof' | undefined;
  /** Why it is not flushed. */
  readonly unflushed: string | undefined;
}

/** Whether the images of a VM are released. It is JSON. */
export interface ReleaseEvidence {
  readonly images: readonly ImageRelease[];
  readonly unlisted: readonly Unlisted[];
  /** Nobody can write to any of them, and nothing else writes for the VM. */
  readonly released: boolean;
  /** Each of them is flushed. */
  readonly flushed: boolean;
}

/**
 * Looks whether anybody can still write to the images of a VM that should have released them, and flushes them. Of what
 * {@link takeControl} could not show to be held it does not claim that it is released.
 * The default `timeout` is 5,000 ms, for all images together; what does not answer by then is unproven.
 * @throws {@link OptionError}, {@link AbortError}
 */
export async function proveReleased(
  control: PositiveControl,
  options: LookOptions = {},
  disks: Disks = openDisks(options),
): Promise<ReleaseEvidence> {
  const { images, unlisted } = control;
  const files = keptOf(control);
  const found = await within('proveReleased', options, (signal) =>
    Promise.all(images.map((image) => look(image, { disks, files, signal }))),
  );
  return {
    images: found,
    unlisted,
    released: unlisted.length === 0 && found.every(({ verdict }) => verdict === 'released'),
    flushed: unlisted.length === 0 && found.every(({ flushed }) => flushed),
  };
}

type Found = Pick<ImageRelease, 'verdict' | 'why' | 'flushed' | 'flushWatched' | 'unflushed'>;

interface Looking {
  readonly disks: Disks;
  readonly files: KeptFiles;
  readonly signal: AbortSignal;
}

async function look(image: ControlledImage, looking: Looking): Promise<ImageRelease> {
  const { node, tops, kind, path } = image;
  return { node, tops, kind, path, ...(await find(image, looking)) };
}

async function find(image: ControlledImage, { disks, files, signal }: Looking): Promise<Found> {
  const { path, identity, unprovable } = image;
  if (path === undefined || identity === undefined)
    return unflushed(
      { verdict: 'unproven', why: unprovable ?? 'it was not looked at while the VM held it' },
      unprovable,
    );
  // It comes first: it shows that the storage answers.
  const opened = await disks.openToWrite(image, signal);
  if (opened.answer === 'unknown') return unflushed({ verdict: 'unproven', why: opened.why }, opened.why);
  const before = await see({ path, identity }, disks, signal);
  if (typeof before === 'string') return unflushed({ verdict: 'unproven', why: before }, before);
  const found = judge(before, opened, unprovable);
  // What comes after it might not be on the disk.
  if (found.verdict === 'held') return unflushed(found, 'somebody can still write to it');
  const flush = await flushKept(image.node, { path, identity }, { disks, files, signal });
  if (typeof flush === 'string') return unflushed(found, flush);
  // Its path still leads to what was flushed, and nobody has begun to write to it.
  const after = await see({ path, identity }, disks, signal);
  if (typeof after === 'string') return unflushed({ verdict: 'unproven', why: after }, after);
  if (after.writer) return unflushed(HELD, HELD.why);
  return { ...found, flushed: true, flushWatched: flush.watched, unflushed: undefined };
}

const HELD = { verdict: 'held', why: 'somebody holds the lock of one who writes to it' } as const;

function unflushed(found: Pick<Found, 'verdict' | 'why'>, why: string | undefined): Found {
  return { ...found, flushed: false, flushWatched: undefined, unflushed: why };
}

/** Flushes it through what has been open the longest; or says why it is not flushed. */
async function flushKept(
  node: string,
  { path, identity }: PathAndIdentity,
  { disks, files, signal }: Looking,
): Promise<{ readonly watched: 'control' | 'proof' } | string> {
  let kept = files.get(node);
  if (kept === undefined) {
    const file = await disks.keep(path, signal);
    if (typeof file === 'string') return file;
    kept = files.get(node) ?? { file, since: 'proof' };
    // Another look at the same time was faster.
    if (kept.file !== file) await file.close();
    files.set(node, kept);
  }
  if (!isSameFile(kept.file.identity, identity)) return 'what is kept open is another file';
  return (await kept.file.flush(signal)) ?? { watched: kept.since };
}

interface PathAndIdentity {
  readonly path: string;
  readonly identity: FileIdentity;
}

/** The locks on it, or why they could not be seen. */
async function see(
  { path, identity }: PathAndIdentity,
  disks: Disks,
  signal: AbortSignal,
): Promise<ImageLocks | string> {
  const file = await disks.identify(path, signal);
  if (typeof file === 'string') return file;
  if (!isSameFile(file.identity, identity)) return `${path} leads to another file than it did`;
  return await disks.locks(identity);
}

function judge(
  locks: ImageLocks,
  opened: WriteOpen,
  unprovable: string | undefined,
): Pick<Found, 'verdict' | 'why'> {
  if (locks.writer) return HELD;
  if (unprovable !== undefined) return { verdict: 'unproven', why: unprovable };
  if (opened.answer === 'free') return { verdict: 'released', why: undefined };
  const why = 'somebody has it open and lets nobody write: look again when that is over';
  return { verdict: 'unproven', why };
}
