// `npm run bench` measures everything, `npm run bench -- round-trip` one figure. See README.md in this folder.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { distIsMissing, distIsOld } from './built.js';
import { measure } from './compare.js';
import type { Bench, Findings } from './figures/figure.js';
import { figures } from './figures/index.js';
import { summarise } from './profile.js';
import { report, writeReadme } from './readme.js';
import { startServer } from './server/start.js';

const USAGE = `npm run bench -- [figure …] [option …]

  --write           stores the results in bench/README.md; only for a run of all figures
  --profile         says where the clients' time goes, by function, and leaves CPU profiles in a temporary folder
  --peer MODULE     measures another client too: see adapter.ts; may be repeated
  --node-server     uses the synthetic server in Node, as on a machine without a C compiler

figures: ${figures.map(({ name }) => name).join(', ')}
`;

const { values, positionals } = readArguments();
const unknown = positionals.filter((name) => !figures.some((figure) => figure.name === name));
if (values.help || unknown.length > 0) {
  process.stdout.write(unknown.length > 0 ? `There is no figure "${unknown[0]}".\n\n${USAGE}` : USAGE);
  process.exit(unknown.length > 0 ? 1 : 0);
}
if (values.write && positionals.length > 0) throw new Error('--write takes a run of all figures');
if (distIsMissing()) throw new Error('the package is not built: npm run build');
if (distIsOld())
  console.error('The sources are newer than what was built, and that is measured: npm run build');

const directory = mkdtempSync(join(tmpdir(), 'qmp-watchdog-bench-'));
try {
  await run(positionals.length === 0 ? figures.map(({ name }) => name) : positionals);
} finally {
  rmSync(directory, { recursive: true, force: true });
}

async function run(names: readonly string[]): Promise<void> {
  const profiles = values.profile ? mkdtempSync(join(tmpdir(), 'qmp-watchdog-profiles-')) : undefined;
  await using server = await startServer(directory, values['node-server'] ? 'node' : 'fastest');
  const peers = values.peer.map((path) => resolve(path));
  const bench: Bench = { directory, server: server.path, profiles, peers };
  const loadBefore = loadavg()[0] ?? 0;
  const began = performance.now();
  const findings: Findings[] = [];
  for (const figure of figures.filter(({ name }) => names.includes(name))) {
    console.error(`${figure.name} …`);
    findings.push(figure.kind === 'own' ? await figure.run(bench) : await measure(figure, bench));
  }
  const text = report(findings, {
    server: server.kind,
    load: [loadBefore, loadavg()[0] ?? 0],
    seconds: (performance.now() - began) / 1_000,
  });
  process.stdout.write(`\n${text}\n`);
  if (profiles !== undefined) process.stdout.write(`\n${summarise(profiles)}\n\nThe profiles: ${profiles}\n`);
  if (values.write) writeReadme(text);
}

function readArguments() {
  return parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      'node-server': { type: 'boolean', default: false },
      peer: { type: 'string', multiple: true, default: [] },
    },
  });
}
