import type { Level, StorageKind } from '../../proof/index.js';
import type { ImageRelease, PositiveControl, ReleaseEvidence, StorageSurvey } from '../storage/index.js';
import type { NodeActivity, Way } from './ask.js';

/** What is proven of a VM that was looked at. */
export interface Judgement {
  /** Undefined when not even that it stands still is. */
  readonly level: Level | undefined;
  readonly storage: StorageKind;
  /** Why the level is no higher. */
  readonly doubts: readonly string[];
  /** What it rests on, as JSON. */
  readonly evidence: Readonly<Record<string, unknown>>;
}

export const NOTHING_PROVEN: Judgement = { level: undefined, storage: 'none', doubts: [], evidence: {} };

/** All that was seen in one look at a VM that stood still before and after it. */
export interface Seen {
  readonly way: Way;
  /** Whether a connection of its storage was cut off: what was under way on it may be lost. */
  readonly yanked: boolean;
  readonly survey: StorageSurvey;
  readonly nodes: readonly NodeActivity[];
  /** Jobs that go on. */
  readonly jobs: readonly string[];
  readonly migration: string;
  /** Whether the guest sleeps: it wakes by itself. */
  readonly asleep: boolean;
  readonly control: PositiveControl | undefined;
  readonly evidence: ReleaseEvidence | undefined;
  /** Why there is no evidence. */
  readonly hindrance: string | undefined;
}

/** Format drivers that write what they hold back when they are made inactive, and fail when that fails. */
const FLUSHES: ReadonlySet<string> = new Set(['qcow2']);

/**
 * A guest in S3: an alarm, a key or a packet wakes it. On QEMU 10.0 and 11.1 `stop` keeps it from that, on 5.2 and 7.2
 * only a migration does.
 */
export const ASLEEP = 'suspended';

/** What is proven of a VM whose process goes on. */
export function judge(seen: Seen): Judgement {
  const { control, survey, evidence, way, migration } = seen;
  const doubts = [...stillHeld(seen)];
  const facts = { way, migration, images: evidence?.images ?? [], unlisted: survey.unlisted };
  const at = (level: Level): Judgement => ({
    level,
    storage: storageOf(control?.images ?? survey.images),
    doubts,
    evidence: facts,
  });
  if (doubts.length > 0) return at('L0');
  if (control === undefined) doubts.push('what it wrote to, and who held that, was not seen before');
  if (seen.hindrance !== undefined) doubts.push(`its images could not be looked at: ${seen.hindrance}`);
  if (control === undefined || evidence === undefined) return at('L0');

  doubts.push(...evidence.images.flatMap((image) => (isFlushed(image, seen) ? [] : [notFlushed(image)])));
  // Nor does anything tell of a flush of what can not even be listed.
  doubts.push(...unlistedIn(survey, control));
  if (doubts.length > 0) return at('L0');
  doubts.push(...evidence.images.flatMap(notReleased));
  return at(doubts.length === 0 ? 'L2' : 'L1');
}

/** What QEMU says of itself: whatever it does not say it has let go of, it holds. */
function* stillHeld({ way, nodes, jobs, migration, asleep, survey }: Seen): Generator<string> {
  if (asleep) yield 'its guest sleeps, and wakes by itself: this QEMU stops only one that is awake';
  if (jobs.length > 0) yield `jobs go on: ${jobs.join(', ')}`;
  if (way === 'migrate' && migration !== 'completed')
    yield `its disks were not released: its migration is "${migration}"`;
  const active = way === 'migrate' ? [] : nodes.filter((node) => node.active !== false);
  if (active.length > 0)
    yield `its disks were not released: ${active.map(({ name }) => name).join(', ')} may write`;
  // What was only read before is released by not being written to.
  for (const { node, writable } of survey.images) if (writable) yield `QEMU may write to ${node}`;
}

/** What a VM writes to that is not in the control. */
export function writtenBeside({ images }: StorageSurvey, control: PositiveControl): readonly string[] {
  return images
    .filter(({ writable }) => writable)
    .filter(({ node, path }) => !control.images.some((one) => one.node === node && one.path === path))
    .map(({ node }) => node);
}

/** A migration that completed has flushed everything; of what is local, we have, too. */
function isFlushed({ kind, flushed, tops }: ImageRelease, { way, nodes, yanked }: Seen): boolean {
  if (isLocal(kind)) return flushed;
  if (yanked) return false;
  if (way === 'migrate') return true;
  const drivers = nodes.filter(({ name }) => tops.includes(name)).map(({ driver }) => driver);
  return drivers.length > 0 && drivers.every((driver) => FLUSHES.has(driver));
}

function notFlushed({ node, unflushed }: ImageRelease): string {
  return `${node} is not proven to be flushed: ${unflushed ?? 'nothing here can'}`;
}

function notReleased({ node, verdict, why }: ImageRelease): readonly string[] {
  return verdict === 'released' ? [] : [`${node} is ${verdict}: ${why ?? 'no reason was given'}`];
}

function unlistedIn(...holders: readonly (StorageSurvey | PositiveControl)[]): readonly string[] {
  return [...new Set(holders.flatMap(({ unlisted }) => unlisted.map(({ what, why }) => `${what}: ${why}`)))];
}

/**
 * What is proven of a VM whose process has ended. "Gone" is not "released": what the kernel had of it lands later, unless
 * each of its images was opened and flushed after that.
 */
export function judgeGone(
  control: PositiveControl,
  evidence: ReleaseEvidence | undefined,
  hindrance: string | undefined,
  process: Readonly<Record<string, unknown>>,
): Judgement {
  const images = evidence?.images ?? [];
  const doubts = [
    ...(evidence === undefined ? [`its images could not be looked at: ${hindrance ?? 'no answer'}`] : []),
    ...unlistedIn(control),
    ...images.flatMap((image) => (image.flushed ? [] : [notFlushed(image)])),
    ...images.flatMap(notReleased),
  ];
  return {
    level: doubts.length === 0 ? 'L2' : 'L0',
    storage: storageOf(control.images),
    doubts,
    evidence: { way: 'kill', process, images, unlisted: control.unlisted },
  };
}

/** Whether the end of the process could prove that nobody writes. */
export function provableGone({ unlisted, images }: PositiveControl): boolean {
  return unlisted.length === 0 && images.every(({ unprovable }) => unprovable === undefined);
}

function storageOf(images: readonly { readonly kind: ImageRelease['kind'] }[]): StorageKind {
  const locals = new Set(images.map(({ kind }) => isLocal(kind)));
  if (locals.size === 2) return 'mixed';
  if (locals.size === 0) return 'none';
  return locals.has(true) ? 'local' : 'network';
}

function isLocal(kind: ImageRelease['kind']): boolean {
  return kind === 'local-file' || kind === 'block-device';
}
