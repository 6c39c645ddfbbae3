// The fear: what the guest's agent was asked to do is told to be done because it was asked.
import {
  act,
  type ActionContext,
  type ActionResult,
  type Qmp,
  QmpClient,
  type SingleAction,
} from 'qmp-watchdog';
import { FakeQemu, type VirtualClock } from 'qmp-watchdog/testing';
import { describe, expect, test } from 'vitest';
import { connected } from '../agent/setting.js';

/** As a supervisor runs it, on evidence that stands unless said otherwise. */
function run(
  action: SingleAction,
  vm: Qmp,
  clock: VirtualClock,
  more: Partial<ActionContext> = {},
): Promise<ActionResult> {
  return action.run({
    vm,
    clock,
    signal: new AbortController().signal,
    cause: { on: 'state', what: 'a test', at: 0 },
    incident: 'i1',
    timeout: action.timeout,
    stillStands: async () => undefined,
    ...more,
  });
}

async function setting() {
  const own = await connected();
  const qemu = new FakeQemu({ clock: own.clock });
  const vm = await own.clock.runUntil(
    QmpClient.connect({ transport: qemu.transport() }, { clock: own.clock }),
  );
  return {
    ...{ fake: own.fake, agent: own.agent, clock: own.clock, qemu, vm },
    async [Symbol.asyncDispose]() {
      await vm.close();
      await qemu[Symbol.asyncDispose]();
      await own[Symbol.asyncDispose]();
    },
  };
}

describe('a shutdown by the agent', () => {
  test('is done when QEMU tells that the guest has shut down', async () => {
    await using s = await setting();
    s.fake.onPower(() => s.qemu.vm.guestShutdown());
    const result = await s.clock.runUntil(run(act.agentShutdown(s.agent), s.vm, s.clock));
    expect(result).toMatchObject({
      outcome: 'done',
      reason: 'shut-down',
      evidence: { seen: { guest: true } },
    });
    expect(s.fake.powered).toEqual(['powerdown']);
  });

  test('is a reboot when that was asked for, and told by RESET', async () => {
    await using s = await setting();
    s.fake.onPower(() => s.qemu.vm.guestReset());
    const action = act.agentShutdown(s.agent, { mode: 'reboot' });
    expect(action.boots).toBe(true);
    expect(await s.clock.runUntil(run(action, s.vm, s.clock))).toMatchObject({ reason: 'rebooted' });
    expect(s.fake.powered).toEqual(['reboot']);
  });

  test('that the guest takes and does not do is unknown', async () => {
    await using s = await setting();
    const over = new AbortController();
    const running = run(act.agentShutdown(s.agent), s.vm, s.clock, { signal: over.signal });
    const failing = running.catch((error: unknown) => error);
    await s.clock.advance(60_000);
    expect(s.fake.powered).toEqual(['powerdown']);
    over.abort(new Error('late'));
    expect(await s.clock.runUntil(failing)).toMatchObject({ code: 'ERR_ABORTED', outcome: 'unknown' });
  });

  test('is not asked for when the evidence does not stand any more', async () => {
    await using s = await setting();
    const result = await s.clock.runUntil(
      run(act.agentShutdown(s.agent), s.vm, s.clock, { stillStands: async () => 'petted-again' }),
    );
    expect(result).toMatchObject({ outcome: 'failed', reason: 'petted-again' });
    expect(s.fake.powered).toEqual([]);
  });

  test('is destructive, and has a mode that this package knows', async () => {
    await using s = await setting();
    expect(act.agentShutdown(s.agent)).toMatchObject({ destructive: true, boots: false });
    expect(() => act.agentShutdown(s.agent, { mode: 'halt' as never })).toThrow('agentShutdown.mode');
  });
});

describe('a program in the guest', () => {
  test('is done when it ends well', async () => {
    await using s = await setting();
    s.fake.program('/bin/sync', () => ({ stdout: 'x'.repeat(5_000) }));
    const result = await s.clock.runUntil(run(act.agentExec(s.agent, '/bin/sync'), s.vm, s.clock));
    expect(result).toMatchObject({ outcome: 'done', reason: 'exit-code: 0' });
    expect(result.evidence['stdout']).toBe('x'.repeat(1_024));
  });

  test.each([
    [{ exitCode: 3, stderr: 'no disk' }, 'exit-code: 3'],
    [{ signal: 9 }, 'signal: 9'],
  ])('that ends as %o has failed', async (end, reason) => {
    await using s = await setting();
    s.fake.program('/bin/sync', () => end);
    const result = await s.clock.runUntil(run(act.agentExec(s.agent, '/bin/sync'), s.vm, s.clock));
    expect(result).toMatchObject({ outcome: 'failed', reason });
  });

  test('is neither destructive nor idempotent unless said otherwise', async () => {
    await using s = await setting();
    expect(act.agentExec(s.agent, '/x')).toMatchObject({ destructive: false, idempotent: false });
    expect(act.agentExec(s.agent, '/x', [], { destructive: true })).toMatchObject({ destructive: true });
  });
});
