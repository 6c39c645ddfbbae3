import { type Fact, type Group, holdsIf } from '../fact.js';

/** A fact about what `query-qmp-schema` lists. */
function has(id: string, title: string, paths: readonly string[]): Fact {
  return {
    id,
    title,
    async run(context) {
      const schema = await context.schema();
      const missing = paths.filter((path) => !schema.has(path));
      return holdsIf(missing.length === 0, `no ${missing.map((path) => `\`${path}\``).join(', ')}`);
    },
  };
}

/** The same, of what has gone. */
function hasNot(id: string, title: string, paths: readonly string[]): Fact {
  return {
    id,
    title,
    async run(context) {
      const schema = await context.schema();
      const left = paths.filter((path) => schema.has(path));
      return holdsIf(left.length === 0, `it has ${left.map((path) => `\`${path}\``).join(', ')}`);
    },
  };
}

/** The same, of what is to be used no more. */
function deprecated(id: string, title: string, commands: readonly string[]): Fact {
  return {
    id,
    title,
    async run(context) {
      const schema = await context.schema();
      const left = commands.filter((name) => schema.command(name)?.deprecated !== true);
      return holdsIf(left.length === 0, left.map((name) => `\`${name}\` is not`).join(', '));
    },
  };
}

const facts: readonly Fact[] = [
  has('has-yank', 'It has `yank` and `query-yank` (since 6.0)', ['yank', 'query-yank']),
  has('has-set-action', 'It has `set-action` (since 6.0)', ['set-action']),
  has('has-snapshot-jobs', 'It has jobs that save, load and delete snapshots (since 6.0)', [
    'snapshot-save',
    'snapshot-load',
    'snapshot-delete',
  ]),
  has('has-blockdev-reopen', 'It has `blockdev-reopen` (since 6.1)', ['blockdev-reopen']),
  has('has-unplug-error', 'It has the event DEVICE_UNPLUG_GUEST_ERROR (since 6.2)', [
    'DEVICE_UNPLUG_GUEST_ERROR',
  ]),
  has('has-exit-failure', 'A panic may end QEMU with a failure (since 7.1)', [
    'set-action/panic=exit-failure',
  ]),
  has(
    'has-stream-events',
    'It has the events NETDEV_STREAM_CONNECTED and NETDEV_STREAM_DISCONNECTED (since 7.2)',
    ['NETDEV_STREAM_CONNECTED', 'NETDEV_STREAM_DISCONNECTED'],
  ),
  has('has-vfio-migration', 'It has the event VFIO_MIGRATION (since 9.1)', ['VFIO_MIGRATION']),
  has('has-pvshutdown', 'It has the event GUEST_PVSHUTDOWN (since 9.1)', ['GUEST_PVSHUTDOWN']),
  has('has-qom-path', 'BLOCK_IO_ERROR has a `qom-path` (since 9.2)', ['BLOCK_IO_ERROR/qom-path']),
  has('has-set-active', 'It has `blockdev-set-active` (since 10.0)', ['blockdev-set-active']),
  has('has-tdx-panics', 'GUEST_PANICKED may tell of TDX (since 10.1)', ['GUEST_PANICKED/info/type=tdx']),
  has('has-sev-panics', 'GUEST_PANICKED may tell of SEV (since 11.0)', ['GUEST_PANICKED/info/type=sev']),
  has('has-monitor-objects', 'A monitor is an object (since 11.1)', ['object-add/qom-type=monitor-qmp']),
  hasNot('without-preconfig', 'It has no run state `preconfig` (gone by 7.2)', [
    'query-status:return/status=preconfig',
  ]),
  hasNot('without-query-events', 'It has no `query-events` (gone by 7.2)', ['query-events']),
  hasNot('without-memory-unplug-error', 'It has no event MEM_UNPLUG_ERROR (gone by 10.0)', [
    'MEM_UNPLUG_ERROR',
  ]),
  hasNot('without-singlestep', '`query-status` has no `singlestep` (gone since 9.0)', [
    'query-status:return/singlestep',
  ]),
  deprecated('deprecated-drive-backup', '`drive-backup` is deprecated (since 6.2)', ['drive-backup']),
  deprecated(
    'deprecated-block-job-commands',
    'Commands of block jobs are deprecated in favour of those of jobs',
    ['block-job-pause', 'block-job-resume', 'block-job-complete', 'block-job-dismiss', 'block-job-finalize'],
  ),
];

export const qapi: Group = { title: 'What it says that it has', facts };
