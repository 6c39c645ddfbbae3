// The table of outcomes, in Markdown: written, and read again as what is expected.
import type { Fact, Group, Outcome } from './fact.js';
import type { Finding } from './runner.js';

/** What a cell says. */
export function cellOf(outcome: Outcome): string {
  if (outcome === 'holds') return 'holds';
  const [[kind = '', text = ''] = []] = Object.entries(outcome);
  const words = kind === 'notApplicable' ? 'not applicable' : kind;
  return `${words}: ${text.trim().split('\n')[0]?.replaceAll('|', '\\|')}`;
}

/** One table a group, a column for each QEMU. */
export function tablesOf(groups: readonly Group[], findings: readonly Finding[]): string {
  const names = [...new Set(findings.map(({ qemu }) => qemu.name))];
  const cell = (fact: Fact, name: string): string => {
    const found = findings.find((finding) => finding.fact.id === fact.id && finding.qemu.name === name);
    return found === undefined ? '' : cellOf(found.outcome);
  };
  const examined = groups
    .map(({ title, facts }) => ({
      title,
      facts: facts.filter(({ id }) => findings.some(({ fact }) => fact.id === id)),
    }))
    .filter(({ facts }) => facts.length > 0);
  return examined
    .map(({ title, facts }) => {
      const head = ['fact', 'what holds', ...names];
      const rows = facts.map((fact) => [
        `\`${fact.id}\``,
        fact.title,
        ...names.map((name) => cell(fact, name)),
      ]);
      const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
      return `### ${title}\n\n${lines.join('\n')}\n`;
    })
    .join('\n');
}

/** The cells of such tables: by the QEMU's release, then by the fact's id. */
export type Expectations = ReadonlyMap<string, ReadonlyMap<string, string>>;

export function expectationsIn(markdown: string): Expectations {
  const expectations = new Map<string, Map<string, string>>();
  let names: readonly string[] = [];
  for (const line of markdown.split('\n')) {
    const cells = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
    const [first = '', second, ...others] = cells;
    if (first === 'fact' && second === 'what holds') names = others;
    const [, id] = /^`([\w-]+)`$/.exec(first) ?? [];
    if (id === undefined) continue;
    for (const [at, name] of names.entries()) {
      const column = expectations.get(name) ?? new Map<string, string>();
      expectations.set(name, column.set(id, others[at] ?? ''));
    }
  }
  return expectations;
}

/** Each finding that is not what was expected; a QEMU of which nothing is expected may be as it is. */
export function surprises(findings: readonly Finding[], expectations: Expectations): string[] {
  return findings.flatMap(({ qemu, fact, outcome }) => {
    const cell = cellOf(outcome);
    const expected = expectations.get(qemu.release);
    if (expected?.get(fact.id) === cell) return [];
    if (typeof outcome === 'object' && 'failed' in outcome) return [`${qemu.name} ${fact.id} ${cell}`];
    if (expected === undefined) return [];
    return [
      `${qemu.name} ${fact.id} ${cell} (expected: ${expected.get(fact.id) ?? 'nothing, the fact is new'})`,
    ];
  });
}
