import type { Labels, Meter, Metric, Reading } from './meter.js';

/** What a duration is at most, in seconds, to be counted here: from a query to a guest that shuts down. */
export const BUCKETS: readonly number[] = [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60, 120, 300, 600];

/** More combinations of labels' values than these are counted as one: policies that are made up all the time. */
const MOST = 1_000;
const REST = '(other)';

/** One line of values: what a combination of labels has come to. */
export interface Series {
  readonly labels: Labels;
  /** A counter's value, a gauge's, or the sum of a histogram's. */
  value: number;
  /** How many of a histogram's values are in each bucket and no lower one; the last is for all beyond. */
  readonly buckets: number[] | undefined;
}

/** Keeps what one supervisor's meter is told, in memory of bounded size. */
export class SeriesMeter implements Meter {
  readonly #kept = new Map<Metric, Map<string, Series>>();
  readonly #readers = new Set<() => readonly Reading[]>();

  add(counter: Metric, labels: Labels, by: number): void {
    this.#series(counter, labels).value += by;
  }

  record(histogram: Metric, labels: Labels, value: number): void {
    const series = this.#series(histogram, labels);
    const found = BUCKETS.findIndex((most) => value <= most);
    const bucket = found < 0 ? BUCKETS.length : found;
    series.value += value;
    if (series.buckets !== undefined) series.buckets[bucket] = (series.buckets[bucket] ?? 0) + 1;
  }

  observe(_gauges: readonly Metric[], read: () => readonly Reading[]): () => void {
    this.#readers.add(read);
    return () => this.#readers.delete(read);
  }

  /** Everything at this moment, with the metric that it belongs to. */
  *all(): Generator<readonly [Metric, Series], void, void> {
    for (const [metric, kept] of this.#kept) for (const series of kept.values()) yield [metric, series];
    for (const read of this.#readers)
      for (const { metric, labels, value } of read()) yield [metric, { labels, value, buckets: undefined }];
  }

  #series(metric: Metric, labels: Labels): Series {
    const kept = this.#kept.get(metric) ?? new Map<string, Series>();
    this.#kept.set(metric, kept);
    const known = kept.get(keyOf(metric, labels));
    if (known !== undefined) return known;
    const own = kept.size < MOST ? labels : restOf(metric, labels);
    const key = keyOf(metric, own);
    const buckets = metric.type === 'histogram' ? new Array<number>(BUCKETS.length + 1).fill(0) : undefined;
    const series = kept.get(key) ?? { labels: own, value: 0, buckets };
    kept.set(key, series);
    return series;
  }
}

function restOf(metric: Metric, labels: Labels): Labels {
  return Object.fromEntries(metric.labels.map((name) => [name, name === 'vm' ? (labels[name] ?? '') : REST]));
}

function keyOf(metric: Metric, labels: Labels): string {
  return JSON.stringify(metric.labels.map((name) => labels[name] ?? ''));
}
