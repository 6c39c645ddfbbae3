/** Events as a bounded stream: in order, told how many were lost, and ended by the end of the session. */
import assert from 'node:assert/strict';
import { QmpClient } from 'qmp-watchdog';
import { FakeQemu } from 'qmp-watchdog/testing';

await using qemu = new FakeQemu();
await using vm = await QmpClient.connect({ transport: qemu.transport() });
const events = vm.events(['BLOCK_IO_ERROR', 'STOP', 'SHUTDOWN'], { capacity: 100 });

qemu.vm.ioError();
qemu.process.kill('SIGTERM');

const seen: string[] = [];
for await (const item of events) {
  assert.equal(item.lost, 0);
  // `item` is a union that its event's name tells apart.
  seen.push(item.event === 'BLOCK_IO_ERROR' ? `${item.event} (${item.data.action})` : item.event);
}
assert.deepEqual(seen, ['BLOCK_IO_ERROR (stop)', 'STOP', 'SHUTDOWN']);

const { kind, shutdown } = await vm.closed;
assert.equal(kind, 'ended');
assert.equal(shutdown?.reason, 'host-signal');
