// The fear: a slip of whoever asks passes for the state of a VM, or what a VM is called overwrites what is said of another.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { after, folder, said, saidTo, servedStatus, serving, socket, vm1 } from './served-status.js';

servedStatus();

describe('what is wrong here is told apart from how the VM is', () => {
  test.for<[readonly string[], string]>([
    [['vm1', 'vm2'], 'one VM at a time, or all of them; left over: vm2'],
    [[''], 'NAME is empty'],
    [['--socket', ''], '--socket is empty'],
    [['--socket', 'x', '--url', 'http://h'], 'only one of these'],
    [['--url', 'localhost:9465'], "'localhost:9465' is no URL of a status"],
    [['--url', 'http://user:secret@h'], '--url takes no user, password'],
    [['--timeout', '0'], "'0' is no timeout: milliseconds from 1 to 600000 are"],
    [['--timeout', 'soon'], "'soon' is no timeout"],
    [['--colour'], "Unknown option '--colour'"],
  ])('%j: OCF_ERR_ARGS', async ([args, why]) => {
    const { code, out, err } = await said(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(why);
    expect(err).not.toContain('secret');
  });

  test('nobody at the default socket: there are others, and options for them', async () => {
    process.env['QMP_WATCHDOG_RUNTIME_DIR'] = folder;
    after.push(async () => void delete process.env['QMP_WATCHDOG_RUNTIME_DIR']);
    const { code, err } = await said('vm1');
    expect(code).toBe(1);
    expect(err).toMatch(/status\.sock can not be asked: .* --socket or --url say where else/);
    expect((await said('vm1', '--socket', socket)).err).not.toContain('--url');
  });

  test('a wrong token: OCF_ERR_PERM; and the right one is sent', async () => {
    const token = 'a-token-of-32-characters-or-more';
    await writeFile(join(folder, 'token'), `${token}\n`);
    const asked = await serving([], { error: 'a token is needed' }, 401);
    const { code, err } = await said('a/b', '--socket', socket, '--token-file', join(folder, 'token'));
    expect([code, err]).toEqual([
      4,
      expect.stringContaining('asks for another token: give it by --token-file'),
    ]);
    expect(asked).toEqual([`GET /status/a%2Fb Bearer ${token}`]);
  });

  test('no token, or none in the file: OCF_ERR_CONFIGURED', async () => {
    const file = join(folder, 'token');
    const args = ['vm1', '--socket', socket, '--token-file', file];
    expect(await said(...args)).toMatchObject({ code: 6, err: expect.stringContaining('ENOENT') });
    await writeFile(file, 'pass word\n');
    expect(await said(...args)).toMatchObject({
      code: 6,
      err: `${file} holds no token: one line, without spaces, is expected`,
    });
  });

  // Whether a file or a socket is another user's can not be shown to root, whom nobody refuses.
});

describe('all of them', () => {
  const paused = {
    ...vm1,
    name: 'vm2-\u001b[2J',
    run: 'paused',
    running: false,
    why: 'operator',
    mode: 'observe',
  };
  const hung = {
    ...vm1,
    ...{ name: 'vm3', supervised: false, health: 'unresponsive' },
    ...{ attention: 'now', because: ['its supervisor does not run', 'QEMU does not answer'] },
  };

  test('one line each, and nothing of theirs moves the cursor', async () => {
    const asked = await serving([vm1, paused, hung], { problems: ['two of one name'] });
    expect(await said('--socket', socket)).toEqual({
      code: 0,
      out: [
        'vm1            running            enforce',
        'vm2-\\u{1b}[2J  paused (operator)  observe',
        'vm3            unresponsive       unsupervised  now: its supervisor does not run',
      ].join('\n'),
      err: 'two of one name',
    });
    expect(asked).toEqual(['GET /status no token']);
  });

  test('in colours, on a terminal only', async () => {
    await serving([vm1, hung]);
    const { out } = await saidTo({ colours: true }, '--socket', socket);
    expect(out).toContain('vm1  \u001b[32mrunning     \u001b[0m  enforce');
    expect(out).toContain('\u001b[31munresponsive\u001b[0m');
  });

  test('as JSON, all that was answered', async () => {
    await serving([{ ...vm1, more: 1 }]);
    const { code, out } = await said('--socket', socket, '--json');
    expect([code, JSON.parse(out)]).toEqual([
      0,
      expect.objectContaining({ format: 1, vms: [{ ...vm1, more: 1 }] }),
    ]);
  });

  test('none', async () => {
    await serving([]);
    expect(await said('--socket', socket)).toEqual({ code: 0, out: '', err: '' });
  });

  test('nobody answers', async () => {
    expect(await said('--socket', socket, '--json')).toMatchObject({ code: 1, out: '' });
  });
});
