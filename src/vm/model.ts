import { setBlockErrors } from './block-errors.js';
import type { VmChange, VmChangeDetail, ChangeSource } from './change.js';
import type { BlockError, StopReason, VmState } from './state.js';

/** What QEMU is asked to learn its state: a query each. */
export type Topic = 'status' | 'block' | 'jobs' | 'migrate' | 'dump';

export const TOPICS: readonly Topic[] = ['status', 'block', 'jobs', 'migrate', 'dump'];

/** What is known of the answer to one query. */
export interface TopicView {
  /** How many hints there were that its answer has changed; the session's beginning is one. */
  readonly hints: number;
  /** How many of them were there when the question was asked that the last answer taken belongs to. */
  readonly answered: number;
  /** The same for the latest question under way. */
  readonly asking: number | undefined;
  /** Whether it is to be asked although nothing hinted at a change: what is known stays known meanwhile. */
  readonly wanted: boolean;
  /** Whether it was answered in this session. */
  readonly heard: boolean;
  /** Whether this QEMU has the query. */
  readonly supported: boolean;
}

/** The state and what the reducer needs to go on from it. */
export interface VmModel {
  readonly state: VmState;
  readonly topics: Readonly<Record<Topic, TopicView>>;
  /** Of which drives QEMU said last that they failed, whether it is still so or not. */
  readonly failedDrives: readonly BlockError[];
  /** Why the STOP that is to come will come, by the event before it. */
  readonly stopping: StopReason | undefined;
  /** When QEMU was heard last. */
  readonly heardAt: number;
  /** A query was not answered in time: nothing more is asked until QEMU answers something. */
  readonly silent: boolean;
  /** The WATCHDOG that came last. */
  readonly watchdog: { readonly action: string; readonly at: number } | undefined;
}

/** A step's result. */
export interface VmStep {
  readonly model: VmModel;
  readonly changes: readonly VmChange[];
}

const UNHEARD: TopicView = {
  hints: 0,
  answered: 0,
  asking: undefined,
  wanted: false,
  heard: false,
  supported: true,
};

/** Before anything is known. */
export function unknownVm(now: number): VmModel {
  return {
    state: {
      confidence: 'unknown',
      run: undefined,
      blockErrors: [],
      migration: { status: 'none', side: undefined },
      jobs: [],
      name: undefined,
      uuid: undefined,
      connected: false,
      session: 0,
      boots: 0,
      health: { verdict: 'disconnected', since: now },
      exit: undefined,
      closed: undefined,
      interlocks: [],
      latch: undefined,
    },
    topics: { status: UNHEARD, block: UNHEARD, jobs: UNHEARD, migrate: UNHEARD, dump: UNHEARD },
    failedDrives: [],
    stopping: undefined,
    heardAt: now,
    silent: false,
    watchdog: undefined,
  };
}

/** Builds the next model, and notes what changed on the way. */
export class Transition {
  model: VmModel;
  readonly changes: VmChange[] = [];
  readonly at: number;
  readonly source: ChangeSource;

  constructor(model: VmModel, at: number, source: ChangeSource) {
    this.model = model;
    this.at = at;
    this.source = source;
  }

  get state(): VmState {
    return this.model.state;
  }

  note(change: VmChangeDetail, source: ChangeSource = this.source): void {
    this.changes.push({ ...change, source, at: this.at });
  }

  update(state: Partial<VmState>): void {
    this.model = { ...this.model, state: { ...this.model.state, ...state } };
  }

  keep(model: Partial<Omit<VmModel, 'state'>>): void {
    this.model = { ...this.model, ...model };
  }

  topic(topic: Topic, view: Partial<TopicView>): void {
    const { topics } = this.model;
    this.keep({ topics: { ...topics, [topic]: { ...topics[topic], ...view } } });
  }

  hint(...topics: readonly Topic[]): void {
    for (const topic of topics) this.topic(topic, { hints: this.model.topics[topic].hints + 1 });
  }

  /** The finished step, with the confidence that follows from what is open. */
  end(): VmStep {
    setBlockErrors(this);
    const { connected, run, confidence, health } = this.state;
    const answers = connected && health.verdict === 'responsive';
    const known = answers && !TOPICS.some((topic) => isOpen(this.model.topics[topic]));
    const next = run === undefined ? 'unknown' : known ? 'known' : 'stale';
    if (next !== confidence) {
      this.update({ confidence: next });
      this.note({ type: 'confidence', from: confidence, to: next });
    }
    return { model: this.model, changes: this.changes };
  }
}

/** Whether something has hinted at another answer since the last question. */
export function isOpen({ hints, answered, supported }: TopicView): boolean {
  return supported && hints !== answered;
}

/** What should be asked now. */
export function openTopics({ state, topics, silent }: VmModel): readonly Topic[] {
  if (!state.connected || silent) return [];
  return TOPICS.filter((topic) => {
    const view = topics[topic];
    return view.supported && view.asking === undefined && (view.wanted || isOpen(view));
  });
}
