// The fear: a policy that works on the fake that its author tests with, and not on QEMU; or the other way round.
import { act, type InterlockRecord, MemoryInterlockStore, OptionError } from 'qmp-watchdog';
import {
  consume,
  consumeHere,
  FailoverSafe,
  type LeaseStore,
  LeaseStoreError,
  lookUp,
  MemoryLeaseStore,
  type QuiesceOptions,
  type QuiesceResult,
  quiesce,
  restoreProof,
} from 'qmp-watchdog/failover';
import { latchDetail, latchedOf } from '../../../../src/proof/latched.js';
import { type LatchDetail, readProcess } from '../../../../src/vm/index.js';
import { GuestAgent } from 'qmp-watchdog/agent';
import { answer, FakeAgent, type FakeQemu, VirtualClock } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import { type Followed, followed } from '../../vm/followed.js';
// Loaded beforehand: virtual time does not wait for the test runner's way of importing.
import '../../../../src/schemas/index.js';

const fake = (version = '11.1.0'): Promise<Followed> =>
  // What the fake answers is what QEMU's definitions say.
  followed({
    qemu: { version },
    vm: { interlocks: new MemoryInterlockStore(), client: { validate: 'all' } },
  });

async function quiet({ vm, clock }: Followed, options: QuiesceOptions = {}): Promise<QuiesceResult> {
  return await clock.runUntil(quiesce(vm, { clock, ...options }));
}

test('a fake QEMU is quieted, and latched until its token is let go of', async () => {
  const f = await fake();
  const result = await quiet(f);
  expect(result).toMatchObject({
    ...{ outcome: 'quiesced', level: 'L2', doubts: [], next: 'none', latched: true },
    ...{
      status: 'paused',
      freeze: 'not-frozen',
      registration: undefined,
      saved: undefined,
      unsaved: undefined,
    },
  });
  if (result.outcome !== 'quiesced') throw new Error('it was');
  expect(result.proof).toBeInstanceOf(FailoverSafe);
  expect(result.proof.toJSON()).toMatchObject({
    ...{ level: 'L2', token: result.token, storage: 'none', vm: { name: 'vm1' }, session: 1 },
    evidence: { way: 'set-active', status: 'paused' },
  });
  expect(f.qemu.vm.active).toBe(false);
  expect(f.vm.state.latch).toMatchObject({ token: result.token, reason: 'quiesce' });
  await expect(f.clock.runUntil(f.vm.execute('cont'))).rejects.toMatchObject({ code: 'ERR_INTERLOCKED' });
  await f.clock.runUntil(f.vm.unlatch(result.token, 'it was started nowhere'));
  await f.clock.runUntil(f.vm.execute('cont'));
  expect(f.qemu.vm).toMatchObject({ active: true, running: true });
});

test('one that refuses to release its disks is not safe, and stays latched', async () => {
  const f = await fake();
  f.qemu.on('blockdev-set-active', answer.error('Failed to inactivate node'));
  const result = await quiet(f);
  expect(result).toMatchObject({ outcome: 'quiesced', level: 'L0', next: 'kill', latched: true });
  if (result.outcome === 'quiesced') expect(result.doubts.join()).toContain('Failed to inactivate node');
});

test('an order that does not stand any more leaves the VM as it is', async () => {
  const f = await fake();
  const result = await quiet(f, { stillStands: async () => 'petted again' });
  expect(result).toMatchObject({
    outcome: 'failed',
    reason: 'withdrawn: petted again',
    latched: false,
    next: 'none',
  });
  expect(f.qemu.vm.running).toBe(true);
  expect(f.vm.state.latch).toBeUndefined();
});

test('of two at a time the second is refused, and the first goes on', async () => {
  const f = await fake();
  const [first, second] = await f.clock.runUntil(
    Promise.all([quiesce(f.vm, { clock: f.clock }), quiesce(f.vm, { clock: f.clock })]),
  );
  expect(first).toMatchObject({ level: 'L2' });
  expect(second).toMatchObject({ outcome: 'failed', reason: 'under-way' });
});

test('nor are two at a time of one VM over two of its monitors', async () => {
  const clock = new VirtualClock();
  const of = (end: string) => {
    const qemu = { version: '11.1.0', uuid: `11111111-2222-4333-8444-5555555555${end}` };
    return followed({ clock, qemu });
  };
  const monitors = [await of('a1'), await of('a1'), await of('b2')];
  const results = await clock.runUntil(Promise.all(monitors.map(({ vm }) => quiesce(vm, { clock }))));
  expect(results).toMatchObject([{ level: 'L2' }, { reason: 'under-way' }, { level: 'L2' }]);
  expect(monitors.map(({ qemu }) => qemu.vm.running)).toEqual([false, true, false]);
  // It was only for that time.
  expect(await clock.runUntil(quiesce(monitors[1]!.vm, { clock }))).toMatchObject({ level: 'L2' });
});

test.each(['quiesce', 'restoreProof'])(
  'one that nothing identifies but its latch is not touched while it is seen to: %s',
  async (call) => {
    const clock = new VirtualClock();
    const options = {
      clock,
      qemu: { version: '11.1.0', uuid: undefined, name: undefined },
      vm: { interlocks: new MemoryInterlockStore() },
    };
    const first = await followed(options);
    let second: QuiesceResult | undefined;
    const late = await followed(options);
    first.qemu.on('blockdev-set-active', async () => {
      // It has read what is kept.
      await late.vm.execute('cont').catch(() => {});
      second = await (call === 'quiesce' ? quiesce : restoreProof)(late.vm, { clock });
      return answer.builtIn;
    });
    expect(await quiet(first)).toMatchObject({ level: 'L2' });
    expect(second).toMatchObject({ outcome: 'failed', reason: 'under-way', latched: true });
  },
);

test('one whose latch can not be kept is not touched', async () => {
  const store = new MemoryInterlockStore();
  store.save = async () => {
    throw new Error('the disk is full');
  };
  const f = await followed({ qemu: { version: '11.1.0' }, vm: { interlocks: store } });
  expect(await quiet(f)).toMatchObject({
    outcome: 'failed',
    reason: 'not-latched: the disk is full',
    latched: false,
  });
  expect(f.qemu.vm.running).toBe(true);
});

test('one that somebody else has latched is not touched, and stays latched', async () => {
  const f = await fake();
  await f.vm.latch({ token: 'theirs', reason: 'maintenance', detail: {} });
  expect(await quiet(f)).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('theirs') });
  expect(f.vm.state.latch).toMatchObject({ token: 'theirs' });
  expect(f.qemu.vm.running).toBe(true);
});

test('an abort before the release is undone, and one after it is not', async () => {
  // With `stop` under way nobody can tell whether it will stop.
  for (const [command, outcome] of [
    ['query-jobs', 'failed'],
    ['stop', 'unknown'],
  ] as const) {
    const before = await fake();
    const early = new AbortController();
    before.qemu.on(command, () => {
      early.abort();
      return answer.never;
    });
    expect(await quiet(before, { signal: early.signal })).toMatchObject({
      ...{ outcome, reason: 'aborted', latched: false },
    });
  }

  const after = await fake();
  const late = new AbortController();
  after.qemu.on('blockdev-set-active', () => {
    late.abort();
    return answer.never;
  });
  expect(await quiet(after, { signal: late.signal })).toMatchObject({
    outcome: 'unknown',
    reason: 'aborted',
    latched: true,
  });
});

/** It keeps the interlocks once it is let, and tells when it has been asked to. */
class SlowStore extends MemoryInterlockStore {
  readonly asked: Promise<void>;
  let: () => void = () => {};
  #ask: () => void = () => {};
  readonly #let = new Promise<void>((resolve) => {
    this.let = resolve;
  });

  constructor() {
    super();
    this.asked = new Promise((resolve) => {
      this.#ask = resolve;
    });
  }

  override async save(record: InterlockRecord): Promise<void> {
    this.#ask();
    await this.#let;
    await super.save(record);
  }
}

test('an abort while the latch is being kept leaves none', async () => {
  const interlocks = new SlowStore();
  const f = await followed({ vm: { interlocks } });
  const order = new AbortController();
  const quieting = quiesce(f.vm, { clock: f.clock, signal: order.signal });
  await f.clock.runUntil(interlocks.asked);
  order.abort();
  interlocks.let();
  expect(await f.clock.runUntil(quieting)).toMatchObject({
    ...{ outcome: 'failed', reason: 'aborted', latched: false },
  });
  expect(f.vm.state.latch).toBeUndefined();
  expect((await interlocks.load()).latch).toBeUndefined();
});

test('of an order that is given up while its guest is thawed nothing more is done', async () => {
  const f = await fake();
  const guest = new FakeAgent({ clock: f.clock });
  const agent = await f.clock.runUntil(
    GuestAgent.connect({ transport: () => guest.transport() }, { clock: f.clock }),
  );
  const order = new AbortController();
  guest.on('guest-fsfreeze-freeze', answer.error('GenericError', 'it can not'));
  guest.on('guest-fsfreeze-thaw', () => {
    order.abort();
    return 0;
  });
  let asked = 0;
  const result = await quiet(f, {
    freeze: { agent },
    signal: order.signal,
    stillStands: async () => {
      asked += 1;
      return undefined;
    },
  });
  expect(result).toMatchObject({
    outcome: 'failed',
    reason: 'aborted',
    latched: false,
    freeze: 'not-frozen',
  });
  expect({ asked, aborted: order.signal.aborted }).toEqual({ asked: 0, aborted: true });
  await f.clock.runUntil(agent.close());
});

test('its proof is registered where others can consume it', async () => {
  const lease = new MemoryLeaseStore();
  const f = await fake();
  const result = await quiet(f, { lease });
  expect(result).toMatchObject({ level: 'L2', registration: { registered: true } });
  if (result.outcome !== 'quiesced') throw new Error('it was');
  expect(await lookUp(lease, result.proof.vm, {})).toMatchObject({
    standing: 'held',
    proof: { token: result.token },
  });
  // Looked at again it is the same one.
  const again = await f.clock.runUntil(restoreProof(f.vm, { clock: f.clock, lease }));
  expect(again).toMatchObject({ level: 'L2', token: result.token, registration: { registered: true } });
});

test('a store that can not tell leaves that open', async () => {
  const lease: LeaseStore = {
    get: async () => {
      throw new LeaseStoreError('out of reach');
    },
    swap: async () => false,
  };
  expect(await quiet(await fake(), { lease })).toMatchObject({
    ...{ level: 'L2', registration: { registered: 'unknown', error: 'out of reach' } },
  });
});

test('a guest that is frozen stays so when it is safe, and is thawed when the order is withdrawn', async () => {
  for (const [withdrawn, expected] of [
    [undefined, { level: 'L2', freeze: 'frozen' }],
    ['petted again', { outcome: 'failed', freeze: 'not-frozen' }],
  ] as const) {
    const f = await fake();
    const guest = new FakeAgent({ clock: f.clock });
    const agent = await f.clock.runUntil(
      GuestAgent.connect({ transport: () => guest.transport() }, { clock: f.clock }),
    );
    const result = await quiet(f, { freeze: { agent }, stillStands: async () => withdrawn });
    expect(result).toMatchObject(expected);
    expect(guest.received.map(({ name }) => name)).toContain('guest-fsfreeze-freeze');
    expect(guest.frozen).toBe(withdrawn === undefined);
    await f.clock.runUntil(agent.close());
  }
});

/** What a process kept that froze the guest and ended before it had stopped the VM. */
const begun = (by?: object): { token: string; reason: string; detail: LatchDetail } => {
  const resume = { step: 'quieting', frozen: true, by };
  return {
    ...{ token: 't1', reason: 'quiesce' },
    detail: latchDetail({
      ...{ stage: 'releasing', consumed: false, registered: false, proof: undefined, resume },
    }),
  };
};

test('a guest that was frozen by a process that was killed is thawed, or told of', async () => {
  // Nor is it left frozen when nobody waits for it any more: nothing would tell of it later.
  for (const [thaws, signal] of [[true], [false], [true, AbortSignal.abort()]] as const) {
    const f = await fake();
    const guest = new FakeAgent({ clock: f.clock });
    const agent = await f.clock.runUntil(
      GuestAgent.connect({ transport: () => guest.transport() }, { clock: f.clock }),
    );
    guest.frozen = true;
    await f.vm.latch(begun());
    const options = thaws ? { freeze: { agent }, signal } : {};
    expect(await f.clock.runUntil(restoreProof(f.vm, { clock: f.clock, ...options }))).toMatchObject({
      ...{ outcome: 'failed', reason: 'nothing-released', latched: false },
      freeze: thaws ? 'not-frozen' : 'unknown',
    });
    expect(guest.frozen).toBe(!thaws);
    await f.clock.runUntil(agent.close());
  }
});

test('what another process sees to that lives is left to it', async () => {
  const { startTime, bootId } = await readProcess('/proc', process.ppid);
  const other = { pid: process.ppid, startTime, bootId };
  const f = await fake();
  await f.vm.latch(begun(other));
  for (const go of [quiesce, restoreProof])
    expect(await f.clock.runUntil(go(f.vm, { clock: f.clock }))).toMatchObject({
      ...{ outcome: 'failed', reason: `under-way: process ${other.pid} sees to it`, latched: true },
    });
  expect(f.qemu.vm.running).toBe(true);
  // Its pid was given to another one: it is gone.
  await f.vm.latch(begun({ ...other, startTime: '1' }));
  expect(await quiet(f)).toMatchObject({ level: 'L2', token: 't1' });
  expect(f.vm.state.latch?.detail['resume']).toMatchObject({ by: { pid: process.pid, bootId } });
});

test('what makes a real one abort makes the fake one end', async () => {
  const f = await fake();
  await f.clock.runUntil(f.vm.execute('blockdev-set-active', { active: false }));
  expect(await f.clock.runUntil(f.qemu.process.exited)).toEqual({ code: 134, signal: null });
});

test('nothing is restored where nothing was begun', async () => {
  const f = await fake();
  const result = await f.clock.runUntil(restoreProof(f.vm, { clock: f.clock }));
  expect(result).toMatchObject({ outcome: 'failed', reason: 'not-latched', latched: false, next: 'none' });
});

test('a proof that was used is not made again', async () => {
  const here = await fake();
  const first = await quiet(here);
  if (first.outcome !== 'quiesced' || first.level !== 'L2') throw new Error('it was');
  await here.clock.runUntil(consumeHere(first.proof, { vm: here.vm, by: 'host-b' }));
  expect(await quiet(here)).toMatchObject({ outcome: 'failed', reason: 'consumed', latched: true });

  const lease = new MemoryLeaseStore();
  const there = await fake();
  const second = await quiet(there, { lease });
  if (second.outcome !== 'quiesced' || second.level !== 'L2') throw new Error('it was');
  await there.clock.runUntil(consume(second.proof, { lease, by: 'host-b' }));
  const again = await there.clock.runUntil(restoreProof(there.vm, { clock: there.clock, lease }));
  expect(again).toMatchObject({ outcome: 'failed', reason: 'consumed', latched: true });
});

test.each([
  undefined,
  {},
  { step: 'releasing', way: 'set-active', frozen: 'no' },
  { step: 'done', way: 'set-active', frozen: false },
  { step: 'releasing', way: 'device_del', frozen: false },
  { step: 'releasing', way: 'set-active', frozen: false, control: { v: 2, images: [], unlisted: [] } },
])('a latch that holds %o is kept, and says that somebody must look', async (resume) => {
  const f = await fake();
  const latched = {
    stage: 'releasing',
    consumed: false,
    registered: false,
    proof: undefined,
    resume,
  } as const;
  await f.vm.latch({ token: 't1', reason: 'quiesce', detail: latchDetail(latched) });
  const result = await f.clock.runUntil(restoreProof(f.vm, { clock: f.clock }));
  expect(result).toMatchObject({
    outcome: 'failed',
    reason: 'latch-unreadable',
    next: 'fence',
    latched: true,
  });
  expect(f.qemu.vm.running).toBe(true);
});

test('the action tells what a supervisor and its notifiers need', async () => {
  const { vm, clock } = await fake();
  const context = {
    ...{ vm, clock, signal: new AbortController().signal, timeout: 60_000, incident: 'i1' },
    cause: { on: 'state', what: 'broken', at: 0 } as const,
    stillStands: async () => undefined,
  };
  const { outcome, reason, evidence } = await clock.runUntil(act.quiesce().run(context));
  expect({ outcome, reason }).toEqual({ outcome: 'done', reason: 'failover-safe' });
  expect(evidence).toMatchObject({ level: 'L2', next: 'none', latched: true });
  expect(evidence['failoverSafe']).toMatchObject({ level: 'L2', token: evidence['token'] });
  expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
  expect(vm.state.latch?.reason).toBe('incident i1: state');
});

test.each<[object, string]>([
  [{ timout: 1 }, 'quiesce.timout'],
  [{ budgets: { stop: 0 } }, 'quiesce.budgets.stop'],
  [{ budgets: { stopp: 1 } }, 'quiesce.budgets.stopp'],
  [{ saveTo: 'state' }, 'quiesce.saveTo'],
  [{ freeze: { agent: {} } }, 'quiesce.freeze.agent'],
  [{ kill: { pid: 0 } }, 'process.pid'],
  [{ lease: {} }, 'quiesce.lease'],
  [{ qemuIo: '' }, 'quiesce.qemuIo'],
])('%o is refused', async (options, option) => {
  const f = await fake();
  const error = await quiesce(f.vm, options as QuiesceOptions).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(OptionError);
  expect(error).toMatchObject({ option });
});

test.each([
  // Of the last question the last command: what it holds has been told.
  ['continued', 'qom-list', 6, (vm: FakeQemu['vm']) => vm.cont()],
  // It holds nothing again, and what was written in between is flushed by nobody.
  [
    'continued, stopped and released',
    'query-named-block-nodes',
    4,
    (vm: FakeQemu['vm']) => {
      vm.cont();
      vm.stop();
      vm.setActive(false);
    },
  ],
] as const)(
  'one that another client has %s since its images were looked at has no proof',
  async (_, command, at, strike) => {
    const f = await fake();
    let asked = 0;
    f.qemu.on(command, () => {
      asked += 1;
      if (asked === at) strike(f.qemu.vm);
      return answer.builtIn;
    });
    expect(await quiet(f)).toMatchObject({
      outcome: 'unknown',
      reason: 'continued: somebody has started it since it was looked at',
      ...{ next: 'kill', latched: true },
    });
    expect(asked).toBe(command === 'qom-list' ? 6 : 5);
    expect(latchedOf(f.vm.state.latch)).toMatchObject({ stage: 'releasing' });
  },
);
