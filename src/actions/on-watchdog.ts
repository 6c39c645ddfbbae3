import { knownOptions, milliseconds, OptionError, oneOf } from '../core/index.js';
import { type Action, type EscalationStep, escalate, sequence } from '../policy/index.js';
import type { VmProcess } from '../vm/index.js';
import { type DumpOptions, dump } from './dump.js';
import { kill } from './kill.js';
import { quit } from './quit.js';
import { stop } from './stop.js';
import { systemReset } from './system-reset.js';

/** What becomes of a guest whose watchdog expired, in the words of Xen's `on_watchdog`. */
export type OnWatchdog = 'restart' | 'destroy' | 'preserve' | 'coredump-restart' | 'coredump-destroy';

/** Options of `act.onWatchdog`. */
export interface OnWatchdogOptions {
  /** Where the memory goes: needed for `coredump-restart` and `coredump-destroy`, and for nothing else. */
  readonly dump?: DumpOptions | undefined;
  /** QEMU's process, so that one that does not quit is killed. Only for `destroy` and `coredump-destroy`. */
  readonly process?: VmProcess | undefined;
  /** How long a guest may take from its reset to its first pet, in milliseconds. Give the supervisor's. Default 300,000. */
  readonly bootGrace?: number | undefined;
}

/** How long QEMU may take to quit and to be seen to have ended, and to be killed: milliseconds. */
const QUIT_STEP = 40_000;
const KILL_STEP = 20_000;

const WORDS: readonly OnWatchdog[] = [
  'restart',
  'destroy',
  'preserve',
  'coredump-restart',
  'coredump-destroy',
];

/**
 * What Xen does to a guest whose watchdog expired, by its names, out of the actions of this package. A dump that fails
 * holds nothing up: the guest is restarted, or destroyed, without it.
 *
 * Source: `on_watchdog` in the manual of Xen's xl.cfg, whose `rename-restart` and `soft-reset` have no like in QEMU.
 * @throws {@link OptionError}
 */
export function onWatchdog(what: OnWatchdog = 'restart', options: OnWatchdogOptions = {}): Action {
  oneOf('onWatchdog', what, 'restart', WORDS);
  knownOptions('onWatchdog', options, ['dump', 'process', 'bootGrace']);
  const dumps = what.startsWith('coredump-');
  const destroys = what.endsWith('destroy');
  if (dumps !== (options.dump !== undefined))
    throw new OptionError(
      'onWatchdog.dump',
      options.dump,
      dumps ? `given for '${what}'` : `left out for '${what}'`,
    );
  if (options.process !== undefined && !destroys)
    throw new OptionError(
      'onWatchdog.process',
      options.process,
      `left out for '${what}', which ends no process`,
    );
  const bootGrace = milliseconds('onWatchdog.bootGrace', options.bootGrace, 300_000, { min: 1 });

  if (what === 'preserve') return stop();
  const last = destroys ? quit() : systemReset();
  const time = destroys ? QUIT_STEP : bootGrace;
  const steps: EscalationStep[] = [{ action: last, timeout: time }];
  if (options.dump !== undefined) {
    const first = dump(options.dump);
    steps.unshift({ action: sequence(first, last), timeout: first.timeout + time });
  }
  if (options.process !== undefined) steps.push({ action: kill(options.process), timeout: KILL_STEP });
  return steps.length === 1 ? last : escalate(...steps);
}
