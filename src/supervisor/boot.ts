import type { CheckedSupervisorOptions } from './options.js';

/** What began the boot. */
export interface Boot {
  /** Whether it is by an action of ours. */
  readonly ours: boolean;
  /** Whether the guest has reset itself. */
  readonly byGuest: boolean;
  /** Whether nothing new is to begin any more. */
  readonly closing: () => boolean;
}

/**
 * Any reset begins a boot grace, but a guest that resets itself before it has come up gets no further one: it may do so
 * for ever. Only our own reset arms a watchdog that was not armed: somebody disarmed it, or its guest has never petted
 * yet. Never rejects.
 */
export async function beginBootGrace(
  { clock, watchdogs, bootGrace }: CheckedSupervisorOptions,
  { ours, byGuest, closing }: Boot,
): Promise<void> {
  const booting = watchdogs.filter(
    ({ watches, state }) => watches === 'guest' && (ours || state !== 'disarmed'),
  );
  for (const watchdog of booting) if (!byGuest || !watchdog.snapshot.inGrace) watchdog.startGrace(bootGrace);
  // A pet from before the reset, read after it, is no sign that the guest is up.
  await clock.drain();
  if (closing()) return;
  for (const watchdog of booting)
    if (watchdog.state !== 'disarmed' && !watchdog.snapshot.inGrace) watchdog.startGrace(bootGrace);
}
