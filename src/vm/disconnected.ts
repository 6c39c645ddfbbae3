import type { Liveness } from '../qmp/index.js';

/** What can be said of a QEMU to which there is no session. */
export const DISCONNECTED: Liveness = {
  verdict: 'disconnected',
  evidence: {
    inBand: { state: 'not-asked' },
    outOfBand: { state: 'not-asked' },
    ownLag: 0,
    inFlight: [],
    halfMessageBytes: 0,
  },
};
