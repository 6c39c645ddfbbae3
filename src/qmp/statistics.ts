import type { SessionCounters } from './session-effects.js';

/** What a session has survived and what it holds, for diagnosis. */
export interface QmpStatistics extends Readonly<SessionCounters> {
  /** Commands given up here that QEMU still has: each holds one of the window's places until its late reply. */
  readonly stuck: number;
  /** Commands that were sent and are not answered, stuck ones included. */
  readonly inFlight: number;
  /** How often a message stood half finished for longer than `halfMessageTimeout`. */
  readonly halfMessages: number;
  /** Events that were dropped because they are not what QEMU sends: only with the option `validate`. */
  readonly invalidEvents: number;
}
