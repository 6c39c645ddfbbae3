import { escalate, type SingleAction } from '../policy/index.js';
import { type ContOptions, cont } from './cont.js';
import { injectNmi } from './inject-nmi.js';
import { stop } from './stop.js';
import { type ActionOptions, systemReset } from './system-reset.js';
import { type Yanked, yank } from './yank.js';

export type { ContOptions } from './cont.js';
export type { ActionOptions } from './system-reset.js';
export type { Yanked } from './yank.js';

/** What policies do. Actions carry QMP's own words; each verifies by query what it did. */
export interface Actions {
  /** Continues a VM that a fault has stopped; done only when it still runs after a while. See {@link ContOptions}. */
  cont(options?: ContOptions): SingleAction;
  /**
   * Tries each step's action in turn, as long as the trigger's condition stands. A step has until its `timeout` to cure;
   * after the last one somebody is paged.
   * @throws {@link OptionError}
   */
  readonly escalate: typeof escalate;
  /**
   * Sends a non-maskable interrupt to the guest. QEMU can not say what the guest made of it, so the outcome is
   * `unknown`; in an escalation the guest's next pet tells. Default deadline 5,000 ms.
   */
  injectNmi(options?: ActionOptions): SingleAction;
  /**
   * Stops the virtual CPUs. It does not make the VM failover-safe: QEMU keeps its disks locked and does not report a
   * flush that failed. On storage that hangs it blocks QEMU's main loop. Default deadline 10,000 ms.
   */
  stop(options?: ActionOptions): SingleAction;
  /**
   * Resets the VM as its reset button would, verified by this reset's RESET event and the run state after it. Refuses a
   * VM that somebody paused, or that may run elsewhere after a migration. Default deadline 10,000 ms.
   */
  systemReset(options?: ActionOptions): SingleAction;
  /**
   * Cuts off what QEMU's main loop may hang on, out of band: only what `query-yank` lists, which no file and no NFS is.
   * The requests under way fail. Verified by an answer in band. Default deadline 10,000 ms.
   * @throws {@link OptionError}
   */
  yank(what: readonly Yanked[], options?: ActionOptions): SingleAction;
}

/** The actions that come with the package. */
export const act: Actions = { cont, escalate, injectNmi, stop, systemReset, yank };
