import { EVENT_BYTES, EVENT_NAME } from '../server/fixtures.js';
import type { ClientFigure } from './figure.js';

const EVENTS = 200_000;

export const events: ClientFigure = {
  kind: 'clients',
  name: 'events',
  server: 'synthetic',
  unit: 'k/s',
  better: 'higher',
  rounds: 11,
  comparisons: [
    {
      title: `${EVENTS.toLocaleString('en')} events of ${EVENT_BYTES} bytes, one listener`,
      reference: { client: 'plain', variant: 'heard' },
      ours: { client: 'ours', variant: 'heard' },
      goal: 1.4,
    },
    {
      title: `${EVENTS.toLocaleString('en')} events of ${EVENT_BYTES} bytes that nobody listens to`,
      reference: { client: 'plain', variant: 'unheard' },
      ours: { client: 'ours', variant: 'unheard' },
      goal: 1.4,
    },
  ],
  meaning: `A flood of ${EVENTS.toLocaleString('en')} \`${EVENT_NAME}\` events of ${EVENT_BYTES} bytes each, written as fast as they are taken. With one listener both clients parse and deliver every event: that is the comparison of like with like. Without one, qmp-watchdog finds the event's name and does not parse; the plain client parses all the same.`,
  async prepare({ adapter, path, settings, variant }) {
    const client = await adapter.connect(path, settings);
    let heard = 0;
    if (variant === 'heard')
      adapter.onEvent(client, EVENT_NAME, (data) => {
        if ((data as { readonly action?: unknown }).action === 'stop') heard += 1;
      });
    return async () => {
      heard = 0;
      const began = performance.now();
      await adapter.execute(client, 'x-flood', { n: EVENTS });
      const took = performance.now() - began;
      if (variant === 'heard' && heard !== EVENTS) throw new Error(`${heard} events were heard`);
      return EVENTS / took;
    };
  },
};
