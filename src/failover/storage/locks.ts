/** A file as the kernel's list of locks names it. */
export interface LockedFile {
  /** Of its file system, as in `fe:00`. */
  readonly device: string;
  readonly inode: string;
}

/** What the locks on a file say of those who have it open in QEMU, or in one of its tools. */
export interface ImageLocks {
  /** Somebody may write. */
  readonly writer: boolean;
  /** Somebody lets nobody else write: a second QEMU can not be started on it. */
  readonly exclusive: boolean;
}

// Where QEMU's driver for files puts its locks: the bytes from 100 on say what somebody does with the image, those from
// 200 on what he lets nobody else do. By number: read, write, write what is there already, resize. Observed on QEMU 5.2,
// 7.2, 10.0 and 11.1 alike, on raw and qcow2.
const WRITES = { from: 101, to: 103 };
const LETS_NOBODY_READ_OR_WRITE = { from: 200, to: 201 };

/** `12: OFDLCK ADVISORY  READ -1 fe:00:2261242 100 101`; one that is waited for has an arrow behind its number. */
const LOCK =
  /^\d+:\s+(?:OFDLCK|POSIX)\s+\S+\s+(?:READ|WRITE)\s+-?\d+\s+([0-9a-f]+:[0-9a-f]+):(\d+)\s+(\d+)\s+(\d+|EOF)\s*$/;

/** What `/proc/locks`, or the locks in a file of `/proc/PID/fdinfo`, say of a file. A line of another form says nothing. */
export function locksOn(file: LockedFile, text: string): ImageLocks {
  let [writer, exclusive] = [false, false];
  for (const line of text.split('\n')) {
    const [, device, inode, from, to] = LOCK.exec(line.replace(/^lock:\s*/, '')) ?? [];
    if (device !== file.device || inode !== file.inode) continue;
    const range = { from: Number(from), to: to === 'EOF' ? Number.POSITIVE_INFINITY : Number(to) };
    writer ||= overlap(range, WRITES);
    exclusive ||= overlap(range, LETS_NOBODY_READ_OR_WRITE);
  }
  return { writer, exclusive };
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function overlap(one: Range, other: Range): boolean {
  return one.from <= other.to && other.from <= one.to;
}
