import { Refusal } from '../fake-qemu/answer.js';

interface OpenFile {
  readonly path: string;
  readonly reads: boolean;
  position: number;
}

const MODES = /^(r|w|a)b?(\+?)b?$/;
const LARGEST_READ = 48 * 1024 * 1024;

/** The files of a fake guest, by path. There are no folders. */
export class FakeFiles {
  readonly #contents = new Map<string, Buffer>();
  readonly #open = new Map<number, OpenFile>();
  #lastHandle = 999;

  /** What a file holds; `undefined` when there is none. */
  get(path: string): Buffer | undefined {
    return this.#contents.get(path);
  }

  /** Puts a file there. */
  set(path: string, content: string | Uint8Array): void {
    this.#contents.set(path, Buffer.from(content));
  }

  /** The paths of all files. */
  get paths(): readonly string[] {
    return [...this.#contents.keys()];
  }

  /** How many handles clients have opened and not closed. */
  get openHandles(): number {
    return this.#open.size;
  }

  /** @internal The agent ended: its handles are gone. */
  forgetHandles(): void {
    this.#open.clear();
  }

  /** @internal */
  open(path: string, mode: string): number {
    const kind = MODES.exec(mode)?.[1];
    if (kind === undefined) throw new Refusal(`invalid file open mode '${mode}'`);
    if (kind === 'r' && !this.#contents.has(path))
      throw new Refusal(`failed to open file '${path}' (mode: '${mode}'): No such file or directory`);
    if (kind === 'w' || !this.#contents.has(path)) this.#contents.set(path, Buffer.alloc(0));
    this.#lastHandle += 1;
    const position = kind === 'a' ? (this.#contents.get(path)?.length ?? 0) : 0;
    this.#open.set(this.#lastHandle, { path, reads: kind === 'r', position });
    return this.#lastHandle;
  }

  /** @internal */
  read(handle: unknown, count: number): { count: number; 'buf-b64': string; eof: boolean } {
    const file = this.#file(handle);
    if (count < 0 || count > LARGEST_READ)
      throw new Refusal(`value '${count}' is invalid for argument count`);
    const content = this.#contents.get(file.path) ?? Buffer.alloc(0);
    const bytes = content.subarray(file.position, file.position + count);
    file.position += bytes.length;
    return { count: bytes.length, 'buf-b64': bytes.toString('base64'), eof: bytes.length < count };
  }

  /** @internal */
  write(handle: unknown, text: string): { count: number; eof: boolean } {
    const file = this.#file(handle);
    if (file.reads) throw new Refusal('failed to write to file: Bad file descriptor');
    const bytes = Buffer.from(text, 'base64');
    const content = this.#contents.get(file.path) ?? Buffer.alloc(0);
    this.#contents.set(
      file.path,
      Buffer.concat([
        content.subarray(0, file.position),
        bytes,
        content.subarray(file.position + bytes.length),
      ]),
    );
    file.position += bytes.length;
    return { count: bytes.length, eof: false };
  }

  /** @internal */
  flush(handle: unknown): void {
    this.#file(handle);
  }

  /** @internal */
  close(handle: unknown): void {
    this.#file(handle);
    this.#open.delete(Number(handle));
  }

  #file(handle: unknown): OpenFile {
    const file = typeof handle === 'number' ? this.#open.get(handle) : undefined;
    if (file === undefined) throw new Refusal(`handle '${String(handle)}' has not been found`);
    return file;
  }
}
