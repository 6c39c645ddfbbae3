// The fear: the checks were made of definitions, and what a QEMU really sends does not pass them.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { InvalidReplyError, QmpClient } from 'qmp-watchdog';
import { isSchemaName } from 'qmp-watchdog/schemas';
import { qemu, startGuest } from './qemu-under-test.js';

/** A machine with something for as many commands as possible to tell of. */
function devices(directory: string): readonly string[] {
  const [base, top] = ['base.qcow2', 'top.qcow2'].map((name) => `${directory}/${name}`);
  if (base === undefined || top === undefined) throw new Error('there are two images');
  execFileSync(qemu.img, ['create', '-q', '-f', 'qcow2', base, '1M']);
  execFileSync(qemu.img, ['snapshot', '-c', 'before', base]);
  execFileSync(qemu.img, ['create', '-q', '-f', 'qcow2', '-b', base, '-F', 'qcow2', top]);
  return [
    ...['-m', '16,slots=2,maxmem=1G', '-smp', '2', '-device', 'virtio-scsi-pci,id=scsi'],
    ...['-object', 'iothread,id=io0', '-object', 'throttle-group,id=limits'],
    ...['-drive', `if=none,id=disk,file=${top},format=qcow2,node-name=top,throttling.iops-total=1000`],
    ...['-device', 'scsi-hd,drive=disk,id=hd', '-device', 'scsi-cd,id=cd'],
    ...['-netdev', 'user,id=net0', '-device', 'virtio-net-pci,netdev=net0,id=nic'],
    ...['-vnc', `unix:${directory}/vnc`, '-device', 'VGA', '-device', 'virtio-balloon-pci,id=balloon'],
    ...[
      '-device',
      'virtio-serial-pci',
      '-chardev',
      'ringbuf,id=ring',
      '-device',
      'virtserialport,chardev=ring',
    ],
    ...['-object', 'memory-backend-ram,id=ram,size=16M', '-device', 'pc-dimm,memdev=ram,id=dimm'],
  ];
}

/**
 * Commands that only tell something, with what they have to be asked for. Unstable ones are left out: QEMU 11.1 aborts
 * on `x-query-virtio-status`.
 */
const QUESTIONS: Readonly<Record<string, object>> = {
  'device-list-properties': { typename: 'virtio-net-pci' },
  'human-monitor-command': { 'command-line': 'info version' },
  'qom-get': { path: '/machine', property: 'type' },
  'qom-list': { path: '/machine' },
  'qom-list-properties': { typename: 'pc-dimm' },
  'qom-list-types': { abstract: true },
  'query-cpu-model-expansion': { type: 'full', model: { name: 'qemu64' } },
  'query-rocker': { name: 'rocker' },
  'query-rocker-ports': { name: 'rocker' },
  'query-rocker-of-dpa-flows': { name: 'rocker' },
  'query-rocker-of-dpa-groups': { name: 'rocker' },
  'query-rx-filter': { name: 'nic' },
  'query-stats': { target: 'vm' },
  'query-yank': {},
  'trace-event-get-state': { name: 'qmp_*' },
};

test('whatever a real QEMU tells is what it promises to tell', async () => {
  await using guest = await startGuest({ args: devices });
  const invalid: unknown[] = [];
  await using client = await QmpClient.connect(
    { path: guest.qmpPath },
    { validate: 'all', onInvalidEvent: (error) => invalid.push(error.message) },
  );
  const commands = (await client.execute('query-commands')).map(({ name }) => name);
  const answered: string[] = [];
  for (const command of commands) {
    if (!(command in QUESTIONS) && !command.startsWith('query-')) continue;
    try {
      await client.executeAny(command, QUESTIONS[command] ?? {});
      answered.push(command);
    } catch (error) {
      if (error instanceof InvalidReplyError) invalid.push(error.message);
      // Some devices are not there, and some questions need another target.
      else expect(error).toMatchObject({ code: 'ERR_COMMAND_REJECTED' });
    }
  }
  expect(invalid).toEqual([]);
  expect(answered.filter(isSchemaName).length).toBeGreaterThan(45);
});

test('whatever happens in a real QEMU is told as it promises', async () => {
  await using guest = await startGuest({ args: devices });
  const invalid: unknown[] = [];
  await using client = await QmpClient.connect(
    { path: guest.qmpPath },
    { validate: 'all', onInvalidEvent: (error) => invalid.push(error.message) },
  );
  const heard = new Set<string>();
  for (const entry of await client.execute('query-qmp-schema'))
    if (entry['meta-type'] === 'event') client.on(entry.name, () => heard.add(entry.name));
  await client.execute('stop');
  await client.execute('cont');
  await client.execute('blockdev-snapshot-sync', {
    'node-name': 'top',
    'snapshot-file': `${guest.directory}/newer.qcow2`,
    'snapshot-node-name': 'newer',
  });
  await client
    .expect('BLOCK_JOB_READY')
    .during(() =>
      client.execute('block-commit', { 'job-id': 'commit', device: 'disk', 'top-node': 'newer' }),
    );
  await client.execute('query-block-jobs');
  await client.execute('query-jobs');
  await client
    .expect('JOB_STATUS_CHANGE', { where: ({ data }) => data.status === 'null' })
    .during(() => client.execute('block-job-complete', { device: 'commit' }));
  await client.expect('DEVICE_TRAY_MOVED').during(() => client.execute('blockdev-open-tray', { id: 'cd' }));
  await client.execute('balloon', { value: 8 * 2 ** 20 });
  await client.expect('RESET').during(() => client.execute('system_reset'));
  await client.expect('POWERDOWN').during(() => client.execute('system_powerdown'));
  await client.expect('SHUTDOWN').during(() => client.execute('quit'));
  await client.closed;
  expect(invalid).toEqual([]);
  expect([...heard]).toEqual(
    expect.arrayContaining([
      'STOP',
      'RESUME',
      'RESET',
      'BLOCK_JOB_COMPLETED',
      'DEVICE_TRAY_MOVED',
      'SHUTDOWN',
    ]),
  );
});
