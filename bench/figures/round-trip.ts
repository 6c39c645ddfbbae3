import { quantile } from '../statistics.js';
import type { ClientFigure, Round, Workplace } from './figure.js';

/** Commands one after the other; a round is the median time of `commands` of them, in microseconds. */
export function roundTrips(command: string, commands: number): (workplace: Workplace) => Promise<Round> {
  return async ({ adapter, path, settings }) => {
    const client = await adapter.connect(path, settings);
    return async () => {
      const times: number[] = [];
      for (let sent = 0; sent < commands; sent += 1) {
        const began = performance.now();
        await adapter.execute(client, command);
        times.push((performance.now() - began) * 1_000);
      }
      return quantile(times, 0.5);
    };
  };
}

export const roundTrip: ClientFigure = {
  kind: 'clients',
  name: 'round-trip',
  server: 'synthetic',
  unit: 'µs',
  better: 'lower',
  rounds: 41,
  comparisons: [
    {
      title: 'command round trip, p50',
      reference: { client: 'plain' },
      ours: { client: 'ours' },
      goal: 0.95,
    },
  ],
  meaning:
    'One command after the other, 2,000 a round, answered with `{"return": {}, "id": …}`: the time from the call to the awaited answer.',
  prepare: roundTrips('cont', 2_000),
};
