// Compiled only. The fear: an address or an option that can not work compiles.
import type { Duplex } from 'node:stream';
import {
  CommandRejectedError,
  CommandTimeoutError,
  type CommandFailure,
  type ClosedReason,
  type Qmp,
  QmpClient,
  QmpListener,
  spawnQemu,
} from 'qmp-watchdog';
import type { Equal, Expect } from './expect.js';

declare const stream: Duplex;
declare const ca: Buffer;

/** Ways to reach a monitor. */
export async function addresses(): Promise<void> {
  await QmpClient.connect({ path: '/run/vm1.qmp' });
  await QmpClient.connect({ port: 4_444 });
  await QmpClient.connect({ host: 'localhost', port: 4_444 });
  await QmpClient.connect({ stream });
  await QmpClient.connect({ port: 4_444, keepAlive: 5_000, tls: { ca, cert: ca, key: ca } });
  await QmpClient.connect({ port: 4_444, tls: { psk: { identity: 'me', key: 'c0ffee' } } });
  await QmpListener.listen({ port: 0, tls: { ca, cert: ca, key: ca } });
  const vm = await spawnQemu({ program: 'qemu-system-x86_64', args: ['-qmp', 'stdio'] });
  await QmpClient.connect({ transport: vm.monitor });
  // @ts-expect-error who it is is always looked at
  await QmpClient.connect({ port: 4_444, tls: { ca, rejectUnauthorized: false } });
  // @ts-expect-error no authority is trusted that is not named
  await QmpClient.connect({ port: 4_444, tls: {} });
  // @ts-expect-error the attempt to connect is QEMU's
  await QmpListener.listen({ path: '/run/qmp' }, { session: { connectTimeout: 5 } });
  // @ts-expect-error an address is an object
  await QmpClient.connect('/run/vm1.qmp');
  // @ts-expect-error a host needs a port
  await QmpClient.connect({ host: 'localhost' });
  // @ts-expect-error there is no such member
  await QmpClient.connect({ pth: '/run/vm1.qmp' });
  // @ts-expect-error a session is only made by connecting
  new QmpClient();
}

/** Options are checked by name and kind. */
export async function options(signal: AbortSignal): Promise<void> {
  await QmpClient.connect(
    { path: '/run/vm1.qmp' },
    { signal, connectTimeout: 1, greetingTimeout: 1, negotiationTimeout: 1, commandTimeout: 1, window: 4 },
  );
  // @ts-expect-error a misspelt option
  await QmpClient.connect({ path: '/run/vm1.qmp' }, { conectTimeout: 1 });
  // @ts-expect-error a time is a number
  await QmpClient.connect({ path: '/run/vm1.qmp' }, { connectTimeout: '1s' });
}

/** The client is a Qmp, disposable, and its end is a promise that is always fulfilled. */
export async function session(): Promise<void> {
  await using client: Qmp = await QmpClient.connect({ path: '/run/vm1.qmp' });
  const reason = await client.close();
  type _Reason = Expect<Equal<typeof reason, ClosedReason>>;
  const closed = client.closed;
  type _Closed = Expect<Equal<typeof closed, Promise<ClosedReason>>>;
  // @ts-expect-error what is negotiated can not be changed
  client.capabilities = [];
}

/** Errors narrow by class, and those of a command have an outcome. */
export function errors(error: unknown): void {
  if (error instanceof CommandRejectedError) {
    type _Outcome = Expect<Equal<typeof error.outcome, 'rejected'>>;
    error satisfies CommandFailure;
    type _Class = Expect<Equal<typeof error.class, string>>;
  }
  if (error instanceof CommandTimeoutError) {
    type _Outcome = Expect<Equal<typeof error.outcome, 'not-sent' | 'unknown'>>;
    type _Timeout = Expect<Equal<typeof error.timeout, number>>;
  }
}
