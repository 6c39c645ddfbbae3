import type { Kept } from './kept-file.js';

/** Files that are kept open for the sake of a control, by their nodes. */
export type KeptFiles = Map<string, { readonly file: Kept; readonly since: 'control' | 'proof' }>;

const keptFor = new WeakMap<object, KeptFiles>();
/** Closes what nobody can ask for any more. */
const abandoned = new FinalizationRegistry<KeptFiles>((files) => void closeAll(files));

export function keep(control: object, files: KeptFiles): void {
  keptFor.set(control, files);
  abandoned.register(control, files, control);
}

/** Those of this very control: one that was read back from where it was stored has none yet. */
export function keptOf(control: object): KeptFiles {
  const known = keptFor.get(control);
  if (known !== undefined) return known;
  const files: KeptFiles = new Map();
  keep(control, files);
  return files;
}

/**
 * Closes the images that are kept open for the sake of a control, which is of no further use then: a file system can not
 * be unmounted as long as one is open. Idempotent. Never rejects.
 */
export async function forgetControl(control: object): Promise<void> {
  const files = keptFor.get(control);
  if (files === undefined) return;
  keptFor.delete(control);
  abandoned.unregister(control);
  await closeAll(files);
}

/** Never rejects. */
export async function closeAll(files: KeptFiles): Promise<void> {
  const open = [...files.values()];
  files.clear();
  await Promise.all(open.map(({ file }) => file.close()));
}
