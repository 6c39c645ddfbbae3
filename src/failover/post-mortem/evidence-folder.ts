import { createHash } from 'node:crypto';
import { mkdir, open, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file of the folder, as the manifest lists it. */
export interface KeptFile {
  readonly name: string;
  readonly bytes: number;
  /** Of its contents, in hexadecimal digits. */
  readonly sha256: string;
}

/**
 * A new folder, which its owner alone may enter, and files that each are written once and are on disk when that is said.
 * It takes no more than so many bytes.
 */
export class EvidenceFolder {
  readonly #path: string;
  #left: number;

  private constructor(path: string, left: number) {
    this.#path = path;
    this.#left = left;
  }

  /** Makes it. @throws as `statfs` and `mkdir`; and when there is less room than it may take */
  static async make(path: string, maxBytes: number): Promise<EvidenceFolder> {
    const { bavail, bsize } = await statfs(dirname(path));
    const free = bavail * bsize;
    if (free < maxBytes)
      throw new Error(`no space: ${free} bytes are free in ${dirname(path)}, and it may take ${maxBytes}`);
    // Fails where there is one, whatever it is: it may be the evidence of the last time.
    await mkdir(path, { mode: 0o700 });
    return new EvidenceFolder(path, maxBytes);
  }

  /** Keeps a file. @throws as `open` and `write`; and when it does not fit in */
  async keep(name: string, contents: string | Uint8Array): Promise<KeptFile> {
    const data = typeof contents === 'string' ? Buffer.from(contents) : contents;
    if (data.length > this.#left)
      throw new Error(`it takes ${data.length} bytes, and ${this.#left} are left of what all may take`);
    this.#left -= data.length;
    await using file = await open(join(this.#path, name), 'wx', 0o600);
    await file.writeFile(data);
    await file.sync();
    return { name, bytes: data.length, sha256: createHash('sha256').update(data).digest('hex') };
  }

  /** Puts the names of its files on disk. */
  async sync(): Promise<void> {
    for (const path of [this.#path, dirname(this.#path)]) {
      await using folder = await open(path, 'r');
      await folder.sync();
    }
  }
}
