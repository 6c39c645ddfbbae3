#!/usr/bin/env node
// Shuts a VM down: `stop-vm.mjs SOCKET SECONDS` presses the power button, gives the guest so many seconds, and then tells
// QEMU to quit, which is for the guest a power cut and for its disks an orderly end. SOCKET is a monitor that nobody else
// uses. It ends with 0 when QEMU has hung up, which is no proof that its process has ended: whoever calls this looks.
import { setTimeout as sleep } from 'node:timers/promises';
import { ExpectTimeoutError, QmpClient, SessionClosedError } from 'qmp-watchdog';

/** How long QEMU may take to answer `quit`, and then to drain its disks: milliseconds. */
const QUIT = 5_000;

const [path, seconds] = process.argv.slice(2);
if (path === undefined || !/^\d+$/.test(seconds ?? '')) {
  console.error('Usage: stop-vm.mjs SOCKET SECONDS');
  process.exit(2);
}

let client;
try {
  client = await QmpClient.connect({ path }, { connectTimeout: 5_000 });
  await pressPowerButton(client, Number(seconds) * 1_000);
  if (!(await hasQuit(client))) throw new Error(`QEMU has not hung up ${QUIT} ms after quit`);
} catch (error) {
  console.error(`${path}: ${error.message}`);
  process.exitCode = 1;
} finally {
  await client?.close();
}

/** Resolves when the guest has shut down, or has not in time. */
async function pressPowerButton(client, wait) {
  const { running } = await client.execute('query-status');
  // A VM that stands still would notice the button only when somebody continues it.
  if (wait === 0 || !running) return;
  try {
    await client.expect('SHUTDOWN', { timeout: wait }).during(() => client.execute('system_powerdown'));
  } catch (error) {
    if (!(error instanceof ExpectTimeoutError || error instanceof SessionClosedError)) throw error;
  }
}

/** Whether QEMU has hung up. */
async function hasQuit(client) {
  try {
    await client.execute('quit', {}, { timeout: QUIT });
  } catch (error) {
    // It may hang up before it answers, and has already where the guest has shut down.
    if (!(error instanceof SessionClosedError)) throw error;
  }
  const closed = client.closed.then(() => true);
  return await Promise.race([closed, sleep(QUIT, false, { ref: false })]);
}
