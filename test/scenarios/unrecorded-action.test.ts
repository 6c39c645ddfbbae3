// The fear: something is done that no journal tells of.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { act, action, JournalError, on } from 'qmp-watchdog';
import { beforeEvery } from '../unit/journal/disk.js';
import { escalation, reset, supervised } from './supervised.js';

afterEach(() => {
  vi.restoreAllMocks();
});

test('every intent has a result, also of actions that the end cut short', async () => {
  const stubborn = action({
    name: 'stubborn',
    destructive: false,
    idempotent: true,
    timeout: 60_000,
    run: () => new Promise(() => {}),
  });
  await using s = await supervised({
    policies: (dog) => [{ name: 'p', on: on.expired(dog), do: stubborn }],
  });
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await s.clock.advance(1_000);
  s.abort();
  await s.ended();
  expect(s.clock.now()).toBe(4_000);
  expect(s.story.slice(-3)).toEqual([
    'intent stubborn',
    'result stubborn: unknown, ERR_ABORTED',
    'ended stopped',
  ]);
});

test('an action that obeys its signal says how it ended, and the end does not wait', async () => {
  const obedient = action({
    name: 'obedient',
    destructive: false,
    idempotent: true,
    timeout: 60_000,
    run: ({ signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () =>
          resolve({ outcome: 'failed', reason: 'called off', evidence: { why: String(signal.reason) } }),
        );
      }),
  });
  await using s = await supervised({
    policies: (dog) => [{ name: 'p', on: on.expired(dog), do: obedient }],
  });
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await s.clock.advance(1_000);
  s.abort('bye');
  await s.ended();
  expect(s.clock.now()).toBe(3_000);
  expect(s.of('result')).toMatchObject([
    { outcome: 'failed', reason: 'called off', evidence: { why: 'bye' } },
  ]);
  expect(s.clock.pendingTimers.filter(({ held }) => held)).toHaveLength(0);
});

test('aborted while the intent is being written: the action does not begin, and that is on record', async () => {
  await using s = await supervised({ policies: reset });
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await beforeEvery('datasync', () => s.clock.sleep(300));
  await s.clock.advance(600);
  s.abort();
  await s.ended();
  expect(s.sent).toEqual([]);
  expect(s.story.slice(-3)).toEqual([
    'intent system_reset',
    'result system_reset: failed, not-begun: the run ends',
    'ended stopped',
  ]);
});

test('the session ends while the intent is being written: the same', async () => {
  await using s = await supervised({ policies: reset });
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await beforeEvery('datasync', () => s.clock.sleep(300));
  await s.clock.advance(600);
  s.qemu.process.kill('SIGKILL');
  await s.ended();
  expect(s.story.slice(-2)).toEqual([
    'result system_reset: failed, not-begun: the run ends',
    'ended stopped',
  ]);
});

describe('the journal', () => {
  test('that can not be opened: nothing begins', async () => {
    await using s = await supervised({ journal: '/nonexistent/journal.jsonl' });
    await s.clock.advance(10_000);
    expect(s.failure).toBeInstanceOf(JournalError);
    expect(s.dog.state).toBe('disarmed');
    expect(s.supervisor.snapshot.running).toBe(false);
  });

  test('that fails at the intent: the action does not begin, and the run rejects', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await beforeEvery('datasync', () => {
      throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    });
    await s.clock.advance(60_000);
    expect(s.failure).toBeInstanceOf(JournalError);
    expect(s.failure).toHaveProperty('message', expect.stringMatching(/could not be written: EIO/));
    expect(s.sent).toEqual([]);
    expect(s.dog.state).toBe('disarmed');
    expect(s.supervisor.snapshot).toMatchObject({ running: false, incident: undefined });
  });

  test('that hangs at the intent: after its deadline the run rejects, once and without the act', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await beforeEvery('datasync', () => new Promise<void>(() => {}));
    await s.clock.advance(500 + 1_999);
    expect(s.failure).toBeUndefined();
    await s.clock.advance(1);
    expect(s.failure).toBeInstanceOf(JournalError);
    expect(s.sent).toEqual([]);
    await s.clock.advance(60_000);
    expect(s.sent).toEqual([]);
    await s.qemu[Symbol.asyncDispose]();
    expect(s.clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
  });

  test('journalTimeout is that deadline', async () => {
    await using s = await supervised({ policies: reset, supervisor: { journalTimeout: 300 } });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await beforeEvery('appendFile', () => new Promise<void>(() => {}));
    await s.clock.advance(500 + 300);
    expect(s.failure).toBeInstanceOf(JournalError);
  });

  test('that fails in the middle of an action: the action is told to end, and nothing follows it', async () => {
    let told = false;
    const long = action({
      name: 'long',
      destructive: false,
      idempotent: true,
      timeout: 60_000,
      run: ({ signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            told = true;
            resolve({ outcome: 'done', reason: 'so', evidence: {} });
          });
        }),
    });
    await using s = await supervised({
      policies: (dog) => [
        {
          name: 'p',
          on: on.expired(dog),
          do: act.escalate({ action: long, timeout: 5_000 }, { action: act.systemReset(), timeout: 5_000 }),
        },
      ],
    });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(1_000);
    await beforeEvery('appendFile', () => {
      throw new Error('ENOSPC');
    });
    // Anything that is recorded.
    s.qemu.vm.stop();
    await s.clock.advance(60_000);
    expect(s.failure).toBeInstanceOf(JournalError);
    expect(told).toBe(true);
    expect(s.sent).toEqual([]);
  });

  test('that fails as the run ends', async () => {
    await using s = await supervised();
    await s.clock.advance(1_000);
    await beforeEvery('appendFile', () => {
      throw new Error('ENOSPC');
    });
    s.abort();
    await s.clock.advance(5_000);
    expect(s.failure).toBeInstanceOf(JournalError);
  });

  test('that fails at the intent, with `observe`: the action does not begin, somebody is paged, and it only observes', async () => {
    await using s = await supervised({ policies: reset, supervisor: { onJournalFailure: 'observe' } });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    const failing = await beforeEvery('datasync', () => {
      throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    });
    await s.clock.advance(1_000);
    expect(s.pages).toMatchObject([
      {
        reason: expect.stringMatching(
          /could not be written: EIO.*; until it is started again, the supervisor only observes/,
        ),
      },
    ]);
    failing.mockRestore();
    await s.clock.advance(60_000);
    expect(s.failure).toBeUndefined();
    expect(s.sent).toEqual([]);
    expect(s.story.filter((line) => !/^evidence|^ignored/.test(line)).slice(0, 6)).toEqual([
      'trigger hung guest',
      'intent system_reset',
      expect.stringMatching(/^mode observe: /),
      'page',
      'result system_reset: failed, not-begun: not-recorded: the journal has failed',
      'would system_reset',
    ]);
    expect(s.supervisor.snapshot).toMatchObject({ running: true, mode: 'observe' });
  });

  test('that hangs, with `observe`: the same after its deadline, and an escalation goes no further', async () => {
    await using s = await supervised({
      policies: (dog) => escalation(dog),
      supervisor: { onJournalFailure: 'observe' },
    });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(900);
    expect(s.sent).toEqual(['inject-nmi']);
    await beforeEvery('datasync', () => new Promise<void>(() => {}));
    await s.clock.advance(60_000);
    expect(s.sent).toEqual(['inject-nmi']);
    expect(s.pages[0]?.reason).toMatch(/not done within 2000 ms/);
    s.abort();
    expect(await s.ended()).toMatchObject({ kind: 'aborted' });
  });

  test('of a run that enforces without one is none, and says so nowhere', async () => {
    await using s = await supervised({ journal: 'none' });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(5_000);
    expect(s.sent).toEqual(['inject-nmi', 'system_reset']);
    expect(s.of('intent')).toHaveLength(2);
    await expect(s.onDisk()).rejects.toThrow(/ENOENT/);
  });
});

test('what is told is on disk by then', async () => {
  await using s = await supervised({ policies: escalation });
  const missing: string[] = [];
  s.supervisor.on('record', async ({ n, kind }) => {
    const records = (await s.onDisk()) as { n?: number }[];
    if (!records.some((record) => record.n === n)) missing.push(kind);
  });
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await s.clock.advance(5_000);
  expect(s.of('intent')).toHaveLength(2);
  expect(missing).toEqual([]);
});
