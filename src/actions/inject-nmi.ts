import { action, type SingleAction } from '../policy/index.js';
import { notDone, unknown } from './outcome.js';
import type { ActionOptions } from './system-reset.js';

/**
 * Sends a non-maskable interrupt to the guest, which may make it dump its memory, panic, or come to its senses. QEMU
 * can not say what the guest made of it, so the outcome is `unknown`; in an escalation the guest's next pet tells.
 */
export function injectNmi(options: ActionOptions = {}): SingleAction {
  return action({
    name: 'inject-nmi',
    destructive: true,
    idempotent: false,
    timeout: options.timeout ?? 5_000,
    async run({ vm, signal }) {
      try {
        await vm.execute('inject-nmi', {}, { signal });
        return unknown('delivered');
      } catch (error) {
        return notDone(error);
      }
    },
  });
}
