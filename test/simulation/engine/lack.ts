import type { Cause, Facts } from 'qmp-watchdog';

/** What the evidence lacks: by the rules, and not by the engine's own way of reading them. */
export function lackOf(
  facts: Facts,
  cause: Cause,
  destructive: boolean,
  booted: boolean,
): string | undefined {
  const { status, watchdog, stalled, answeredAfter, attended } = facts;
  if ('error' in status) return 'QEMU does not answer';
  if (!destructive) return undefined;
  if (stalled > 0) return 'this process stood still while it looked';
  if (cause.on !== 'expired') return undefined;
  if (!status.running) return `the VM is ${status.status}`;
  if (answeredAfter > 100) return 'QEMU was slow to answer';
  if (!attended) return 'QEMU is just back';
  if (watchdog?.channel !== 'proven') return 'its channel is not proven';
  if (!watchdog.awaitingRecovery) return 'it was petted again';
  if (!watchdog.silent && !(watchdog.inGrace && booted)) return 'its silence is not established';
  return undefined;
}
