// The fear: a QEMU on whose standard input we sit ends with our session, or ends and we can not tell how.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type QemuProcess, QmpClient, spawnQemu } from 'qmp-watchdog';
import { qemu } from './qemu-under-test.js';

const BARE = ['-accel', 'tcg', '-m', '16', '-nodefaults', '-display', 'none', '-S'];

const start = (...args: string[]): Promise<QemuProcess> =>
  spawnQemu({ program: qemu.system, args: [...BARE, '-qmp', 'stdio', ...args] });

describe.concurrent('a QEMU that we started', () => {
  test('speaks QMP on its standard output, out of band too', async () => {
    await using vm = await start();
    await using client = await QmpClient.connect({ transport: vm.monitor });
    expect(client.capabilities).toEqual(['oob']);
    expect(await client.execute('query-status')).toMatchObject({ status: 'prelaunch' });
    expect(await client.liveness()).toMatchObject({ verdict: 'responsive' });
    expect((await client.execute('query-qmp-schema')).length).toBeGreaterThan(500);
  });

  test('outlives its session, and does not mind that nobody reads what it says', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'stdio-'));
    const path = join(directory, 'qmp');
    try {
      await using vm = await start('-qmp', `unix:${path},server=on,wait=off`);
      const first = await QmpClient.connect({ transport: vm.monitor });
      await first.close();
      await using second = await QmpClient.connect({ path });
      for (let n = 0; n < 200; n += 1) {
        await second.execute('cont');
        await second.execute('stop');
      }
      expect(await second.liveness()).toMatchObject({ verdict: 'responsive' });
      expect(await vm.terminate()).toEqual({ code: 0, signal: null });
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  test('tells why it did not start, in its own words', async () => {
    await using vm = await start('-device', 'no-such-device');
    const error = await QmpClient.connect({ transport: vm.monitor }).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'ERR_QEMU_EXITED', exitCode: 1 });
    expect(error.message).toContain("'no-such-device' is not a valid device model name");
  });

  test('ends by quit as by a signal with a word, and by SIGKILL without one', async () => {
    const ends = { quit: 'host-qmp-quit', SIGTERM: 'host-signal', SIGKILL: undefined } as const;
    for (const [how, reason] of Object.entries(ends)) {
      await using vm = await start();
      const client = await QmpClient.connect({ transport: vm.monitor });
      if (how === 'quit') await client.execute('quit');
      else process.kill(vm.pid, how);
      const closed = await client.closed;
      expect(closed.shutdown?.reason).toBe(reason);
      if (how === 'SIGKILL') expect(closed).toMatchObject({ kind: 'failed', error: { signal: 'SIGKILL' } });
      else expect(closed.kind).toBe('ended');
      expect(await vm.exited).toEqual(
        how === 'SIGKILL' ? { code: null, signal: 'SIGKILL' } : { code: 0, signal: null },
      );
    }
  });

  test('is killed when it is stopped and can not end by itself', async () => {
    await using vm = await start();
    await using client = await QmpClient.connect({ transport: vm.monitor });
    process.kill(vm.pid, 'SIGSTOP');
    expect(await vm.terminate({ timeout: 200 })).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await client.closed).toMatchObject({ kind: 'failed', error: { code: 'ERR_QEMU_EXITED' } });
  });
});
