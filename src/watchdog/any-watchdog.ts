import type { Watchdog } from './watchdog.js';

/** A {@link Watchdog}, or whatever does the same: an {@link IsolatedWatchdog} does it in a thread of its own. */
export type AnyWatchdog = Pick<Watchdog, keyof Watchdog>;
