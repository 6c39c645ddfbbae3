import { knownOptions, milliseconds, type WaitOptions } from '../core/index.js';
import type { StatusInfo } from '../qmp/index.js';
import type { Vm } from '../vm/index.js';
import { bindTo, ConsumedProof } from './consume.js';
import { ProofRefusedError } from './errors.js';

/** What entitles to start a VM elsewhere: without it nothing tells that the former one does not run. */
export type PromotionGround = ConsumedProof;

/**
 * Starts the VM of `standby`, whose QEMU stands ready, because its former one is known to write no more. Verified by
 * `query-status`. The ground is good for this one `Vm`, as often as it takes.
 * @throws {@link ProofRefusedError} the ground is none, is of a VM with another UUID, or another VM was started with it.
 * @throws InterlockedError something bars the standby itself.
 * @throws CommandRejectedError QEMU refuses, say because somebody holds a disk's lock: nobody was started.
 * @throws as `vm.execute` else. The outcome tells whether it may have been started.
 */
export async function promote(
  standby: Vm,
  ground: PromotionGround,
  options: WaitOptions = {},
): Promise<StatusInfo> {
  knownOptions('promote', options, ['signal', 'timeout']);
  const timeout = milliseconds('promote.timeout', options.timeout, 30_000, { min: 1, infinity: true });
  requireSameVm(standby, ground);
  const refusal = bindTo(ground, standby);
  if (refusal !== undefined)
    throw new ProofRefusedError(
      refusal,
      refusal === 'not-a-proof'
        ? 'a VM is started elsewhere only on a proof that was consumed'
        : 'another VM was started with this proof',
    );
  const limits = { signal: options.signal, timeout };
  await standby.execute('cont', {}, limits);
  return await standby.execute('query-status', {}, limits);
}

/** The disks of which it was proven are another VM's than those that would be written to. */
function requireSameVm(standby: Vm, ground: unknown): void {
  const proven = ground instanceof ConsumedProof ? ground.proof?.vm.uuid : undefined;
  const { uuid } = standby.state;
  if (proven !== undefined && uuid !== undefined && proven.toLowerCase() !== uuid.toLowerCase())
    throw new ProofRefusedError(
      'another-vm',
      `the proof is of the VM ${proven}, and this one is ${uuid}: start the standby with the -uuid of the VM that it stands by for`,
    );
}
