// The fear: what everybody else in the process watches with, tracing or DEBUG, hears nothing of what was decided.
import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';
import { action, on, type PageMessage, type RecordMessage } from 'qmp-watchdog';
import { describe, expect, test, vi } from 'vitest';
import { supervised } from '../../scenarios/supervised.js';

const RECORD = 'qmp-watchdog:record';
const PAGE = 'qmp-watchdog:page';

/** Subscribes while it is held. */
function heard<M>(name: string, told: (message: M) => void): Disposable {
  const listener = (message: unknown): void => told(message as M);
  subscribe(name, listener);
  return { [Symbol.dispose]: () => void unsubscribe(name, listener) };
}

describe('node:diagnostics_channel', () => {
  test('carries every record and page, with its supervisor', async () => {
    const records: RecordMessage[] = [];
    const pages: PageMessage[] = [];
    using _records = heard<RecordMessage>(RECORD, (message) => records.push(message));
    using _pages = heard<PageMessage>(PAGE, (message) => pages.push(message));
    await using s = await supervised({ supervisor: { name: 'vm1' } });
    await s.clock.advance(200);
    s.qemu.guest.hang({ resetCures: false });
    await s.clock.advance(15_000);
    expect(s.of('result').length).toBeGreaterThan(0);
    expect(records.map(({ record }) => record)).toEqual(s.records);
    expect(pages.map(({ page }) => page)).toEqual(s.pages);
    expect(pages).toHaveLength(1);
    for (const { supervisor, name } of [...records, ...pages]) {
      expect(supervisor).toBe(s.supervisor);
      expect(name).toBe('vm1');
    }
  });

  test('carries no secret', async () => {
    const records: RecordMessage[] = [];
    using _ = heard<RecordMessage>(RECORD, (message) => records.push(message));
    const leaky = action({
      name: 'leaky',
      destructive: false,
      idempotent: true,
      timeout: 1_000,
      run: async () => ({ outcome: 'done', reason: 'told', evidence: { password: 'hunter2' } }),
    });
    await using s = await supervised({
      policies: () => [{ name: 'disk', on: on.event('BLOCK_IO_ERROR'), do: leaky }],
    });
    s.qemu.vm.ioError();
    await s.clock.advance(1_000);
    expect(s.of('result')).toHaveLength(1);
    expect(JSON.stringify(records.map(({ record }) => record))).not.toContain('hunter2');
  });

  test('costs nobody anything while nobody listens', async () => {
    const publish = vi.spyOn(channel(RECORD), 'publish');
    await using s = await supervised();
    expect(s.records.length).toBeGreaterThan(0);
    expect(publish).not.toHaveBeenCalled();
    publish.mockRestore();
  });

  test('a subscriber that throws is an uncaught exception of its own, and changes nothing that is done', async () => {
    // The test runner's own listeners would take it for a failed test.
    const runners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    const uncaught: unknown[] = [];
    process.on('uncaughtException', (error) => uncaught.push(error));
    try {
      let others = 0;
      using _throws = heard(RECORD, () => {
        throw new Error('the tracer is broken');
      });
      using _other = heard(RECORD, () => {
        others += 1;
      });
      await using s = await supervised();
      await s.clock.advance(200);
      s.qemu.guest.hang();
      await s.clock.advance(3_000);
      expect(s.story.at(-1)).toBe('ended recovered');
      expect(others).toBe(s.records.length);
      expect(uncaught.length).toBe(others);
      expect(uncaught[0]).toMatchObject({ message: 'the tracer is broken' });
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of runners) process.on('uncaughtException', listener);
    }
  });
});

describe('DEBUG', () => {
  /** What is written to standard error while a guest hangs and is reset. */
  async function written(namespaces: string): Promise<readonly string[]> {
    vi.stubEnv('DEBUG', namespaces);
    vi.resetModules();
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const scenarios = await import('../../scenarios/supervised.js');
      await using s = await scenarios.supervised({ supervisor: { name: 'vm1' } });
      await s.clock.advance(200);
      s.qemu.guest.hang();
      await s.clock.advance(3_000);
      return stderr.mock.calls.map(([text]) => String(text));
    } finally {
      stderr.mockRestore();
      vi.unstubAllEnvs();
      vi.resetModules();
    }
  }

  test('shows each decision in the namespace of who made it, in plain words', async () => {
    const lines = await written('qmp-watchdog:*');
    const under = (namespace: string, words: RegExp): number =>
      lines.filter((line) => line.includes(`qmp-watchdog:${namespace} `) && words.test(line)).length;
    expect(under('policy', /vm1 i1: seen: watchdog "guest" expired.*policy "hung guest" begins/)).toBe(1);
    expect(under('policy', /vm1 i1: looked, for system_reset: it may be done/)).toBe(1);
    expect(under('policy', /vm1 i1: system_reset: done \(reset\)/)).toBe(1);
    expect(under('supervisor', /vm1: the supervisor started to enforce/)).toBe(1);
    expect(under('supervisor', /vm1: the VM: RESET/)).toBe(1);
    expect(under('watchdog', /guest: expired .*silentFor: 5\d\d/)).toBe(1);
    expect(lines.filter((line) => line.includes('expired') && line.includes(':supervisor'))).toEqual([]);
  });

  test('says nothing to those who did not ask', async () => {
    expect(await written('')).toEqual([]);
  });
});
