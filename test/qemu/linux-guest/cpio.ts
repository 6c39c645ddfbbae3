/** A file of an initial RAM disk. */
export interface CpioEntry {
  readonly path: string;
  /** Permissions, and the kind of file: `0o100755` is a program, `0o040755` a folder, `0o120777` a link. */
  readonly mode: number;
  /** What it holds; where it leads, for a link. */
  readonly content?: Buffer | string;
}

/** An archive as Linux unpacks it when it boots (`newc`). */
export function cpio(entries: readonly CpioEntry[]): Buffer {
  const parts = [...entries, { path: 'TRAILER!!!', mode: 0 }].flatMap((entry, index) => {
    const content = Buffer.from('content' in entry ? (entry.content ?? '') : '');
    const name = Buffer.from(`${entry.path}\0`);
    const fields = [index + 1, entry.mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length, 0];
    const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
    return [...padded(Buffer.concat([Buffer.from(header), name])), ...padded(content)];
  });
  return Buffer.concat(parts);
}

/** Everything begins at a multiple of four. */
function padded(bytes: Buffer): Buffer[] {
  return [bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)];
}
