import type { ClientFigure } from './figure.js';
import { batches } from './pipelining.js';
import { roundTrips } from './round-trip.js';

export const qemuRoundTrip: ClientFigure = {
  kind: 'clients',
  name: 'qemu-round-trip',
  server: 'qemu',
  unit: 'µs',
  better: 'lower',
  rounds: 25,
  comparisons: [
    {
      title: 'real QEMU: command round trip, p50',
      reference: { client: 'plain' },
      ours: { client: 'ours' },
      goal: 1.2,
    },
  ],
  meaning:
    '`query-status`, one after the other, 600 a round, against the QEMU on PATH, each client with one of its own. QEMU reads its monitor byte by byte, so the length of a command counts.',
  prepare: roundTrips('query-status', 600),
};

export const qemuPipelining: ClientFigure = {
  kind: 'clients',
  name: 'qemu-pipelining',
  server: 'qemu',
  unit: 'k/s',
  better: 'higher',
  rounds: 25,
  comparisons: [
    {
      title: 'real QEMU: 64 commands submitted at once, the default window',
      reference: { client: 'plain' },
      ours: { client: 'ours' },
      goal: 1,
    },
  ],
  meaning: '`query-status`, 64 submitted at once, against the QEMU on PATH.',
  prepare: batches('query-status', 15),
};
