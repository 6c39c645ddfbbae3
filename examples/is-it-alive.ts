/** Three ways to be silent, told apart: a stalled main loop, a stopped process, a session that is gone. */
import assert from 'node:assert/strict';
import { QmpClient } from 'qmp-watchdog';
import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';

const clock = new VirtualClock();
await using qemu = new FakeQemu({ clock });
await using vm = await QmpClient.connect({ transport: qemu.transport() }, { clock });
const verdict = async (): Promise<string> => (await clock.runUntil(vm.liveness({ timeout: 2_000 }))).verdict;

assert.equal(await verdict(), 'responsive');

qemu.mainLoop.stall();
assert.equal(await verdict(), 'main-loop-stalled');
qemu.mainLoop.resume();
assert.equal(await verdict(), 'responsive');

qemu.process.stop();
assert.equal(await verdict(), 'unresponsive');
qemu.process.continue();
assert.equal(await verdict(), 'responsive');

qemu.process.kill('SIGKILL');
assert.equal(await verdict(), 'disconnected');
