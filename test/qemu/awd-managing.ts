// The manager of a VM, in a process of its own, so that a test can make it hang: what it is to make a watchdog of comes as
// its argument, and what becomes of it goes to its standard output.
import { advancedWatchdog, type AdvancedWatchdogOptions } from 'qmp-watchdog';

// The test wrote it.
const options = JSON.parse(process.argv[2] ?? '') as AdvancedWatchdogOptions;
for (const watchdog of advancedWatchdog(options).watchdogs) {
  watchdog.on('transition', ({ type }) => process.stdout.write(`${type}\n`));
  watchdog.start();
}
