import { isObject } from '../../proof/index.js';
import { readControl } from '../storage/index.js';
import type { Resume } from './ask.js';

/** What a latch kept of a course, checked: it comes from a disk. Undefined for what can not be understood. */
export async function readResume(value: unknown): Promise<Resume | undefined> {
  if (!isObject(value)) return undefined;
  const { step, way, control, frozen } = value;
  if (step !== 'quieting' && step !== 'releasing') return undefined;
  if (way !== undefined && way !== 'set-active' && way !== 'migrate') return undefined;
  if (typeof frozen !== 'boolean') return undefined;
  try {
    return { step, way, control: control === undefined ? undefined : await readControl(control), frozen };
  } catch {
    return undefined;
  }
}
