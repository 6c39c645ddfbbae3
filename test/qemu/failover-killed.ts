// Quiets a VM in a process of its own, which kills itself right before or right after it has kept what it has come to. Run
// by failover-each-step.test.ts.
import { FileInterlockStore, type InterlockRecord, Vm } from 'qmp-watchdog';
import { GuestAgent } from 'qmp-watchdog/agent';
import { quiesce } from 'qmp-watchdog/failover';

const [qmpPath = '', interlocks = '', qemuIo = '', agentPath = '', moment = '', at = ''] =
  process.argv.slice(2);

class FatalStore extends FileInterlockStore {
  override async save(record: InterlockRecord): Promise<void> {
    const isHere = momentOf(record) === moment;
    if (isHere && at === 'before') await die();
    await super.save(record);
    if (isHere && at === 'after') await die();
  }
}

function momentOf({ latch }: InterlockRecord): string | undefined {
  const { stage, resume } = latch?.detail ?? {};
  if (stage === 'proven') return stage;
  const { step, frozen } = Object(resume);
  return step === 'quieting' && frozen === true ? 'freezing' : step;
}

async function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return await new Promise(() => {});
}

await using vm = await Vm.connect({ path: qmpPath }, { interlocks: new FatalStore(interlocks) });
await using agent = await GuestAgent.connect({ path: agentPath });
await quiesce(vm, { qemuIo, freeze: { agent } });
