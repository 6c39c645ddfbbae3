// A session with QEMU that has a bit of everything, for recordings.
import type { QmpClient } from 'qmp-watchdog';

/** What is no secret of anybody's, but would be. */
export const SECRET = 'correct horse battery staple';

/** Lives through it, and returns what was seen, the same each time. `directory` is one of QEMU's host. */
export async function session(client: QmpClient, directory: string): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  const ask = async (command: string, args?: object): Promise<void> => {
    seen.push(
      await client.executeAny(command, args).catch((error: { readonly desc?: string }) => error.desc),
    );
  };
  for (const event of ['STOP', 'RESUME', 'RESET', 'SHUTDOWN', 'DUMP_COMPLETED', 'JOB_STATUS_CHANGE'] as const)
    client.on(event, ({ data }) => seen.push([event, data]));
  await ask('query-status');
  await ask('stop');
  await ask('query-status');
  await ask('cont');
  await ask('system_reset');
  await ask('object-add', { 'qom-type': 'secret', id: 's', data: SECRET });
  await ask('stop', { nonsense: true });
  await ask('blockdev-add', { driver: 'null-co', 'node-name': 'n', size: 2 ** 20, 'read-zeroes': true });
  await client.expect('DUMP_COMPLETED').during(() =>
    client.execute('dump-guest-memory', {
      paging: false,
      protocol: `file:${directory}/core`,
      detach: true,
    }),
  );
  await client.expect('JOB_STATUS_CHANGE', { where: ({ data }) => data.status === 'concluded' }).during(() =>
    client.execute('blockdev-create', {
      'job-id': 'make',
      options: { driver: 'file', filename: `${directory}/made.img`, size: 65_536 },
    }),
  );
  await ask('query-jobs');
  await ask('job-dismiss', { id: 'make' });
  await ask('quit');
  await client.closed;
  return seen;
}
