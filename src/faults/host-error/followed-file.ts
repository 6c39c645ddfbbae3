import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { messageOf } from '../../core/index.js';
import { LineSplitter } from './line-splitter.js';

/** What has been appended since the last look. */
export interface Appended {
  readonly lines: readonly string[];
  /** Why nothing can be told of what comes next. */
  readonly unknown?: string | undefined;
}

interface Opened {
  readonly handle: FileHandle;
  readonly ino: bigint;
  readonly dev: bigint;
  /** Up to where it was read. */
  position: number;
  readonly lines: LineSplitter;
}

const CHUNK = 65_536;

/** So much is read in one look; what is left is read in the next. */
const MOST = 16 * CHUNK;

/** Whoever writes a log goes on with the rotated file until somebody tells it to open the new one: so many looks. */
const LOOKS_AT_FORMER = 10;

/** What a file of systemd's journal begins with: no text. */
const JOURNAL = 'LPKSHHRH';

/**
 * A text file to which others append, followed by its name through rotation (another file takes its place) and truncation
 * (it is written anew). Only what is appended after the first look counts; a line counts when it is complete.
 */
export class FollowedFile implements AsyncDisposable {
  readonly #path: string;
  readonly #maxLine: number;
  #opened: Opened | undefined;
  /** What was rotated away lately. */
  #former: { readonly opened: Opened; looks: number } | undefined;
  /** Whether it was looked for before: a file that comes later is new from its first byte. */
  #looked = false;
  #closed = false;

  constructor(path: string, maxLine: number) {
    this.#path = path;
    this.#maxLine = maxLine;
  }

  /** Never rejects but for an aborted signal. */
  async read(signal: AbortSignal): Promise<Appended> {
    const lines: string[] = [];
    const isFirst = !this.#looked;
    this.#looked = true;
    try {
      const now = await stat(this.#path, { bigint: true });
      const { ino, dev } = this.#opened ?? {};
      if (this.#opened !== undefined && (now.ino !== ino || now.dev !== dev)) {
        if (!(await readOn(this.#opened, lines, signal))) return { lines };
        await this.#leaveFormer(lines);
        this.#former = { opened: this.#opened, looks: 0 };
        this.#opened = undefined;
      } else await this.#readFormer(lines, signal);
      this.#opened ??= await this.#open(isFirst);
      await readOn(this.#opened, lines, signal);
      return { lines };
    } catch (error) {
      signal.throwIfAborted();
      // It may be on its way to be rotated: the old one is read to its end.
      if (this.#opened !== undefined) await readOn(this.#opened, lines, signal).catch(() => {});
      return { lines, unknown: `${this.#path} can not be followed: ${messageOf(error)}` };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    const open = [this.#opened, this.#former?.opened];
    this.#opened = undefined;
    this.#former = undefined;
    for (const one of open) await one?.handle.close();
  }

  async #readFormer(lines: string[], signal: AbortSignal): Promise<void> {
    const former = this.#former;
    if (former === undefined) return;
    former.looks += 1;
    const isAll = await readOn(former.opened, lines, signal);
    if (isAll && former.looks >= LOOKS_AT_FORMER) await this.#leaveFormer(lines);
  }

  async #leaveFormer(lines: string[]): Promise<void> {
    const former = this.#former?.opened;
    this.#former = undefined;
    // Nobody completes it any more.
    lines.push(...(former?.lines.end() ?? []));
    await former?.handle.close();
  }

  async #open(isFirst: boolean): Promise<Opened> {
    // Without O_NONBLOCK the opening of a FIFO would wait for a writer.
    const handle = await open(this.#path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = await handle.stat({ bigint: true });
      if (!found.isFile())
        throw new Error('it is no regular file; what comes out of a program or a pipe is for hostError.from');
      const head = await readAt(handle, 0, JOURNAL.length);
      if (head.toString('latin1') === JOURNAL)
        throw new Error("it is systemd's journal, which is no text; ask journalctl with hostError.from");
      if (this.#closed) throw new Error('it is not followed any more');
      const lines = new LineSplitter(this.#maxLine);
      const size = Number(found.size);
      const position = isFirst ? await this.#lineAt(handle, size) : 0;
      return { handle, ino: found.ino, dev: found.dev, position, lines };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Where the line begins that is not complete yet. */
  async #lineAt(handle: FileHandle, size: number): Promise<number> {
    const from = Math.max(size - this.#maxLine, 0);
    const tail = await readAt(handle, from, size - from);
    const end = tail.lastIndexOf(0x0a);
    return end === -1 && from > 0 ? size : from + end + 1;
  }
}

/** Reads what was appended. Answers whether that was all. */
async function readOn(opened: Opened, lines: string[], signal: AbortSignal): Promise<boolean> {
  const { size } = await opened.handle.stat();
  if (size < opened.position) {
    opened.position = 0;
    opened.lines.clear();
  }
  for (let read = 0; read < MOST; ) {
    signal.throwIfAborted();
    const chunk = await readAt(opened.handle, opened.position, CHUNK);
    if (chunk.length === 0) return true;
    opened.position += chunk.length;
    read += chunk.length;
    lines.push(...opened.lines.take(chunk));
  }
  return false;
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
