// Quiets a VM in a process of its own, so that it can be killed. Run by failover-restart.test.ts.
import { writeFileSync } from 'node:fs';
import { FileInterlockStore, Vm } from 'qmp-watchdog';
import { quiesce } from 'qmp-watchdog/failover';

const [qmpPath = '', interlocks = '', qemuIo = '', moment = '', marker = ''] = process.argv.slice(2);

/** Tells, by a file, when the latch says that the course has come so far. */
class ToldStore extends FileInterlockStore {
  override async save(record: Parameters<FileInterlockStore['save']>[0]): Promise<void> {
    await super.save(record);
    const { step } = Object(record.latch?.detail['resume']);
    if (step === moment) writeFileSync(marker, '');
  }
}

await using vm = await Vm.connect({ path: qmpPath }, { interlocks: new ToldStore(interlocks) });
const result = await quiesce(vm, { qemuIo });
process.stdout.write(`${JSON.stringify(result)}\n`);
