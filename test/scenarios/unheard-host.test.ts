// The fear: the host's own errors come to nobody's ears, or what was decided on them can not be explained.
import { describe, expect, test } from 'vitest';
import { type Action, action, explain, on, type Policy, replay } from 'qmp-watchdog';
import { simulate } from 'qmp-watchdog/testing';

const stop: Action = action({
  name: 'stop',
  destructive: false,
  idempotent: true,
  timeout: 5_000,
  async run({ vm, signal }) {
    await vm.execute('stop', {}, { signal });
    return { outcome: 'done', reason: 'stopped', evidence: {} };
  },
});
const memory: Policy = { name: 'memory', on: on.hostError('host', ({ node }) => node === 'mc0'), do: stop };
const uncorrected = { message: '1 uncorrected memory error in mc0', node: 'mc0', path: '/sys/mc0' };

test('an error of the host is acted on, explained and replayed', async () => {
  await using sim = await simulate([memory]);
  sim.hostError({ ...uncorrected, node: 'mc1' });
  await sim.advance(10);
  expect(sim.actions).toEqual([]);
  sim.hostError(uncorrected);
  await sim.advance(1_000);
  expect(sim.actions).toMatchObject([{ command: 'stop' }]);
  expect(sim.records.filter(({ kind }) => kind === 'host')).toHaveLength(2);
  expect(await explain(sim.records, 'i1')).toContain(
    'seen: host error by "host", serious: 1 uncorrected memory error in mc0 (/sys/mc0); policy "memory" begins',
  );
  await sim.end();
  expect(await replay(sim.records, [memory])).toMatchObject([{ policy: 'memory', identical: true }]);
  await expect(replay(sim.records, [{ ...memory, on: on.hostError('bmc') }])).rejects.toThrow(
    "the id of one of the supervisor's hostErrors (host)",
  );
});

test('a source that can tell nothing is no error, and is paged when that lasts', async () => {
  await using sim = await simulate([memory], { unknownAfter: 30_000 });
  sim.hostUnknown('no EDAC counters');
  await sim.advance(20_000);
  sim.hostUnknown('still no EDAC counters');
  await sim.advance(9_000);
  expect(sim.pages).toEqual([]);
  await sim.advance(1_500);
  expect(sim.pages).toMatchObject([
    { reason: 'nothing is known of "host" since 30000 ms: still no EDAC counters' },
  ]);
  sim.hostUnknown(undefined);
  await sim.advance(60_000);
  expect(sim.pages).toHaveLength(1);
  expect(sim.actions).toEqual([]);
});

describe('a flood of them', () => {
  test('does not wash everything else out of the journal', async () => {
    await using sim = await simulate([{ ...memory, on: on.hostError('host', () => false) }]);
    for (let n = 0; n < 1_000; n += 1) sim.hostError(uncorrected);
    await sim.advance(3_000);
    sim.hostError(uncorrected);
    await sim.advance(10);
    expect(sim.records.filter(({ kind }) => kind === 'host').length).toBeLessThan(50);
    expect(sim.records).toContainEqual(
      expect.objectContaining({ kind: 'repeated', of: 'host', what: 'host', times: 960 }),
    );
  });
});

test('a disk that fails is one fault, however it is told', async () => {
  const broken: Policy = { name: 'broken', on: on.fault(), do: stop };
  await using sim = await simulate([broken]);
  sim.vm.ioError({ persistent: true });
  await sim.advance(30_000);
  expect(sim.records.flatMap((one) => (one.kind === 'ended' ? [one.how] : []))).toEqual(['done']);
});

test('a fault that is not bad enough is on record', async () => {
  await using sim = await simulate([{ name: 'broken', on: on.fault({ atLeast: 'fatal' }), do: stop }]);
  sim.vm.ioError({ action: 'report' });
  await sim.advance(10);
  expect(sim.records).toContainEqual(
    expect.objectContaining({ kind: 'vm', event: 'BLOCK_IO_ERROR', detail: expect.anything() }),
  );
  expect(sim.actions).toEqual([]);
});

test.each([false, true])(
  'a disk that is full is nothing serious, though its event be lost: %s',
  async (isLost) => {
    const broken: Policy = { name: 'broken', on: on.fault(), do: stop };
    const degraded: Policy = { name: 'full', on: on.fault({ atLeast: 'degraded' }), do: stop };
    await using sim = await simulate([broken, degraded]);
    if (isLost) sim.qemu.wire.lose('BLOCK_IO_ERROR');
    sim.vm.ioError({ nospace: true, persistent: true });
    await sim.advance(30_000);
    const begun = sim.records.flatMap((one) => (one.kind === 'trigger' ? [one.policy] : []));
    expect(begun).toEqual(['full']);
  },
);

test('nothing is told once the run has ended, nor by a source that there is not', async () => {
  const sim = await simulate([memory]);
  expect(() => sim.hostError(uncorrected, 'bmc')).toThrow(expect.objectContaining({ code: 'ERR_OPTION' }));
  await sim.end();
  const { length } = sim.records;
  sim.hostError(uncorrected);
  expect(sim.records).toHaveLength(length);
});
