import { action, type Notice, on, PrometheusExporter, Vm } from 'qmp-watchdog';
import { type FailoverSafe, latchDetail } from 'qmp-watchdog/failover';
import { expect, test } from 'vitest';
import { mint } from '../../src/failover/proof.js';
import { supervised } from './supervised.js';

// The fear: a VM is failover-safe, and nobody is told; or everybody is, and it is not.

const proof: FailoverSafe<'L2'> = mint({
  level: 'L2',
  vm: { name: 'vm1', uuid: '11111111-2222-4333-8444-555555555555' },
  session: 1,
  token: 't1',
  issued: '2026-11-22T00:00:00.000Z',
  storage: 'local',
  evidence: {},
});

const detail = (stage: 'releasing' | 'proven', consumed = false): ReturnType<typeof latchDetail> =>
  latchDetail({
    stage,
    consumed,
    registered: false,
    proof: stage === 'proven' ? proof.toJSON() : undefined,
    resume: undefined,
  });

const latch = async (vm: Vm, stage: 'releasing' | 'proven', consumed = false): Promise<void> =>
  await vm.latch({ token: 't1', reason: 'to fail over', detail: detail(stage, consumed) });

test('what is proven in an incident is told to listeners, to its notifiers, in the journal and in the snapshot', async () => {
  const notices: Notice[] = [];
  await using s = await supervised({
    overSessions: true,
    dog: false,
    supervisor: { name: 'vm1' },
    policies: () => [
      {
        name: 'disk error',
        on: on.event('BLOCK_IO_ERROR'),
        do: action({
          name: 'quiesce',
          destructive: true,
          idempotent: true,
          timeout: 1_000,
          async run({ vm }) {
            if (!(vm instanceof Vm)) throw new Error('it needs a Vm');
            await latch(vm, 'releasing');
            await latch(vm, 'proven');
            return { outcome: 'done', reason: 'L2', evidence: {} };
          },
        }),
        notify: {
          name: 'kept',
          timeout: 1_000,
          notify: async (notice) => void notices.push(notice),
        },
      },
    ],
  });
  const told: unknown[] = [];
  s.supervisor.on('failover-safe', (event) => told.push(event));
  s.qemu.vm.ioError({ action: 'stop' });
  await s.clock.advance(1_000);
  expect(s.story).toEqual([
    'trigger disk error',
    'evidence quiesce: holds, established',
    'intent quiesce',
    'failover-safe releasing',
    'failover-safe proven L2',
    'result quiesce: done, L2',
    'ended done',
  ]);
  expect(told).toEqual([{ event: 'FAILOVER_SAFE', vm: 'vm1', proof: proof.toJSON(), incident: 'i1' }]);
  expect(notices).toContainEqual(
    expect.objectContaining({ what: 'failover-safe', incident: 'i1', proof: proof.toJSON() }),
  );
  expect(s.supervisor.snapshot.failoverSafe).toEqual({
    proof: proof.toJSON(),
    consumed: false,
    registered: false,
  });
});

test('neither a release that is not proven, nor a proof that was consumed or lifted, is told as a new one', async () => {
  await using s = await supervised({ overSessions: true, dog: false, policies: () => [] });
  const told: unknown[] = [];
  s.supervisor.on('failover-safe', (event) => told.push(event));
  if (!(s.vm instanceof Vm)) throw new Error('it needs a Vm');
  await latch(s.vm, 'releasing');
  await s.clock.advance(0);
  expect(told).toEqual([]);
  expect(s.supervisor.snapshot.failoverSafe).toBeUndefined();
  await latch(s.vm, 'proven', true);
  await s.vm.unlatch('t1', 'it was given back');
  await s.clock.advance(0);
  expect(told).toEqual([]);
  expect(s.story).toEqual(['failover-safe releasing', 'failover-safe consumed L2', 'failover-safe lifted']);
  expect(s.supervisor.snapshot.failoverSafe).toBeUndefined();
});

test('a proof that stood before the start is told again: nobody may have been told before', async () => {
  await using s = await supervised({ overSessions: true, dog: false, policies: () => [], run: false });
  if (!(s.vm instanceof Vm)) throw new Error('it needs a Vm');
  s.qemu.vm.stop();
  await latch(s.vm, 'proven');
  const told: unknown[] = [];
  s.supervisor.on('failover-safe', (event) => told.push(event));
  s.run();
  await s.clock.advance(1_000);
  expect(told).toEqual([expect.objectContaining({ proof: proof.toJSON(), incident: undefined })]);
  expect(s.pages).toEqual([{ reason: expect.stringContaining('L2 is proven as t1') }]);
  // Who polls is told, too, until it is used.
  const exporter = new PrometheusExporter();
  exporter.follow(s.supervisor);
  const gauge = (level: string): string | undefined =>
    new RegExp(`vm_failover_safe\\{[^}]*level="${level}"[^}]*\\} (.)`).exec(exporter.text())?.[1];
  expect([gauge('L1'), gauge('L2')]).toEqual(['0', '1']);
  await latch(s.vm, 'proven', true);
  expect(gauge('L2')).toBe('0');
});

test.each(['held', 'consumed'])(
  'a VM that somebody has started past its proof is paged, and the proof is not told: %s',
  async (standing) => {
    const consumed = standing === 'consumed';
    await using s = await supervised({ overSessions: true, dog: false, policies: () => [], run: false });
    if (!(s.vm instanceof Vm)) throw new Error('it needs a Vm');
    await latch(s.vm, 'proven', consumed);
    const told: unknown[] = [];
    s.supervisor.on('failover-safe', (event) => told.push(event));
    s.run();
    await s.clock.advance(1_000);
    const how = consumed ? 'which was consumed' : 'which is not revoked';
    const reason = `it runs in spite of its failover-safe proof t1 (L2), ${how}: it may run elsewhere, too`;
    expect(s.pages).toEqual([{ reason }]);
    s.qemu.vm.stop();
    await s.clock.advance(1_000);
    s.qemu.vm.cont();
    await s.clock.advance(1_000);
    expect(s.pages).toEqual([{ reason }, { reason }]);
    expect(told).toEqual([]);
    // Whoever knows that it runs nowhere else says so, and then it may.
    await s.vm.unlatch('t1', 'it runs here');
    const pages = s.pages.length;
    s.qemu.vm.stop();
    s.qemu.vm.cont();
    await s.clock.advance(1_000);
    expect(s.pages).toHaveLength(pages);
  },
);
