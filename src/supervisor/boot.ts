import type { CheckedSupervisorOptions } from './options.js';

/** What began the boot. */
export interface Boot {
  /** Whether it is by an action of ours. */
  readonly ours: boolean;
  /** Whether it may go on so for ever: the guest has reset itself, or nobody could see whether it was reset. */
  readonly mayRecur: boolean;
  /** Whether nothing new is to begin any more. */
  readonly closing: () => boolean;
}

/**
 * Any reset begins a boot grace, and so does a gap in which there may have been one. But what may recur for ever, before
 * the guest has come up, brings no further one: its end would never come. Only our own reset arms a watchdog that was not
 * armed: somebody disarmed it, or its guest has never petted yet. Never rejects.
 */
export async function beginBootGrace(
  { clock, watchdogs, bootGrace }: CheckedSupervisorOptions,
  { ours, mayRecur, closing }: Boot,
): Promise<void> {
  const booting = watchdogs.filter(
    ({ watches, state }) => watches === 'guest' && (ours || state !== 'disarmed'),
  );
  for (const watchdog of booting) if (!mayRecur || !watchdog.snapshot.inGrace) watchdog.startGrace(bootGrace);
  // A pet from before the reset, read after it, is no sign that the guest is up.
  await clock.drain();
  if (closing()) return;
  for (const watchdog of booting)
    if (watchdog.state !== 'disarmed' && !watchdog.snapshot.inGrace) watchdog.startGrace(bootGrace);
}
