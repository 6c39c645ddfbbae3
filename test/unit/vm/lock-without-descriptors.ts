// Holds a lock, and has no descriptor left when it gives it back. Run by lost-latch.test.ts with a low limit.
import { type FileHandle, open } from 'node:fs/promises';
import { withFileLock } from '../../../src/vm/file-lock.js';

const [path = ''] = process.argv.slice(2);
const opened: FileHandle[] = [];
await withFileLock(
  path,
  async () => {
    for (;;) {
      const file = await open('/dev/null').catch(() => undefined);
      if (file === undefined) return;
      opened.push(file);
    }
  },
  1_000,
);
await Promise.all(opened.map((file) => file.close()));
process.stdout.write(await withFileLock(path, async () => 'had it again', 20));
