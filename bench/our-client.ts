import { QmpClient } from 'qmp-watchdog';
import type { Adapter } from './adapter.js';

export const adapter: Adapter<QmpClient> = {
  name: 'qmp-watchdog',
  connect: (path, { window }) => QmpClient.connect({ path }, { window }),
  execute: (client, command, args) => client.executeAny(command, args),
  onEvent: (client, event, listener) => void client.on(event, ({ data }) => listener(data)),
  close: (client) => client.close(),
};
