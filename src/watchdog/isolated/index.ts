export { IsolatedWatchdog } from './isolated-watchdog.js';
export type {
  IsolatedChannel,
  IsolatedPets,
  IsolatedSettings,
  IsolatedWatchdogOptions,
} from './options.js';
