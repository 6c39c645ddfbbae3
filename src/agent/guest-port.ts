import { milliseconds, nonEmpty } from '../core/index.js';
import type { Qmp } from '../qmp/index.js';
import { isRecord } from './message.js';

/** Options of {@link guestPortOpen}. */
export interface GuestPortOptions {
  /** How long QEMU may take to tell, in milliseconds. Default 2,000. */
  readonly timeout?: number | undefined;
}

/**
 * Asks QEMU whether the guest has opened the port behind a character device (`query-chardev`, `frontend-open`): pass
 * it to `GuestAgent.connect` as `isOpen`. `chardev` is the id that the `-chardev` option gave it. An agent on a serial
 * line has no port to open: QEMU says that it is open always.
 *
 * The function that it returns rejects when QEMU does not answer or has no such device: then nothing is sent.
 *
 * ```ts
 * import { QmpClient } from 'qmp-watchdog';
 * import { GuestAgent, guestPortOpen } from 'qmp-watchdog/agent';
 *
 * const qmp = await QmpClient.connect({ path: '/run/vm1.qmp' });
 * await using agent = await GuestAgent.connect({ path: '/run/vm1.agent' }, { isOpen: guestPortOpen(qmp, 'agent0') });
 * ```
 */
export function guestPortOpen(
  qmp: Pick<Qmp, 'executeAny'>,
  chardev: string,
  options: GuestPortOptions = {},
): () => Promise<boolean> {
  nonEmpty('chardev', chardev);
  const timeout = milliseconds('timeout', options.timeout, 2_000, { min: 1 });
  return async () => {
    const devices = await qmp.executeAny('query-chardev', {}, { timeout });
    const list: readonly unknown[] = Array.isArray(devices) ? devices : [];
    const device = list.find((entry) => isRecord(entry) && entry['label'] === chardev);
    if (!isRecord(device)) throw new Error(`QEMU has no character device "${chardev}"`);
    return device['frontend-open'] === true;
  };
}
