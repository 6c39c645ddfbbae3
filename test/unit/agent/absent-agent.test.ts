// The fear: a command for an agent that is not there is kept by its channel, and carried out after the next boot.
import { describe, expect, test } from 'vitest';
import { GuestAgent, type GuestAgentChange } from '../../../src/agent/index.js';
import { Deadlines } from '../../../src/core/index.js';
import { FakeAgent, VirtualClock } from '../../../src/testing/index.js';
import { connected, errorOf, stateOf } from './setting.js';

const names = (fake: FakeAgent): string[] => fake.received.map(({ name }) => name);

describe('connect', () => {
  test('is done when the agent has answered a synchronisation, and sends nothing else', async () => {
    await using setting = await connected();
    expect(setting.agent.state).toBe('present');
    expect(setting.fake.received).toEqual([
      expect.objectContaining({ name: 'guest-sync-delimited', args: { id: expect.any(Number) } }),
    ]);
  });

  test('waits for an agent that starts late in its guest’s boot', async () => {
    const clock = new VirtualClock();
    await using fake = new FakeAgent({ clock, present: false });
    const connecting = GuestAgent.connect(
      { transport: () => fake.transport() },
      { clock, timeout: 60_000, syncTimeout: 1_000 },
    );
    await clock.advance(30_000);
    expect(await stateOf(connecting)).toBeUndefined();
    fake.start();
    await using agent = await clock.runUntil(connecting, { limit: 0 });
    expect(await clock.runUntil(agent.ping())).toBe(0);
    expect(new Set(names(fake))).toEqual(new Set(['guest-sync-delimited', 'guest-ping']));
  });

  test('asks again when the first synchronisation was lost', async () => {
    const clock = new VirtualClock();
    await using fake = new FakeAgent({ clock });
    fake.on('guest-sync-delimited', (_, { at }) => {
      // As when the channel is reset in the middle.
      if (at < 2_000) fake.kill();
      return {};
    });
    const connecting = GuestAgent.connect({ transport: () => fake.transport() }, { clock });
    clock.outside.setTimer(1_500, () => {
      fake.on('guest-sync-delimited', ({ id }) => id);
      fake.start();
    });
    await using agent = await clock.runUntil(connecting);
    expect(agent.state).toBe('present');
    expect(clock.now()).toBe(2_000);
  });

  test('gives up after ten seconds, and says what it saw', async () => {
    const clock = new VirtualClock();
    await using fake = new FakeAgent({ clock, present: false });
    const error = await errorOf(clock, GuestAgent.connect({ transport: () => fake.transport() }, { clock }));
    expect(clock.now()).toBe(10_000);
    expect(error).toMatchObject({
      name: 'GuestAgentAbsentError',
      code: 'ERR_GUEST_AGENT_ABSENT',
      timeout: 10_000,
      address: 'the given transport',
      cause: new Error('the agent did not answer the synchronisation'),
    });
    expect(Deadlines.of(clock).size).toBe(0);
  });

  test('goes on connecting to a socket that is not there yet', async () => {
    const clock = new VirtualClock();
    await using fake = new FakeAgent({ clock });
    fake.setListening(false);
    const connecting = GuestAgent.connect({ transport: () => fake.transport() }, { clock });
    await clock.advance(5_000);
    fake.setListening(true);
    await using agent = await clock.runUntil(connecting);
    expect(agent.statistics.connections).toBeGreaterThan(1);
  });

  test('says why when nobody ever listened', async () => {
    const clock = new VirtualClock();
    const error = await errorOf(
      clock,
      GuestAgent.connect({ path: '/nowhere/agent' }, { clock, timeout: 500 }),
    );
    expect(error).toMatchObject({ cause: { name: 'ConnectError', failure: 'no-such-socket' } });
    expect(error.message).toContain('/nowhere/agent');
  });

  test('ends with its signal, and leaves nothing behind', async () => {
    const clock = new VirtualClock();
    await using fake = new FakeAgent({ clock, present: false });
    const controller = new AbortController();
    const connecting = errorOf(
      clock,
      GuestAgent.connect({ transport: () => fake.transport() }, { clock, signal: controller.signal }),
    );
    clock.outside.setTimer(100, () => controller.abort(new Error('enough')));
    expect(await connecting).toMatchObject({ name: 'AbortError', cause: new Error('enough') });
    expect(clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
  });

  test.for<[string, object, string]>([
    ['a misspelt option', { timout: 5 }, 'connect.timout'],
    ['a time that is none', { syncTimeout: '2' }, 'syncTimeout'],
    ['a gate that is no function', { isOpen: true }, 'isOpen'],
    ['a limit below the least', { maxMessageBytes: 10 }, 'maxMessageBytes'],
  ])('refuses %s by name', async ([, options, option]) => {
    await expect(GuestAgent.connect({ path: '/x' }, options)).rejects.toMatchObject({
      code: 'ERR_OPTION',
      option,
    });
  });

  test('refuses an address that is none', async () => {
    for (const address of [undefined, {}, { path: '' }, { port: 0 }, { path: 'x'.repeat(200) }])
      await expect(GuestAgent.connect(address as { path: string })).rejects.toMatchObject({
        code: 'ERR_OPTION',
      });
  });
});

describe('an agent that goes', () => {
  test('leaves the outcome of what it had unknown, and of what waits not-sent', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.hang();
    const sent = errorOf(clock, agent.execute('guest-info', {}, { timeout: 3_000 }));
    const waiting = agent.execute('guest-ping', {}, { timeout: 3_000 }).catch((error: unknown) => error);
    expect(await sent).toMatchObject({ name: 'GuestTimeoutError', outcome: 'unknown' });
    expect(await waiting).toMatchObject({ name: 'GuestTimeoutError', outcome: 'not-sent' });
  });

  test('is absent when it leaves a synchronisation unanswered, and present when it is back', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    const changes: GuestAgentChange[] = [];
    agent.onState((change) => changes.push(change));
    fake.kill();
    await errorOf(clock, agent.ping({ timeout: 1_000 }));
    expect(agent.state).toBe('present');
    await clock.advance(2_000);
    expect(agent.state).toBe('absent');
    fake.start();
    await clock.advance(0);
    expect(agent.state).toBe('present');
    expect(changes).toEqual([
      { state: 'absent', at: 3_000, cause: new Error('the agent did not answer the synchronisation') },
      { state: 'present', at: 3_000, cause: undefined },
    ]);
  });

  test('is found again over a new connection when the old one was lost', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.hangUp();
    await clock.advance(0);
    expect(agent.state).toBe('absent');
    expect(await clock.runUntil(agent.ping())).toBe(100);
    expect(agent.statistics.connections).toBe(2);
    fake.setListening(false);
    await clock.advance(30_000);
    fake.setListening(true);
    await clock.runUntil(agent.untilPresent());
    expect(agent.state).toBe('present');
  });

  test('a command that was given up while waiting is never sent, however late the agent returns', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.kill();
    await errorOf(clock, agent.ping({ timeout: 1_000 }));
    const error = await errorOf(clock, agent.execute('guest-set-time', { time: 1 }, { timeout: 5_000 }));
    expect(error).toMatchObject({
      outcome: 'not-sent',
      cause: new Error('the agent did not answer the synchronisation'),
    });
    expect(error.message).toContain('it was not sent');
    await clock.advance(60_000);
    fake.start();
    await clock.advance(60_000);
    expect(agent.state).toBe('present');
    expect(names(fake)).not.toContain('guest-set-time');
  });

  test.for(['guest-shutdown', 'guest-suspend-ram'] as const)(
    '%s is not sent to an agent that has gone unnoticed since it last answered',
    async (command) => {
      await using setting = await connected();
      const { fake, agent, clock } = setting;
      fake.kill();
      const error = await errorOf(clock, agent.executeSilent(command, {}, { timeout: 5_000 }));
      expect(error).toMatchObject({ name: 'GuestTimeoutError', outcome: 'not-sent' });
      fake.start();
      await clock.advance(60_000);
      expect(new Set(names(fake))).toEqual(new Set(['guest-sync-delimited']));
      expect(fake.powered).toEqual([]);
    },
  );

  test('nor is a freeze', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.kill();
    const error = await errorOf(clock, agent.execute('guest-fsfreeze-freeze', {}, { timeout: 5_000 }));
    expect(error).toMatchObject({ outcome: 'not-sent' });
    fake.start();
    await clock.advance(60_000);
    expect(fake.frozen).toBe(false);
  });

  test('does not let what is written to it pile up', async () => {
    await using setting = await connected({ syncTimeout: 1_000 });
    const { fake, agent, clock } = setting;
    fake.kill();
    await errorOf(clock, agent.ping({ timeout: 1_000 }));
    await clock.advance(3_600_000);
    // An hour: a new connection now and then, each with a bounded number of questions.
    const { syncs, connections } = agent.statistics;
    expect(syncs).toBeLessThan(800);
    expect(connections).toBeGreaterThan(10);
    fake.start();
    await clock.advance(5_000);
    expect(agent.state).toBe('present');
  });
});

describe('the gate', () => {
  test('keeps even the synchronisation from being written while the guest has not opened its port', async () => {
    const clock = new VirtualClock();
    await using fake = new FakeAgent({ clock, present: false });
    const connecting = GuestAgent.connect(
      { transport: () => fake.transport() },
      { clock, timeout: 60_000, isOpen: () => fake.present },
    );
    await clock.advance(20_000);
    fake.start();
    await using agent = await clock.runUntil(connecting);
    expect(names(fake)).toHaveLength(1);
    expect(agent.statistics.syncs).toBe(1);
  });

  test('is asked before each command, and a promise of its answer is as good', async () => {
    const clock = new VirtualClock();
    await using fake = new FakeAgent({ clock });
    let asked = 0;
    const isOpen = async (): Promise<boolean> => {
      asked += 1;
      return fake.present;
    };
    await using agent = await clock.runUntil(
      GuestAgent.connect({ transport: () => fake.transport() }, { clock, isOpen }),
    );
    await clock.runUntil(agent.ping());
    await clock.runUntil(Promise.all([agent.ping(), agent.ping()]));
    expect(asked).toBe(4);
    fake.kill();
    const error = await errorOf(clock, agent.ping({ timeout: 3_000 }));
    expect(error).toMatchObject({
      outcome: 'not-sent',
      cause: new Error('the guest has not opened its port'),
    });
    expect(agent.state).toBe('absent');
    fake.start();
    expect(await clock.runUntil(agent.ping())).toBeLessThanOrEqual(1_000);
    expect(names(fake).filter((name) => name === 'guest-ping')).toHaveLength(4);
  });

  test.for<[string, () => boolean | Promise<boolean>]>([
    [
      'throws',
      () => {
        throw new Error('QEMU is gone');
      },
    ],
    ['rejects', () => Promise.reject(new Error('QEMU is gone'))],
    ['never answers', () => new Promise(() => {})],
    ['answers something else', () => 'yes' as unknown as Promise<boolean>],
  ])('that %s lets nothing pass', async ([, isOpen]) => {
    const clock = new VirtualClock();
    await using fake = new FakeAgent({ clock });
    const error = await errorOf(
      clock,
      GuestAgent.connect({ transport: () => fake.transport() }, { clock, isOpen, connectTimeout: 1_000 }),
    );
    expect(error).toMatchObject({ name: 'GuestAgentAbsentError' });
    expect(fake.received).toEqual([]);
  });
});

describe('an agent from before QEMU 3.0, which refuses ids,', () => {
  test('is spoken to without', async () => {
    await using setting = await connected({}, { ids: 'refused' });
    const { fake, agent, clock } = setting;
    await clock.runUntil(agent.ping());
    expect(await clock.runUntil(agent.execute('guest-get-host-name'))).toEqual({ 'host-name': 'fake' });
    expect(fake.received.every(({ id }) => id === undefined)).toBe(true);
    // And it is not asked with an id again after a time-out.
    fake.hang();
    await errorOf(clock, agent.ping({ timeout: 100 }));
    fake.resume();
    expect(await clock.runUntil(agent.ping())).toBe(0);
  });
});

test('a stream that can not be had again is over when it ends', async () => {
  const clock = new VirtualClock();
  await using fake = new FakeAgent({ clock });
  await using agent = await clock.runUntil(GuestAgent.connect({ transport: fake.transport() }, { clock }));
  fake.hang();
  const pending = agent.ping().catch((error: unknown) => error);
  fake.hangUp();
  expect(await clock.runUntil(agent.closed)).toEqual({ kind: 'ended' });
  expect(await pending).toMatchObject({ name: 'GuestClosedError', outcome: 'unknown' });
  expect(agent.state).toBe('closed');
  expect(await errorOf(clock, agent.ping())).toMatchObject({ name: 'GuestClosedError', outcome: 'not-sent' });
});
