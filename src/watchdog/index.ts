export type { ExpiryCause, Quiet, WatchdogState, WatchdogTransition } from './machine.js';
export type { PetContext, PetSink, PetSource } from './pet-source.js';
export * from './pets/index.js';
export type { Probe, ProbeAnswer, ProbeContext } from './probe.js';
export { Watchdog } from './watchdog.js';
export type { WatchdogEvents, WatchdogOptions, WatchdogSnapshot } from './watchdog-options.js';
