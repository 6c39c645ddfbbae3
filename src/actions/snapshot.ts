import { randomUUID } from 'node:crypto';
import { knownOptions, nonEmpty, OptionError } from '../core/index.js';
import { type ActionContext, type ActionResult, action, type SingleAction } from '../policy/index.js';
import { job } from '../qmp/index.js';
import { done, failed, notDone, unknown } from './outcome.js';
import type { ActionOptions } from './system-reset.js';

/** Options of `act.snapshot`. */
export interface SnapshotOptions extends ActionOptions {
  /** Its name, or a function that makes one of the incident's id. A name that a disk has already fails. */
  readonly tag: string | ((incident: string) => string);
  /** The block node that the memory and the devices' state go to. */
  readonly vmstate: string;
  /** The block nodes that are saved. Each needs a format with snapshots inside, which is qcow2. */
  readonly devices: readonly string[];
  /** How long it may take, in milliseconds, in which the guest stands still. Default 600,000. */
  readonly timeout?: number | undefined;
}

/**
 * Saves the VM, its memory and its disks, as a snapshot inside its disks' images. The guest stands still meanwhile.
 * Verified by the job's end as QEMU shows it. One that is not over in time goes on in QEMU.
 *
 * Source: the command `snapshot-save` of QEMU's QMP reference, since QEMU 6.0.
 * @throws {@link OptionError}
 */
export function snapshot(options: SnapshotOptions): SingleAction {
  knownOptions('snapshot', options, ['tag', 'vmstate', 'devices', 'timeout']);
  const { tag, devices } = options;
  const vmstate = nonEmpty('snapshot.vmstate', options.vmstate);
  if (typeof tag !== 'function') nonEmpty('snapshot.tag', tag);
  if (!Array.isArray(devices) || devices.length === 0)
    throw new OptionError('snapshot.devices', devices, "a list of block nodes, such as ['disk0']");
  return action({
    name: 'snapshot-save',
    destructive: true,
    idempotent: false,
    timeout: options.timeout ?? 600_000,
    async run(context) {
      const named = typeof tag === 'function' ? nonEmpty('snapshot.tag', tag(context.incident)) : tag;
      try {
        return await save(context, { tag: named, vmstate, devices });
      } catch (error) {
        return notDone(error);
      }
    },
  });
}

interface Snapshot {
  readonly tag: string;
  readonly vmstate: string;
  readonly devices: readonly string[];
}

async function save({ vm, signal, clock }: ActionContext, wanted: Snapshot): Promise<ActionResult> {
  const id = `snapshot-${randomUUID()}`;
  using saving = job(vm, id, { clock });
  await vm.execute('snapshot-save', { 'job-id': id, ...wanted }, { signal });
  const end = await saving.ended({ signal, timeout: Number.POSITIVE_INFINITY });
  const evidence = { tag: wanted.tag, job: id };
  // A job of this kind stays until it is dismissed. That it could not be changes nothing of how it ended.
  if (end.outcome !== 'unknown') await vm.execute('job-dismiss', { id }, { signal }).catch(() => {});
  switch (end.outcome) {
    case 'completed':
      return done('saved', evidence);
    case 'unknown':
      return unknown(end.why === 'closed' ? 'disconnected' : end.why, evidence);
    default:
      return failed('not-saved', { ...evidence, error: end.outcome === 'failed' ? end.error : end.outcome });
  }
}
