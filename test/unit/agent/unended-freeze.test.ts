// The fear: a guest is left frozen, and everything that writes in it hangs until somebody notices.
import { describe, expect, test } from 'vitest';
import type { FrozenScope, GuestAgent } from '../../../src/agent/index.js';
import { answer } from '../../../src/testing/index.js';
import { connected, errorOf, type Setting } from './setting.js';

const freezeCommands = (setting: Setting): string[] =>
  setting.fake.received.map(({ name }) => name).filter((name) => name.startsWith('guest-fsfreeze'));

describe('frozen', () => {
  test('freezes, works, thaws, and gives what the work brought', async () => {
    await using setting = await connected({}, { filesystems: 3 });
    const { fake, agent, clock } = setting;
    const result = await clock.runUntil(
      agent.frozen(async ({ filesystems, signal }) => {
        expect(fake.frozen).toBe(true);
        expect(signal.aborted).toBe(false);
        await clock.sleep(1_000);
        return filesystems;
      }),
    );
    expect(result).toBe(3);
    expect(fake.frozen).toBe(false);
    expect(freezeCommands(setting)).toEqual([
      'guest-fsfreeze-status',
      'guest-fsfreeze-freeze',
      'guest-fsfreeze-thaw',
      'guest-fsfreeze-status',
    ]);
  });

  test('freezes the file systems that it is told to', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    await clock.runUntil(agent.frozen(() => {}, { mountpoints: ['/data'] }));
    expect(fake.received.find(({ name }) => name === 'guest-fsfreeze-freeze-list')?.args).toEqual({
      mountpoints: ['/data'],
    });
    expect(fake.frozen).toBe(false);
  });

  type Ending = (setting: Setting, controller: AbortController) => (scope: FrozenScope) => unknown;
  const endings: Record<string, { readonly work: Ending; readonly error: object }> = {
    'an error': {
      work: () => () => {
        throw new Error('disk full');
      },
      error: new Error('disk full'),
    },
    'a rejection': { work: () => () => Promise.reject(new Error('late')), error: new Error('late') },
    'the deadline': {
      work: () => () => new Promise(() => {}),
      error: { name: 'GuestFreezeDeadlineError', timeout: 5_000 },
    },
    'an abort': {
      work:
        ({ clock }, controller) =>
        async () => {
          await clock.sleep(100);
          controller.abort(new Error('operator'));
          await new Promise(() => {});
        },
      error: { name: 'AbortError', cause: new Error('operator') },
    },
    'close()': {
      work:
        ({ agent }) =>
        async () => {
          void agent.close();
          await new Promise(() => {});
        },
      error: { name: 'AbortError' },
    },
  };
  test.for(Object.entries(endings))('thaws after %s', async ([, { work, error }]) => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    const controller = new AbortController();
    let scope: FrozenScope | undefined;
    const run = work(setting, controller);
    const failure = await errorOf(
      clock,
      agent.frozen(
        (given) => {
          scope = given;
          return run(given);
        },
        { deadline: 5_000, signal: controller.signal },
      ),
    );
    expect(failure).toMatchObject(error);
    expect(fake.frozen).toBe(false);
    expect(scope?.signal.aborted).toBe(true);
  });

  test('thaws after a freeze that timed out, whenever the agent carries it out', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.on('guest-fsfreeze-freeze', () => answer.after(8_000, answer.builtIn));
    let worked = false;
    const failure = await errorOf(
      clock,
      agent.frozen(
        () => {
          worked = true;
        },
        { deadline: 3_000 },
      ),
    );
    expect(failure).toMatchObject({
      name: 'GuestTimeoutError',
      command: 'guest-fsfreeze-freeze',
      outcome: 'unknown',
    });
    expect(worked).toBe(false);
    expect(fake.frozen).toBe(false);
    expect(clock.now()).toBeGreaterThanOrEqual(8_000);
  });

  test('thaws after a freeze whose reply can not be used', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.on('guest-fsfreeze-freeze', () => {
      fake.frozen = true;
      return 'many';
    });
    expect(
      await errorOf(
        clock,
        agent.frozen(() => {}),
      ),
    ).toMatchObject({ name: 'GuestReplyError' });
    expect(fake.frozen).toBe(false);
  });

  test('thaws when the agent was killed and came back meanwhile', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    const result = await clock.runUntil(
      agent.frozen(
        async () => {
          fake.kill();
          clock.outside.setTimer(20_000, () => fake.start());
          return 'done';
        },
        { deadline: 60_000 },
      ),
    );
    expect(result).toBe('done');
    expect(fake.frozen).toBe(false);
  });

  test('thaws over a new connection when the old one was lost', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    expect(
      await clock.runUntil(
        agent.frozen(() => {
          fake.hangUp();
          return 1;
        }),
      ),
    ).toBe(1);
    expect(fake.frozen).toBe(false);
  });

  test('thaws although a command that is never answered stands in the way', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.on('guest-stuck', () => answer.never);
    const result = await clock.runUntil(
      agent.frozen(() => {
        agent.executeAny('guest-stuck', {}, { timeout: Number.POSITIVE_INFINITY }).catch(() => {});
        // The agent starts anew, and knows nothing of that command.
        clock.outside.setTimer(100, () => {
          fake.kill();
          fake.start();
        });
      }),
    );
    expect(result).toBeUndefined();
    expect(fake.frozen).toBe(false);
  });

  test('goes before what waits, and beyond the bound of the queue', async () => {
    await using setting = await connected({ maxQueued: 3, commandTimeout: 60_000 });
    const { fake, agent, clock } = setting;
    fake.on('guest-slow', () => answer.after(1_000));
    await clock.runUntil(
      agent.frozen(() => {
        for (let n = 0; n < 4; n += 1) agent.executeAny('guest-slow').catch(() => {});
      }),
    );
    const names = fake.received.map(({ name }) => name);
    expect(names.indexOf('guest-fsfreeze-thaw')).toBe(names.indexOf('guest-slow') + 1);
  });
});

describe('what could not be thawed', () => {
  test('is an error of its own, with what the last attempt brought and what the work failed with', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    const failure = await errorOf(
      clock,
      agent.frozen(
        () => {
          fake.kill();
          throw new Error('work');
        },
        { thawTimeout: 30_000 },
      ),
    );
    expect(failure).toMatchObject({
      name: 'GuestThawError',
      code: 'ERR_GUEST_THAW',
      budget: 30_000,
      cause: { name: 'GuestTimeoutError' },
      during: new Error('work'),
    });
    expect(clock.now()).toBe(30_000);
    expect(fake.frozen).toBe(true);
    // And it can still be ended, when the agent is back: the thaw that has waited for it in the channel does it first.
    fake.start();
    expect(await clock.runUntil(agent.thaw())).toBe(0);
    expect(fake.frozen).toBe(false);
  });

  test('is tried again when the agent refuses, or says that it did not help', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    let attempts = 0;
    fake.on('guest-fsfreeze-thaw', () => {
      attempts += 1;
      if (attempts === 1) throw new Error('busy');
      return attempts === 2 ? 0 : answer.builtIn;
    });
    await clock.runUntil(agent.frozen(() => {}));
    expect(attempts).toBe(3);
    expect(fake.frozen).toBe(false);
  });

  test('is told at once when there will be no other connection', async () => {
    await using setting = await connected();
    const { fake, clock } = setting;
    const { GuestAgent: Client } = await import('../../../src/agent/index.js');
    await setting.agent.close();
    const agent: GuestAgent = await clock.runUntil(
      Client.connect({ transport: fake.transport() }, { clock }),
    );
    const failure = await errorOf(
      clock,
      agent.frozen(() => {
        fake.hangUp();
      }),
    );
    expect(failure).toMatchObject({ name: 'GuestThawError' });
    expect(clock.now()).toBeLessThan(6_000);
  });
});

describe('a freeze of somebody else', () => {
  test('is left alone', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.frozen = true;
    expect(
      await errorOf(
        clock,
        agent.frozen(() => {}),
      ),
    ).toMatchObject({
      name: 'GuestFrozenError',
      outcome: 'not-sent',
    });
    expect(fake.frozen).toBe(true);
    expect(freezeCommands(setting)).toEqual(['guest-fsfreeze-status']);
  });

  test('that comes between the question and the freeze is left alone', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.on('guest-fsfreeze-status', () => {
      queueMicrotask(() => {
        fake.frozen = true;
      });
      return 'thawed';
    });
    expect(
      await errorOf(
        clock,
        agent.frozen(() => {}),
      ),
    ).toMatchObject({ name: 'GuestRejectedError' });
    expect(fake.frozen).toBe(true);
  });

  test('of our own is told from it: a second scope is refused and the first one stands', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    const result = await clock.runUntil(
      agent.frozen(async () => {
        await expect(agent.frozen(() => {})).rejects.toMatchObject({ name: 'GuestFrozenError' });
        return fake.frozen;
      }),
    );
    expect(result).toBe(true);
    expect(await clock.runUntil(agent.frozen(() => 'again'))).toBe('again');
  });

  test('that ended ours before the work was done is an error: what was made is not consistent', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    const failure = await errorOf(
      clock,
      agent.frozen(() => {
        fake.frozen = false;
      }),
    );
    expect(failure).toMatchObject({ name: 'GuestFreezeLostError', code: 'ERR_GUEST_FREEZE_LOST' });
  });
});

test('a freeze that the agent refuses is rejected, and nothing is thawed', async () => {
  await using setting = await connected({}, { blocked: ['guest-fsfreeze-freeze', 'guest-fsfreeze-thaw'] });
  const { agent, clock } = setting;
  expect(
    await errorOf(
      clock,
      agent.frozen(() => {}),
    ),
  ).toMatchObject({
    name: 'GuestRejectedError',
    command: 'guest-fsfreeze-freeze',
  });
  expect(freezeCommands(setting)).toEqual(['guest-fsfreeze-status', 'guest-fsfreeze-freeze']);
});

test('a freeze that failed half-way is thawed', async () => {
  await using setting = await connected();
  const { fake, agent, clock } = setting;
  fake.on('guest-fsfreeze-freeze', () => {
    fake.frozen = true;
    throw new Error('failed to freeze /data');
  });
  expect(
    await errorOf(
      clock,
      agent.frozen(() => {}),
    ),
  ).toMatchObject({ desc: 'failed to freeze /data' });
  expect(fake.frozen).toBe(false);
});

test('while frozen the agent refuses all but what is safe', async () => {
  await using setting = await connected();
  const { agent, clock } = setting;
  await clock.runUntil(
    agent.frozen(async () => {
      await agent.ping();
      await expect(agent.execute('guest-get-osinfo')).rejects.toMatchObject({
        class: 'CommandNotFound',
        desc: 'Command guest-get-osinfo has been disabled: the agent is in frozen state',
      });
    }),
  );
});
