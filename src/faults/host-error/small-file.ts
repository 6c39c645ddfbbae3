import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** A value of sysfs is shorter. */
const LONGEST = 4_096;

/** The text of a small file, without the white space around it. It does not wait for who would write. @throws as `open` */
export async function readSmallFile(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST), 0, LONGEST, 0);
    return buffer.toString('utf8', 0, bytesRead).trim();
  } finally {
    await file.close();
  }
}
