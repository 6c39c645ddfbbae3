// The fear: a VM that is paused, a monitor that is gone or an agent that was never there is called lost; or one that is
// lost is called well.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeAgent, FakeQemu, VirtualClock } from '../../../../src/testing/index.js';
import { GuestAgent } from '../../../../src/agent/index.js';
import { Vm } from '../../../../src/vm/index.js';
import { askProbe, type Probe, type ProbeAnswer, probe } from '../../../../src/watchdog/index.js';

let clock: VirtualClock;
let qemu: FakeQemu;
let vm: Vm;

beforeEach(async () => {
  clock = new VirtualClock();
  qemu = new FakeQemu({ clock });
  vm = await clock.runUntil(Vm.connect(() => ({ transport: qemu.transport() }), { clock }));
});

afterEach(async () => {
  await clock.runUntil(vm.close());
  await qemu[Symbol.asyncDispose]();
});

async function ask(one: Probe): Promise<ProbeAnswer> {
  const { signal } = new AbortController();
  return await clock.runUntil(askProbe(one, { clock, vm, signal }));
}

describe('liveness', () => {
  test('of a QEMU that answers is ok', async () => {
    expect(await ask(probe.liveness())).toEqual({ verdict: 'ok', reason: 'QEMU answers' });
  });

  test('fails when its main loop is stalled, or all of it', async () => {
    qemu.mainLoop.stall();
    expect(await ask(probe.liveness())).toEqual({ verdict: 'fail', reason: 'main-loop-stalled' });
    qemu.process.stop();
    expect(await ask(probe.liveness())).toEqual({ verdict: 'fail', reason: 'unresponsive' });
  });

  test('is unknown without a session', async () => {
    qemu.process.kill('SIGKILL');
    await clock.advance(100);
    expect(await ask(probe.liveness())).toEqual({ verdict: 'unknown', reason: 'disconnected' });
  });
});

describe('the run state', () => {
  test('running is ok', async () => {
    expect(await ask(probe.runState())).toEqual({ verdict: 'ok', reason: 'running' });
  });

  test('paused is neither', async () => {
    await clock.runUntil(vm.execute('stop'));
    expect(await ask(probe.runState())).toEqual({ verdict: 'unknown', reason: 'paused' });
    expect(await ask(probe.runState({ ok: ['running', 'paused'] }))).toMatchObject({ verdict: 'ok' });
    expect(await ask(probe.runState({ fail: ['paused'] }))).toMatchObject({ verdict: 'fail' });
  });

  test('stopped by an error of a disk fails', async () => {
    qemu.vm.ioError();
    expect(await ask(probe.runState())).toEqual({ verdict: 'fail', reason: 'io-error' });
  });

  test('of a QEMU that does not answer is unknown', async () => {
    qemu.process.stop();
    expect(await ask(probe.runState())).toMatchObject({ verdict: 'unknown' });
  });

  test('can not be both', () => {
    expect(() => probe.runState({ ok: ['paused'], fail: ['paused'] })).toThrow('probe.runState.fail');
    expect(() => probe.runState({ ok: 'running' as never })).toThrow('probe.runState.ok');
  });
});

describe('the guest agent', () => {
  async function connected() {
    const fake = new FakeAgent({ clock });
    const connecting = GuestAgent.connect({ transport: () => fake.transport() }, { clock });
    return { fake, agent: await clock.runUntil(connecting) };
  }

  test('that answers is ok; one that answered before and does not fails; one that is absent is unknown', async () => {
    const { fake, agent } = await connected();
    const one = probe.agent(agent);
    expect(await ask(one)).toMatchObject({ verdict: 'ok' });
    fake.hang();
    expect(await ask(one)).toMatchObject({
      verdict: 'fail',
      reason: expect.stringContaining('guest-ping'),
    });
    await fake[Symbol.asyncDispose]();
    await clock.advance(1_000);
    expect(await ask(one)).toEqual({ verdict: 'unknown', reason: 'the agent is absent' });
    await clock.runUntil(agent.close());
    expect(await ask(one)).toEqual({ verdict: 'unknown', reason: 'the agent is closed' });
  });
});

test.each([
  [() => probe.liveness({ timeuot: 1 } as never), 'probe.liveness.timeuot'],
  [() => probe.liveness({ timeout: 0 }), 'probe.liveness.timeout'],
  [() => probe.liveness({ name: '' }), 'probe.liveness.name'],
  [() => probe.agent(undefined as never), 'agent must be'],
])('an option that can not be used is refused', (make, option) => {
  expect(make).toThrow(option);
});
