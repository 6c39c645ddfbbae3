import { stat, statfs, unlink } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { count, knownOptions, messageOf, OptionError } from '../core/index.js';
import { type ActionContext, type ActionResult, action, type SingleAction } from '../policy/index.js';
import { type ArgsOf, CommandRejectedError } from '../qmp/index.js';
import { dumpEnd } from './dump-end.js';
import { done, failed, notDone, verified } from './outcome.js';
import type { ActionOptions } from './system-reset.js';

/** A format of `dump-guest-memory`, in QEMU's word. */
export type DumpFormat = NonNullable<ArgsOf<'dump-guest-memory'>['format']>;

/** Options of `act.dump`. */
export interface DumpOptions extends ActionOptions {
  /**
   * The file, by an absolute path that means the same to QEMU and to this process; or a function that makes one of the
   * incident's id, such as `i7`. A file that is there already is not overwritten: it may be the evidence of the last time.
   */
  readonly path: string | ((incident: string) => string);
  /**
   * The formats to try, in this order: the first that this QEMU has and does not refuse. Default `kdump-raw-zlib` (QEMU 8.2),
   * `kdump-zlib`, `elf`: the first two leave empty pages out, and the second is the flat form, which `makedumpfile -R` and
   * `crash` read.
   */
  readonly format?: DumpFormat | readonly DumpFormat[] | undefined;
  /** How long it may take, in milliseconds, in which the guest stands still. Default 600,000. QEMU can not be told to stop. */
  readonly timeout?: number | undefined;
  /** A VM with more memory than so many bytes is not dumped. Default: what is free in the folder decides. */
  readonly maxBytes?: number | undefined;
}

/** What a dump takes beside the guest's memory: its video memory, its firmware, and notes. */
const BESIDE = 64 * 1024 * 1024;

interface CheckedDump {
  readonly path: (incident: string) => string;
  readonly formats: readonly DumpFormat[];
  readonly maxBytes: number;
}

/**
 * Writes the guest's memory to a file, for whoever looks for what went wrong: do it before what destroys the evidence.
 * The guest stands still meanwhile, and a VM that ran runs again after it, so it needs the evidence of a reset. Nothing is
 * begun unless the folder has room for all of the memory. Verified by `query-dump` and the file's size.
 *
 * A dump that failed leaves no file: half of one tells little and fills the disk. One that was not over in time goes on
 * in QEMU, and its file stays.
 *
 * Source: `dump-guest-memory`, `query-dump` and DUMP_COMPLETED of QEMU's QMP reference.
 * @throws {@link OptionError}
 */
export function dump(options: DumpOptions): SingleAction {
  knownOptions('dump', options, ['path', 'format', 'timeout', 'maxBytes']);
  const { path, format = ['kdump-raw-zlib', 'kdump-zlib', 'elf'] } = options;
  const checked: CheckedDump = {
    path: typeof path === 'function' ? (incident) => checkPath(path(incident)) : always(checkPath(path)),
    formats: typeof format === 'string' ? [format] : format,
    maxBytes: count('dump.maxBytes', options.maxBytes, Number.POSITIVE_INFINITY, { min: 1, infinity: true }),
  };
  if (!Array.isArray(checked.formats) || checked.formats.length === 0)
    throw new OptionError('dump.format', format, "a format, such as 'elf', or a list of them");
  return action({
    name: 'dump-guest-memory',
    destructive: true,
    idempotent: false,
    timeout: options.timeout ?? 600_000,
    async run(context) {
      try {
        return await write(context, checked);
      } catch (error) {
        return notDone(error);
      }
    },
  });
}

async function write(context: ActionContext, options: CheckedDump): Promise<ActionResult> {
  const { vm, signal, clock } = context;
  const path = options.path(context.incident);
  const refused = await mayNotBegin(context, path, options.maxBytes);
  if (refused !== undefined) return refused;
  const { formats: known } = await vm.execute('query-dump-guest-memory-capability', {}, { signal });
  const formats = options.formats.filter((format) => known.some((one) => one === format));
  const withdrawn = await context.stillStands();
  if (withdrawn !== undefined) return failed(withdrawn, { path });

  const refusals: string[] = [];
  for (const format of formats) {
    using end = dumpEnd(context);
    const began = clock.now();
    try {
      await vm.execute(
        'dump-guest-memory',
        { paging: false, protocol: `file:${path}`, detach: true, format },
        { signal },
      );
    } catch (error) {
      if (!(error instanceof CommandRejectedError) || error.class === 'CommandNotFound') throw error;
      refusals.push(`${format}: ${error.desc}`);
      continue;
    }
    const evidence = { path, format };
    return await verified(evidence, async () => {
      const error = await end.error();
      const took = clock.now() - began;
      if (error !== undefined)
        return failed('dump-failed', { ...evidence, error, took, ...(await removed(path)) });
      const { size } = await stat(path);
      return size > 0 ? done('dumped', { ...evidence, bytes: size, took }) : failed('empty', evidence);
    });
  }
  if (formats.length === 0) return failed(`no-such-format: ${options.formats.join(', ')}`, { path, known });
  return failed('refused', { path, refusals, ...(await removed(path)) });
}

/** Why the dump may not begin: QEMU opens a file that is there and empties it, and finds out at the end that it is too large. */
async function mayNotBegin(
  { vm, signal }: ActionContext,
  path: string,
  maxBytes: number,
): Promise<ActionResult | undefined> {
  if ((await stat(path).catch(() => undefined)) !== undefined) return failed('file-exists', { path });
  const { status } = await vm.execute('query-dump', {}, { signal });
  if (status === 'active') return failed('busy: another dump is under way', { path });
  const memory = await vm.execute('query-memory-size-summary', {}, { signal });
  const bytes = Number(memory['base-memory']) + Number(memory['plugged-memory'] ?? 0);
  if (bytes > maxBytes) return failed('too-large', { path, bytes, maxBytes });
  try {
    const { bavail, bsize } = await statfs(dirname(path));
    const free = bavail * bsize;
    return free < bytes + BESIDE
      ? failed('no-space', { path, bytes, free, needed: bytes + BESIDE })
      : undefined;
  } catch (error) {
    return failed('no-folder', { path, error: messageOf(error) });
  }
}

async function removed(path: string): Promise<{ readonly removed: boolean }> {
  return await unlink(path).then(
    () => ({ removed: true }),
    () => ({ removed: false }),
  );
}

const always =
  <T>(value: T) =>
  (): T =>
    value;

function checkPath(path: string): string {
  if (typeof path !== 'string' || !isAbsolute(path) || path.includes('\0'))
    throw new OptionError('dump.path', path, 'an absolute path, or a function that makes one');
  return path;
}
