import { median } from '../statistics.js';
import type { ClientFigure } from './figure.js';

const REPLIES = 30;

export const bigReply: ClientFigure = {
  kind: 'clients',
  name: 'big-reply',
  server: 'synthetic',
  unit: 'ms',
  better: 'lower',
  rounds: 31,
  comparisons: [
    {
      title: 'reply of 207 kB',
      reference: { client: 'plain' },
      ours: { client: 'ours' },
      goal: 1.4,
    },
  ],
  meaning: `A reply of the size and shape of \`query-qmp-schema\`, ${REPLIES} a round, one after the other: from the call to the parsed answer.`,
  async prepare({ adapter, path, settings }) {
    const client = await adapter.connect(path, settings);
    return async () => {
      const times: number[] = [];
      for (let reply = 0; reply < REPLIES; reply += 1) {
        const began = performance.now();
        await adapter.execute(client, 'query-qmp-schema');
        times.push(performance.now() - began);
      }
      return median(times);
    };
  },
};
