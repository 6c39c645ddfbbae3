import { knownOptions, OptionError } from '../core/index.js';
import { action, type SingleAction } from '../policy/index.js';
import type { ArgsOf } from '../qmp/index.js';
import { notDone, unknown } from './outcome.js';
import type { ActionOptions } from './system-reset.js';

/** What QEMU is to do by itself on these occasions, in the words of its command `set-action`. */
export type EventActions = ArgsOf<'set-action'>;

/**
 * Tells QEMU what to do by itself when the guest reboots, shuts down or panics, or its emulated watchdog expires. No query
 * tells what is set, and no event, and a reply verifies nothing: what QEMU accepted is `unknown`, with the reason `accepted`.
 * @throws {@link OptionError}
 */
export function setAction(actions: EventActions, options: ActionOptions = {}): SingleAction {
  knownOptions('setAction', actions, ['reboot', 'shutdown', 'panic', 'watchdog']);
  knownOptions('setAction', options, ['timeout']);
  if (Object.values(actions).every((one) => one === undefined))
    throw new OptionError('setAction', actions, "at least one action, such as { panic: 'pause' }");
  const wanted = { ...actions };
  return action({
    name: 'set-action',
    destructive: false,
    idempotent: true,
    timeout: options.timeout ?? 10_000,
    async run({ vm, signal }) {
      try {
        await vm.execute('set-action', wanted, { signal });
        return unknown('accepted', { actions: wanted });
      } catch (error) {
        return notDone(error);
      }
    },
  });
}
