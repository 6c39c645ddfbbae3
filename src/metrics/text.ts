import type { Labels, Metric } from './meter.js';
import { BUCKETS, type Series } from './series.js';

/**
 * Series as text in version 0.0.4 of Prometheus's exposition format: those of one metric stand together, below its HELP
 * and TYPE.
 *
 * Source: "Text-based format" of Prometheus's documentation of exposition formats.
 */
export class Exposition {
  readonly #lines = new Map<Metric, string[]>();

  add(metric: Metric, series: Series): void {
    const own = this.#lines.get(metric);
    if (own === undefined) this.#lines.set(metric, [...headOf(metric), ...linesOf(metric, series)]);
    else own.push(...linesOf(metric, series));
  }

  /** What was added, metric by metric. */
  *texts(): Generator<string, void, void> {
    for (const own of this.#lines.values()) yield `${own.join('\n')}\n`;
  }
}

function headOf({ name, help, type }: Metric): readonly string[] {
  const escaped = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return [`# HELP ${name} ${escaped}`, `# TYPE ${name} ${type}`];
}

function linesOf({ name, labels: names }: Metric, { labels, value, buckets }: Series): readonly string[] {
  if (buckets === undefined) return [`${name}${labelsOf(names, labels)} ${numberOf(value)}`];
  let sum = 0;
  const counts = buckets.map((count, index) => {
    sum += count;
    const le = numberOf(BUCKETS[index] ?? Number.POSITIVE_INFINITY);
    return `${name}_bucket${labelsOf([...names, 'le'], { ...labels, le })} ${sum}`;
  });
  const own = labelsOf(names, labels);
  return [...counts, `${name}_sum${own} ${numberOf(value)}`, `${name}_count${own} ${sum}`];
}

/** An empty label is the same as none. */
function labelsOf(names: readonly string[], labels: Labels): string {
  const told = names.flatMap((name) => {
    const value = labels[name] ?? '';
    return value === '' ? [] : [`${name}="${escape(value)}"`];
  });
  return told.length === 0 ? '' : `{${told.join(',')}}`;
}

function escape(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function numberOf(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}
