/** A thing that is measured. Its names are in Prometheus's manner, durations are seconds. */
export interface Metric {
  /** Such as `qmp_watchdog_pages_total`. */
  readonly name: string;
  /** What it is, in one sentence. */
  readonly help: string;
  /** A counter goes up; a gauge is looked at; a histogram takes durations. */
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** The names of its labels. */
  readonly labels: readonly string[];
}

/** Values of a metric's labels, by name. */
export type Labels = Readonly<Record<string, string>>;

/** What a gauge shows now. */
export interface Reading {
  readonly metric: Metric;
  readonly labels: Labels;
  readonly value: number;
}

/**
 * Takes measurements, for whatever shows them: `PrometheusExporter` is one, and a bridge to OpenTelemetry or to
 * prom-client is another. `measure` calls it.
 */
export interface Meter {
  /** A counter goes up by so much; by 0, so that it is there before anything has happened. */
  add(counter: Metric, labels: Labels, by: number): void;
  /** A histogram takes one more value. */
  record(histogram: Metric, labels: Labels, value: number): void;
  /** What these gauges show may be read at any time, until the function that this returns is called. */
  observe(gauges: readonly Metric[], read: () => readonly Reading[]): () => void;
}
