// The process that watches a fleet. Run with --expose-gc.
import type { Adapter } from '../adapter.js';
import { assignment, serve } from '../child.js';
import { hostNow } from './host-time.js';
import { type WatchOver, ways } from './ways.js';

/** What it is started with. */
export interface SideAssignment {
  readonly way: string;
  /** The module of the QMP client that keeps the sessions. */
  readonly module: string;
  readonly qmp: string;
  readonly sessions: number;
  /** Whom to connect to, one stream each. */
  readonly writers: readonly { readonly path: string; readonly streams: number }[];
}

/** Connects; watches for so many milliseconds. */
export type SideQuestion = 'connect' | { readonly watch: number };

/** What a stream takes: bytes. */
export interface Taken {
  readonly heap: number;
  readonly resident: number;
}

export interface Watch {
  /** Who expired, and when on the host's clock. */
  readonly expired: readonly (readonly [number, number])[];
  /** Of one core. */
  readonly cpu: number;
}

/** Each session is asked once in so many milliseconds. */
const ASKED_EVERY = 10_000;
const TICK = 50;
const BATCH = 50;

const { way, module, qmp, sessions, writers } = assignment<SideAssignment>();
const { adapter } = (await import(module)) as { readonly adapter: Adapter };
const watchOver = wayOf(way);

const clients: unknown[] = [];
let expired: [number, number][] = [];

serve<SideQuestion, Taken | Watch>(async (question) =>
  question === 'connect' ? await connect() : await watch(question.watch),
);

function wayOf(name: string): WatchOver {
  const found = ways[name];
  if (found === undefined) throw new Error('there is no such way');
  return found;
}

async function connect(): Promise<Taken> {
  while (clients.length < sessions)
    clients.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(BATCH, sessions - clients.length) }, () => adapter.connect(qmp, {})),
      )),
    );
  const before = used();
  let guest = 0;
  for (const { path, streams } of writers)
    for (let nth = 0; nth < streams; nth += 1) {
      const own = guest;
      guest += 1;
      // One after the other: so the writer knows them by their order.
      await watchOver(path, () => expired.push([own, hostNow()]));
    }
  const after = used();
  return { heap: (after.heap - before.heap) / guest, resident: (after.resident - before.resident) / guest };
}

async function watch(duration: number): Promise<Watch> {
  expired = [];
  const before = process.cpuUsage();
  const began = performance.now();
  let asked = 0;
  await new Promise<void>((resolve) => {
    const asking = setInterval(() => {
      const lasted = performance.now() - began;
      const due = Math.floor((lasted * sessions) / ASKED_EVERY);
      for (; asked < due; asked += 1) void adapter.execute(clients[asked % sessions], 'query-status');
      if (lasted < duration) return;
      clearInterval(asking);
      resolve();
    }, TICK);
  });
  const { user, system } = process.cpuUsage(before);
  return { expired, cpu: (user + system) / 1_000 / (performance.now() - began) };
}

function used(): Taken {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, resident: rss };
}
