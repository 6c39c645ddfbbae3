import { chmod, mkdtemp, open, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Qmp } from '../../qmp/index.js';

/** As fast as it goes: bytes per second. */
const UNLIMITED = 100_000_000_000;

/** Nothing of these helps a stream that is only swallowed, and most ask its receiver for more than that. */
const WANTED = 'events';

/** Where a migration goes that nobody receives. Disposing of it ends the migration, if it has not ended. */
export interface MigrationSink extends AsyncDisposable {
  /** For `migrate`. */
  readonly uri: string;
  /** Resolves with whether all that came is on disk, once the stream has ended. Never where it is only swallowed. */
  readonly complete: Promise<boolean>;
}

/** What `openSink` takes. */
export interface SinkOptions {
  /** The file that takes the stream; it must not be there. */
  readonly saveTo: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly timeout: number;
}

/** Sets QEMU up for a migration whose stream is swallowed here, or saved, and listens for it. */
export async function openSink(qmp: Qmp, { saveTo, ...limits }: SinkOptions): Promise<MigrationSink> {
  const enabled = await qmp.execute('query-migrate-capabilities', {}, limits);
  const capabilities = enabled
    .filter(({ capability, state }) => state !== (capability === WANTED))
    .map(({ capability }) => ({ capability, state: capability === WANTED }));
  if (capabilities.length > 0) await qmp.execute('migrate-set-capabilities', { capabilities }, limits);
  const { 'tls-creds': credentials = '' } = await qmp.execute('query-migrate-parameters', {}, limits);
  const plain = credentials === '' ? {} : { 'tls-creds': '' };
  await qmp.execute('migrate-set-parameters', { 'max-bandwidth': UNLIMITED, ...plain }, limits);
  return await listen(saveTo);
}

async function listen(saveTo: string | undefined): Promise<MigrationSink> {
  // Nobody else's file is overwritten, and a disk without room is noticed before anything is sent.
  const file = saveTo === undefined ? undefined : await open(saveTo, 'wx', 0o600);
  const folder = await mkdtemp(join(tmpdir(), 'quiesce-'));
  const path = join(folder, 'migration');
  const sockets = new Set<Socket>();
  let whole = false;
  let completed: (whole: boolean) => void = () => {};
  const complete = new Promise<boolean>((resolve) => {
    completed = resolve;
  });
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    if (file === undefined) {
      socket.resume();
      return;
    }
    // Where it can not be written the stream ends, and the migration fails.
    pipeline(socket, file.createWriteStream({ flush: true })).then(
      () => completed((whole = true)),
      () => completed(false),
    );
  });
  const dispose = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await file?.close().catch(() => {});
    if (saveTo !== undefined && !whole) await rm(saveTo, { force: true });
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await listening(server, path);
    // QEMU may be another user's. There is nothing to be had here but the right to be swallowed.
    await chmod(path, 0o666);
    await chmod(folder, 0o711);
  } catch (error) {
    await dispose();
    throw error;
  }
  return { uri: `unix:${path}`, complete, [Symbol.asyncDispose]: dispose };
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve());
  });
}
