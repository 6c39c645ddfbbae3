import type { Policy } from '../policy/index.js';
import type { AnyWatchdog } from '../watchdog/index.js';

/** What a preset is made of: give it to a `Supervisor`, beside watchdogs and policies of your own. */
export interface Preset {
  /** What expires. */
  readonly watchdogs: readonly AnyWatchdog[];
  /** What follows. */
  readonly policies: readonly Policy[];
}
