// The fear: what was learnt of one QEMU is believed of another.
import { expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { since, startGuest } from './qemu-under-test.js';

test('query-status tells of single steps before 10.0', async () => {
  await using guest = await startGuest({ args: ['-S'] });
  await using client = await QmpClient.connect({ path: guest.qmpPath });
  const status = await client.execute('query-status');
  expect(status).toMatchObject({ running: false, status: 'prelaunch' });
  expect('singlestep' in status).toBe(!since(10, 0));
});

test('a migration tells of its first pass before 11.1, and of its device state since 10.0', async () => {
  await using guest = await startGuest();
  await using client = await QmpClient.connect({ path: guest.qmpPath });
  const { story, passes } = await migrated(client, 'exec:cat >/dev/null', 'completed');
  expect(story).toEqual(['setup', 'active', 'STOP', ...(since(10, 0) ? ['device'] : []), 'completed']);
  expect(passes.includes(1)).toBe(!since(11, 1));
  expect(passes.at(-1)).toBeGreaterThan(1);
});

test('a migration that fails tells so twice since 11.1', async () => {
  await using guest = await startGuest();
  await using client = await QmpClient.connect({ path: guest.qmpPath });
  const { story } = await migrated(client, `unix:${guest.directory}/nobody`, 'failed');
  expect(story).toEqual(['setup', ...(since(11, 1) ? ['failing'] : []), 'failed']);
  expect(await client.execute('query-status')).toMatchObject({ status: 'running' });
});

test('cont is taken by the source of a completed migration, and there are two of the machine: in every version', async () => {
  await using guest = await startGuest();
  await using client = await QmpClient.connect({ path: guest.qmpPath });
  await migrated(client, 'exec:cat >/dev/null', 'completed');
  await vmStatus(client, 'postmigrate');
  await client.expect('RESUME').during(() => client.execute('cont'));
  await vmStatus(client, 'running');
});

/** Migrates, until this status is told. */
async function migrated(client: QmpClient, uri: string, last: 'completed' | 'failed') {
  await client.execute('migrate-set-capabilities', { capabilities: [{ capability: 'events', state: true }] });
  const story: string[] = [];
  const passes: number[] = [];
  client.on('STOP', () => story.push('STOP'));
  client.on('MIGRATION', ({ data }) => story.push(data.status));
  client.on('MIGRATION_PASS', ({ data }) => passes.push(data.pass));
  await client
    .expect('MIGRATION', { where: ({ data }) => data.status === last, timeout: 20_000 })
    .during(() => client.execute('migrate', { uri }));
  return { story, passes };
}

/** The status may follow the event a moment later. */
async function vmStatus(client: QmpClient, wanted: string): Promise<void> {
  while ((await client.execute('query-status')).status !== wanted);
}
