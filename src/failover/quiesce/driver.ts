import { isObject } from '../../proof/index.js';
import { readProcess } from '../../vm/index.js';

/** Which process sees to a latch: a pid alone may be given to another one. JSON. */
export interface Driver {
  readonly pid: number;
  /** In the kernel's ticks since boot. */
  readonly startTime: string;
  readonly bootId: string;
}

/** Undefined where this can not be told. Never rejects. */
export async function thisProcess(): Promise<Driver | undefined> {
  const { pid } = process;
  try {
    const { startTime, bootId } = await readProcess('/proc', pid);
    return { pid, startTime, bootId };
  } catch {
    return undefined;
  }
}

/**
 * The id of the process that a latch names, if it is another one than this and lives: both would undo each other's steps,
 * and use one proof twice. Undefined, too, for one in another pid namespace. Never rejects.
 */
export async function livingDriver(value: unknown): Promise<number | undefined> {
  if (!isObject(value)) return undefined;
  const { pid, startTime, bootId } = value;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid < 1 || pid === process.pid)
    return undefined;
  const found = await readProcess('/proc', pid).catch(() => undefined);
  const lives = found !== undefined && found.state !== 'Z' && found.state !== 'X';
  return lives && found.startTime === startTime && found.bootId === bootId ? pid : undefined;
}
