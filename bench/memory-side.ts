// The process that holds many connections. Run with --expose-gc.
import { getHeapSpaceStatistics } from 'node:v8';
import type { Adapter } from './adapter.js';
import { assignment, serve } from './child.js';

/** What it is started with. */
export interface MemoryAssignment {
  readonly module: string;
  readonly path: string;
  readonly connections: number;
}

/** Of a connection. */
export interface Bytes {
  /** In V8's heap, and in buffers outside it. */
  readonly heap: number;
  /** By which the memory of the whole process grew. */
  readonly resident: number;
  /** The same without V8's young generation, where garbage is made: it grows in steps, up to a limit, once a process. */
  readonly lasting: number;
}

const BATCH = 50;

const { module, path, connections } = assignment<MemoryAssignment>();
const { adapter } = (await import(module)) as { adapter: Adapter };
const held: unknown[] = [];

serve<'bytes', Bytes>(async () => {
  // What the first connections load and compile is not theirs.
  const warmUp = await connect(BATCH);
  await Promise.all(warmUp.map((client) => adapter.close(client)));
  const before = await used();
  while (held.length < connections) held.push(...(await connect(BATCH)));
  const after = await used();
  return {
    heap: (after.heap - before.heap) / held.length,
    resident: (after.resident - before.resident) / held.length,
    lasting: (after.lasting - before.lasting) / held.length,
  };
});

function connect(many: number): Promise<unknown[]> {
  return Promise.all(
    Array.from({ length: many }, async () => {
      const client = await adapter.connect(path, {});
      await adapter.execute(client, 'cont');
      return client;
    }),
  );
}

async function used(): Promise<Bytes> {
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  return {
    heap: heapUsed + external,
    resident: rss,
    lasting: rss - (young?.physical_space_size ?? Number.NaN),
  };
}
