/** A state of a job that can be waited for, in QEMU's own words. */
export type KnownJobStatus =
  | 'created'
  | 'running'
  | 'paused'
  | 'ready'
  | 'standby'
  | 'waiting'
  | 'pending'
  | 'aborting'
  | 'concluded'
  | 'null';

/** What QEMU lets a job become next. */
const NEXT: Readonly<Record<KnownJobStatus, readonly KnownJobStatus[]>> = {
  created: ['running', 'aborting', 'null'],
  running: ['paused', 'ready', 'waiting', 'aborting'],
  paused: ['running'],
  ready: ['standby', 'waiting', 'aborting'],
  standby: ['ready'],
  waiting: ['pending', 'aborting'],
  pending: ['aborting', 'concluded'],
  aborting: ['concluded'],
  concluded: ['null'],
  null: [],
};

/** The states, for a message. */
export const JOB_STATUSES: string = Object.keys(NEXT).join(', ');

/** By state: the one that every job was in before it. */
const BEFORE: Readonly<Partial<Record<KnownJobStatus, KnownJobStatus>>> = {
  running: 'created',
  paused: 'running',
  ready: 'running',
  standby: 'ready',
  waiting: 'running',
  pending: 'waiting',
  aborting: 'created',
  concluded: 'created',
};

/** Whether a job in state `now` can still come to be in `wanted`. A state of a newer QEMU excludes nothing. */
export function canReach(now: string, wanted: KnownJobStatus): boolean {
  if (!isKnownStatus(now)) return true;
  const reached = new Set<KnownJobStatus>(NEXT[now]);
  for (const status of reached) for (const next of NEXT[status]) reached.add(next);
  return reached.has(wanted);
}

/** A state, and those that a job must have been in before. */
export function* passedWith(status: string): Generator<string, void, void> {
  yield status;
  if (!isKnownStatus(status)) return;
  for (let before = BEFORE[status]; before !== undefined; before = BEFORE[before]) yield before;
}

/** Whether it is a state that this package knows. */
export function isKnownStatus(status: unknown): status is KnownJobStatus {
  return typeof status === 'string' && Object.hasOwn(NEXT, status);
}
