// Compiled only. The fear: a misspelt argument reaches QEMU, or a newer QEMU's answer is taken for one that is known.
import type { ArgsOf, CommandMap, EventMap, Newer, QmpClient, ReturnOf } from 'qmp-watchdog';
import type * as qapi from 'qmp-watchdog/qapi';
import type { Equal, Expect } from './expect.js';

declare const client: QmpClient;

/** What is returned is told apart by its discriminator, and what is newer stays to be dealt with. */
export function unions(info: qapi.GuestPanicInformation): bigint | number | string {
  switch (info.type) {
    case 'hyper-v': {
      type _Wide = Expect<Equal<typeof info.arg1, number | bigint>>;
      return info.arg1;
    }
    case 's390':
      return info.reason;
    case 'tdx':
      // @ts-expect-error a member of another branch
      info.psw;
      return info.message;
    case 'sev':
      return info.code;
    default: {
      type _Rest = Expect<Equal<typeof info.type, Newer>>;
      type _Unknown = Expect<Equal<(typeof info)['anything'], unknown>>;
      // @ts-expect-error there is no such thing as all branches
      info satisfies never;
      return 'newer';
    }
  }
}

/** A member of one branch is not there before the branch is known. */
export function early(info: qapi.GuestPanicInformation): void {
  // @ts-expect-error only hyper-v has it
  info.arg1;
}

/** Arguments of a union: the known branches are checked member by member. */
export async function arguments_(): Promise<void> {
  await client.execute('blockdev-add', {
    driver: 'null-co',
    'node-name': 'n0',
    size: 512,
    'read-zeroes': true,
  });
  await client.execute('blockdev-add', {
    driver: 'qcow2',
    'node-name': 'disk',
    file: { driver: 'file', filename: '/a.qcow2', aio: 'io_uring' },
    backing: null,
  });
  await client.execute('blockdev-add', { driver: 'raw', file: 'node' });
  await client.execute('object-add', { 'qom-type': 'iothread', id: 'io0', 'poll-max-ns': 5 });
  await client.execute('transaction', {
    actions: [
      { type: 'blockdev-snapshot-sync', data: { device: 'd0', 'snapshot-file': '/b' } },
      { type: 'abort', data: {} },
    ],
  });
  await client.execute('migrate-set-parameters', { 'max-bandwidth': 2n ** 40n, 'tls-creds': null });
  // Whatever else a device takes.
  await client.execute('device_add', { driver: 'virtio-blk-pci', id: 'v0', drive: 'd0', serial: 'x' });

  // @ts-expect-error a misspelt member of the branch
  await client.execute('blockdev-add', { driver: 'raw', file: 'node', sise: 5 });
  // @ts-expect-error a member of another branch
  await client.execute('blockdev-add', { driver: 'raw', file: 'node', 'read-zeroes': true });
  // @ts-expect-error a misspelt member in a nested branch
  await client.execute('blockdev-add', { driver: 'raw', file: { driver: 'file', filenam: '/a' } });
  // @ts-expect-error the file is missing
  await client.execute('blockdev-add', { driver: 'raw' });
  // @ts-expect-error there is no such driver
  await client.execute('blockdev-add', { driver: 'rwa', file: 'node' });
  // @ts-expect-error a required argument is missing
  await client.execute('device_add', { id: 'v0' });
  // @ts-expect-error of the wrong type
  await client.execute('block_resize', { device: 'd0', size: '5G' });
  // @ts-expect-error a misspelt argument
  await client.execute('block_resize', { devise: 'd0', size: 5 });
}

/** An enum in an argument completes, and a newer value can be passed all the same. */
export async function openArguments(): Promise<void> {
  await client.execute('set-action', { watchdog: 'pause', panic: 'none' });
  await client.execute('set-action', { panic: 'a-newer-one' });
  // @ts-expect-error a value is text
  await client.execute('set-action', { panic: 5 });
}

/** What was returned can be passed on as it is, newer values included. */
export async function roundTrip(): Promise<void> {
  const instances = await client.execute('query-yank');
  await client.execute('yank', { instances });
  const [action] = await client.execute('query-migrate-capabilities');
  if (action) await client.execute('migrate-set-capabilities', { capabilities: [action] });
}

/** Only what QEMU executes out of band can be asked to be. */
export async function outOfBand(): Promise<void> {
  type _Names = Expect<
    Equal<qapi.OobCommandName, 'migrate-pause' | 'migrate-recover' | 'query-yank' | 'yank'>
  >;
  await client.executeOob('migrate-recover', { uri: 'tcp:[::]:5' });
  // @ts-expect-error QEMU would refuse it
  await client.executeOob('blockdev-add', { driver: 'raw', file: 'node' });
}

/** What came later, or is gone, may be missing. */
export async function versions(): Promise<void> {
  const status = await client.execute('query-status');
  type _Gone = Expect<Equal<typeof status.singlestep, boolean | undefined>>;
  type _Later = Expect<Equal<EventMap['BLOCK_IO_ERROR']['qom-path'], string | undefined>>;
  type _Always = Expect<Equal<EventMap['BLOCK_IO_ERROR']['device'], string>>;
  const text = await client.execute('human-monitor-command', { 'command-line': 'info version' });
  type _Text = Expect<Equal<typeof text, string>>;
  const anything = await client.execute('qom-get', { path: '/machine', property: 'type' });
  type _Unknown = Expect<Equal<typeof anything, unknown>>;
}

/** Events by their names. */
export function events(): void {
  client.on('JOB_STATUS_CHANGE', ({ data }) => {
    type _Status = Expect<Equal<typeof data.status, qapi.JobStatus>>;
  });
  client.on('GUEST_PANICKED', ({ data }) => {
    if (data.info?.type === 's390') data.info.core.toFixed();
  });
  client.on('DEVICE_DELETED', ({ data }) => {
    // @ts-expect-error a misspelt member
    data.devise;
  });
}

/** One map, whichever entry it is imported from. */
export type Same = [
  Expect<Equal<CommandMap, qapi.CommandMap>>,
  Expect<Equal<ReturnOf<'query-status'>, qapi.StatusInfo>>,
  Expect<Equal<ArgsOf<'stop'>, qapi.NoArguments>>,
];

/** Whoever runs a downstream build adds its commands. */
declare module 'qmp-watchdog/qapi' {
  interface CommandMap {
    '__com.example_look-at': { arguments: { readonly id: string }; returns: { readonly depth: number } };
  }
}

/** They are then as known as any. */
export async function downstream(): Promise<void> {
  const { depth } = await client.execute('__com.example_look-at', { id: 'x' });
  depth.toFixed();
  // @ts-expect-error a required argument is missing
  await client.execute('__com.example_look-at');
}
