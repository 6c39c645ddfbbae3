// A supervisor over a real QEMU in a process of its own, so that it can be killed. Run by killed-on-real-qemu.test.ts.
import { act, on, Supervisor, Vm } from 'qmp-watchdog';

const [path = '', interlocks = '', journal = '', max = ''] = process.argv.slice(2);

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const vm = await Vm.connect({ path }, { interlocks });
for (const { bars, reason } of vm.state.interlocks) say(`${bars} is barred: ${reason}`);
const refused: unknown = await vm.execute('cont').catch((error: unknown) => error);
say(refused instanceof Error ? `cont: ${refused.name}` : 'cont: done');
const supervisor = new Supervisor({
  vm,
  mode: 'enforce',
  journal,
  policies: [
    {
      name: 'crashed guest',
      on: on.event('GUEST_CRASHLOADED'),
      do: act.systemReset(),
      limit: { max: Number(max), per: 3_600_000 },
    },
  ],
});
supervisor.on('record', (record) => {
  say(record.kind === 'ignored' && record.reason.startsWith('halted') ? 'halted' : record.kind);
});
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());
await supervisor.run({ signal: stopping.signal });
await vm.close();
