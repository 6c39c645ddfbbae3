import { act, type OnWatchdog } from '../actions/index.js';
import { knownOptions, OptionError } from '../core/index.js';
import { type Action, type Limit, type Notifier, on } from '../policy/index.js';
import { GuestArmed, type GuestArmedOptions } from '../watchdog/index.js';
import type { Preset } from './preset.js';
import { checkTimings } from './timings.js';

/** Options of {@link guestWatchdog}: those of a `GuestArmed`, and what follows. All times are milliseconds. */
export interface GuestWatchdogOptions extends GuestArmedOptions {
  /**
   * What becomes of a guest that stops petting: a word of Xen's `on_watchdog` that needs nothing more, or an action, such
   * as `act.onWatchdog('coredump-restart', { dump })`. Default `restart`.
   */
  readonly actions?: Extract<OnWatchdog, 'restart' | 'destroy' | 'preserve'> | Action | undefined;
  /** How often that may be done. Default: as for any policy. */
  readonly limit?: Limit | undefined;
  /** Who is told. */
  readonly notify?: Notifier | readonly Notifier[] | undefined;
}

/** What {@link guestWatchdog} makes. */
export interface GuestWatchdog extends Preset {
  /** What the guest has armed: its `snapshot`, `export` and `import`. */
  readonly armed: GuestArmed;
}

/**
 * The watchdog in the hypervisor that Xen has for its guests, for QEMU: the guest arms its timers over a port, and when it
 * stops petting one, the policy does what Xen's `on_watchdog` says.
 *
 * ```ts
 * import { guestWatchdog, Supervisor, Vm } from 'qmp-watchdog';
 *
 * const vm = await Vm.connect({ path: '/run/vm1.qmp' });
 * const { watchdogs, policies } = guestWatchdog({ port: { path: '/run/vm1.watchdog' }, vm, actions: 'restart' });
 * await new Supervisor({ vm, watchdogs, policies, mode: 'enforce', journal: '/var/lib/vm1.jsonl' }).run();
 * ```
 * @throws {@link OptionError}
 */
export function guestWatchdog(options: GuestWatchdogOptions): GuestWatchdog {
  knownOptions('guestWatchdog', options, Object.keys(options ?? {}));
  const { actions = 'restart', limit, notify, ...rest } = options;
  const armed = new GuestArmed(rest);
  const { bootGrace = 300_000, minTimeout = 5_000 } = rest;
  const action = actionOf(actions, bootGrace);
  checkTimings({ timeout: minTimeout, pretimeout: rest.pretimeout, bootGrace, do: action }, 'guestWatchdog');
  const { watchdogs } = armed;
  return {
    armed,
    watchdogs,
    policies: [
      {
        name: `${rest.id ?? 'guest'} hangs`,
        on: on.any(...watchdogs.map((dog) => on.expired(dog))),
        do: action,
        notify,
        limit,
      },
    ],
  };
}

function actionOf(actions: NonNullable<GuestWatchdogOptions['actions']>, bootGrace: number): Action {
  if (typeof actions === 'string') return act.onWatchdog(actions, { bootGrace });
  if (typeof actions !== 'object' || actions === null)
    throw new OptionError(
      'guestWatchdog.actions',
      actions,
      "'restart', 'destroy', 'preserve', or an action of `act`",
    );
  return actions;
}
