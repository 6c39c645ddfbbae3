import { stat, readFile } from 'node:fs/promises';
import { brand, describe, messageOf, parseJson, QmpWatchdogError } from '../../core/index.js';

/** A recording can not be read: `message` says where. Code `ERR_RECORDING`. */
export class RecordingError extends QmpWatchdogError {
  static {
    brand(this, 'RecordingError');
  }

  constructor(message: string, cause?: unknown) {
    super('ERR_RECORDING', message, cause === undefined ? undefined : { cause });
  }
}

/** What a recording begins with. */
export const HEADER = { recording: 'qmp', format: 1 } as const;

/** Longer ones are no recordings of this package. */
export const LONGEST: number = 64 * 1024 * 1024;

/** A line of a recording; `at` is in milliseconds since the connection. */
export type Entry =
  | {
      readonly at: number;
      readonly kind: 'qemu' | 'client';
      readonly message: Readonly<Record<string, unknown>>;
    }
  /** Who ended the connection. */
  | { readonly at: number; readonly kind: 'end'; readonly by: 'qemu' | 'client' };

/** @throws {@link RecordingError} */
export async function readRecording(file: string): Promise<readonly Entry[]> {
  try {
    const { size } = await stat(file);
    if (size > LONGEST) throw new RecordingError(`${file}: ${size} bytes are more than any recording has`);
    return parseRecording(file, await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof RecordingError) throw error;
    throw new RecordingError(`${file}: it can not be read: ${messageOf(error)}`, error);
  }
}

function parseRecording(file: string, text: string): readonly Entry[] {
  const [header = '', ...lines] = text.split('\n');
  const wrong = (line: number, what: string): RecordingError =>
    new RecordingError(`${file}:${line}: ${what}`);
  const first = parseLine(header);
  if (first?.['recording'] !== HEADER.recording || first['format'] !== HEADER.format)
    throw wrong(1, 'it is no recording of a QMP session, or one of a newer version of this package');
  return lines.flatMap((line, index): readonly Entry[] => {
    if (line === '') return [];
    const entry = parseLine(line);
    const at = entry?.['at'];
    if (entry === undefined || typeof at !== 'number')
      throw wrong(index + 2, `expected an object with a number under 'at'; found ${describe(line)}`);
    for (const kind of ['qemu', 'client'] as const) {
      const message = entry[kind];
      if (isObject(message)) return [{ at, kind, message }];
    }
    const by = entry['end'];
    // What could not be read or did not fit in was not recorded.
    return by === 'qemu' || by === 'client' ? [{ at, kind: 'end', by }] : [];
  });
}

function parseLine(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = parseJson(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
