// The fear: whoever asks how a VM is hears "not running" of one that runs, and starts it twice; or "failover-safe" of one
// that is not, or not any more.
import { chmod, writeFile } from 'node:fs/promises';
import { createServer as createRawServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { act, on, Supervisor, Vm } from 'qmp-watchdog';
import { defaultStatusSocket, serveStatus } from 'qmp-watchdog/status';
import { FakeQemu } from 'qmp-watchdog/testing';
import { after, answering, folder, said, servedStatus, serving, socket, vm1 } from './served-status.js';

servedStatus();

const exit = { cause: 'quit', code: null, signal: null };
const gone = { confidence: 'stale', health: 'disconnected', connected: false };
const still = { run: 'paused', running: false };
const proof = { level: 'L2', token: 't1', standing: 'held', registered: false };

describe('the exit code of one VM', () => {
  test.for<[string, object, number, string]>([
    ['running', {}, 0, 'vm1: running, QEMU answers, and its virtual CPUs run'],
    ['paused', { run: 'paused', running: false, why: 'operator' }, 0, 'vm1: paused, .* do not run: operator'],
    [
      'stopped by a fault',
      { run: 'io-error', running: false, why: 'io-error' },
      0,
      'vm1: paused, .*: io-error',
    ],
    [
      'its process has ended',
      { ...gone, health: 'exited', exit },
      7,
      'vm1: ended, its process has ended: quit',
    ],
    [
      'it had ended when somebody looked last',
      { ...gone, health: 'exited', exit, supervised: false },
      1,
      'vm1: unknown, its process has ended .quit., and nobody has looked since',
    ],
    ['connected anew, with nobody who supervises', { exit, supervised: false }, 0, 'vm1: running, '],
    ['connected anew after an end', { exit }, 0, 'vm1: running, '],
    [
      'disconnected',
      gone,
      1,
      'vm1: unknown, there is no QMP session, and its process is not known to have ended',
    ],
    ['never seen', { confidence: 'unknown', run: null, running: null }, 1, 'what is known of it is unknown'],
    ['a session and no Vm', { confidence: null, run: null, running: null, connected: null }, 1, 'no Vm'],
    ['unresponsive', { health: 'unresponsive' }, 1, 'vm1: unresponsive, QEMU does not answer: unresponsive'],
    ['its main loop stalled', { health: 'main-loop-stalled' }, 1, 'vm1: unresponsive, '],
    [
      'a verdict to come',
      { run: 'a-state-to-come', running: false, why: 'other' },
      0,
      'vm1: paused, .*: other',
    ],
    ['failover-safe', { ...still, failoverSafe: proof }, 150, 'vm1: failover-safe, .*: proof t1'],
    [
      'registered',
      { ...still, failoverSafe: { ...proof, registered: true } },
      150,
      'lease store knows whether that was used',
    ],
    ['and disconnected', { ...gone, failoverSafe: proof }, 150, 'vm1: failover-safe, '],
    ['and ended', { ...gone, exit, failoverSafe: proof }, 150, 'vm1: failover-safe, '],
    [
      'used',
      { ...still, failoverSafe: { ...proof, standing: 'consumed' } },
      151,
      'vm1: failover-safe-used, .* it may run elsewhere',
    ],
    [
      'killed, and disconnected',
      { ...gone, running: true, run: 'running', failoverSafe: proof },
      150,
      'proof t1',
    ],
    ['started in spite of it', { failoverSafe: proof }, 0, 'in spite of its proof t1: it may run elsewhere'],
    [
      'started though it was used',
      { failoverSafe: { ...proof, standing: 'consumed' } },
      0,
      'vm1: running, .* in spite of its proof t1',
    ],
    [
      'a standing to come',
      { ...gone, failoverSafe: { ...proof, standing: 'disputed' } },
      1,
      'vm1: unknown, ',
    ],
    ['stopped and no more', { ...gone, failoverSafe: { ...proof, level: 'L1' } }, 1, 'vm1: unknown, '],
  ])('%s', async ([, differing, code, words]) => {
    await serving([{ ...vm1, ...differing }]);
    const given = await said('vm1', '--socket', socket);
    expect(given).toEqual({ code, out: expect.stringMatching(words), err: '' });
    const { out } = await said('vm1', '--socket', socket, '--json');
    expect(JSON.parse(out)).toMatchObject({ code, vm: { name: 'vm1', ...differing } });
  });

  test('a script without a parser finds the verdict first', async () => {
    await serving([{ ...vm1, ...still, failoverSafe: proof }]);
    const { out } = await said('vm1', '--socket', socket, '--json');
    expect(out).toMatch(/^\{"verdict":"failover-safe","code":150,"reason":"nothing here /);
  });

  test('while QEMU is being asked, its answer is waited for', async () => {
    let asked = 0;
    await answering((_, response) => {
      asked += 1;
      const vms = [{ ...vm1, ...(asked < 3 && { confidence: 'stale', running: false, run: null }) }];
      response.end(JSON.stringify({ format: 1, at: '', vms, problems: [] }));
    });
    expect(await said('vm1', '--socket', socket)).toMatchObject({ code: 0 });
    expect(asked).toBe(3);
  });

  test('but not for ever', async () => {
    await serving([{ ...vm1, confidence: 'stale' }]);
    const { code, out } = await said('vm1', '--socket', socket, '--timeout', '300');
    expect([code, out]).toEqual([1, 'vm1: unknown, what is known of it is stale']);
  });
});

describe('no answer is no death', () => {
  /** What is unknown, and why. */
  async function unknown(why: RegExp, ...more: readonly string[]): Promise<void> {
    const { code, out, err } = await said('vm1', '--socket', socket, ...more, '--json');
    expect(code).toBe(1);
    expect(err).toMatch(why);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'unknown', code: 1, vm: null });
  }

  test('nobody listens', () =>
    unknown(/^unix:.*status.sock can not be asked: .*ENOENT.*Does the supervisor run/));

  test('a server that says nothing', async () => {
    const sockets: Socket[] = [];
    const server = createRawServer((one) => void sockets.push(one.on('error', () => {})));
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    after.push(async () => {
      for (const one of sockets) one.destroy();
      await new Promise((resolve) => server.close(resolve));
    });
    await unknown(/did not answer within 50 ms: how the VM is, nobody says$/, '--timeout', '50');
  });

  test('half an answer', async () => {
    await answering((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"format":1,');
      response.socket?.end();
    });
    await unknown(/can not be asked: aborted/);
  });

  test('one without an end', async () => {
    await answering((_, response) => {
      const chunk = Buffer.alloc(1024 * 1024, ' ');
      const more = (): void => void (response.destroyed || response.write(chunk, more));
      response.on('error', () => {});
      more();
    });
    await unknown(/answers with more than 67108864 bytes: that is no status/);
  });

  test('a VM that is not supervised there', async () => {
    await serving([], { error: 'no VM of this name is supervised here', known: ['a', 'b'] }, 404);
    await unknown(/: no VM of this name is supervised here; it knows a, b$/);
  });

  test('what somebody else serves there', async () => {
    await answering((_, response) => response.end('<html>'));
    await unknown(/answers with what is no status: it has no format$/);
  });

  test('another VM', async () => {
    await serving([{ ...vm1, name: 'vm2', exit, connected: false }]);
    await unknown(/the answer is about another VM/);
  });

  test('a format to come', async () => {
    await serving([vm1], { format: 2 });
    await unknown(/answers in format 2, and this version reads format 1: the server is newer$/);
  });

  test.for<[string, object, RegExp]>([
    ['vms', { vms: {} }, /no status: vms is no list$/],
    ['a VM', { vms: [7] }, /no status: vms\[0\], which is no object$/],
    [
      'a member',
      { vms: [{ ...vm1, exit: 'quit' }] },
      /vms\[0\], whose exit is missing or not what it should be$/,
    ],
    ['a missing member', { vms: [{ ...vm1, connected: undefined }] }, /whose connected is missing/],
    ['the proof', { vms: [{ ...vm1, failoverSafe: true }] }, /whose failoverSafe is missing/],
    ['at', { at: 0 }, /at is no text$/],
    ['problems', { problems: [1] }, /problems is no list of texts$/],
  ])('a wrong shape: %s', async ([, wrong, why]) => {
    await serving([vm1], wrong);
    await unknown(why);
  });
});

describe('what serveStatus serves is understood', () => {
  test('on its default socket, and on a port with a token', async () => {
    process.env['QMP_WATCHDOG_RUNTIME_DIR'] = folder;
    after.push(async () => void delete process.env['QMP_WATCHDOG_RUNTIME_DIR']);
    await using qemu = new FakeQemu();
    await qemu.listen({ path: join(folder, 'qmp') });
    await using vm = await Vm.connect({ path: join(folder, 'qmp') }, { interlocks: 'none' });
    const policies = [{ name: 'panic', on: on.event('GUEST_PANICKED'), do: act.systemReset() }];
    const supervisor = new Supervisor({ vm, name: 'web', policies });
    const token = '0123456789abcdef';
    await writeFile(join(folder, 'token'), token);
    await chmod(join(folder, 'token'), 0o600);

    await using here = await serveStatus([supervisor], { socket: await defaultStatusSocket() });
    await using there = await serveStatus([supervisor], { port: 0, token });
    expect(here.address).toEqual({ path: expect.stringMatching(/\/qmp-watchdog(-\d+)?\/status\.sock$/) });
    const url = 'port' in there.address ? `http://localhost:${there.address.port}` : '';
    const overPort = ['--url', url, '--token-file', join(folder, 'token')];

    expect(await said('web')).toMatchObject({ code: 0, out: expect.stringContaining('web: running, ') });
    expect(await said('web', ...overPort)).toMatchObject({ code: 0 });
    expect(await said('web', '--url', url)).toMatchObject({ code: 4 });
    expect(await said('other')).toMatchObject({ code: 1, err: expect.stringMatching(/; it knows web$/) });

    expect((await said()).out).toMatch(/^web {2}running {2}unsupervised {2}now: /);
  });

  test('of a QEMU that was paused, and then is gone', async () => {
    await using qemu = new FakeQemu();
    await qemu.listen({ path: join(folder, 'qmp') });
    await using vm = await Vm.connect({ path: join(folder, 'qmp') }, { interlocks: 'none' });
    const supervisor = new Supervisor({ vm, name: 'web', policies: [] });
    await vm.execute('stop');
    await using server = await serveStatus([supervisor], { socket });
    expect(await said('web', '--socket', socket)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^web: paused, .*: operator\n/),
    });
    await server.close();

    const disconnected = new Promise<void>((resolve) => {
      vm.onChange(({ type }) => void (type === 'disconnected' && resolve()));
    });
    qemu.process.kill('SIGKILL');
    await disconnected;
    await using another = await serveStatus([supervisor], { socket });
    expect(await said('web', '--socket', socket, '--timeout', '400')).toMatchObject({
      code: 1,
      out: expect.stringContaining('its process is not known to have ended'),
    });
    await another.close();
  });
});
