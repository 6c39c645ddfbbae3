import { edac, type EdacOptions } from './edac.js';
import { from, type HostErrorFromOptions } from './from.js';
import type { HostErrorSource } from './host-error.js';
import { type HostErrorLogOptions, log } from './log.js';

/** Where errors of the host are found. What can not be read is unknown, and never an error. */
export interface HostErrors {
  /**
   * The counters of memory errors that the kernel keeps, by controller and module: what they have counted since the start.
   * Corrected ones are `degraded`, the others `serious`. A counter that was set back counts on from 0.
   * @throws {@link OptionError}
   */
  edac(options: EdacOptions): HostErrorSource;
  /**
   * The lines of a log that match, from those on that are complete after the start, through its rotation and truncation. A
   * file that is truncated and has outgrown what it was before the next look is not read from its beginning.
   * @throws {@link OptionError}
   */
  log(options: HostErrorLogOptions): HostErrorSource;
  /**
   * Whatever a function of yours finds: an answer of `journalctl`, a BMC, a RAID controller.
   * @throws {@link OptionError}
   */
  from(options: HostErrorFromOptions): HostErrorSource;
}

/** Sources of host errors, for the `hostErrors` of a `Supervisor`. */
export const hostError: HostErrors = { edac, log, from };
