// Compiled only. The fear: a VM is started elsewhere although nothing says that the former one writes no more.
import type { Vm } from 'qmp-watchdog';
import {
  type ConsumedProof,
  consume,
  consumeHere,
  FailoverSafe,
  type LeaseStore,
  type ProofRecord,
  promote,
} from 'qmp-watchdog/failover';

declare const vm: Vm;
declare const standby: Vm;
declare const lease: LeaseStore;
declare const l1: FailoverSafe<'L1'>;
declare const l2: FailoverSafe<'L2'>;
declare const some: FailoverSafe;
declare const announced: ProofRecord;
declare const consumed: ConsumedProof;

/** Only what was consumed starts a VM elsewhere. */
export async function starting(): Promise<void> {
  await promote(standby, consumed);
  await promote(standby, await consumeHere(l2, { vm, by: 'host b' }));
  await promote(standby, await consume(announced, { lease, by: 'host b' }));
  // @ts-expect-error a proof that was not consumed may start any number of VMs
  await promote(standby, l2);
  // @ts-expect-error an announcement proves nothing
  await promote(standby, announced);
  // @ts-expect-error nor does what looks like one
  await promote(standby, { proof: announced, by: 'host b' });
  // @ts-expect-error nor does nothing
  await promote(standby);
}

/** Only L2 says that nobody writes. */
export async function levels(): Promise<void> {
  // @ts-expect-error it stands still, and may write yet
  await consumeHere(l1, { vm, by: 'host b' });
  // @ts-expect-error it may be of any level
  await consumeHere(some, { vm, by: 'host b' });
  if (some.isL2()) await consumeHere(some, { vm, by: 'host b' });
  // @ts-expect-error nor at a store
  await consume(l1, { lease, by: 'host b' });
  // @ts-expect-error nor there what may be of any level
  await consume(some, { lease, by: 'host b' });
  await consume(l2, { lease, by: 'host b' });
}

/** A proof comes from looking. */
export function forging(): void {
  // @ts-expect-error its constructor is nobody's
  new FailoverSafe(announced);
  // @ts-expect-error what it is made of is none
  const forged: FailoverSafe<'L2'> = { ...announced, level: 'L2', isL2: () => true, toJSON: () => announced };
  void forged;
}
