import { dirname, join } from 'node:path';
import { EVENT_NAME } from '../server/fixtures.js';
import { median } from '../statistics.js';
import type { ClientFigure, Workplace } from './figure.js';

const EVENTS = 200;

/** Makes the client answer each event with `stop`, in one of the ways of the figure. */
const WAYS: Readonly<Record<string, (workplace: Workplace, client: unknown) => Promise<void>>> = {
  async stop({ adapter }, client) {
    adapter.onEvent(client, EVENT_NAME, () => void adapter.execute(client, 'stop'));
  },
  async 'ask, then stop'({ adapter }, client) {
    adapter.onEvent(client, EVENT_NAME, async () => {
      await adapter.execute(client, 'query-status');
      await adapter.execute(client, 'stop');
    });
  },
  policy: (_, client) => supervise(client, 'none'),
  'policy, journal': ({ path }, client) => supervise(client, join(dirname(path), 'reaction.jsonl')),
};

async function supervise(client: unknown, journal: string): Promise<void> {
  const { action, on, QmpClient, Supervisor } = await import('qmp-watchdog');
  if (!(client instanceof QmpClient)) throw new TypeError('only qmp-watchdog has policies');
  const supervisor = new Supervisor({
    vm: client,
    mode: 'enforce',
    journal,
    policies: [
      {
        name: 'disk error',
        on: on.event(EVENT_NAME),
        do: action({
          name: 'stop',
          destructive: false,
          idempotent: true,
          timeout: 10_000,
          async run({ vm, signal }) {
            await vm.execute('stop', {}, { signal });
            return { outcome: 'done', reason: 'stopped', evidence: {} };
          },
        }),
        limit: { max: 1_000_000, per: 1 },
      },
    ],
  });
  void supervisor.run();
}

const PLAIN = { client: 'plain', variant: 'stop' };
const POLICY = { client: 'ours', variant: 'policy' };

export const reaction: ClientFigure = {
  kind: 'clients',
  name: 'reaction',
  server: 'synthetic',
  unit: 'µs',
  better: 'lower',
  rounds: 31,
  comparisons: [
    {
      title: 'reaction, event → `stop`: a listener',
      reference: PLAIN,
      ours: { client: 'ours', variant: 'stop' },
      goal: 1.05,
    },
    {
      title: 'reaction, event → `stop`: supervisor and policy, over a plain listener',
      reference: PLAIN,
      ours: POLICY,
      goal: 0.8,
    },
    {
      title: 'the same, over a plain listener that asks `query-status` first',
      reference: { client: 'plain', variant: 'ask, then stop' },
      ours: POLICY,
      goal: 0.8,
    },
    {
      title: 'the same, with the intent on disk before it acts',
      reference: { client: 'plain', variant: 'ask, then stop' },
      ours: { client: 'ours', variant: 'policy, journal' },
    },
  ],
  meaning: `Timed by the server: from before it writes an event until it has read the \`stop\` that the event causes, ${EVENTS} a round (the median), each at least half a millisecond after the last, so that both processes sleep in between. The policy asks for evidence first, as every policy does (one \`query-status\`), and journals to nowhere; so it makes one round trip more than a listener that stops without asking. With a journal the intent is written and synced (\`fdatasync\`) before the action, to a file in the system's temporary folder: that is the disk's time, not ours.`,
  async prepare(workplace) {
    const { adapter, path, settings, variant = 'stop' } = workplace;
    const client = await adapter.connect(path, settings);
    await WAYS[variant]?.(workplace, client);
    return async () => {
      const times: number[] = [];
      while (times.length < EVENTS) {
        const took = await adapter.execute(client, 'x-react');
        if (typeof took !== 'number' || took < 0) throw new Error('an event was not answered with `stop`');
        times.push(took / 1_000);
      }
      return median(times);
    };
  },
};
