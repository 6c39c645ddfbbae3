export {
  type ArmedTimer,
  type ArmedTimers,
  ArmedTimersError,
  type ArmedTimersFailure,
} from './armed-timers.js';
export { GuestArmed, type GuestArmedSnapshot, type ImportOptions } from './guest-armed.js';
export type { GuestArmedOptions } from './options.js';
export type { GuestTimer } from './timer-slots.js';
