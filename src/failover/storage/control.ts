import { count, OptionError } from '../../core/index.js';
import type { FileIdentity } from './file-identity.js';
import { type Disks, type LookOptions, openDisks, within } from './disks.js';
import { closeAll, type KeptFiles, keep } from './kept-files.js';
import type { ImageLocks } from './locks.js';
import type { Unlisted } from './outside.js';
import type { DiskImage, StorageSurvey } from './survey.js';
import type { WriteOpen } from './write-open.js';

/** An image to which a VM wrote, and by what it is known again. */
export interface ControlledImage extends Omit<DiskImage, 'writable'> {
  /** Which file it is. Undefined where there is no path to one. */
  readonly identity: FileIdentity | undefined;
}

/**
 * What was seen of a VM's images while it held them: only where the checks said "writer" then does it mean something that
 * they say "nobody" later. It is JSON, and may be kept.
 */
export interface PositiveControl {
  readonly v: 1;
  /** All images that it could write to. */
  readonly images: readonly ControlledImage[];
  readonly unlisted: readonly Unlisted[];
}

/** Options of {@link takeControl}. */
export interface ControlOptions extends LookOptions {
  /** The id of QEMU's process on this host, which then must be the one that holds the locks. */
  readonly pid?: number | undefined;
}

/**
 * Looks at the images of a VM while it holds them, active, with no job under way. An image of which the checks do not say
 * that somebody writes gets the reason as its `unprovable`.
 * The images stay open, so that no failure to flush them is missed, until {@link forgetControl} or until nobody has the
 * control any more. Take it before `stop`, which flushes and tells nobody of a failure.
 * The default `timeout` is 5,000 ms, for all images together; what does not answer by then is unprovable.
 * @throws {@link OptionError}, {@link AbortError}
 */
export async function takeControl(
  { images, unlisted }: StorageSurvey,
  options: ControlOptions = {},
  disks: Disks = openDisks(options),
): Promise<PositiveControl> {
  const { pid, ...look } = options;
  if (pid !== undefined) count('takeControl.pid', pid, 1, { min: 1 });
  const writable = images.filter((image) => image.writable);
  const files: KeptFiles = new Map();
  const looked = within('takeControl', look, (signal) =>
    Promise.all(writable.map((image) => control(image, { pid, disks, files, signal }))),
  );
  const controlled = await looked.catch(async (error: unknown) => {
    await closeAll(files);
    throw error;
  });
  const taken: PositiveControl = { v: 1, images: controlled, unlisted };
  keep(taken, files);
  return taken;
}

/**
 * A control that was kept as JSON, after a look at all of it.
 * @throws {@link OptionError} it is none.
 */
export async function readControl(value: unknown): Promise<PositiveControl> {
  const { validate } = await import('../../schemas/index.js');
  const [issue] = validate('positive-control', value);
  if (issue !== undefined)
    throw new OptionError(
      'control',
      value,
      `what takeControl made: ${issue.path.join('.')}: ${issue.message}`,
    );
  return value as PositiveControl; // It has just been looked at.
}

interface Looking {
  readonly pid: number | undefined;
  readonly disks: Disks;
  readonly files: KeptFiles;
  readonly signal: AbortSignal;
}

async function control(
  { writable: _, ...image }: DiskImage,
  { pid, disks, files, signal }: Looking,
): Promise<ControlledImage> {
  if (image.path === undefined || !image.path.startsWith('/')) return { ...image, identity: undefined };
  // It comes first: it shows that the storage answers.
  const opened = await disks.openToWrite(image, signal);
  if (opened.answer === 'unknown') return { ...image, identity: undefined, unprovable: opened.why };
  const file = await disks.keep(image.path, signal);
  if (typeof file === 'string')
    return { ...image, identity: undefined, unprovable: image.unprovable ?? file };
  files.set(image.node, { file, since: 'control' });
  const { identity, foreign } = file;
  const [all, own] = await Promise.all([disks.locks(identity), pid && disks.locks(identity, pid)]);
  return {
    ...image,
    identity,
    unprovable:
      image.unprovable ??
      (foreign === undefined ? undefined : `it lies on ${foreign}, which other hosts may write to`) ??
      (typeof all === 'string' ? all : uncontrolled(all, opened)) ??
      (own ? notTheirs(own) : undefined),
  };
}

/** Why the checks would not notice a writer; undefined when they have noticed this one. */
function uncontrolled(locks: ImageLocks, opened: WriteOpen): string | undefined {
  if (!locks.writer)
    return 'no lock shows that the VM writes to it: it has locking=off, or its path leads QEMU to another file';
  // Where whoever writes lets others write, as with share-rw=on and pflash, a second one may open it.
  if (locks.exclusive !== (opened.answer === 'locked'))
    return 'its locks in /proc/locks and an attempt to open it contradict each other';
  return undefined;
}

function notTheirs(locks: ImageLocks | string): string | undefined {
  if (typeof locks === 'string') return `the locks of its process can not be seen: ${locks}`;
  return locks.writer ? undefined : 'another process than the VM holds the lock of one who writes to it';
}
