import type { WriteStream } from 'node:fs';
import { chmod, type FileHandle, open, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { messageOf } from '../../core/index.js';
import type { Qmp } from '../../qmp/index.js';
import { makeSinkFolder } from './sink-folder.js';

/** As fast as it goes: bytes per second. */
const UNLIMITED = 100_000_000_000;

/** Nothing of these helps a stream that is only swallowed, and most ask its receiver for more than that. */
const WANTED = 'events';

/** Where a migration goes that nobody receives. Disposing of it ends the migration, if it has not ended. */
export interface MigrationSink extends AsyncDisposable {
  /** For `migrate`. */
  readonly uri: string;
  /**
   * Resolves once the stream has ended with why what QEMU sent is not on disk as a whole, or undefined. Never where it is
   * only swallowed. Of use when QEMU says that the migration has completed: it has called by then.
   */
  unsaved(): Promise<string | undefined>;
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
  const { folder, socket: path } = await makeSinkFolder();
  const sockets = new Set<Socket>();
  let file: FileHandle | undefined;
  let callers = 0;
  let hindrance: string | undefined = 'its stream did not end';
  let tell: () => void = () => {};
  const end = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const endWith = (why: string | undefined): void => {
    hindrance = why;
    tell();
  };
  // QEMU calls once. Where others have called, too, nobody knows whose stream was saved.
  const unsaved = (): string | undefined =>
    hindrance ?? (callers === 1 ? undefined : 'others have called, too');
  const server = createServer((socket) => {
    callers += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    if (file === undefined || callers > 1) {
      socket.resume();
      return;
    }
    save(socket, file.createWriteStream({ flush: true }), endWith);
  });
  const dispose = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await rm(folder, { recursive: true, force: true });
    await file?.close().catch(() => {});
    if (file !== undefined && saveTo !== undefined && unsaved() !== undefined)
      await rm(saveTo, { force: true });
  };
  try {
    // Nobody else's file is overwritten.
    if (saveTo !== undefined)
      file = await open(saveTo, 'wx', 0o600).catch((error: unknown) => {
        endWith(messageOf(error));
        return undefined;
      });
    await listening(server, path);
    // QEMU may be another user's, and so anybody can call: there is nothing to be had but the right to be swallowed.
    await chmod(path, 0o666);
    await chmod(folder, 0o711);
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    uri: `unix:${path}`,
    unsaved: async () => {
      await end;
      return unsaved();
    },
    [Symbol.asyncDispose]: dispose,
  };
}

/** What can not be written is swallowed: whoever wants to keep it must not keep the disks from being released. */
export function save(socket: Socket, file: WriteStream, end: (hindrance: string | undefined) => void): void {
  let hindrance: string | undefined;
  socket.pipe(file);
  socket.once('close', () => {
    if (!socket.readableEnded) file.destroy();
  });
  file.once('error', (error) => {
    hindrance = messageOf(error);
    socket.unpipe(file);
    socket.resume();
  });
  // It has been flushed by then.
  file.once('close', () => end(hindrance ?? (file.writableFinished ? undefined : 'its stream broke off')));
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve());
  });
}
