// What is around a supervisor, and outlives it.
import type { RecordBody } from '../../../src/journal/index.js';
import type { Random } from '../../fuzz/random.js';
import type { Library } from '../../mutated/library.js';
import type { Auditor } from './auditor.js';
import type { Machine, MachineEvent } from './machine.js';
import type { Timeline } from './timeline.js';

/** What outlives a supervisor. */
export interface Surroundings {
  readonly library: Library;
  readonly time: Timeline;
  readonly machine: Machine;
  readonly random: Random;
  readonly auditor: Auditor;
  readonly memory: InstanceType<Library['Memory']>;
  /** How the next action goes wrong. */
  misdeed: Misdeed | undefined;
  /** The next event of this name is lost. */
  losing: MachineEvent | undefined;
  connected: boolean;
  heartbeatsCut: boolean;
  suspicion: string | undefined;
  /** For how long this process stands still when it next looks for evidence. */
  stallsLooking: number;
}

/** `late`: done later than anybody waits for it; `unanswered`: done, and nobody hears of it. */
export type Misdeed = 'ignored' | 'refused' | 'late' | 'unanswered' | 'slow';

const WALL = 1_767_225_600_000;

/** A moment by all clocks. */
export function momentOf(now: number): { readonly at: number; readonly boot: number; readonly wall: number } {
  return { at: now, boot: now, wall: WALL + now };
}

/** Writes it into the journal. */
export function remember({ memory, time }: Surroundings, body: RecordBody): void {
  const { at, wall } = momentOf(time.now);
  memory.take({ v: 1, n: 0, time: new Date(wall).toISOString(), at, ...body });
}
