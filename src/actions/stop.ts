import { action, type SingleAction } from '../policy/index.js';
import { done, failed, notDone, verified } from './outcome.js';
import type { ActionOptions } from './system-reset.js';

/**
 * Stops the virtual CPUs; verified by `query-status`. A VM that is stopped already is left as it is. It does not make
 * the VM failover-safe: QEMU keeps its disks locked, and a failed flush is not reported. On storage that hangs it blocks
 * QEMU's main loop.
 */
export function stop(options: ActionOptions = {}): SingleAction {
  return action({
    name: 'stop',
    destructive: false,
    idempotent: true,
    timeout: options.timeout ?? 10_000,
    async run({ vm, signal }) {
      try {
        await vm.execute('stop', {}, { signal });
        return await verified({}, async () => {
          const { running, status } = await vm.execute('query-status', {}, { signal });
          return running ? failed('still-running', { after: status }) : done('stopped', { after: status });
        });
      } catch (error) {
        return notDone(error);
      }
    },
  });
}
