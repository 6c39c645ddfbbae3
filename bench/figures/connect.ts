import { median } from '../statistics.js';
import type { ClientFigure } from './figure.js';

const CONNECTIONS = 150;

export const connect: ClientFigure = {
  kind: 'clients',
  name: 'connect',
  server: 'synthetic',
  unit: 'ms',
  better: 'lower',
  rounds: 31,
  comparisons: [
    {
      title: 'connect and negotiate',
      reference: { client: 'plain' },
      ours: { client: 'ours' },
      goal: 1.4,
    },
    {
      title: 'the least that Node needs for that, in place of qmp-watchdog',
      reference: { client: 'plain' },
      ours: { client: 'bare' },
    },
  ],
  meaning: `From the call to a session that accepts commands: connected, greeted, capabilities negotiated. ${CONNECTIONS} a round, one after the other; closing is not counted. The least is what bare-client.ts does: it parses nothing, keeps no deadlines and takes the second line for the answer.`,
  async prepare({ adapter, path, settings }) {
    return async () => {
      const times: number[] = [];
      for (let connection = 0; connection < CONNECTIONS; connection += 1) {
        const began = performance.now();
        const client = await adapter.connect(path, settings);
        times.push(performance.now() - began);
        await adapter.close(client);
      }
      return median(times);
    };
  },
};
