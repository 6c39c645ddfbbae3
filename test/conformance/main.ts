// `npm run conformance`: what our facts about QEMU come to on the QEMUs that are here. See docs/compatibility.md.
import { parseArgs } from 'node:util';
import { facts, groups } from './facts/index.js';
import { expected, writePage } from './page.js';
import { documented, type ExaminedQemu, examine, unpackedQemus } from './qemu.js';
import { examineAll, type Finding } from './runner.js';
import { cellOf, surprises, tablesOf } from './table.js';

const USAGE = `npm run conformance -- [fact …] [option …]

  --qemu PATH   examines this qemu-system-x86_64 instead of those of npm run setup; may be repeated
  --write       stores the results in docs/compatibility.md; only for a run of all facts on ${documented.join(', ')}
  --list        names the facts

Ends with 1 when a fact could not be examined, or is not what docs/compatibility.md says of this version.
`;

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      qemu: { type: 'string', multiple: true, default: [] },
      write: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return say(USAGE);
  if (values.list) return say(facts.map(({ id, title }) => `${id}: ${title}\n`).join(''));
  const unknown = positionals.find((name) => !facts.some(({ id }) => id === name));
  if (unknown !== undefined) throw new Error(`There is no fact "${unknown}". --list names them all.`);
  const chosen = facts.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
  const qemus = values.qemu.length > 0 ? await byPath(values.qemu) : await unpacked();
  if (values.write && (positionals.length > 0 || values.qemu.length > 0 || qemus.length < documented.length))
    throw new Error('--write takes a run of all facts on all versions: npm run setup -- --all-qemus');

  for (const { name, version, build } of qemus)
    console.error(`${name}: ${version}${build === '' ? '' : ` (${build})`}`);
  const began = performance.now();
  const findings = await examineAll(qemus, chosen, { onFinding: (finding) => progress(finding, began) });
  const expectations = expected();
  const unexpected = surprises(findings, expectations);
  const failed = findings.some(({ outcome }) => typeof outcome === 'object' && 'failed' in outcome);
  if (values.write && !failed) writePage(tablesOf(groups, findings), qemus);
  else say(`\n${tablesOf(groups, findings)}`);

  for (const { release } of qemus.filter(({ release }) => !expectations.has(release)))
    console.error(`Of ${release} nothing is expected: docs/compatibility.md has no column for it.`);
  const heading = values.write && !failed ? 'Written, and not as it was' : 'Not as expected';
  if (unexpected.length > 0)
    console.error(`\n${heading}:\n${unexpected.map((line) => `  ${line}`).join('\n')}`);
  if (values.write) return failed ? 1 : 0;
  return unexpected.length > 0 ? 1 : 0;
}

function say(text: string): 0 {
  process.stdout.write(text);
  return 0;
}

async function unpacked(): Promise<ExaminedQemu[]> {
  const qemus = await unpackedQemus();
  const missing = documented.filter((name) => !qemus.some((qemu) => qemu.name === name));
  if (missing.length > 0)
    console.error(`Not here: QEMU ${missing.join(', ')}. To fetch them: npm run setup -- --all-qemus`);
  if (qemus.length === 0) throw new Error('There is no QEMU to examine. Name one: --qemu PATH');
  return qemus;
}

/** Two of one version are told apart by their paths. */
async function byPath(paths: readonly string[]): Promise<ExaminedQemu[]> {
  const qemus = await Promise.all(paths.map((path) => examine(path)));
  return qemus.map((qemu, at) =>
    qemus.some((other, its) => its < at && other.name === qemu.name)
      ? { ...qemu, name: `${qemu.name} (${qemu.system})` }
      : qemu,
  );
}

function progress({ qemu, fact, outcome, took }: Finding, began: number): void {
  const since = ((performance.now() - began) / 1_000).toFixed(1).padStart(6);
  console.error(`${since} s  ${qemu.name.padEnd(5)} ${fact.id}: ${cellOf(outcome)} (${Math.round(took)} ms)`);
}
