// The fear: what is shown is not what is.
import { act, on, type Vm } from 'qmp-watchdog';
import { describe, expect, test } from 'vitest';
import { latchDetail } from '../../../src/proof/latched.js';
import type { ProofRecord } from '../../../src/proof/index.js';
import { causeInWords } from '../../../src/status/cause-in-words.js';
import { reset, supervised } from '../../scenarios/supervised.js';
import { serve, servedVm } from './served.js';

test('a VM that is well', async () => {
  await using both = await servedVm();
  expect(await both.served.vm('vm1')).toEqual({
    name: 'vm1',
    attention: 'none',
    because: [],
    supervised: true,
    mode: 'enforce',
    maintenance: null,
    suspicion: null,
    confidence: 'known',
    run: 'running',
    running: true,
    why: null,
    runFor: 500,
    health: 'responsive',
    healthFor: 500,
    connected: true,
    session: 1,
    exit: null,
    blockErrors: [],
    latch: null,
    interlocks: [],
    watchdogs: [
      {
        id: 'guest',
        state: 'armed',
        timeLeft: 500,
        timeout: 500,
        silentFor: 0,
        silent: false,
        pausedBy: null,
        unknownBecause: null,
        inGrace: false,
        channel: 'proven',
      },
    ],
    incident: null,
    incidents: [],
    pages: [],
    policies: ['hung guest'],
    halted: [],
    journalFailure: null,
    failoverSafe: null,
  });
});

test('a watchdog runs down to its expiry', async () => {
  await using both = await servedVm({ policies: () => [] });
  const { s, served } = both;
  s.qemu.guest.hang();
  await s.clock.advance(300);
  expect((await served.vm('vm1')).watchdogs).toMatchObject([{ state: 'armed', timeLeft: 200, timeout: 500 }]);
  await s.clock.advance(300);
  expect(await served.vm('vm1')).toMatchObject({
    attention: 'now',
    because: ['watchdog "guest" has expired'],
    watchdogs: [{ state: 'expired', timeLeft: null, timeout: null, silentFor: 600 }],
  });
});

test('what was done about it is told, step by step', async () => {
  await using both = await servedVm({
    ...{ policies: reset, dog: { armOn: 'first-pet' }, qemu: { guest: { bootTime: 2_000 } } },
  });
  const { s, served } = both;
  await s.clock.advance(3_000);
  s.qemu.guest.hang();
  await s.clock.advance(1_500);
  expect(await served.vm('vm1')).toMatchObject({
    attention: 'look',
    incident: { id: 'i1', policy: 'hung guest', phase: 'recovering', waitsFor: null },
    incidents: [{ id: 'i1', how: null, took: null, steps: [{ action: 'system_reset', outcome: 'done' }] }],
  });
  await s.clock.advance(10_000);
  expect((await served.vm('vm1')).incidents).toEqual([
    {
      id: 'i1',
      policy: 'hung guest',
      cause: 'watchdog guest expired after 0.5 s of silence',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      ago: expect.any(Number),
      how: 'recovered',
      took: expect.any(Number),
      steps: [{ action: 'system_reset', outcome: 'done', reason: expect.any(String) }],
      paged: false,
    },
  ]);
});

test('a VM that an error has stopped says which drive, and that somebody must come', async () => {
  await using both = await servedVm();
  both.s.qemu.vm.ioError();
  await both.s.clock.advance(200);
  expect(await both.served.vm('vm1')).toMatchObject({
    attention: 'now',
    because: ['the VM is stopped: io-error', 'drive /machine/peripheral/disk0: failed'],
    run: 'io-error',
    running: false,
    why: 'io-error',
  });
});

test('what is not heard any more is not told as though it were', async () => {
  await using both = await servedVm();
  both.s.qemu.wire.hangUp();
  both.s.qemu.mainLoop.stall();
  await both.s.clock.advance(150);
  expect(await both.served.vm('vm1')).toMatchObject({
    confidence: 'stale',
    run: 'running',
    connected: false,
  });
});

test('an operator who paused it need not be told', async () => {
  await using both = await servedVm();
  both.s.qemu.vm.stop();
  await both.s.clock.advance(5_000);
  const vm = await both.served.vm('vm1');
  expect(vm).toMatchObject({ attention: 'none', run: 'paused', why: 'operator', running: false });
  expect(vm.watchdogs).toMatchObject([{ pausedBy: expect.stringContaining('paused'), timeLeft: null }]);
});

describe('whoever looks after it', () => {
  test('only observes: what would have been done is told as that', async () => {
    await using both = await servedVm({ mode: 'observe', policies: reset });
    both.s.qemu.guest.hang();
    await both.s.clock.advance(3_000);
    const { mode, incidents } = await both.served.vm('vm1');
    expect(mode).toBe('observe');
    expect(incidents).toMatchObject([
      { how: 'observed', steps: [{ action: 'system_reset', outcome: 'would' }] },
    ]);
  });

  test('is in maintenance, and for how long: nothing is urgent then', async () => {
    await using both = await servedVm();
    both.s.qemu.guest.hang();
    await both.s.clock.advance(100);
    both.s.supervisor.maintenance('disk replaced', { ttl: 60_000 });
    await both.s.clock.advance(5_000);
    expect(await both.served.vm('vm1')).toMatchObject({
      attention: 'look',
      because: ['watchdog "guest" has expired'],
      maintenance: { reason: 'disk replaced', left: 55_000 },
    });
  });

  test('has given up: the policy, why, and that somebody was paged', async () => {
    await using both = await servedVm({
      policies: (dog) => [
        { name: 'hung guest', on: on.expired(dog), do: act.systemReset(), limit: { max: 1, per: 600_000 } },
      ],
    });
    const { s, served } = both;
    for (let times = 0; times < 2; times += 1) {
      s.qemu.guest.hang();
      await s.clock.advance(20_000);
    }
    const vm = await served.vm('vm1');
    expect(vm).toMatchObject({ attention: 'now', halted: [{ policy: 'hung guest' }] });
    expect(vm.because[0]).toMatch(/^policy "hung guest" is halted: /);
    expect(vm.pages[0]?.reason).toContain('halted');
  });

  test('does not run any more', async () => {
    await using both = await servedVm();
    both.s.abort();
    await both.s.ended();
    await both.s.clock.advance(200);
    expect(await both.served.vm('vm1')).toMatchObject({
      supervised: false,
      attention: 'now',
      because: ['its supervisor does not run'],
    });
  });
});

test('a latch without a proof is half of something, and its interlocks are told', async () => {
  await using both = await servedVm();
  // It is followed over its sessions.
  const vm = both.s.vm as Vm;
  await both.s.clock.runUntil(vm.latch({ token: 't1', reason: 'a disk fails', detail: {} }));
  await both.s.clock.advance(200);
  expect(await both.served.vm('vm1')).toMatchObject({
    attention: 'now',
    because: ['it is held still: a disk fails'],
    latch: { reason: 'a disk fails', time: expect.any(String) },
    failoverSafe: null,
  });
});

test('a proof that stands is told, and that it was used', async () => {
  await using both = await servedVm();
  const { s, served } = both;
  // It is followed over its sessions.
  const vm = s.vm as Vm;
  const proof: ProofRecord = {
    level: 'L2',
    vm: { name: 'vm1', uuid: undefined },
    session: 1,
    token: 't1',
    issued: '2026-01-01T00:00:00.000Z',
    storage: 'local',
    evidence: {},
  };
  const latched = { stage: 'proven', consumed: false, registered: true, proof, resume: undefined } as const;
  const latch = { token: 't1', reason: 'a disk fails', detail: latchDetail(latched) };
  s.qemu.vm.stop();
  await s.clock.runUntil(vm.latch(latch));
  await s.clock.advance(200);
  expect(await served.vm('vm1')).toMatchObject({
    attention: 'look',
    because: ['failover-safe (L2), the proof is held'],
    failoverSafe: {
      ...{ level: 'L2', standing: 'held', registered: true, token: 't1', session: 1, storage: 'local' },
      ...{ vm: { name: 'vm1', uuid: null }, issued: '2026-01-01T00:00:00.000Z' },
    },
  });
  await s.clock.runUntil(vm.latch({ ...latch, detail: latchDetail({ ...latched, consumed: true }) }));
  await s.clock.advance(200);
  expect(await served.vm('vm1')).toMatchObject({ attention: 'look', failoverSafe: { standing: 'consumed' } });
  // Another client's doing.
  s.qemu.vm.cont();
  await s.clock.advance(200);
  expect(await served.vm('vm1')).toMatchObject({
    attention: 'now',
    because: expect.arrayContaining([
      'it runs in spite of its failover-safe proof (L2): it may run elsewhere, too',
    ]),
  });
});

test('of one session without a Vm its state is not known, and said to be so', async () => {
  await using s = await supervised({ supervisor: { name: 'vm1' } });
  await using served = await serve([s.supervisor], s.clock);
  expect(await served.vm('vm1')).toMatchObject({
    ...{ attention: 'none', supervised: true, confidence: null, run: null, running: null, health: null },
    ...{ connected: null, session: null, watchdogs: [{ id: 'guest' }] },
  });
});

test.each<readonly [string, Record<string, unknown>]>([
  ['watchdog guest expired after 5.0 s of silence', { on: 'expired', watchdog: 'guest', silentFor: 5_000 }],
  ['watchdog guest gave its last warning', { on: 'pretimeout', watchdog: 'guest' }],
  ['BLOCK_IO_ERROR', { on: 'event', event: { event: 'BLOCK_IO_ERROR', data: { device: 'secret' } } }],
  ['host error by edac: 3 errors', { on: 'host-error', source: 'edac', error: { message: '3 errors' } }],
  ['the VM stands still: io-error', { on: 'run-state', status: 'io-error' }],
  ['migration failed', { on: 'state', what: 'migration failed' }],
  ['something else', { on: 'what a newer version knows' }],
])('what began it is told as: %s', (words, cause) => {
  expect(causeInWords(cause)).toBe(words);
});

test('it keeps the last twenty incidents and eight pages, however many there are', async () => {
  await using s = await supervised({
    supervisor: { name: 'vm1' },
    policies: () => [
      { name: 'panic', on: on.event('GUEST_PANICKED'), do: act.cont(), limit: { max: 1_000, per: 1_000 } },
    ],
    mode: 'observe',
  });
  await using served = await serve([s.supervisor], s.clock);
  for (let times = 0; times < 30; times += 1) {
    s.qemu.wire.send({
      event: 'GUEST_PANICKED',
      data: { action: 'pause' },
      timestamp: { seconds: 1, microseconds: 0 },
    });
    await s.clock.advance(1_000);
  }
  const { incidents } = await served.vm('vm1');
  expect(incidents.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => `i${30 - index}`));
});
