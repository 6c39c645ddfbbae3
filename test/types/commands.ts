// Compiled only: what must compile does, and what must not is marked. The fear: a typo in a command compiles.
import type { Newer, QmpClient, StatusInfo, VersionInfo } from 'qmp-watchdog';
import type { Equal, Expect } from './expect.js';

declare const client: QmpClient;
declare const signal: AbortSignal;

/** Names, arguments and results. */
export async function commands(): Promise<void> {
  const status = await client.execute('query-status');
  type _Status = Expect<Equal<typeof status, StatusInfo>>;
  type _Running = Expect<Equal<typeof status.running, boolean>>;
  const version = await client.execute('query-version');
  type _Version = Expect<Equal<typeof version, VersionInfo>>;
  const { name } = await client.execute('query-name');
  type _Name = Expect<Equal<typeof name, string | undefined>>;

  // @ts-expect-error there is no such command
  await client.execute('query-stauts');
  // @ts-expect-error a command has no such result
  await client.execute('query-status').then(({ state }) => state);
  // @ts-expect-error the result can not be written to
  status.running = true;
  // @ts-expect-error events are no commands
  await client.execute('STOP');
}

/** Arguments may be left out where none is required, and options come after them. */
export async function argumentsAndOptions(): Promise<void> {
  await client.execute('stop');
  await client.execute('stop', {});
  await client.execute('stop', {}, { timeout: 5_000, signal });
  await client.execute('stop', undefined, { timeout: Number.POSITIVE_INFINITY });
  await client.execute('yank', { instances: [{ type: 'block-node', 'node-name': 'd0' }] });
  await client.execute(
    'yank',
    { instances: [{ type: 'chardev', id: 'ser0' }, { type: 'migration' }] },
    { timeout: 1 },
  );

  // @ts-expect-error options in the place of arguments would be sent to QEMU
  await client.execute('stop', { timeout: 5_000 });
  // @ts-expect-error a misspelt option
  await client.execute('stop', {}, { timout: 5_000 });
  // @ts-expect-error a controller is no signal
  await client.execute('stop', {}, { signal: new AbortController() });
  // @ts-expect-error an argument that does not exist
  await client.execute('stop', { force: true });
  // @ts-expect-error a required argument is missing
  await client.execute('yank');
  // @ts-expect-error a required member is missing
  await client.execute('yank', {});
  // @ts-expect-error a member of the wrong branch
  await client.execute('yank', { instances: [{ type: 'chardev', 'node-name': 'd0' }] });
  // @ts-expect-error too many
  await client.execute('stop', {}, {}, {});
}

/** Only what QEMU executes out of band can be asked to be. */
export async function outOfBand(): Promise<void> {
  const instances = await client.executeOob('query-yank');
  type Type = 'block-node' | 'chardev' | 'migration' | Newer;
  type _Readonly = Expect<Equal<(typeof instances)[number]['type'], Type>>;
  await client.executeOob('yank', { instances });
  await client.executeOob('query-yank', {}, { timeout: 100 });

  // @ts-expect-error QEMU would refuse it
  await client.executeOob('query-status');
  // @ts-expect-error as it would this
  await client.executeOob('stop');
  // @ts-expect-error a required argument is missing
  await client.executeOob('yank');
}

/** What the types do not know takes an explicit word, and its result must be looked at. */
export async function escape(): Promise<void> {
  const result = await client.executeAny('x-anything', { any: ['thing', 5n] }, { timeout: 5 });
  type _Unknown = Expect<Equal<typeof result, unknown>>;
  await client.executeAny('query-status');
  // @ts-expect-error nothing is known of it
  result.status;
  // @ts-expect-error arguments are an object
  await client.executeAny('x-anything', 'text');
  // @ts-expect-error the options are checked all the same
  await client.executeAny('x-anything', {}, { timout: 5 });
}
