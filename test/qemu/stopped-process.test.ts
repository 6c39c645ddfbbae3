// The fear: a QEMU that was stopped still accepts connections, and is taken for alive; or is taken for dead for good.
import { describe, expect, test } from 'vitest';
import { ConnectError, GreetingTimeoutError, QmpClient } from 'qmp-watchdog';
import type { Guest } from '../guest/index.js';
import { startGuest } from './qemu-under-test.js';

async function stopped(): Promise<{ guest: Guest; client: QmpClient } & AsyncDisposable> {
  const guest = await startGuest({ args: ['-S'] });
  const client = await QmpClient.connect({ path: guest.qmpPath });
  await guest.stop();
  return {
    guest,
    client,
    async [Symbol.asyncDispose]() {
      await client.close();
      guest.continue();
      await guest[Symbol.asyncDispose]();
    },
  };
}

/** QEMU's queue of connections has one place and a bit: the attempts that were given up are in it until it has looked. */
async function connected(path: string): Promise<QmpClient> {
  for (;;) {
    try {
      return await QmpClient.connect({ path });
    } catch (error) {
      if (!(error instanceof ConnectError) || error.failure !== 'busy') throw error;
    }
  }
}

describe('a process that SIGSTOP stopped', () => {
  test('is unresponsive on both lanes, without an end of the session, and responsive again after SIGCONT', async () => {
    await using vm = await stopped();
    const { client, guest } = vm;
    const verdict = await client.liveness({ timeout: 1_000 });
    expect(verdict).toMatchObject({
      verdict: 'unresponsive',
      evidence: { inBand: { state: 'silent' }, outOfBand: { state: 'silent' } },
    });
    // The questions stay asked, and are not asked again.
    const again = await client.liveness({ timeout: 1_000 });
    expect(again.verdict).toBe('unresponsive');
    expect(client.statistics).toMatchObject({ inFlight: 2, stuck: 0 });

    const pending = client.execute('query-status', {}, { timeout: 10_000 });
    guest.continue();
    expect(await pending).toMatchObject({ status: 'prelaunch', running: false });
    expect((await client.liveness()).verdict).toBe('responsive');
    expect(client.statistics).toMatchObject({ stuck: 0, staleReplies: 0 });
  });

  test('leaves the outcome of a command unknown, keeps its place, and answers late', async () => {
    await using vm = await stopped();
    const { client, guest } = vm;
    const error = await client.execute('cont', {}, { timeout: 100 }).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'ERR_COMMAND_TIMEOUT', outcome: 'unknown', command: 'cont' });
    expect(client.statistics).toMatchObject({ stuck: 1, inFlight: 1 });
    guest.continue();
    // It ran all the same: to have repeated it as if it had failed would have run it twice.
    expect(await client.execute('query-status')).toMatchObject({ status: 'running' });
    expect(client.statistics).toMatchObject({ stuck: 0, inFlight: 0, lateReplies: 1 });
  });

  test('accepts several connections and greets none: a greeting is not life, and a connection less', async () => {
    await using vm = await stopped();
    const { client, guest } = vm;
    await client.close();
    const attempts = [1, 2].map(() =>
      QmpClient.connect({ path: guest.qmpPath }, { greetingTimeout: 200 }).catch((reason) => reason),
    );
    for (const error of await Promise.all(attempts)) {
      expect(error).toBeInstanceOf(GreetingTimeoutError);
      expect(error).toMatchObject({ code: 'ERR_GREETING_TIMEOUT', timeout: 200 });
      expect(error.message).toContain('another client holds this monitor, or the QEMU process is stopped');
    }
    guest.continue();
    await using back = await connected(guest.qmpPath);
    expect((await back.liveness()).verdict).toBe('responsive');
  });
});
