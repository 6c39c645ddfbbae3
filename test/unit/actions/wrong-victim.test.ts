// The fear: a process that is not the VM's is killed, or one is killed on the word of a single witness, or it is said to
// have ended while it may still write.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { act, type ActionContext, on, type VmProcess } from 'qmp-watchdog';
import { answer } from 'qmp-watchdog/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { type Setting, type SettingOptions, supervised } from '../../scenarios/supervised.js';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function sleeping(): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  children.push(child);
  await once(child, 'spawn');
  // It was spawned, so it has one.
  return child as ChildProcess & { readonly pid: number };
}

const isAlive = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

async function hung(process: VmProcess, options: SettingOptions = {}): Promise<Setting> {
  const s = await supervised({
    policies: (dog) => [{ name: 'hung guest', on: on.expired(dog), do: act.kill(process) }],
    ...options,
  });
  await s.clock.advance(2_000);
  return s;
}

const results = (s: Setting): string[] =>
  s.of('result').map(({ outcome, reason }) => `${outcome}: ${reason}`);

describe('kill', () => {
  test('of a guest that hangs while QEMU says that it runs: done, with the proof', async () => {
    const child = await sleeping();
    await using s = await hung({ pid: child.pid });
    s.qemu.guest.hang();
    const gone = once(child, 'exit');
    await s.clock.advance(1_000);
    await s.clock.hold(gone);
    await s.clock.advance(1_000);
    expect(child.signalCode).toBe('SIGKILL');
    expect(results(s)).toEqual(['done: killed']);
    expect(s.of('result')[0]?.evidence).toMatchObject({
      pid: child.pid,
      by: 'pid',
      monitor: 'responsive',
      status: 'running',
    });
  });

  test('is refused where no watchdog has expired: QEMU alone is one witness', async () => {
    const child = await sleeping();
    await using s = await hung(
      { pid: child.pid },
      {
        policies: (dog) => [
          { name: 'panic', on: on.event('GUEST_PANICKED'), do: act.kill({ pid: child.pid }) },
          { name: 'warned', on: on.pretimeout(dog), do: act.kill({ pid: child.pid }) },
        ],
        dog: { timeout: 2_000, pretimeout: 500 },
      },
    );
    s.qemu.emit('GUEST_PANICKED', { action: 'run' });
    await s.clock.advance(100);
    s.qemu.guest.hang();
    await s.clock.advance(1_800);
    expect(s.of('evidence').map(({ verdict, reason }) => `${verdict}: ${reason}`)).toEqual([
      'refused: one-source: event',
      'refused: one-source: pretimeout',
    ]);
    expect(results(s)).toEqual([]);
    expect(isAlive(child)).toBe(true);
  });

  test('of a QEMU that hangs itself: its connected and silent monitor is the second source', async () => {
    const child = await sleeping();
    await using s = await hung({ pid: child.pid });
    const gone = once(child, 'exit');
    s.qemu.mainLoop.stall();
    await s.clock.advance(6_000);
    expect(s.story).toContain('intent kill');
    await s.clock.hold(gone);
    await s.clock.advance(1_000);
    expect(results(s)).toEqual(['done: killed']);
    expect(s.of('result')[0]?.evidence).toMatchObject({ monitor: 'main-loop-stalled' });
  });

  test('waits for a monitor that has just fallen silent, and does nothing when it answers after all', async () => {
    const child = await sleeping();
    await using s = await hung({ pid: child.pid });
    // It is asked for the evidence, and then by the action.
    s.qemu.on('query-status', () =>
      s.story.includes('intent kill') ? answer.after(1_200, answer.builtIn) : answer.builtIn,
    );
    s.qemu.guest.hang();
    await s.clock.advance(1_500);
    expect(s.story).toContain('intent kill');
    expect(results(s)).toEqual([]);
    s.qemu.guest.recover();
    await s.clock.advance(60_000);
    expect(isAlive(child)).toBe(true);
    expect(results(s)).toEqual([expect.stringContaining('failed: not-begun')]);
    expect(s.story.at(-1)).toBe('ended recovered');
  });

  test('does nothing while the guest beats', async () => {
    const child = await sleeping();
    await using s = await hung({ pid: child.pid });
    await s.clock.advance(60_000);
    expect(s.story).toEqual([]);
    expect(isAlive(child)).toBe(true);
  });

  test('does nothing to a VM that is paused', async () => {
    const child = await sleeping();
    await using s = await hung({ pid: child.pid });
    s.qemu.vm.stop();
    await s.clock.advance(60_000);
    expect(isAlive(child)).toBe(true);
  });

  test('does nothing without a session: that is one source only', async () => {
    const child = await sleeping();
    await using s = await hung({ pid: child.pid }, { overSessions: true });
    s.qemu.guest.hang();
    s.qemu.process.kill('SIGKILL');
    await s.clock.advance(60_000);
    expect(results(s).filter((one) => !/one-source|not-begun/.test(one))).toEqual([]);
    expect(isAlive(child)).toBe(true);
  });

  test('asked without a session, or for a VM that is paused, refuses by itself', async () => {
    const child = await sleeping();
    await using s = await supervised({ run: false });
    const kill = act.kill({ pid: child.pid });
    const context: ActionContext = {
      vm: s.vm,
      clock: s.clock,
      signal: new AbortController().signal,
      cause: { on: 'expired', watchdog: 'guest', expiry: 'silence', silentFor: 1, at: 0 },
      incident: 'i1',
      timeout: 1_000,
      stillStands: async () => undefined,
    };
    s.qemu.vm.stop();
    expect(await s.clock.runUntil(kill.run(context))).toMatchObject({
      outcome: 'failed',
      reason: 'not-running: paused',
    });
    await s.vm.close();
    expect(await s.clock.runUntil(kill.run(context))).toMatchObject({
      outcome: 'failed',
      reason: 'one-source: disconnected',
    });
    expect(isAlive(child)).toBe(true);
  });

  test('does not kill who has the pid now, when the process that was known is gone', async () => {
    const child = await sleeping();
    const s = await hung({ pid: child.pid });
    await using _ = s;
    child.kill('SIGKILL');
    await once(child, 'exit');
    s.qemu.guest.hang();
    await s.clock.advance(2_000);
    // It is looked at again after each timeout, up to the limit.
    expect([...new Set(results(s))]).toEqual(['failed: another-process']);
  });

  test('does not kill a process that it never saw', async () => {
    const child = await sleeping();
    const pid = child.pid;
    child.kill('SIGKILL');
    await once(child, 'exit');
    await using s = await hung({ pid });
    s.qemu.guest.hang();
    await s.clock.advance(2_000);
    // It is looked at again after each timeout, up to the limit.
    expect([...new Set(results(s))]).toEqual(['failed: process-unknown: its process was not seen alive']);
  });

  test('knows the process by its pid file', async () => {
    const child = await sleeping();
    await using first = await supervised({ run: false });
    const file = join(first.directory, 'pid');
    await writeFile(file, `${child.pid}\n`);
    await using s = await hung({ pidFile: file });
    const gone = once(child, 'exit');
    s.qemu.guest.hang();
    await s.clock.advance(1_000);
    expect(s.story).toContain('intent kill');
    await s.clock.hold(gone);
    await s.clock.advance(1_000);
    expect(results(s)).toEqual(['done: killed']);
  });

  test('needs a process that can be one', () => {
    expect(() => act.kill({ pid: 0 })).toThrow('process.pid');
    expect(act.kill({ pid: process.pid }).evidence).toEqual([
      'pets-silent',
      'channel-proven',
      'second-source',
      'no-own-lag',
    ]);
  });
});
