import { lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf, TimeoutError, waitFor } from '../core/index.js';
import { JournalError } from '../journal/index.js';
import { Vm } from '../vm/index.js';
import { Claim, ClaimedError } from './claim.js';
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

/**
 * Takes the right to write to the supervisor's journal; undefined where it is no file, whose records could get mixed up,
 * and where the system has no /proc to tell a stale claim by.
 * @throws {@link ClaimedError} another supervisor writes to it.
 * @throws {@link JournalError} it can not be claimed, or not in time.
 */
export async function takeJournal({
  journal,
  journalTimeout: timeout,
  clock,
}: CheckedSupervisorOptions): Promise<Claim | undefined> {
  if (journal === 'none' || process.platform !== 'linux') return undefined;
  const found = await lstat(journal).catch(() => undefined);
  if (found !== undefined && !found.isFile()) return undefined;
  const taking = Claim.takeJournal(resolve(journal));
  const timedOut = (): Error => {
    // What comes too late is given back.
    taking.then((claim) => claim[Symbol.asyncDispose]()).catch(() => {});
    return new TimeoutError('ERR_JOURNAL', `not done within ${timeout} ms`, timeout);
  };
  try {
    return await waitFor({ clock, signal: undefined, timeout, timedOut, aborted: timedOut }, taking);
  } catch (cause) {
    if (cause instanceof ClaimedError) throw cause;
    throw new JournalError(journal, `could not be claimed: ${messageOf(cause)}`, cause);
  }
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
