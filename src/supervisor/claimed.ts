import { resolve } from 'node:path';
import { Vm } from '../vm/index.js';
import { Claim } from './claim.js';
import type { CheckedSupervisorOptions } from './options.js';

/** What QEMU says when it was started without `-uuid`. */
const NO_UUID = /^[0-]*$/;
/** How long QEMU may take to say who it is, in milliseconds. */
const TIMEOUT = 2_000;

/**
 * Takes the claim on a supervisor's VM; undefined where there is none to take.
 * @throws {@link ClaimedError}
 */
export async function takeClaim(options: CheckedSupervisorOptions): Promise<Claim | undefined> {
  const name = options.claim ?? (await identityOf(options));
  return name === undefined || name === 'none' ? undefined : await Claim.take(name);
}

async function identityOf({ vm, journal }: CheckedSupervisorOptions): Promise<string | undefined> {
  const { uuid, name } = vm instanceof Vm ? vm.state : await ask(vm);
  if (uuid !== undefined) return `uuid ${uuid}`;
  if (name !== undefined) return `name ${name}`;
  return journal === 'none' ? undefined : `journal ${resolve(journal)}`;
}

/** A QEMU that does not answer is claimed by its journal: who it is will be known when it does. */
async function ask(
  vm: CheckedSupervisorOptions['vm'],
): Promise<{ readonly uuid: string | undefined; readonly name: string | undefined }> {
  try {
    const limits = { timeout: TIMEOUT };
    const [{ UUID }, { name }] = await Promise.all([
      vm.execute('query-uuid', {}, limits),
      vm.execute('query-name', {}, limits),
    ]);
    return { uuid: NO_UUID.test(UUID) ? undefined : UUID.toLowerCase(), name };
  } catch {
    return { uuid: undefined, name: undefined };
  }
}
