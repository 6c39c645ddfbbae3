import type { Adapter, Settings } from '../adapter.js';

/** Who is measured, and doing what. */
export interface Case {
  /** `plain`, `ours` and `bare`, or the path of a peer's module. */
  readonly client: string;
  /** What it does, where the figure knows several ways. */
  readonly variant?: string | undefined;
  readonly settings?: Settings | undefined;
}

/** Two cases of a figure held against each other. */
export interface Comparison {
  readonly title: string;
  readonly reference: Case;
  readonly ours: Case;
  /** What the ratio is to be at least. */
  readonly goal?: number | undefined;
}

/** What a case works with. */
export interface Workplace<Client = unknown> {
  readonly adapter: Adapter<Client>;
  /** Of the server's unix socket. */
  readonly path: string;
  readonly settings: Settings;
  readonly variant: string | undefined;
}

/** Does the work once and says how it went, in the figure's unit. */
export type Round = () => Promise<number>;

/** A figure of clients that do the same against the same server. */
export interface ClientFigure {
  readonly kind: 'clients';
  readonly name: string;
  readonly server: 'synthetic' | 'qemu';
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  readonly rounds: number;
  readonly comparisons: readonly Comparison[];
  /** For people who read the table. */
  readonly meaning: string;
  /** Runs in the process of the case. */
  readonly prepare: (workplace: Workplace) => Promise<Round>;
}

/** A figure that is measured in a way of its own. */
export interface OwnFigure {
  readonly kind: 'own';
  readonly name: string;
  readonly meaning: string;
  readonly run: (bench: Bench) => Promise<Findings>;
}

export type Figure = ClientFigure | OwnFigure;

/** What a figure found. */
export interface Findings {
  readonly rows: readonly Row[];
  /** A table of its own, in Markdown. */
  readonly table?: string | undefined;
  /** What else there is to say. */
  readonly notes?: readonly string[] | undefined;
}

/** One line of the table. */
export interface Row {
  readonly title: string;
  readonly reference: Measured;
  readonly ours: Measured;
  /** Of ours to the reference, so that better is more than 1; absent where a ratio says nothing. */
  readonly ratio?: Ratio | undefined;
  readonly goal: string;
}

export interface Measured {
  readonly value: number;
  readonly unit: string;
}

/** Over the rounds. */
export interface Ratio {
  readonly median: number;
  /** The lower and the upper quartile. */
  readonly low: number;
  readonly high: number;
}

/** What a run of the bench has. */
export interface Bench {
  /** For files; removed in the end. */
  readonly directory: string;
  /** The unix socket of the synthetic server. */
  readonly server: string;
  /** Modules of peers. */
  readonly peers: readonly string[];
  /** Where CPU profiles go; undefined for none. */
  readonly profiles: string | undefined;
}
