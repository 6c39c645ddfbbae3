import type { FileHandle } from 'node:fs/promises';
import { type FoundFile, look, openToLook } from './file-identity.js';
import { flushDescriptor } from './write-open.js';

/** A file that is kept open. */
export interface Kept extends FoundFile {
  /** Brings to its disk what the kernel holds back of it. Undefined when it is there; else why not. Never rejects. */
  flush(signal: AbortSignal): Promise<string | undefined>;
  /** Idempotent. Never rejects. */
  close(): Promise<void>;
}

/**
 * Of a failure to write a file back the kernel tells each descriptor once, if it was open by then or if nobody was told
 * before: observed on Linux 6. QEMU is told in its own flushes and goes on, so whoever opens the file after it hears of a
 * success. Only what was open all the time knows, and it must remember.
 */
export class KeptFile implements Kept {
  readonly identity: FoundFile['identity'];
  readonly foreign: FoundFile['foreign'];
  readonly #file: FileHandle;
  #failure: string | undefined;

  private constructor(file: FileHandle, { identity, foreign }: FoundFile) {
    this.#file = file;
    this.identity = identity;
    this.foreign = foreign;
  }

  /** Hangs and rejects as `identify` does. */
  static async open(path: string): Promise<KeptFile> {
    const file = await openToLook(path);
    try {
      return new KeptFile(file, await look(file));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async flush(signal: AbortSignal): Promise<string | undefined> {
    if (signal.aborted) return 'it was not flushed in time';
    // One that did not end may have been told what the next one is not.
    this.#failure ??= await flushDescriptor(this.#file.fd, signal);
    return this.#failure;
  }

  async close(): Promise<void> {
    this.#failure ??= 'it is not kept open any more';
    await this.#file.close().catch(() => {});
  }
}
