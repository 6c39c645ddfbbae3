import type { Level, StorageKind } from '../proof/index.js';
import type { IncidentEnd } from '../journal/index.js';
import type { Mode } from '../policy/index.js';
import type { Barred, Confidence, HealthView, StopReason } from '../vm/index.js';
import type { WatchdogSnapshot, WatchdogState } from '../watchdog/index.js';

/**
 * How all VMs stand at one moment: what `/status` answers. Durations are milliseconds, whole ones; what is not known is
 * null, and never left out. Members may join; the meaning of one that is there changes only with `format`.
 */
export interface StatusDocument {
  /** The version of this format. */
  readonly format: 1;
  /** When, by the host's wall clock, for people: ISO 8601. */
  readonly at: string;
  /** By name. */
  readonly vms: readonly VmStatus[];
  /** Why something is missing: two supervisors of one name, one whose state can not be read. Usually empty. */
  readonly problems: readonly string[];
}

/** Whether somebody must see to a VM: `now`; `look`, when there is time; or `none`. */
export type Attention = 'none' | 'look' | 'now';

/** How one VM stands. Every text may come from outside: from its QEMU, its guest, or who wrote its policies. */
export interface VmStatus {
  /** What its supervisor was told that it is called. */
  readonly name: string;
  /** Whether somebody must see to it. */
  readonly attention: Attention;
  /** Why somebody must, in words, the gravest first; empty when nobody must. */
  readonly because: readonly string[];
  /** Whether its supervisor runs. */
  readonly supervised: boolean;
  /** Whether its supervisor acts. */
  readonly mode: Mode;
  /** Nothing is done for `left` milliseconds. */
  readonly maintenance: { readonly reason: string; readonly left: number } | null;
  /** Why nothing destructive is done to any VM of its fleet. */
  readonly suspicion: string | null;
  /** How far `run`, `running` and `why` may be trusted; null, as they are, where one session is supervised and not a `Vm`. */
  readonly confidence: Confidence | null;
  /** QEMU's word for its run state; null until QEMU has said it. */
  readonly run: string | null;
  /** Whether its virtual CPUs run. */
  readonly running: boolean | null;
  /** Why it does not run. */
  readonly why: StopReason | null;
  /** For how long this is known to be so. */
  readonly runFor: number | null;
  /** Whether QEMU answers. */
  readonly health: HealthView['verdict'] | null;
  /** For how long that is so. */
  readonly healthFor: number | null;
  /** Whether there is a QMP session at this moment. */
  readonly connected: boolean | null;
  /** How many sessions there have been. */
  readonly session: number | null;
  /** How its QEMU ended, and by which exit code or signal, as far as that is known. */
  readonly exit: {
    readonly cause: string;
    readonly code: number | null;
    readonly signal: string | null;
  } | null;
  /** Drives for whose failure it stands still. */
  readonly blockErrors: readonly { readonly device: string; readonly status: string }[];
  readonly watchdogs: readonly WatchdogStatus[];
  /** What its supervisor is busy with. */
  readonly incident: OpenIncidentStatus | null;
  /** The last incidents since the status is served, the latest first. */
  readonly incidents: readonly IncidentStatus[];
  /** The last times that somebody was told to look since the status is served, the latest first. */
  readonly pages: readonly PageStatus[];
  /** The names of its policies. */
  readonly policies: readonly string[];
  /** Policies that do nothing until they are resumed, and why. */
  readonly halted: readonly { readonly policy: string; readonly reason: string }[];
  /** What bars `cont` and reset. */
  readonly interlocks: readonly InterlockStatus[];
  /** Why nothing can be recorded any more. */
  readonly journalFailure: string | null;
  /** Why nothing may start it, reset it or write to it, and since when, by the wall clock. */
  readonly latch: { readonly reason: string; readonly time: string } | null;
  /** The proof that stands, for which it is held still. */
  readonly failoverSafe: FailoverSafeStatus | null;
}

/** How one watchdog stands. */
export interface WatchdogStatus {
  readonly id: string;
  readonly state: WatchdogState;
  /** Until it expires if nothing happens; null while it would not. */
  readonly timeLeft: number | null;
  /** The silence at which it expires, as things are: `timeLeft` runs down from here. Null when `timeLeft` is. */
  readonly timeout: number | null;
  /** Since its last pet. */
  readonly silentFor: number;
  /** Whether its silence is established: it has expired, and has listened ever since without a pet. */
  readonly silent: boolean;
  /** Why its silence is excused. */
  readonly pausedBy: string | null;
  /** Why nothing can be said about its silence. */
  readonly unknownBecause: string | null;
  /** Whether it waits for the guest to boot. */
  readonly inGrace: boolean;
  readonly channel: WatchdogSnapshot['channel'];
}

/** An incident that is being dealt with. */
export interface OpenIncidentStatus {
  readonly id: string;
  readonly policy: string;
  /** What began it, in words. */
  readonly cause: string;
  readonly phase: 'gathering' | 'acting' | 'recovering';
  /** For how long. */
  readonly lasts: number;
  /** Why nothing is done: what can not be told, or which guard refuses. */
  readonly waitsFor: string | null;
}

/** An incident, from what was recorded of it. */
export interface IncidentStatus {
  readonly id: string;
  readonly policy: string;
  /** What began it, in words; null when it began before the status was served. */
  readonly cause: string | null;
  /** When, by the host's wall clock: ISO 8601. */
  readonly time: string;
  /** How long ago it began. */
  readonly ago: number;
  /** How it ended; null while it has not. */
  readonly how: IncidentEnd | null;
  /** How long it took; null while it has not ended. */
  readonly took: number | null;
  /** What was done, or, where its outcome is `would`, would have been; at most 16. */
  readonly steps: readonly IncidentStep[];
  /** Whether somebody was paged. */
  readonly paged: boolean;
}

/** One action of an incident. `under-way` is an intent without a result yet. */
export interface IncidentStep {
  readonly action: string;
  readonly outcome: 'under-way' | 'done' | 'failed' | 'unknown' | 'would';
  readonly reason: string;
}

/** Somebody was told to look. */
export interface PageStatus {
  readonly reason: string;
  /** When, by the host's wall clock: ISO 8601. */
  readonly time: string;
  /** How long ago. */
  readonly ago: number;
}

/** What bars `cont` or reset. */
export interface InterlockStatus {
  readonly bars: Barred;
  readonly reason: string;
  readonly by: 'library' | 'user';
  /** Since when, by the wall clock: ISO 8601. */
  readonly time: string;
}

/**
 * The proof that a VM is held still for, as far as this host knows. It tells, and proves nothing to whoever reads it: the
 * proof itself is used up where it is registered, once.
 */
export interface FailoverSafeStatus {
  /** `L0`, it stands still; `L1`, and what its guest wrote is on disk; `L2`, and nothing can write to its disks any more. */
  readonly level: Level;
  /** Whether it was used on this host already. One that is revoked stands no longer, and is not here. */
  readonly standing: 'held' | 'consumed';
  /** Whether a lease store has it: then only the store knows whether another host has used it. */
  readonly registered: boolean;
  /** Names the proof. It is no secret. */
  readonly token: string;
  /** As QEMU was told. */
  readonly vm: { readonly name: string | null; readonly uuid: string | null };
  /** In which session of the VM it was shown. */
  readonly session: number;
  /** By the wall clock: ISO 8601. */
  readonly issued: string;
  /** What its disks lie on. */
  readonly storage: StorageKind;
}

/** A text is cut off there: it may come from outside, and a page is no log. */
const LONGEST_TEXT = 400;

/** A text from anywhere, as it may stand in a {@link StatusDocument}. */
export function bounded(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 3)}...` : text;
}
