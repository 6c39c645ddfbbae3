import type { IncidentEnd, RecordBody } from '../journal/index.js';
import type { RunState } from '../qmp/index.js';
import type { VmState } from '../vm/index.js';
import type { Probe, ProbeAnswer, WatchdogSnapshot } from '../watchdog/index.js';
import type { ActionResult, SingleAction } from './action.js';
import type { Cause } from './cause.js';
import type { EvidenceVerdict, Facts, Grounds } from './evidence.js';
import type { PastFault } from './fault.js';
import type { Policy } from './policy.js';

/** Acting takes an explicit `enforce`; `observe` records what would have been done. */
export type Mode = 'observe' | 'enforce';

/** What shapes an engine. Times are milliseconds. */
export interface EngineSettings {
  /** Until it is told another one. */
  readonly mode: Mode;
  readonly policies: readonly Policy[];
  /** How long a guest may take to boot after an action that makes it boot. */
  readonly bootGrace: number;
  /** How long evidence may be unknown before somebody is paged. */
  readonly unknownAfter: number;
}

/** One cause in the hands of one policy. */
export interface Incident {
  readonly id: string;
  readonly policy: string;
  readonly cause: Cause;
  readonly began: number;
  /** Which of the policy's steps is being tried. */
  readonly step: number;
  /** The number of the present order: an answer to an earlier one is void. */
  readonly order: number;
  readonly phase: 'gathering' | 'acting' | 'recovering';
  /** When to look again: the step's end, or the next attempt to gather evidence. */
  readonly wakeAt: number | undefined;
  readonly stepEnds: number | undefined;
  readonly actedAt: number | undefined;
  /** Why it waits: what can not be told, or which guard refuses. */
  readonly unknown: { readonly since: number; readonly reason: string; readonly paged: boolean } | undefined;
  readonly recovered: boolean;
  /** Somebody else has reset or continued the VM while the intent was written. */
  readonly superseded: boolean;
  /** What guards asked for in this step, and were told. */
  readonly answers: Readonly<Record<string, ProbeAnswer>>;
}

/** Nothing is done until it is over, by itself at the latest at `until`. */
export interface Maintenance {
  readonly reason: string;
  /** On the clock's `now()` scale. */
  readonly until: number;
}

/** All that the engine remembers. */
export interface EngineState {
  /** Undefined while it is the settings'. */
  readonly mode: Mode | undefined;
  readonly maintenance: Maintenance | undefined;
  /** Why nothing destructive may be done: too many VMs fell silent together. */
  readonly suspicion: string | undefined;
  /** The VM as last told; undefined where one session is supervised. */
  readonly vm: VmState | undefined;
  readonly watchdogs: Readonly<Record<string, WatchdogSnapshot>>;
  /** Conditions that hold, by policy: which of its conditions, and since when. */
  readonly holding: Readonly<Record<string, Readonly<Record<number, number>>>>;
  /** Causes that must last a while before their policy begins, and until when. */
  readonly pending: Readonly<Record<string, { readonly cause: Cause; readonly until: number }>>;
  /** Until when each policy rests after an incident. */
  readonly resting: Readonly<Record<string, number>>;
  readonly incident: Incident | undefined;
  readonly incidents: number;
  readonly orders: number;
  /** When each policy's incidents began, as far as its limit looks back. */
  readonly begun: Readonly<Record<string, readonly number[]>>;
  /** Policies that do nothing until they are resumed, and why. */
  readonly halted: Readonly<Record<string, string>>;
  /** Watchdogs that expired while something else was being done, and were not petted since. */
  readonly unheard: readonly string[];
  /** Policies whose conditions came to hold while something else was being done. */
  readonly unseen: readonly string[];
  /** Events that came while something else was being done, the last one of each policy. */
  readonly missed: readonly { readonly policy: string; readonly cause: Cause }[];
  /** Faults that came lately, as far as their repetition counts. */
  readonly faults: readonly PastFault[];
  /** Those of the halted that only observed: they are not, once they may act. */
  readonly observedHalts: readonly string[];
  /** Policies whose trigger threw, which somebody has been told. */
  readonly distrusted: readonly string[];
}

/** What the engine learns. */
export type EngineInput =
  | { readonly type: 'cause'; readonly cause: Cause }
  | { readonly type: 'facts'; readonly order: number; readonly facts: Facts }
  | { readonly type: 'result'; readonly order: number; readonly result: ActionResult }
  /** The action was not begun: what it rests on did not hold any more once the intent was on disk. */
  | {
      readonly type: 'not-begun';
      readonly order: number;
      readonly verdict: EvidenceVerdict;
      readonly facts: Facts;
    }
  /** What guards asked for. */
  | {
      readonly type: 'answers';
      readonly order: number;
      readonly answers: Readonly<Record<string, ProbeAnswer>>;
    }
  | { readonly type: 'recovered'; readonly watchdog: string }
  | { readonly type: 'vm'; readonly vm: VmState }
  | { readonly type: 'watchdog'; readonly watchdog: WatchdogSnapshot }
  | { readonly type: 'mode'; readonly mode: Mode; readonly reason: string }
  /** For `ttl` milliseconds; 0 ends it. */
  | { readonly type: 'maintenance'; readonly reason: string; readonly ttl: number }
  /** Too many VMs have fallen silent together, or no longer. */
  | { readonly type: 'suspect'; readonly reason: string | undefined }
  /** The policies are others from now on. */
  | { readonly type: 'reloaded' }
  /** Somebody else has reset or continued the VM: what an event told of it before is history. */
  | { readonly type: 'changed'; readonly at: number }
  | { readonly type: 'wake' }
  | { readonly type: 'resume'; readonly policy: string }
  /** The incident ends here, whatever it waits for. */
  | { readonly type: 'abandon'; readonly how: IncidentEnd }
  /** The session or the supervisor ends. */
  | { readonly type: 'end'; readonly how: IncidentEnd };

/** What the engine wants done, in this order. */
export type Effect =
  | { readonly do: 'record'; readonly body: RecordBody; readonly sync?: boolean }
  | { readonly do: 'gather'; readonly order: number; readonly watchdog: string | undefined }
  | { readonly do: 'ask'; readonly order: number; readonly probes: readonly Probe[] }
  | {
      readonly do: 'notify';
      readonly what: 'began' | 'ended';
      readonly policy: string;
      readonly incident: string;
      readonly reason: string;
    }
  | {
      readonly do: 'act';
      readonly order: number;
      readonly incident: string;
      readonly action: SingleAction;
      readonly timeout: number;
      readonly cause: Cause;
      /** What it rests on: to be looked at again right before it begins. */
      readonly rests: Grounds;
    }
  | { readonly do: 'page'; readonly reason: string; readonly incident?: string; readonly policy?: string }
  /** The VM is in this run state, in which its guest can not pet. */
  | { readonly do: 'suspend'; readonly watchdog: string; readonly status: RunState }
  /** What was silence may have been QEMU's: it has to be established anew. */
  | { readonly do: 'listen'; readonly watchdog: string }
  /** It has expired and nothing was done about it: it listens for a whole timeout, and expires again. */
  | { readonly do: 'rearm'; readonly watchdog: string }
  | { readonly do: 'wake'; readonly at: number | undefined };

/** The state of an engine that knows nothing yet. */
export const INITIAL_STATE: EngineState = {
  mode: undefined,
  maintenance: undefined,
  suspicion: undefined,
  vm: undefined,
  watchdogs: {},
  holding: {},
  pending: {},
  resting: {},
  incident: undefined,
  incidents: 0,
  orders: 0,
  begun: {},
  halted: {},
  unheard: [],
  unseen: [],
  missed: [],
  faults: [],
  observedHalts: [],
  distrusted: [],
};
