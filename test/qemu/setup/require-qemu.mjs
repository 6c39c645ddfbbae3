import { installLine, missing } from './qemu.mjs';
import { findQemu, newest } from './versions.mjs';

/**
 * Gives the tests of a project their QEMU: the one that is installed, or the version after the dash of the project's
 * name. Stops the run where it is missing: a skipped test against a real QEMU would be a hidden failure.
 */
export function setup(project) {
  const [, wanted] = project.name.split('-');
  const found = findQemu(wanted);
  if (missing().length > 0) fail(`need ${missing().join(', ')}. To install, type:\n\n  ${installLine()}\n`);
  const all = wanted === undefined || wanted === newest ? '' : ' -- --all-qemus';
  if (found === undefined)
    fail(`need a QEMU ${wanted ?? 'that runs'}. To fetch it, type:\n\n  npm run setup${all}\n`);
  project.provide('qemu', found);
}

function fail(why) {
  const error = new Error(`The tests against a real QEMU ${why}`);
  error.stack = error.message; // where this file threw helps nobody
  throw error;
}
