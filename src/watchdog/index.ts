export type { ExpiryCause, Quiet, WatchdogState, WatchdogTransition } from './machine.js';
export type { PetContext, PetSink, PetSource } from './pet-source.js';
export * from './pets/index.js';
export { Watchdog, type WatchdogEvents, type WatchdogOptions, type WatchdogSnapshot } from './watchdog.js';
