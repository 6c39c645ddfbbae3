import type { ClientFigure, Round, Workplace } from './figure.js';

const SUBMITTED = 64;

/** Batches of 64 commands submitted at once; a round is thousands of commands a second. */
export function batches(command: string, count: number): (workplace: Workplace) => Promise<Round> {
  return async ({ adapter, path, settings }) => {
    const client = await adapter.connect(path, settings);
    return async () => {
      const began = performance.now();
      for (let batch = 0; batch < count; batch += 1)
        await Promise.all(Array.from({ length: SUBMITTED }, () => adapter.execute(client, command)));
      return (count * SUBMITTED) / (performance.now() - began);
    };
  };
}

export const pipelining: ClientFigure = {
  kind: 'clients',
  name: 'pipelining',
  server: 'synthetic',
  unit: 'k/s',
  better: 'higher',
  rounds: 31,
  comparisons: [
    {
      title: '64 commands submitted at once, `window: 64`',
      reference: { client: 'plain' },
      ours: { client: 'ours', settings: { window: 64 } },
      goal: 1.8,
    },
    {
      title: '64 commands submitted at once, the default window',
      reference: { client: 'plain' },
      ours: { client: 'ours' },
    },
  ],
  meaning:
    '64 commands submitted at once, all answers awaited, and again. QEMU takes seven or eight commands at a time and stops reading beyond that, so the client sends no more than its window; the plain one sends all. Against this server, which takes anything, the window only costs; against a real QEMU (below) it does not.',
  prepare: batches('cont', 250),
};
