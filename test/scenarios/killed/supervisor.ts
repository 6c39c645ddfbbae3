// A supervisor in a process of its own, so that it can be killed. Run by killed-supervisor.test.ts.
import { action, on, QmpClient, Supervisor } from 'qmp-watchdog';

const [qmpPath = '', journal = '', max = ''] = process.argv.slice(2);

const reset = action({
  name: 'reset',
  destructive: true,
  idempotent: false,
  timeout: 5_000,
  evidence: ['answering'],
  async run({ vm, signal }) {
    await vm.execute('system_reset', {}, { signal });
    return undefined;
  },
  async verify({ vm, signal }) {
    const { status } = await vm.execute('query-status', {}, { signal });
    return { outcome: 'done', reason: status, evidence: {} };
  },
});

const vm = await QmpClient.connect({ path: qmpPath });
const supervisor = new Supervisor({
  vm,
  mode: 'enforce',
  journal,
  policies: [
    {
      name: 'crashed guest',
      on: on.event('GUEST_CRASHLOADED'),
      do: reset,
      limit: { max: Number(max), per: 3_600_000 },
    },
  ],
});
supervisor.on('record', (record) => {
  const isHalted = record.kind === 'ignored' && record.reason.startsWith('halted');
  process.stdout.write(isHalted ? 'halted\n' : `${record.kind}\n`);
});
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());
await supervisor.run({ signal: stopping.signal });
await vm.close();
