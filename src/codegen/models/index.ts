// Generated with the models beside it: do not edit.

import type { Model } from '../model.js';
import type { Protocol } from '../protocol.js';
import { agent10_0 } from './agent-10.0.js';
import { agent11_1 } from './agent-11.1.js';
import { agent5_2 } from './agent-5.2.js';
import { agent7_2 } from './agent-7.2.js';
import { qmp10_0 } from './qmp-10.0.js';
import { qmp11_1 } from './qmp-11.1.js';
import { qmp5_2 } from './qmp-5.2.js';
import { qmp7_2 } from './qmp-7.2.js';

/** What is known of each version, from the oldest to the newest. */
export const models: Readonly<Record<Protocol, readonly Model[]>> = {
  qmp: [
    { version: '5.2', text: qmp5_2 },
    { version: '7.2', text: qmp7_2 },
    { version: '10.0', text: qmp10_0 },
    { version: '11.1', text: qmp11_1 },
  ],
  agent: [
    { version: '5.2', text: agent5_2 },
    { version: '7.2', text: agent7_2 },
    { version: '10.0', text: agent10_0 },
    { version: '11.1', text: agent11_1 },
  ],
};
