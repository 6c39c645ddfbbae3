// The fear: the cluster starts a VM that runs, or that runs elsewhere since it was made failover-safe.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Setting } from './setting.js';

let setting: Setting;

beforeEach(async () => {
  setting = await Setting.open();
});

afterEach(async () => {
  await setting[Symbol.asyncDispose]();
});

describe('what the cluster hears', () => {
  let process: ChildProcess | undefined;
  let listening: AsyncDisposable | undefined;

  afterEach(async () => {
    process?.kill('SIGKILL');
    process = undefined;
    await listening?.[Symbol.asyncDispose]();
    listening = undefined;
  });

  /** Something that lives, and has these arguments. */
  async function live(...args: readonly string[]): Promise<ChildProcess> {
    const child = spawn('tail', ['-f', '/dev/null', ...args], { stdio: 'ignore' });
    process = child;
    await once(child, 'spawn');
    await writeFile(join(setting.folder, 'vm1.pid'), `${child.pid}\n`);
    return child;
  }

  /** What there is of the QEMU. */
  const processes = {
    lives: () => live(setting.parameters['pidfile'] ?? ''),
    'another process has its pid': () => live('/run/another.pid'),
    'nobody has its pid': () => writeFile(join(setting.folder, 'vm1.pid'), '4194304\n'),
    'never was': async () => {},
    'somebody listens': async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(setting.parameters['qmp_socket'], resolve));
      listening = server;
    },
  };

  /** What its supervisor says. */
  const saying = (verdict: string, vm: object | null = null): Promise<string> =>
    setting.program('status', `echo '${JSON.stringify({ verdict, code: 0, reason: 'a reason', vm })}'`);

  test.for<[keyof typeof processes, string, number]>([
    ['lives', 'running', 0],
    ['lives', 'paused', 0],
    ['lives', 'unknown', 0],
    ['lives', 'unresponsive', 1],
    ['lives', 'ended', 1],
    ['lives', 'failover-safe', 7],
    ['lives', 'failover-safe-used', 7],
    ['lives', 'a-word-to-come', 1],
    ['never was', 'unknown', 7],
    ['never was', 'ended', 7],
    ['never was', 'running', 1],
    ['never was', 'unresponsive', 1],
    ['never was', 'failover-safe', 7],
    ['nobody has its pid', 'unknown', 7],
    ['nobody has its pid', 'paused', 1],
    ['another process has its pid', 'ended', 7],
    ['somebody listens', 'unknown', 1],
    ['somebody listens', 'ended', 1],
    ['somebody listens', 'running', 0],
  ])('its process: %s; its supervisor: %s; monitor', async ([state, verdict, code]) => {
    await processes[state]();
    await saying(verdict);
    const heard = await setting.call('monitor');
    expect(heard.code, heard.said).toBe(code);
    if (code === 1) expect(heard.said).toContain(`its supervisor: ${verdict}, a reason`);
  });

  test('without the command that asks, its process decides', async () => {
    expect(await setting.call('monitor')).toMatchObject({ code: 7 });
    await processes.lives();
    expect(await setting.call('monitor')).toMatchObject({ code: 0 });
  });

  describe('start is refused', () => {
    beforeEach(async () => {
      await setting.program('start', 'touch started');
      await setting.program('stop');
    });

    test.for<[string, () => Promise<unknown>, string]>([
      [
        'for a proof',
        () => saying('failover-safe'),
        'must not be started here: it is failover-safe: a reason',
      ],
      ['for one that was used', () => saying('failover-safe-used'), 'it is failover-safe-used: a reason'],
      ['for a latch', () => saying('ended', { latch: { reason: '', time: '' } }), 'holds it latched'],
      ['while somebody listens', processes['somebody listens'], 'its process: unknown'],
      [
        'for a latch of which nobody tells',
        () => writeFile(join(setting.folder, 'interlocks.json'), JSON.stringify({ latch: {} }, undefined, 2)),
        'it is latched in ',
      ],
    ])('%s', async ([, given, why]) => {
      await saying('unknown');
      await given();
      const { code, said } = await setting.call('start');
      expect([code, said]).toEqual([1, expect.stringContaining(why)]);
      await expect(access(join(setting.folder, 'started'))).rejects.toThrow('ENOENT');
    });

    test('and not for one that was let go, or that only says so in its name', async () => {
      await saying('unknown', { name: '"latch":{', latch: null });
      await writeFile(
        join(setting.folder, 'interlocks.json'),
        JSON.stringify({ interlocks: [], lifted: [] }),
      );
      const { code, said } = await setting.call('start');
      expect([code, said]).toEqual([1, expect.stringContaining('has ended well, but QEMU does not live')]);
      await access(join(setting.folder, 'started'));
    });
  });

  describe('stop', () => {
    beforeEach(async () => {
      await setting.program('stop', 'echo "$@" >stopped', 'exit 1');
    });

    test('leaves alone what is failover-safe', async () => {
      const child = await processes.lives();
      await saying('failover-safe');
      expect(await setting.call('stop')).toMatchObject({ code: 0 });
      expect([child.exitCode, child.signalCode]).toEqual([null, null]);
      await expect(access(join(setting.folder, 'stopped'))).rejects.toThrow('ENOENT');
    });

    test('ends what does not listen, and only after that says so', async () => {
      const child = await processes.lives();
      await saying('unknown');
      const ended = once(child, 'exit');
      expect(await setting.call('stop')).toMatchObject({ code: 0 });
      expect(await ended).toEqual([null, 'SIGTERM']);
    });

    test('fails when what may write can not be ended', async () => {
      await processes['somebody listens']();
      await saying('ended');
      const { code, said } = await setting.call('stop');
      expect([code, said]).toEqual([1, expect.stringContaining('It may still write to its disks')]);
    });

    test('is done where nothing runs', async () => {
      await saying('unknown');
      expect(await setting.call('stop')).toMatchObject({ code: 0 });
      await expect(access(join(setting.folder, 'stopped'))).rejects.toThrow('ENOENT');
    });
  });

  test.for<[Readonly<Record<string, string>>, number, string]>([
    [{ name: '' }, 6, 'the parameter name is missing'],
    [{ pidfile: 'vm1.pid' }, 6, 'the parameter pidfile must be an absolute path, not vm1.pid'],
    [{ powerdown_timeout: 'soon' }, 6, 'must be a number of seconds'],
    [{ start_command: '/nonexistent/start' }, 5, '/nonexistent/start is not there, or can not be executed'],
  ])('wrong parameters: %j', async ([given, code, why]) => {
    const heard = await setting.call('validate-all', given);
    expect([heard.code, heard.said]).toEqual([code, expect.stringContaining(why)]);
  });

  test('what it does not know', async () => {
    expect(await setting.call('promote')).toMatchObject({ code: 3 });
  });
});
