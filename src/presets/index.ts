export { type AdvancedWatchdogOptions, advancedWatchdog } from './advanced-watchdog.js';
export { type FailoverSafeOptions, failoverSafe } from './failover-safe.js';
export { type GuestWatchdog, type GuestWatchdogOptions, guestWatchdog } from './guest-watchdog.js';
export type { Preset } from './preset.js';
export type { ScriptFileOptions } from './script/script.js';
export { checkTimings, type TimingsOptions } from './timings.js';
