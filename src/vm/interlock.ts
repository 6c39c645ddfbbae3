import { brand, QmpWatchdogError } from '../core/index.js';
import type { CommandFailure } from '../qmp/index.js';

/** What an interlock bars: starting the VM, or resetting it. */
export type Barred = 'cont' | 'reset';

/**
 * Bars what could make two running copies of a VM. It rests on history: no later state of QEMU's, a reset included, lifts
 * it; only its owner does.
 */
export interface Interlock {
  readonly bars: Barred;
  readonly reason: string;
  /** Who set it: `library`, because a migration completed, or `user`. */
  readonly by: 'library' | 'user';
  /** When, by the wall clock, for people: ISO 8601. */
  readonly time: string;
  /** Which completed migration the library set it for. */
  readonly migration?: string;
}

/** A command was refused here because an interlock bars it; nothing was sent. Code `ERR_INTERLOCKED`. */
export class InterlockedError extends QmpWatchdogError implements CommandFailure {
  static {
    brand(this, 'InterlockedError');
  }

  readonly command: string;
  readonly outcome = 'not-sent';
  readonly interlock: Interlock;

  constructor(command: string, interlock: Interlock) {
    super(
      'ERR_INTERLOCKED',
      `${command} was not sent: an interlock bars ${interlock.bars} since ${interlock.time} (${interlock.reason}), because this VM may be running elsewhere. When you know that it is not, lift it with vm.liftInterlock('${interlock.bars}', reason).`,
    );
    this.command = command;
    this.interlock = interlock;
  }
}

/**
 * It can not be told whether a migration will have completed when QEMU carries out the command: it did not say, or one is
 * under way. So a command that could make a second running copy was refused here; nothing was sent. Code
 * `ERR_INTERLOCK_UNKNOWN`.
 */
export class InterlockUnknownError extends QmpWatchdogError implements CommandFailure {
  static {
    brand(this, 'InterlockUnknownError');
  }

  readonly command: string;
  readonly outcome = 'not-sent';

  /** `migration`: the status of the one that is under way. */
  constructor(command: string, migration?: string) {
    super(
      'ERR_INTERLOCK_UNKNOWN',
      migration === undefined
        ? `${command} was not sent: QEMU did not answer query-migrate, and after a completed migration this VM may be running elsewhere.`
        : `${command} was not sent: a migration from here is under way (${migration}), and if it completes first this VM runs elsewhere. Wait for its end, or cancel it with migrate_cancel.`,
    );
    this.command = command;
  }
}

/** Commands after which the guest may run. */
const STARTS: ReadonlySet<string> = new Set([
  'cont',
  'system_wakeup',
  'snapshot-load',
  'x-exit-preconfig',
  // On a COLO secondary it is the failover.
  'x-colo-lost-heartbeat',
  'replay-seek',
]);
const HMP_STARTS: ReadonlySet<string> = new Set([
  'c',
  'cont',
  'loadvm',
  'system_wakeup',
  'x_colo_lost_heartbeat',
  'replay_seek',
]);

/** What a command would do that can be barred; undefined for every other one. */
export function barredBy(command: string, args: object | undefined): Barred | undefined {
  if (STARTS.has(command)) return 'cont';
  if (command === 'system_reset') return 'reset';
  if (command !== 'human-monitor-command') return undefined;
  const line: unknown = args === undefined ? undefined : Reflect.get(args, 'command-line');
  const word = typeof line === 'string' ? (line.trim().split(/[\s/]/)[0] ?? '') : '';
  if (HMP_STARTS.has(word)) return 'cont';
  return word === 'system_reset' ? 'reset' : undefined;
}
