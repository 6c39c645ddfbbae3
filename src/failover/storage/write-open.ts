import { codeOf, messageOf, runProgram, systemClock } from '../../core/index.js';

/** What an attempt to open an image for writing, as a second QEMU would, came to. */
export type WriteOpen =
  | { readonly answer: 'free' }
  /** Its locks did not let it. */
  | { readonly answer: 'locked' }
  /** It says nothing of other writers. */
  | { readonly answer: 'unknown'; readonly why: string };

/** How much of a program's complaint is kept, in characters, of the end. */
const MAX_OUTPUT = 2_048;

/** `Failed to get "write" lock`, or `Failed to get shared "write" lock`. */
const LOCK_REFUSED = /Failed to get (?:shared )?"[^"\n]*" lock/;

/** How a program is asked about an image. */
export interface AskedProgram {
  /** `qemu-io`, with its path or as PATH has it. */
  readonly qemuIo: string;
  /** Ends it. It must be set to abort. */
  readonly signal: AbortSignal;
}

/** Opens an image for writing with the locks of QEMU, and closes it. It writes nothing. Never rejects. */
export async function openToWrite(
  path: string,
  driver: 'file' | 'host_device',
  { qemuIo, signal }: AskedProgram,
): Promise<WriteOpen> {
  // As JSON, because a bare name may be taken for a protocol or an option.
  const image = `json:${JSON.stringify({ driver: 'raw', file: { driver, filename: path } })}`;
  const end = await runToEnd(
    qemuIo,
    ['-c', 'quit', image],
    signal,
    'from qemu-utils; set qemuIo to where it is',
  );
  if (end === undefined) return { answer: 'free' };
  return LOCK_REFUSED.test(end) ? { answer: 'locked' } : { answer: 'unknown', why: end };
}

/**
 * Writes what the kernel still holds back of an open file to its disk, by a program of its own: an fsync that hangs keeps
 * only that waiting. Undefined when it is there; else why not. Never rejects.
 */
export async function flushDescriptor(descriptor: number, signal: AbortSignal): Promise<string | undefined> {
  // It copies nothing to this very descriptor. By its path it would open the file anew, and be told of no older failure.
  const args = ['if=/dev/null', 'count=0', 'conv=notrunc,fsync', 'status=none'];
  return await runToEnd('dd', args, signal, 'from coreutils', descriptor);
}

/** Undefined for a success; else what went wrong. */
async function runToEnd(
  program: string,
  args: readonly string[],
  signal: AbortSignal,
  origin: string,
  stdout?: number,
): Promise<string | undefined> {
  try {
    const { code, killedBy, output } = await runProgram({
      path: program,
      args,
      env: undefined,
      input: '',
      maxOutput: MAX_OUTPUT,
      stdout,
      clock: systemClock,
      signal,
    });
    if (code === 0) return undefined;
    const how = code === null ? `was killed by ${killedBy}` : `ended with code ${code}`;
    return `${program} ${how}${output === '' ? '' : `: ${output.trim().replaceAll(/\s*\n\s*/g, ' ')}`}`;
  } catch (error) {
    if (signal.aborted) return `${program} did not end in time`;
    const missing = codeOf(error) === 'ENOENT';
    return missing
      ? `there is no ${program} (${origin})`
      : `${program} could not be started: ${messageOf(error)}`;
  }
}
