/** What every record of a journal has. */
export interface RecordBase {
  /** The version of this format. */
  readonly v: 1;
  /** Counts the records of one run. */
  readonly n: number;
  /** The host's wall clock, for people: ISO 8601. */
  readonly time: string;
  /** `clock.now()` in milliseconds: the differences between records of one run are durations. */
  readonly at: number;
  /** The VM's name, where the supervisor was given one. */
  readonly vm?: string;
}

/** What happened, by kind. A record of an incident carries its id; an action's records carry its order. */
export type RecordBody =
  | {
      readonly kind: 'started';
      /** `clock.boot()` in milliseconds, which goes on from one run to the next on the same boot of the host. */
      readonly boot: number;
      readonly mode: 'observe' | 'enforce';
      readonly policies: readonly string[];
      readonly watchdogs: readonly string[];
    }
  /** A watchdog changed: its transition's type, and its members. */
  | {
      readonly kind: 'watchdog';
      readonly watchdog: string;
      readonly transition: string;
      readonly detail: Readonly<Record<string, unknown>>;
    }
  /** The VM changed by itself or by somebody's hand. */
  | { readonly kind: 'vm'; readonly event: string; readonly detail: Readonly<Record<string, unknown>> }
  /** A source of host errors told one, or that nothing can be told, or that it can be again. */
  | {
      readonly kind: 'host';
      readonly source: string;
      readonly event: 'error' | 'unknown' | 'known';
      readonly detail: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: 'trigger';
      readonly incident: string;
      readonly policy: string;
      readonly cause: Readonly<Record<string, unknown>>;
    }
  /** A trigger that started nothing, and why. */
  | {
      readonly kind: 'ignored';
      readonly policy: string;
      readonly reason: string;
      readonly cause: Readonly<Record<string, unknown>>;
    }
  /** So many more like the last one of what happened too fast to be recorded one by one. */
  | {
      readonly kind: 'repeated';
      readonly of: 'vm' | 'watchdog' | 'host' | 'ignored' | 'page' | 'unnotified';
      /** The event, the watchdog, the source of host errors, the policy, or the notifier; of pages that are of no policy `''`. */
      readonly what: string;
      /** The watchdog's transition, what the source told, why they were ignored, why somebody was paged, or why not. */
      readonly reason?: string;
      readonly times: number;
    }
  | {
      readonly kind: 'evidence';
      readonly incident: string;
      readonly order: number;
      readonly action: string;
      readonly verdict: 'holds' | 'refused' | 'unknown';
      readonly reason: string;
      readonly facts: Readonly<Record<string, unknown>>;
    }
  /** Written and on disk before the action begins. */
  | { readonly kind: 'intent'; readonly incident: string; readonly order: number; readonly action: string }
  /** What would have been done in enforce mode. */
  | { readonly kind: 'would'; readonly incident: string; readonly order: number; readonly action: string }
  | {
      readonly kind: 'result';
      readonly incident: string;
      readonly order: number;
      readonly action: string;
      readonly outcome: 'done' | 'failed' | 'unknown';
      readonly reason: string;
      readonly took: number;
      readonly evidence: Readonly<Record<string, unknown>>;
    }
  /** How an incident ended, and how long it took in milliseconds. */
  | {
      readonly kind: 'ended';
      readonly incident: string;
      readonly policy: string;
      readonly how: IncidentEnd;
      readonly took: number;
    }
  /** The policy does nothing more until it is resumed. */
  | { readonly kind: 'halted'; readonly policy: string; readonly reason: string }
  | { readonly kind: 'resumed'; readonly policy: string }
  /** Somebody changed what the supervisor may do. */
  | { readonly kind: 'mode'; readonly mode: 'observe' | 'enforce'; readonly reason: string }
  /** For `ttl` milliseconds nothing is done; 0 ends that. */
  | { readonly kind: 'maintenance'; readonly reason: string; readonly ttl: number }
  /**
   * The first record of a file that takes the place of a full one: what must not be forgotten. It is stamped as the last
   * record of the full one, and its times are on that run's scale.
   */
  | (Remembered & { readonly kind: 'carried'; readonly boot: number; readonly mode: 'observe' | 'enforce' })
  /**
   * The VM is held still, because it is being made, or is, failover-safe; or it was let go. `level` is that of the proof
   * that stands.
   */
  | {
      readonly kind: 'failover-safe';
      readonly stage: 'releasing' | 'proven' | 'consumed' | 'lifted';
      readonly token: string;
      readonly reason: string;
      readonly level?: 'L0' | 'L1' | 'L2';
    }
  /** Somebody must look. */
  | { readonly kind: 'page'; readonly reason: string; readonly incident?: string; readonly policy?: string }
  /** The policies are these from now on. */
  | { readonly kind: 'reloaded'; readonly policies: readonly string[] }
  /** A notifier failed to tell somebody. */
  | {
      readonly kind: 'unnotified';
      readonly notifier: string;
      readonly policy: string;
      readonly reason: string;
    }
  /**
   * The flight recorder's, for `replay`: from which state and by which inputs the engine came to an incident, in an
   * encoding of its own. What each input led to is `decided`.
   */
  | {
      readonly kind: 'flight';
      readonly incident: string;
      /** The version of what stands in `state` and `input`. */
      readonly format: number;
      readonly settings: {
        readonly mode: 'observe' | 'enforce';
        readonly bootGrace: number;
        readonly unknownAfter: number;
        readonly policies: readonly string[];
        readonly watchdogs: readonly string[];
        /** The sources of host errors. */
        readonly hostErrors: readonly string[];
        /** Whether it followed a `Vm`, not one session. */
        readonly hasVm: boolean;
        /** The events that were listened to. */
        readonly events: readonly string[];
      };
      readonly state: Readonly<Record<string, unknown>>;
      readonly inputs: readonly (FlightInput & { readonly decided: readonly RecordBody[] })[];
    }
  /** What the engine was told next in that flight. So many of the records that follow are what it led to. */
  | (FlightInput & {
      readonly kind: 'input';
      readonly incident: string;
      readonly decided: number;
      /** The flight goes on, and nothing more of it is recorded. */
      readonly last?: boolean;
    })
  | { readonly kind: 'stopped'; readonly reason: string };

/** An input of the engine, as a flight has it. */
export interface FlightInput {
  /** When it was given: `clock.now()` in milliseconds. */
  readonly now: number;
  readonly input: Readonly<Record<string, unknown>>;
  /** What it led the engine to want, besides records, pages and notices. */
  readonly wanted?: readonly {
    readonly do: string;
    readonly order?: number;
    readonly action?: string;
    readonly watchdog?: string;
    readonly at?: number;
  }[];
}

/** What outlives a supervisor. Times are readings of `clock.now()`, and negative for what was before its run. */
export interface Remembered {
  /** The highest number of an incident. */
  readonly incidents: number;
  /** The highest number of an order. */
  readonly orders: number;
  /** When incidents of each policy began: the latest 10,000 that were not only observed. */
  readonly begun: Readonly<Record<string, readonly number[]>>;
  /** When the last incident of each policy ended. */
  readonly ended: Readonly<Record<string, number>>;
  /** Policies that do nothing until they are resumed, and why. */
  readonly halted: Readonly<Record<string, string>>;
  /** Nothing is done before `until`. */
  readonly maintenance?: { readonly reason: string; readonly until: number };
  /** Why somebody told it to observe only, if nobody has told it to enforce since. */
  readonly observing?: string;
  /** Incidents that have not ended. */
  readonly open: readonly OpenIncident[];
}

/** An incident that has not ended, and what it is doing. */
export interface OpenIncident {
  readonly incident: string;
  readonly policy: string;
  readonly began: number;
  /** An intent that has no result. */
  readonly intent?: { readonly order: number; readonly action: string; readonly at: number };
}

/**
 * How an incident ended: `recovered`, the trigger's condition went away; `done`, the action was verified and there was
 * no condition to wait for; `observed`, it would have acted; `refused`, the evidence spoke against acting;
 * `superseded`, somebody else has reset or continued the VM since; `not-cured`,
 * the last step's time passed; `failed` or `unknown`, the last step's outcome, `unknown` also when something else had
 * to be done before anything could be known; `preempted`, something worse had to be; `maintenance`, it began;
 * `reloaded`, the policies are others; `exited`, QEMU ended; `stopped`, the supervisor did.
 */
export type IncidentEnd =
  | 'recovered'
  | 'done'
  | 'observed'
  | 'refused'
  | 'superseded'
  | 'not-cured'
  | 'failed'
  | 'unknown'
  | 'preempted'
  | 'maintenance'
  | 'reloaded'
  | 'exited'
  | 'stopped';

/** One line of a journal. */
export type JournalRecord = RecordBase & RecordBody;
