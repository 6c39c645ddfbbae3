// A process that starts a QEMU and gives it up. Run by orphaned-qemu.test.ts.
import { QmpClient, spawnQemu } from 'qmp-watchdog';

const [script = ''] = process.argv.slice(2);
const qemu = await spawnQemu({ program: process.execPath, args: ['-e', script] });
const client = await QmpClient.connect({ transport: qemu.monitor });
await client.execute('stop');
process.stdout.write(String(qemu.pid));
qemu.release();
