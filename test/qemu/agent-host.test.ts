// The client against a real qemu-ga, on this host, with everything blocked that would harm it.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { GuestAgent, type GuestAgentState, type GuestAgentOptions } from 'qmp-watchdog/agent';
import { Chardev, HostAgent } from './host-agent.js';

async function connected(
  options: GuestAgentOptions = {},
): Promise<{ readonly host: HostAgent; readonly agent: GuestAgent } & AsyncDisposable> {
  const host = await HostAgent.started();
  const agent = await GuestAgent.connect({ path: host.path }, options);
  return {
    host,
    agent,
    async [Symbol.asyncDispose]() {
      await agent.close();
      await host[Symbol.asyncDispose]();
    },
  };
}

describe.concurrent('a real agent', () => {
  test('answers, and tells what it can do', async () => {
    await using setting = await connected();
    const { agent } = setting;
    expect(await agent.ping()).toBeLessThan(5_000);
    const info = await agent.execute('guest-info');
    expect(info.version).toMatch(/^\d+\.\d+/);
    expect(info.supported_commands).toContainEqual({
      name: 'guest-ping',
      enabled: true,
      'success-response': true,
    });
    expect(info.supported_commands).toContainEqual({
      name: 'guest-shutdown',
      enabled: false,
      'success-response': false,
    });
    expect(await agent.execute('guest-get-host-name')).toEqual({ 'host-name': hostname() });
    expect(await agent.execute('guest-get-osinfo')).toMatchObject({ machine: expect.any(String) });
    expect(await agent.execute('guest-fsfreeze-status')).toBe('thawed');
    const time = await agent.execute('guest-get-time');
    expect(typeof time).toBe('bigint');
    expect(Math.abs(Number(BigInt(time) / 1_000_000n) - Date.now())).toBeLessThan(60_000);
    expect(await agent.executeAny('guest-network-get-interfaces')).toEqual(expect.any(Array));
    // It repeats ids, so that nothing was dropped or misread.
    expect(agent.statistics).toMatchObject({ syncs: 1, unusableMessages: 0, connections: 1 });
  });

  test.for([
    'guest-get-cpustats',
    'guest-get-devices',
    'guest-get-disks',
    'guest-get-diskstats',
    'guest-get-fsinfo',
    'guest-get-load',
    'guest-get-memory-block-info',
    'guest-get-memory-blocks',
    'guest-get-timezone',
    'guest-get-users',
    'guest-get-vcpus',
    'guest-network-get-interfaces',
    'guest-network-get-route',
  ] as const)('answers %s as its types say, or refuses it', async (command) => {
    await using setting = await connected();
    const outcome = await setting.agent.execute(command).then(
      () => 'answered',
      (error: { outcome?: string }) => error.outcome ?? error,
    );
    // What there is differs with the agent's version and with the host.
    expect(['answered', 'rejected']).toContain(outcome);
  });

  test('carries out many commands, one after the other', async () => {
    await using setting = await connected();
    const pings = await Promise.all(Array.from({ length: 200 }, () => setting.agent.ping()));
    expect(pings).toHaveLength(200);
  });

  test('runs programs', async () => {
    await using setting = await connected();
    const { agent } = setting;
    const result = await agent.exec('/bin/sh', ['-c', 'cat; echo "$GREETING" >&2; exit 3'], {
      input: 'ä\n',
      env: { GREETING: 'hello', PATH: '/usr/bin:/bin' },
    });
    expect(result).toMatchObject({ exitCode: 3, signal: undefined, truncated: false });
    expect(String(result.stdout)).toBe('ä\n');
    expect(String(result.stderr)).toBe('hello\n');
    expect(await agent.exec('/bin/sh', ['-c', 'kill -9 $$'])).toMatchObject({
      signal: 9,
      exitCode: undefined,
    });
    const big = await agent.exec('/bin/sh', ['-c', 'head -c 3000000 /dev/zero'], {
      maxOutputBytes: 1_000_000,
    });
    expect(big).toMatchObject({ exitCode: 0, truncated: true });
    expect(big.stdout).toHaveLength(1_000_000);
    await expect(agent.exec('/no/such/program')).rejects.toMatchObject({ outcome: 'rejected' });
  });

  test('does not end what outlasts its time-out', async () => {
    await using setting = await connected();
    const { agent } = setting;
    const error = await agent.exec('/bin/sleep', ['30'], { timeout: 300 }).catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'GuestExecError', outcome: 'unknown' });
    const { pid } = error as { pid: number };
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(async () =>
      expect(await agent.execute('guest-exec-status', { pid })).toMatchObject({ exited: true, signal: 9 }),
    );
  });

  test('reads and writes files', async () => {
    await using setting = await connected();
    const { agent, host } = setting;
    const path = join(host.directory, 'file ä');
    const bytes = Buffer.from(Array.from({ length: 1_000_000 }, (_, n) => (n * 7) % 256));
    expect(await agent.writeFile(path, bytes)).toBe(bytes.length);
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect((await buffer(agent.readFile(path))).equals(bytes)).toBe(true);
    expect(await agent.writeFile(path, ['x', Buffer.from('y')], { append: true })).toBe(2);
    expect(await readFile(path)).toHaveLength(bytes.length + 2);
    await writeFile(path, '');
    expect(await text(agent.readFile(path))).toBe('');
    await expect(buffer(agent.readFile('/dev/zero', { maxBytes: 600_000 }))).rejects.toMatchObject({
      name: 'GuestFileSizeError',
    });
    await expect(text(agent.readFile('/no/such/file'))).rejects.toMatchObject({ outcome: 'rejected' });
    expect(await text(agent.readFile('/proc/self/comm'))).toBe('qemu-ga\n');
  });

  test('refuses what is blocked, and nothing is taken for done', async () => {
    await using setting = await connected();
    const { agent } = setting;
    const rejected = { name: 'GuestRejectedError', outcome: 'rejected', class: 'CommandNotFound' };
    await expect(agent.executeSilent('guest-shutdown', {})).rejects.toMatchObject(rejected);
    await expect(agent.executeSilent('guest-suspend-ram', {})).rejects.toMatchObject(rejected);
    await expect(agent.execute('guest-set-time', { time: 0 })).rejects.toMatchObject(rejected);
    let worked = false;
    await expect(
      agent.frozen(() => {
        worked = true;
      }),
    ).rejects.toMatchObject({ ...rejected, command: 'guest-fsfreeze-freeze' });
    expect(worked).toBe(false);
  });
});

describe.concurrent('a real agent that comes and goes', () => {
  const changesOf = (agent: GuestAgent): GuestAgentState[] => {
    const states: GuestAgentState[] = [];
    agent.onState(({ state }) => states.push(state));
    return states;
  };

  test('is waited for when it is absent at the start', async () => {
    await using host = await HostAgent.absent();
    const connecting = GuestAgent.connect({ path: host.path });
    await sleep(500);
    await host.start();
    await using agent = await connecting;
    expect(agent.state).toBe('present');
    await expect(GuestAgent.connect({ path: `${host.path}.none` }, { timeout: 300 })).rejects.toMatchObject({
      name: 'GuestAgentAbsentError',
      cause: { failure: 'no-such-socket' },
    });
  });

  test('killed in the middle of a command leaves its outcome unknown, and is found again', async () => {
    await using setting = await connected();
    const { agent, host } = setting;
    const states = changesOf(agent);
    await host.stop();
    const sent = agent.execute('guest-get-osinfo').catch((error: unknown) => error);
    const waiting = agent.execute('guest-get-host-name');
    await sleep(50);
    await host.killed();
    expect(await sent).toMatchObject({ name: 'GuestClosedError', outcome: 'unknown' });
    expect(agent.state).toBe('absent');
    await host.start();
    // What had not been sent was kept for it.
    expect(await waiting).toEqual({ 'host-name': hostname() });
    expect(states).toEqual(['absent', 'present']);
  });

  test('that is stopped is absent, and present when it goes on', async () => {
    await using setting = await connected({ syncTimeout: 200 });
    const { agent, host } = setting;
    await host.stop();
    await expect(agent.ping({ timeout: 200 })).rejects.toMatchObject({ outcome: 'unknown' });
    await vi.waitFor(() => expect(agent.state).toBe('absent'), 10_000);
    // A destructive command is not even written.
    await expect(agent.executeSilent('guest-suspend-disk', {}, { timeout: 500 })).rejects.toMatchObject({
      name: 'GuestTimeoutError',
      outcome: 'not-sent',
    });
    host.kill('SIGCONT');
    await vi.waitFor(() => expect(agent.state).toBe('present'), 10_000);
    expect(await agent.ping()).toBeLessThan(5_000);
  });
});

describe.concurrent('over a channel that outlives its clients', () => {
  async function chardev(): Promise<{ readonly host: HostAgent; readonly path: string } & AsyncDisposable> {
    const host = await HostAgent.started();
    const channel = new Chardev(join(host.directory, 'chardev'), host.path);
    return {
      host,
      path: channel.path,
      async [Symbol.asyncDispose]() {
        await channel[Symbol.asyncDispose]();
        await host[Symbol.asyncDispose]();
      },
    };
  }

  test('the replies to an earlier client, whole or half, are not ours', async () => {
    await using setting = await chardev();
    const rude = connect(setting.path);
    rude.write('\xff{"execute":"guest-sync-delimited","arguments":{"id":1}}', 'latin1');
    rude.write('{"execute":"guest-get-host-name"}{"execute":"guest-info"}{"execute":"guest-exec","arg');
    await sleep(50);
    rude.destroy();
    await using agent = await GuestAgent.connect({ path: setting.path });
    expect(await agent.execute('guest-fsfreeze-status')).toBe('thawed');
    expect(await agent.ping()).toBeLessThan(5_000);
    expect(agent.statistics.staleReplies).toBeGreaterThan(0);
  });

  test('a reply that comes after its command was given up settles nothing', async () => {
    await using setting = await chardev();
    await using agent = await GuestAgent.connect({ path: setting.path });
    for (let n = 0; n < 5; n += 1) {
      await setting.host.stop();
      await expect(agent.execute('guest-get-host-name', {}, { timeout: 20 })).rejects.toMatchObject({
        outcome: 'unknown',
      });
      setting.host.kill('SIGCONT');
      expect(await agent.execute('guest-fsfreeze-status')).toBe('thawed');
    }
  });
});
