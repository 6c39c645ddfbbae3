// A disk that is slow, hangs or fails: what a journal's file does when it is told to write.
import { open } from 'node:fs/promises';
import { type MockInstance, vi } from 'vitest';

type Operation = 'appendFile' | 'datasync' | 'sync';

/** Lets `before` run, and be awaited, before each such operation of any file; what it throws is what the file throws. */
export async function beforeEvery(
  operation: Operation,
  before: (...args: unknown[]) => Promise<void> | void,
): Promise<MockInstance> {
  const file = await open('/dev/null');
  const prototype = Object.getPrototypeOf(file) as Record<Operation, (...args: unknown[]) => Promise<void>>;
  await file.close();
  const original = prototype[operation];
  return vi.spyOn(prototype, operation).mockImplementation(async function (this: unknown, ...args) {
    await before(...args);
    await original.apply(this, args);
  });
}
