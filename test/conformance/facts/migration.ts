import { join } from 'node:path';
import type { Context, Machine } from '../context.js';
import { all, differs, type Fact, type Group, holds, holdsIf, notApplicable, same } from '../fact.js';
import { failingDisk, imageDisk, newImage } from '../disks.js';
import type { Monitor } from '../monitor.js';
import { written } from '../statistics.js';

const AWAY = 'exec:cat >/dev/null';
type End = 'completed' | 'failed';

/** Migrates with its events, until it has ended like this; returns what was told of it. */
async function migrated(monitor: Monitor, uri: string, end: End): Promise<string[]> {
  await monitor.result('migrate-set-capabilities', { capabilities: [{ capability: 'events', state: true }] });
  const from = monitor.mark;
  await monitor.result('migrate', { uri });
  await monitor.until(({ event, data }) => event === 'MIGRATION' && data?.['status'] === end, 20_000);
  return monitor.messages
    .slice(from)
    .filter(({ event }) => event !== undefined && event !== 'MIGRATION_PASS')
    .map(({ event, data }) => (event === 'MIGRATION' ? String(data?.['status']) : String(event)));
}

interface Imaged extends Machine {
  readonly image: string;
}

/** A machine on a raw image, which it has locked unless told otherwise. */
async function onImage(context: Context, locking: 'auto' | 'off' = 'auto'): Promise<Imaged> {
  let image = '';
  const machine = await context.machine({
    args: (directory) => imageDisk((image = newImage(directory)), locking),
  });
  return { ...machine, image };
}

/** Whether another QEMU may open the image for writing. */
async function canBeOpened(context: Context, image: string): Promise<boolean> {
  try {
    const guest = await context.start({ args: ['-S', ...imageDisk(image)] });
    await guest[Symbol.asyncDispose]();
    return true;
  } catch (error) {
    if (String(error).includes('Failed to get "write" lock')) return false;
    throw error;
  }
}

const facts: readonly Fact[] = [
  {
    id: 'story-of-a-migration',
    title: 'A migration tells setup, active, STOP, device, completed',
    async run(context) {
      const { monitor } = await context.machine();
      return same(await migrated(monitor, AWAY, 'completed'), [
        'setup',
        'active',
        'STOP',
        'device',
        'completed',
      ]);
    },
  },
  {
    id: 'first-pass',
    title: 'MIGRATION_PASS begins with pass 2',
    async run(context) {
      const { monitor } = await context.machine();
      await migrated(monitor, AWAY, 'completed');
      const { data } = await monitor.event('MIGRATION_PASS');
      return holdsIf(data?.['pass'] === 2, `it begins with pass ${data?.['pass']}`);
    },
  },
  {
    id: 'story-of-a-failure',
    title: '`migrate` to nowhere returns `{}`; it tells setup, failing, failed, and the machine runs on',
    async run(context) {
      const { guest, monitor } = await context.machine();
      const story = await migrated(monitor, `unix:${guest.directory}/nobody`, 'failed');
      return all(same(story, ['setup', 'failing', 'failed']), same(await monitor.status(), 'running'));
    },
  },
  {
    id: 'cont-after-migration',
    title: '`cont` is taken by the source of a completed migration: the machine runs twice',
    async run(context) {
      const { monitor } = await context.machine();
      await migrated(monitor, AWAY, 'completed');
      await monitor.becomes('postmigrate');
      const { error } = await monitor.ask('cont');
      return holdsIf(error === undefined && (await monitor.status()) === 'running', 'it is refused');
    },
  },
  {
    id: 'reset-after-migration',
    title: '`system_reset` of that source leads to prelaunch, where nothing tells that it has migrated',
    async run(context) {
      const { monitor } = await context.machine();
      await migrated(monitor, AWAY, 'completed');
      await monitor.becomes('postmigrate');
      await monitor.result('system_reset');
      return same(await monitor.status(), 'prelaunch');
    },
  },
  {
    id: 'lock-stops-the-second-copy',
    title: 'Where the other side holds the lock of an image, `cont` of the source is a GenericError',
    async run(context) {
      const { monitor, image } = await onImage(context);
      await migrated(monitor, AWAY, 'completed');
      await monitor.becomes('postmigrate');
      await context.start({ args: ['-S', ...imageDisk(image)] });
      return same(await monitor.refusal('cont'), 'GenericError');
    },
  },
  {
    id: 'stop-keeps-the-lock',
    title: '`stop` is no release: a second opener of the image gets no write lock',
    async run(context) {
      const { monitor, image } = await onImage(context);
      await monitor.result('stop');
      return holdsIf(!(await canBeOpened(context, image)), 'the image can be opened');
    },
  },
  {
    id: 'migration-releases-the-lock',
    title: '`stop` and a migration to a file release the image while the process lives',
    async run(context) {
      const { monitor, image } = await onImage(context);
      await monitor.result('stop');
      await migrated(monitor, AWAY, 'completed');
      await monitor.becomes('postmigrate');
      return holdsIf(await canBeOpened(context, image), 'the image stays locked');
    },
  },
  {
    id: 'set-active-releases-the-lock',
    title: '`blockdev-set-active` releases the image of a stopped machine',
    async run(context) {
      if (!(await context.schema()).has('blockdev-set-active'))
        return notApplicable('no blockdev-set-active before 10.0');
      const { monitor, image } = await onImage(context);
      await monitor.result('stop');
      for (const name of ['d0', 'f0'])
        await monitor.result('blockdev-set-active', { 'node-name': name, active: false });
      return holdsIf(await canBeOpened(context, image), 'the image stays locked');
    },
  },
  {
    id: 'no-lock-no-protection',
    title: 'With `locking=off` a second QEMU opens the image of a running one for writing',
    async run(context) {
      const { image } = await onImage(context, 'off');
      return holdsIf(await canBeOpened(context, image), 'it is refused');
    },
  },
  {
    id: 'failed-flush-keeps-the-lock',
    title: 'A migration to a file that fails to flush after `stop` leaves the machine `paused`',
    async run(context) {
      const { monitor } = await context.machine({ initial: 'd', args: failingDisk({ iotype: 'flush' }) });
      await written(monitor);
      await monitor.result('stop');
      await migrated(monitor, AWAY, 'failed');
      await new Promise((resolve) => setTimeout(resolve, 500));
      const status = await monitor.status();
      return status === 'paused' ? holds : differs(`it says ${status}`);
    },
  },
  {
    id: 'saved-and-restored',
    title: 'A machine that was saved to a file is restored from it as `paused`',
    async run(context) {
      const { guest, monitor } = await context.machine();
      const file = join(guest.directory, 'saved');
      await monitor.result('stop');
      await migrated(monitor, `exec:cat >${file}`, 'completed');
      const { monitor: restored } = await context.machine({ args: ['-incoming', `exec:cat ${file}`] });
      while ((await restored.status()) === 'inmigrate');
      return same(await restored.status(), 'paused');
    },
  },
  {
    id: 'colo-is-built-in',
    title: 'COLO is a capability of migration',
    async run(context) {
      const { monitor } = await context.paused();
      const capabilities = await monitor.result<{ capability: string }[]>('query-migrate-capabilities');
      return holdsIf(
        capabilities.some(({ capability }) => capability === 'x-colo'),
        'this build has none',
      );
    },
  },
];

export const migration: Group = { title: 'Migration and locks', facts };
