// The process of one case: prepares, then runs a round whenever it is asked to.
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import type { Adapter } from './adapter.js';
import { assignment, serve } from './child.js';
import type { Case } from './figures/figure.js';
import { clientFigures } from './figures/index.js';

const MODULES: Readonly<Record<string, string>> = {
  plain: './plain-client.js',
  ours: './our-client.js',
  bare: './bare-client.js',
};

/** What it is started with. */
export interface SideAssignment {
  readonly figure: string;
  readonly of: Case;
  readonly path: string;
  /** The file for a CPU profile of all rounds but the first. */
  readonly profile: string | undefined;
}

const { figure: name, of, path, profile } = assignment<SideAssignment>();
const figure = clientFigures.find((candidate) => candidate.name === name);
if (figure === undefined) throw new Error(`there is no figure "${name}"`);
const { adapter } = (await import(MODULES[of.client] ?? of.client)) as { adapter: Adapter };
const round = await figure.prepare({ adapter, path, settings: of.settings ?? {}, variant: of.variant });

let rounds = 0;
let profiler: Session | undefined;

serve<'round', number>(
  () => {
    rounds += 1;
    if (rounds === 2 && profile !== undefined) profiler = startProfiler();
    return round();
  },
  () => {
    profiler?.post('Profiler.stop', (_, result) =>
      writeFileSync(profile ?? '', JSON.stringify(result.profile)),
    );
  },
);

function startProfiler(): Session {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: 250 });
  session.post('Profiler.start');
  return session;
}
