// A reader of Prometheus's text format 0.0.4 that forgives nothing.

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\\\|\\"|\\n)*)"(,|})/;
const NUMBER = /^(?:[+-]Inf|NaN|-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)$/;

/** @throws Error that quotes the line that is wrong. */
export function parseExposition(text: string): ReadonlyMap<string, Family> {
  if (text === '') return new Map();
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const families = new Map<string, Family & { samples: Sample[] }>();
  const seen = new Set<string>();
  let current: (Family & { samples: Sample[] }) | undefined;
  let help: { readonly name: string; readonly help: string } | undefined;
  for (const line of text.slice(0, -1).split('\n')) {
    const fail = (why: string): never => {
      throw new Error(`${why}: ${line}`);
    };
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line);
    if (comment !== null) {
      const [, keyword, name = '', rest = ''] = comment;
      if (keyword === 'HELP') {
        if (families.has(name)) fail('a second HELP, or a family in two places');
        if (/\\(?![\\n])/.test(rest)) fail('an escape that there is not');
        help = { name, help: rest };
        continue;
      }
      if (help?.name !== name) fail('a TYPE without the HELP before it');
      if (!/^(counter|gauge|histogram)$/.test(rest)) fail('no type');
      if ((rest === 'counter') !== name.endsWith('_total')) fail('_total is for counters');
      current = { name, type: rest, help: help?.help ?? '', samples: [] };
      families.set(name, current);
      continue;
    }
    const sample = parseSample(line, fail);
    const key = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
    if (seen.has(key)) fail('a series twice');
    seen.add(key);
    const { name = '', type = '' } = current ?? {};
    const own = type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name];
    if (!own.includes(sample.name)) fail(`not of the family ${name}`);
    current?.samples.push(sample);
  }
  for (const family of families.values()) if (family.type === 'histogram') checkHistogram(family);
  return families;
}

function parseSample(line: string, fail: (why: string) => never): Sample {
  const [name = ''] = NAME.exec(line) ?? fail('no name');
  let rest = line.slice(name.length);
  const labels: Record<string, string> = {};
  if (rest.startsWith('{')) {
    rest = rest.slice(1);
    for (let more = true; more; ) {
      const [whole, label = '', value = '', end] = LABEL.exec(rest) ?? fail('no label');
      if (Object.hasOwn(labels, label)) fail('a label twice');
      const unescaped = value.replaceAll(/\\([\\"n])/g, (_, one) => (one === 'n' ? '\n' : one));
      Object.defineProperty(labels, label, { value: unescaped, enumerable: true });
      rest = rest.slice(whole.length);
      more = end === ',';
    }
  }
  const number = /^ (\S+)$/.exec(rest)?.[1] ?? fail('no value');
  if (!NUMBER.test(number)) fail('no number');
  return { name, labels, value: Number(number.replace('Inf', 'Infinity')) };
}

function checkHistogram({ name, samples }: Family): void {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const { le: _, ...labels } = sample.labels;
    const key = JSON.stringify(labels);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  for (const [key, group] of groups) {
    const buckets = group.filter((one) => one.name === `${name}_bucket`);
    const bounds = buckets.map(({ labels }) => Number(labels['le']?.replace('Inf', 'Infinity')));
    const counts = buckets.map(({ value }) => value);
    const rises = (numbers: readonly number[], strictly: boolean): boolean =>
      numbers.every((one, at) => at === 0 || (strictly ? one > numbers[at - 1]! : one >= numbers[at - 1]!));
    if (!rises(bounds, true) || bounds.at(-1) !== Number.POSITIVE_INFINITY)
      throw new Error(`the buckets of ${name}${key} are not in order, or do not end with +Inf`);
    if (!rises(counts, false)) throw new Error(`the buckets of ${name}${key} are not cumulative`);
    const total = group.filter((one) => one.name === `${name}_count`);
    if (total.length !== 1 || total[0]?.value !== counts.at(-1))
      throw new Error(`the count of ${name}${key} is not that of its last bucket`);
    if (group.filter((one) => one.name === `${name}_sum`).length !== 1)
      throw new Error(`${name}${key} has no sum`);
  }
}

/** The value of the one series that has these labels; undefined when there is none. */
export function valueOf(
  text: string,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const found = [...parseExposition(text).values()]
    .flatMap(({ samples }) => samples)
    .filter((one) => one.name === `qmp_watchdog_${name}`)
    .filter((one) => Object.entries(labels).every(([label, value]) => one.labels[label] === value));
  if (found.length > 1) throw new Error(`${found.length} series fit ${name}`);
  return found[0]?.value;
}
