import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runtimeFolder } from '../vm/index.js';

const NAME = 'status.sock';

/**
 * Where `qmp-watchdog status` asks unless it is told otherwise: `status.sock` in the folder of this user that lasts until
 * the host reboots. That is `/run/qmp-watchdog` for root; for others, `qmp-watchdog-<uid>` in `XDG_RUNTIME_DIR`, else in
 * the folder for temporary files; `QMP_WATCHDOG_RUNTIME_DIR` has it elsewhere. The folder is made if it is not there; only
 * one process can serve there.
 *
 * @throws InterlockStoreError the folder belongs to somebody else.
 */
export async function defaultStatusSocket(): Promise<string> {
  await mkdir(await runtimeFolder(), { recursive: true, mode: 0o700 });
  // Looked at again: somebody else may have made it in the meantime.
  return join(await runtimeFolder(), NAME);
}
