import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** The last so many bytes of a file of lines, from the beginning of a line on. @throws as `open`; it is no regular file */
export async function tailOf(path: string, bytes: number): Promise<Uint8Array> {
  // Without O_NONBLOCK the opening of a FIFO would wait for a writer.
  await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const found = await file.stat();
  if (!found.isFile()) throw new Error(`${path} is no regular file`);
  const from = Math.max(found.size - bytes, 0);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(bytes, found.size)), 0, null, from);
  const tail = buffer.subarray(0, bytesRead);
  return from === 0 ? tail : tail.subarray(tail.indexOf(0x0a) + 1);
}
