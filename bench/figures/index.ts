import { bigReply } from './big-reply.js';
import { connect } from './connect.js';
import { editor } from './editor.js';
import { engine } from './engine.js';
import { events } from './events.js';
import type { ClientFigure, Figure } from './figure.js';
import { fleet } from './fleet.js';
import { importing } from './import.js';
import { memory } from './memory.js';
import { pipelining } from './pipelining.js';
import { qemuPipelining, qemuRoundTrip } from './qemu.js';
import { reaction } from './reaction.js';
import { roundTrip } from './round-trip.js';
import { status } from './status.js';
import { watchdogs } from './watchdogs.js';

/** In the order of the table. */
export const figures: readonly Figure[] = [
  roundTrip,
  pipelining,
  events,
  bigReply,
  connect,
  memory,
  reaction,
  engine,
  importing,
  editor,
  qemuRoundTrip,
  qemuPipelining,
  watchdogs,
  fleet,
  status,
];

export const clientFigures: readonly ClientFigure[] = figures.filter((figure) => figure.kind === 'clients');
