// The fear: silence is taken for success, or a guest that shut down for one that refused to.
import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { QmpClient } from '../../../src/qmp/index.js';
import { answer, FakeQemu } from '../../../src/testing/index.js';
import { connected, errorOf } from './setting.js';

test('a shutdown that QEMU confirms is confirmed', async () => {
  await using setting = await connected();
  const { fake, agent, clock } = setting;
  await using qemu = new FakeQemu({ clock });
  await using qmp = await QmpClient.connect({ transport: qemu.transport() }, { clock });
  fake.onPower(() => {
    qemu.process.kill('SIGTERM');
    fake.setListening(false);
  });
  const result = await clock.runUntil(
    agent.executeSilent(
      'guest-shutdown',
      { mode: 'powerdown' },
      { confirm: (signal) => qmp.expect('SHUTDOWN', { signal, timeout: 60_000 }).wait() },
    ),
  );
  expect(result).toEqual({ outcome: 'confirmed' });
  expect(fake.powered).toEqual(['powerdown']);
});

describe('without a confirmation', () => {
  test('the outcome is unknown after five seconds of silence', async () => {
    await using setting = await connected({}, { shutdownTime: 60_000 });
    const { fake, agent, clock } = setting;
    expect(await clock.runUntil(agent.executeSilent('guest-shutdown', {}))).toEqual({
      outcome: 'unknown',
      seen: 'silence',
    });
    expect(clock.now()).toBe(5_000);
    expect(fake.powered).toEqual(['powerdown']);
    // The agent still answers others.
    expect(await clock.runUntil(agent.ping())).toBe(0);
  });

  test('and with the end of the connection', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.onPower(() => fake.setListening(false));
    expect(await clock.runUntil(agent.executeSilent('guest-suspend-disk', {}))).toEqual({
      outcome: 'unknown',
      seen: 'end',
    });
    expect(clock.now()).toBe(1_000);
  });

  test('and with a reply where there should be none', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.on('guest-suspend-ram', () => {
      const { id } = fake.received.at(-1) ?? {};
      fake.say({ return: {}, id });
      return answer.never;
    });
    expect(await clock.runUntil(agent.executeSilent('guest-suspend-ram', {}))).toEqual({
      outcome: 'unknown',
      seen: 'reply',
    });
  });
});

describe('a shutdown', () => {
  test('that the agent refuses is rejected, however late', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.on('guest-shutdown', () => answer.after(3_000, answer.error('no')));
    const confirm = (signal: AbortSignal): Promise<void> => clock.sleep(60_000, { signal });
    const error = await errorOf(clock, agent.executeSilent('guest-shutdown', {}, { confirm }));
    expect(error).toMatchObject({ name: 'GuestRejectedError', outcome: 'rejected', desc: 'no' });
    expect(clock.now()).toBe(3_000);
  });

  test('that is blocked is rejected', async () => {
    await using setting = await connected({}, { blocked: ['guest-shutdown'] });
    const { agent, clock } = setting;
    expect(await errorOf(clock, agent.executeSilent('guest-shutdown', {}))).toMatchObject({
      outcome: 'rejected',
    });
  });

  test('that nothing confirms in time has an unknown outcome', async () => {
    await using setting = await connected();
    const { agent, clock } = setting;
    const confirm = (): Promise<never> => new Promise(() => {});
    const error = await errorOf(
      clock,
      agent.executeSilent('guest-shutdown', {}, { confirm, timeout: 20_000 }),
    );
    expect(error).toMatchObject({
      name: 'GuestUnconfirmedError',
      code: 'ERR_GUEST_UNCONFIRMED',
      outcome: 'unknown',
      timeout: 20_000,
    });
  });

  test('whose confirmation can not come any more has one at once', async () => {
    await using setting = await connected();
    const { agent, clock } = setting;
    const confirm = async (): Promise<void> => {
      await clock.sleep(2_000);
      throw new Error('QMP is gone');
    };
    const error = await errorOf(clock, agent.executeSilent('guest-shutdown', {}, { confirm }));
    expect(error).toMatchObject({ name: 'GuestUnconfirmedError', cause: new Error('QMP is gone') });
    expect(clock.now()).toBe(2_000);
  });

  test('is not sent when its confirmation fails before', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.hang();
    agent.ping({ timeout: 5_000 }).catch(() => {});
    const confirm = (): Promise<never> => Promise.reject(new Error('QMP is gone'));
    const error = await errorOf(clock, agent.executeSilent('guest-shutdown', {}, { confirm }));
    expect(error).toMatchObject({ outcome: 'not-sent', cause: new Error('QMP is gone') });
    fake.resume();
    await clock.advance(60_000);
    expect(fake.powered).toEqual([]);
  });

  test('subscribes before it is sent, and lets go on every path', async () => {
    await using setting = await connected({}, { shutdownTime: 60_000 });
    const { fake, agent, clock } = setting;
    const controller = new AbortController();
    let given: AbortSignal | undefined;
    let sentBefore = true;
    const sending = agent
      .executeSilent(
        'guest-shutdown',
        {},
        {
          signal: controller.signal,
          confirm: (signal) => {
            given = signal;
            sentBefore = fake.received.some(({ name }) => name === 'guest-shutdown');
            return new Promise(() => {});
          },
        },
      )
      .catch((error: unknown) => error);
    await clock.advance(10);
    expect(sentBefore).toBe(false);
    expect(fake.powered).toEqual(['powerdown']);
    controller.abort(new Error('operator'));
    expect(await sending).toMatchObject({
      name: 'AbortError',
      outcome: 'unknown',
      cause: new Error('operator'),
    });
    expect(given?.aborted).toBe(true);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    expect(await clock.runUntil(agent.ping())).toBe(0);
  });

  test('an error of which comes late does not settle the next command', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.on('guest-suspend-ram', () => answer.after(7_000, answer.error('can not suspend')));
    expect(await clock.runUntil(agent.executeSilent('guest-suspend-ram', {}))).toMatchObject({
      seen: 'silence',
    });
    expect(await clock.runUntil(agent.ping())).toBeGreaterThan(0);
  });
});
