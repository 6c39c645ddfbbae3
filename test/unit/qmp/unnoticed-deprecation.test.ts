// The fear: a command that QEMU is about to drop is used for years, or the log is full of it.
import { expect, test, vi } from 'vitest';
import { deprecationLog, tellDeprecation } from '../../../src/qmp/deprecation.js';
import { FakeQemu } from '../../../src/testing/index.js';
import { QmpClient } from '../../../src/qmp/index.js';

function told(...calls: readonly (readonly [command: string, args?: object])[]): readonly string[] {
  const lines: string[] = [];
  for (const [command, args] of calls)
    tellDeprecation(command, args, (format, ...values) => {
      const rest = [...values];
      lines.push(format.replaceAll('%s', () => String(rest.shift())));
    });
  return lines;
}

test('a deprecated command is told of once, with what replaces it', () => {
  expect(told(['query-kvm'], ['query-kvm', {}], ['block-job-pause', { device: 'd' }])).toEqual([
    'query-kvm is deprecated; QEMU names query-accelerators instead',
    'block-job-pause is deprecated; QEMU names job-pause instead',
  ]);
  expect(told(['query-kvm'])).toEqual([]);
});

test('where QEMU names nothing in its place, that is said', () => {
  expect(told(['query-migrationthreads'])).toEqual([
    'query-migrationthreads is deprecated; QEMU names no replacement',
  ]);
});

test('a deprecated argument is told of once, and only where it is given', () => {
  expect(
    told(
      ['eject'],
      ['eject', { id: 'cd' }],
      ['eject', { device: undefined }],
      ['eject', { device: 'cd' }],
      ['eject', { device: 'cd' }],
      ['block-commit', { top: 'a', base: 'b', device: 'd' }],
    ),
  ).toEqual([
    'eject: its argument device is deprecated',
    'block-commit: its argument base is deprecated',
    'block-commit: its argument top is deprecated',
  ]);
});

test('of all else nothing is told, whatever it is called', () => {
  expect(told(['query-status'], ['constructor'], ['__proto__'], ['toString', { device: 'd' }])).toEqual([]);
});

test('a client tells only who asked for the log', async () => {
  await using qemu = new FakeQemu({ allow: ['nbd-server-remove'] });
  await using client = await QmpClient.connect({ transport: qemu.transport() });
  await client.execute('nbd-server-remove', { name: 'n' }).catch(() => {});
  // It was not told of, so that there is still news to tell.
  expect(told(['nbd-server-remove'])).toHaveLength(1);
});

test('a client tells who asked for the log', async () => {
  vi.stubEnv('DEBUG', 'qmp-watchdog:deprecated');
  vi.resetModules();
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const testing = await import('../../../src/testing/index.js');
    const { QmpClient: Client } = await import('../../../src/qmp/index.js');
    await using qemu = new testing.FakeQemu({ allow: ['query-kvm'] });
    await using client = await Client.connect({ transport: qemu.transport() });
    for (let times = 0; times < 3; times += 1) await client.executeAny('query-kvm').catch(() => {});
    const lines = written.mock.calls.map(([text]) => String(text));
    expect(lines.filter((line) => line.includes('QEMU names query-accelerators instead'))).toHaveLength(1);
  } finally {
    written.mockRestore();
    vi.unstubAllEnvs();
    vi.resetModules();
  }
  expect(deprecationLog.enabled).toBe(false);
});
