import { brand, QmpWatchdogError } from '../core/index.js';
import type { CommandFailure } from '../qmp/index.js';

/**
 * What an interlock bars: starting the VM, resetting it, or, by a {@link Latch} only, whatever else is not known neither to
 * write to its disks, nor to take them for writing, nor to wake it.
 */
export type Barred = 'cont' | 'reset' | 'write';

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
  /** The token of the latch that it is part of. */
  readonly latch?: string;
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
      `${command} was not sent: an interlock bars ${interlock.bars} since ${interlock.time} (${interlock.reason}), because this VM may be running elsewhere. When you know that it is not, lift it with ${howToLift(interlock)}.`,
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

function howToLift({ bars, latch }: Interlock): string {
  return latch === undefined
    ? `vm.liftInterlock('${bars}', reason)`
    : `revoke(vm, …), or without a lease store with vm.unlatch('${latch}', reason)`;
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

/** Commands that only tell. */
const TELLS =
  /^(?:x-)?(?:query-|qom-(?:get|list))|^x-debug-query-|^(?:device-list-properties|trace-event-get-state|ringbuf-read)$/;
/**
 * What else may be sent to a VM whose disks belong to somebody else: it ends QEMU or what goes on in it, has it let go, or
 * writes down what is there. Whatever is not known to be harmless is barred: a key can wake a guest that sleeps, a header
 * is written by `change-backing-file`, and the QEMUs of tomorrow have commands of which nothing is known today.
 */
const HARMLESS: ReadonlySet<string> = new Set([
  ...['stop', 'quit', 'yank', 'set-action', 'watchdog-set-action', 'set_link', 'trace-event-set-state'],
  ...['block-export-del', 'nbd-server-remove', 'nbd-server-stop'],
  ...['job-cancel', 'job-pause', 'job-dismiss'],
  ...['block-job-cancel', 'block-job-pause', 'block-job-dismiss'],
  ...['migrate_cancel', 'migrate-pause', 'migrate-set-capabilities', 'migrate-set-parameters'],
  ...['dump-guest-memory', 'dump-skeys', 'dumpdtb', 'memsave', 'pmemsave', 'screendump'],
  ...['add-fd', 'remove-fd', 'getfd', 'closefd'],
]);
/** What may be typed at the monitor of a VM whose disks belong to somebody else: it looks, or ends QEMU. */
const HMP_HARMLESS: ReadonlySet<string> = new Set([
  ...['info', 'help', '?', 'x', 'xp', 'p', 'print', 'i', 'gva2gpa', 'gpa2hva', 'gpa2hpa', 'sum'],
  ...['dump-guest-memory', 'stop', 's', 'quit', 'q'],
]);

/** What a command would do, or might, that can be barred; undefined for what does nothing of it. */
export function barredBy(command: string, args: object | undefined): Barred | undefined {
  if (STARTS.has(command)) return 'cont';
  if (command === 'system_reset') return 'reset';
  if (command === 'blockdev-set-active') return argument(args, 'active') === false ? undefined : 'write';
  if (command !== 'human-monitor-command')
    return HARMLESS.has(command) || TELLS.test(command) ? undefined : 'write';
  const line = argument(args, 'command-line');
  const word = typeof line === 'string' ? (line.trim().split(/[\s/]/)[0] ?? '') : '';
  if (HMP_STARTS.has(word)) return 'cont';
  if (word === 'system_reset') return 'reset';
  return HMP_HARMLESS.has(word) ? undefined : 'write';
}

function argument(args: object | undefined, name: string): unknown {
  return args === undefined ? undefined : Reflect.get(args, name);
}
