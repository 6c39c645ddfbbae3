// The fear: code that is written against the newest types asks an older QEMU, and is told something wrong.
import { describe, expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { FakeQemu } from '../../src/testing/index.js';
import { qemu, since, startGuest } from './qemu-under-test.js';

describe.concurrent('the schema of a real QEMU', () => {
  test('tells what this version has', async () => {
    await using guest = await startGuest({ args: ['-S'] });
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    const schema = await client.schema();
    expect(schema.has('query-status:return/running')).toBe(true);
    expect(schema.has('query-status:return/singlestep')).toBe(!since(9, 0));
    expect(schema.has('BLOCK_IO_ERROR/qom-path')).toBe(since(9, 2));
    expect(schema.has('set-action/panic=exit-failure')).toBe(since(7, 1));
    expect(schema.has('blockdev-set-active')).toBe(since(10, 0));
    expect(schema.has('blockdev-add/driver=qcow2/file/driver=null-co/read-zeroes')).toBe(true);
    expect(schema.has('GUEST_PANICKED/info/type=tdx/message')).toBe(since(10, 1));
    expect(schema.command('query-yank')).toEqual(
      since(6, 0) ? { allowOob: true, features: [], deprecated: false, unstable: false } : undefined,
    );
    expect(schema.command('drive-backup')?.deprecated).toBe(since(6, 2));
    for (const { name } of await client.execute('query-commands')) expect(schema.has(name), name).toBe(true);
  });

  test('is asked for once by all sessions with builds that have a name', async () => {
    await using guest = await startGuest({ args: ['-S'], monitors: 2 });
    const [one, two] = await Promise.all(
      guest.qmpPaths.map(async (path) => await QmpClient.connect({ path })),
    );
    if (one === undefined || two === undefined) throw new Error('there are two monitors');
    expect(one.version.package).not.toBe('');
    expect(await two.schema()).toBe(await one.schema());
    await Promise.all([one.close(), two.close()]);
  });

  test('has all that the fake of its version has', async () => {
    await using guest = await startGuest({ args: ['-S'] });
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    const real = await client.schema();
    await using fake = new FakeQemu({ version: qemu.version });
    await using pretender = await QmpClient.connect({ transport: fake.transport() });
    for (const { name } of await pretender.execute('query-commands'))
      expect(real.command(name), name).toMatchObject({ ...(await pretender.schema()).command(name) });
  });
});
