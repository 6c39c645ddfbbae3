import type { Context, Machine } from '../context.js';
import { all, differs, type Fact, type Group, holds, holdsIf, notApplicable, same } from '../fact.js';
import { failingDisk, imageDisk, newImage } from '../disks.js';
import { statisticsOf, written } from '../statistics.js';

/** A machine whose guest writes at each beat, and which stands still because that failed. */
async function broken(context: Context, once = false): Promise<Machine> {
  const machine = await context.machine({ initial: 'd', args: failingDisk({ iotype: 'write', once }) });
  await machine.monitor.becomes('io-error');
  return machine;
}

const pause = (duration: number) => new Promise((resolve) => setTimeout(resolve, duration));

const facts: readonly Fact[] = [
  {
    id: 'cont-is-not-recovery',
    title: '`cont` with the fault still there: RESUME, its reply, BLOCK_IO_ERROR (stop), STOP',
    async run(context) {
      const { monitor } = await broken(context);
      const from = monitor.mark;
      await monitor.result('cont');
      await monitor.event('STOP', from);
      return all(
        same(monitor.events(from), ['RESUME', 'BLOCK_IO_ERROR', 'STOP']),
        same(await monitor.status(), 'io-error'),
      );
    },
  },
  {
    id: 'error-before-the-connection',
    title: 'An error from before the connection is in `query-status` and `query-block`, and in no event',
    async run(context) {
      const { guest, monitor } = await broken(context);
      monitor[Symbol.dispose]();
      const next = await context.monitor(guest.qmpPath);
      const [disk] = await next.result<{ 'io-status'?: string }[]>('query-block');
      return all(
        same([await next.status(), disk?.['io-status']], ['io-error', 'failed']),
        same(next.events(), []),
      );
    },
  },
  {
    id: 'names-of-a-failed-disk',
    title: 'With `-blockdev` the `device` of BLOCK_IO_ERROR is empty, and its `node-name` is set',
    async run(context) {
      const { monitor } = await broken(context);
      const { data } = await failedAgain(monitor);
      return same([data?.['device'], data?.['node-name']], ['', 'd0']);
    },
  },
  {
    id: 'qom-path-of-a-failed-disk',
    title: 'BLOCK_IO_ERROR tells the `qom-path` of the disk',
    async run(context) {
      const { monitor } = await broken(context);
      const { data } = await failedAgain(monitor);
      return holdsIf(data?.['qom-path'] === '/machine/peripheral/disk0', 'it has none');
    },
  },
  {
    id: 'no-space',
    title: 'A disk that is full stops the machine with `nospace`, and its `io-status` says so',
    async run(context) {
      const args = failingDisk({ iotype: 'write', errno: 28, werror: 'enospc' });
      const { monitor } = await context.machine({ initial: 'd', args });
      await monitor.becomes('io-error');
      const { data } = await failedAgain(monitor);
      const [disk] = await monitor.result<{ 'io-status'?: string }[]>('query-block');
      return same([data?.['nospace'], disk?.['io-status']], [true, 'nospace']);
    },
  },
  {
    id: 'nospace-is-optional',
    title: 'Of an error that is reported to the guest, BLOCK_IO_ERROR has no `nospace`',
    async run(context) {
      const args = failingDisk({ iotype: 'write', werror: 'report' });
      const { monitor } = await context.machine({ initial: 'd', args });
      const { data } = await monitor.event('BLOCK_IO_ERROR');
      return holdsIf(data?.['nospace'] === undefined, `it has ${data?.['nospace']}`);
    },
  },
  {
    id: 'yank-knows-no-file',
    title: '`query-yank` lists no disk that is a file: nothing frees a machine from a file system that hangs',
    async run(context) {
      if (!(await context.schema()).has('query-yank')) return notApplicable('no yank before 6.0');
      const { monitor } = await context.machine({
        args: (directory) => imageDisk(newImage(directory)),
      });
      const instances = await monitor.result<{ type: string }[]>('query-yank');
      return holdsIf(!instances.some(({ type }) => type === 'block-node'), 'it lists it');
    },
  },
  {
    id: 'io-status-stays',
    title: 'The `io-status` of a disk stays `failed` after a `cont` that succeeded',
    async run(context) {
      const { monitor } = await broken(context, true);
      const from = monitor.mark;
      await monitor.result('cont');
      const stopped = !(await monitor.never(
        (message) => message.event === 'STOP' && monitor.messages.indexOf(message) >= from,
        500,
      ));
      if (stopped) throw new Error('the error came again');
      const [disk] = await monitor.result<{ 'io-status'?: string }[]>('query-block');
      return holdsIf(disk?.['io-status'] === 'failed', `it becomes ${disk?.['io-status']}`);
    },
  },
  {
    id: 'every-error-an-event',
    title: 'Each error that is reported to the guest is an event',
    async run(context) {
      const args = failingDisk({ iotype: 'write', werror: 'report' });
      const { monitor } = await context.machine({ initial: 'd', args });
      const from = monitor.mark;
      const before = (await statisticsOf(monitor)).failed_wr_operations;
      await pause(1_500);
      const errors = (await statisticsOf(monitor)).failed_wr_operations - before;
      const events = monitor.events(from).length;
      if (errors < 6) throw new Error(`only ${errors} errors in 1.5 s`);
      // One may fall between the event and the statistics.
      if (events >= errors - 1) return holds;
      return differs(events <= 3 ? 'at most one event a second' : `${events} events of ${errors} errors`);
    },
  },
  {
    id: 'repair-by-reopen',
    title:
      'After `blockdev-reopen` to a good node and `cont` the write is repeated, and the guest saw no error',
    async run(context) {
      if (!(await context.schema()).has('blockdev-reopen'))
        return notApplicable('no blockdev-reopen before 6.1');
      const { monitor } = await broken(context);
      const options = [{ driver: 'raw', 'node-name': 'd0', file: 'f0' }];
      await monitor.result('blockdev-reopen', { options });
      const from = monitor.mark;
      await monitor.result('cont');
      const whole = await monitor.never(
        (message) => message.event === 'STOP' && monitor.messages.indexOf(message) >= from,
        500,
      );
      return holdsIf(whole, 'it fails again');
    },
  },
  {
    id: 'stop-with-a-failing-flush',
    title: '`stop` whose flush fails returns `{}`, with STOP and no error; a migration to a file then fails',
    async run(context) {
      const { monitor } = await context.machine({ initial: 'd', args: failingDisk({ iotype: 'flush' }) });
      await written(monitor);
      const from = monitor.mark;
      const { return: returned } = await monitor.ask('stop');
      const told = monitor.story(from);
      await monitor.result('migrate', { uri: 'exec:cat >/dev/null' });
      const end = await migrationEnd(monitor);
      return all(
        same(returned, {}),
        same(told, ['STOP', 'stop']),
        holdsIf(end === 'failed', `the migration is ${end}`),
      );
    },
  },
  {
    id: 'job-of-a-paused-vm',
    title: 'A block job goes on while the machine is paused',
    async run(context) {
      const nodes = ['d0', 'target'].flatMap((name) => [
        '-blockdev',
        JSON.stringify({ driver: 'null-co', 'node-name': name, 'read-zeroes': true, size: 64 * 1024 * 1024 }),
      ]);
      const { monitor } = await context.machine({ args: nodes });
      const job = { 'job-id': 'job0', device: 'd0', target: 'target', sync: 'full', speed: 4 * 1024 * 1024 };
      await monitor.result('blockdev-backup', job);
      await monitor.result('stop');
      const offset = async (): Promise<number> =>
        (await monitor.result<{ offset: number }[]>('query-block-jobs'))[0]?.offset ?? Number.NaN;
      const before = await offset();
      await pause(700);
      const after = await offset();
      return holdsIf(after > before, 'it stands still');
    },
  },
  {
    id: 'rate-limited-events',
    title:
      'A rate-limited event (QUORUM_FAILURE) comes once a second: the first, then the last, with its own time',
    async run(context) {
      const bad = ['one', 'other'].flatMap((name) => [
        '-blockdev',
        JSON.stringify({
          driver: 'blkdebug',
          'node-name': name,
          image: { driver: 'null-co', size: 1024 * 1024 },
          'inject-error': [{ event: 'none', errno: 5, once: false, immediately: true }],
        }),
      ]);
      const quorum = { driver: 'quorum', 'node-name': 'q0', children: ['one', 'other'], 'vote-threshold': 2 };
      const args = ['-S', ...bad, '-blockdev', JSON.stringify(quorum)];
      const guest = await context.start({ args }).catch((error: Error) => {
        if (/quorum/i.test(error.message)) return undefined;
        throw error;
      });
      if (guest === undefined) return notApplicable('this build has no quorum');
      const monitor = await context.monitor(guest.qmpPath);
      for (const sector of [0, 8, 16]) {
        const line = `qemu-io q0 "read ${sector * 512} 512"`;
        await monitor.result('human-monitor-command', { 'command-line': line });
      }
      const occurred = Date.now();
      await monitor.until(
        ({ event, data }) => event === 'QUORUM_FAILURE' && data?.['sector-num'] === 16,
        3_000,
      );
      const arrived = Date.now();
      const events = monitor.messages.filter(({ event }) => event === 'QUORUM_FAILURE');
      const { seconds = 0, microseconds = 0 } = events.at(-1)?.timestamp ?? {};
      const stamp = seconds * 1_000 + microseconds / 1_000;
      const sectors = events.map(({ data }) => data?.['sector-num']);
      if (JSON.stringify(sectors) !== '[0,16]')
        return differs(`it tells of the sectors ${sectors.join(', ')}`);
      if (arrived - occurred < 500) return differs('the last comes at once');
      return holdsIf(stamp <= occurred + 1, 'it has the time at which it was sent');
    },
  },
];

async function failedAgain(monitor: Machine['monitor']) {
  const from = monitor.mark;
  await monitor.result('cont');
  return await monitor.event('BLOCK_IO_ERROR', from);
}

async function migrationEnd(monitor: Machine['monitor']): Promise<string> {
  for (;;) {
    const { status } = await monitor.result<{ status: string }>('query-migrate');
    if (['completed', 'failed', 'cancelled'].includes(status)) return status;
    await pause(10);
  }
}

export const storage: Group = { title: 'Storage', facts };
