import type { Fact, Group } from '../fact.js';
import { connection } from './connection.js';
import { framing } from './framing.js';
import { guestEvents } from './guest-events.js';
import { qapi } from './interface.js';
import { migration } from './migration.js';
import { network } from './network.js';
import { outOfBand } from './out-of-band.js';
import { runState } from './run-state.js';
import { storage } from './storage.js';

export const groups: readonly Group[] = [
  connection,
  outOfBand,
  framing,
  runState,
  guestEvents,
  storage,
  migration,
  network,
  qapi,
];

export const facts: readonly Fact[] = groups.flatMap((group) => group.facts);
