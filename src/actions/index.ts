import type { GuestAgent } from '../agent/index.js';
import { type Action, escalate, type SingleAction, sequence } from '../policy/index.js';
import type { ArgsOf, CommandName } from '../qmp/index.js';
import type { VmProcess } from '../vm/index.js';
import { type AgentExecOptions, type AgentShutdownOptions, agentExec, agentShutdown } from './agent.js';
import { type ContOptions, cont } from './cont.js';
import { type DumpOptions, dump } from './dump.js';
import { type ExecuteOptions, execute } from './execute.js';
import { injectNmi } from './inject-nmi.js';
import { kill } from './kill.js';
import { type OnWatchdog, type OnWatchdogOptions, onWatchdog } from './on-watchdog.js';
import { type PostMortemActionOptions, postMortem } from './post-mortem.js';
import { type QuiesceActionOptions, quiesce } from './quiesce.js';
import { quit } from './quit.js';
import { type EventActions, setAction } from './set-action.js';
import { type SnapshotOptions, snapshot } from './snapshot.js';
import { stop } from './stop.js';
import { type PowerdownOptions, systemPowerdown } from './system-powerdown.js';
import { type ActionOptions, systemReset } from './system-reset.js';
import { type Yanked, yank } from './yank.js';

export type { AgentExecOptions, AgentShutdownOptions } from './agent.js';
export type { ContBackoff, ContOptions } from './cont.js';
export type { DumpFormat, DumpOptions } from './dump.js';
export type { ExecuteOptions } from './execute.js';
export {
  type Notifiers,
  NotifyError,
  notify,
  type ScriptOptions,
  type SocketNotifierOptions,
  type WebhookOptions,
} from './notify/index.js';
export type { OnWatchdog, OnWatchdogOptions } from './on-watchdog.js';
export type { EventActions } from './set-action.js';
export type { PostMortemActionOptions } from './post-mortem.js';
export type { QuiesceActionOptions } from './quiesce.js';
export type { SnapshotOptions } from './snapshot.js';
export type { PowerdownOptions } from './system-powerdown.js';
export type { ActionOptions } from './system-reset.js';
export type { Yanked } from './yank.js';

/** What policies do. Actions carry QMP's own words; each verifies by query what it did. */
export interface Actions {
  /**
   * Runs a program in the guest by its agent, and is done when it ends with exit code 0. Neither destructive nor
   * idempotent unless you say so. Default deadline 60,000 ms. `unknown`: its end was not seen, and it goes on.
   * @throws {@link OptionError}
   */
  agentExec(
    agent: GuestAgent,
    path: string,
    args?: readonly string[],
    options?: AgentExecOptions,
  ): SingleAction;
  /**
   * Asks the guest's agent for a shutdown, or a reboot; verified by the guest's SHUTDOWN or RESET. Destructive,
   * idempotent. Default deadline 100,000 ms. `unknown`: the agent took it, and the guest is still there.
   * @throws {@link OptionError}
   */
  agentShutdown(agent: GuestAgent, options?: AgentShutdownOptions): SingleAction;
  /**
   * Continues a VM that a fault has stopped; done only when it still runs after a while. When it stops again, it is
   * continued again after a wait that doubles. Not destructive, idempotent. Default deadline 19,000 ms, which
   * leaves time for every wait. `unknown`: it was continued, and nobody could look. See {@link ContOptions}.
   * @throws {@link OptionError}
   */
  cont(options?: ContOptions): SingleAction;
  /**
   * Writes the guest's memory to a file, if there is room for all of it; verified by `query-dump` and the file. The guest
   * stands still meanwhile, so it is destructive; not idempotent. Default deadline 600,000 ms. `unknown`: it goes on in
   * QEMU, which can not be told to stop, and the file stays. After a failure there is no file.
   * @throws {@link OptionError}
   */
  dump(options: DumpOptions): SingleAction;
  /**
   * Tries each step's action in turn, as long as the trigger's condition stands. A step has until its `timeout` to cure;
   * after the last one somebody is paged.
   * @throws {@link OptionError}
   */
  readonly escalate: typeof escalate;
  /**
   * Sends any command; your `verify` says what came of it. Destructive and not idempotent unless you say otherwise.
   * Default deadline 10,000 ms. `unknown`: there is no `verify`, or it could not tell.
   * @throws {@link OptionError}
   */
  execute<C extends CommandName>(command: C, args: ArgsOf<C>, options?: ExecuteOptions<C>): SingleAction;
  /**
   * Sends a non-maskable interrupt to the guest. QEMU can not say what the guest made of it, so the outcome is
   * `unknown`; in an escalation the guest's next pet tells. Default deadline 5,000 ms.
   */
  injectNmi(options?: ActionOptions): SingleAction;
  /**
   * Kills QEMU, the very process that ran when this was called and no other that has got its pid since; done with the
   * proof of its end. Needs two sources: the silent watchdog, and a connected monitor that says `running` or is silent.
   * Destructive, idempotent. Default deadline 10,000 ms. `unknown`: killed, and the kernel holds it: it may still write.
   * @throws {@link OptionError}
   */
  kill(process: VmProcess, options?: ActionOptions): SingleAction;
  /**
   * What Xen's `on_watchdog` does to a guest whose watchdog expired, by its names: `restart` (default) resets it, `destroy`
   * ends QEMU, `preserve` stops the VM for somebody to look at; the two with `coredump-` dump its memory first, and go on
   * without when that fails. See {@link OnWatchdogOptions}.
   * @throws {@link OptionError}
   */
  onWatchdog(what?: OnWatchdog, options?: OnWatchdogOptions): Action;
  /**
   * Keeps what there is to be known of the VM in a new folder: what QEMU says of it, as far as it answers, the watchdogs'
   * last heartbeats, the ends of journals and logs, and a manifest with their checksums and of what could not be had. Not
   * destructive, not idempotent. Default deadline 31,000 ms. Failed: there was no room, or no folder to make it in.
   * @throws {@link OptionError}
   */
  postMortem(options: PostMortemActionOptions): SingleAction;
  /**
   * Quiets the VM and releases its disks, so that it can be started elsewhere without fencing: done with a proof of L2,
   * `evidence.failoverSafe`. Destructive, idempotent. Default deadline 110,000 ms. Failed: a lower level, and why;
   * `unknown`: nobody can tell what state the VM is in. It needs a `Vm`.
   * @throws {@link OptionError}
   */
  quiesce(options?: QuiesceActionOptions): SingleAction;
  /**
   * Ends QEMU; verified by its SHUTDOWN, the end of the session, and the end of the process that a `Vm` was told of.
   * Destructive, idempotent. Default deadline 30,000 ms. `unknown`: the session has ended, and there is no proof of more.
   * @throws {@link OptionError}
   */
  quit(options?: ActionOptions): SingleAction;
  /**
   * Does all of these in order, each when the one before is done, with evidence of its own. One that is not done ends the
   * sequence, and in an escalation the next step begins.
   * @throws {@link OptionError}
   */
  readonly sequence: typeof sequence;
  /**
   * Tells QEMU what to do by itself at a reboot, a shutdown, a panic, or an expiry of its emulated watchdog. No query
   * tells what is set, so the outcome is `unknown`, with the reason `accepted`. Not destructive, idempotent. Default
   * deadline 10,000 ms.
   * @throws {@link OptionError}
   */
  setAction(actions: EventActions, options?: ActionOptions): SingleAction;
  /**
   * Saves the VM as a snapshot inside its disks' images; verified by its job. The guest stands still meanwhile, so it is
   * destructive; not idempotent. Default deadline 600,000 ms. `unknown`: it goes on in QEMU, or nobody saw its end.
   * @throws {@link OptionError}
   */
  snapshot(options: SnapshotOptions): SingleAction;
  /**
   * Stops the virtual CPUs. It does not make the VM failover-safe: QEMU keeps its disks locked and does not report a
   * flush that failed. On storage that hangs it blocks QEMU's main loop. Default deadline 10,000 ms.
   */
  stop(options?: ActionOptions): SingleAction;
  /**
   * Presses the power button; done when the guest has shut down, and failed when it has `ignored` it for `wait`, so that an
   * escalation goes on. Destructive, idempotent. Default deadline 100,000 ms. `unknown`: the session was lost meanwhile.
   * @throws {@link OptionError}
   */
  systemPowerdown(options?: PowerdownOptions): SingleAction;
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
export const act: Actions = {
  agentExec,
  agentShutdown,
  cont,
  dump,
  escalate,
  execute,
  injectNmi,
  kill,
  onWatchdog,
  postMortem,
  quiesce,
  quit,
  sequence,
  setAction,
  snapshot,
  stop,
  systemPowerdown,
  systemReset,
  yank,
};
