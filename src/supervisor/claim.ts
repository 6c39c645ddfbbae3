import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { brand, codeOf, messageOf, QmpWatchdogError } from '../core/index.js';
import { type ProcessIdentity, runtimeFolder, stillRuns, thisProcess } from '../vm/index.js';

/**
 * Another supervisor acts on this VM, or writes to this journal: two would undo each other's work. Code `ERR_CLAIMED`.
 */
export class ClaimedError extends QmpWatchdogError {
  static {
    brand(this, 'ClaimedError');
  }

  /** The VM, or the journal's path. */
  readonly claimed: string;
  /** The process that holds the claim; undefined when its file can not be read. */
  readonly pid: number | undefined;

  /** @internal */
  constructor({ of, does, instead }: Claimed, pid: number | undefined, why?: unknown) {
    const holder = pid === undefined ? `its claim can not be read: ${messageOf(why)}` : `process ${pid} does`;
    super(
      'ERR_CLAIMED',
      `another supervisor ${does} ${of} already: ${holder}. ${instead}, or end that one first.`,
      { cause: why },
    );
    this.claimed = of;
    this.pid = pid;
  }
}

/** What is claimed. */
interface Claimed {
  readonly of: string;
  /** What its holder does with it. */
  readonly does: string;
  /** What whoever is refused may do. */
  readonly instead: string;
}

/** Who holds a claim. */
interface Holder extends ProcessIdentity {
  /** It was given back. */
  readonly released?: boolean;
}

/**
 * The exclusive right of one supervisor on this host to act on a VM, or to write to a journal.
 *
 * Each claim is a file of its own with a number, made only where there is none of that number, and the highest number
 * counts: so of two that find the same claim stale only one gets the next. Numbers never go back, therefore the last
 * file stays when the claim is given back.
 */
export class Claim implements AsyncDisposable {
  readonly #path: string;
  readonly #holder: Holder;
  #released = false;

  private constructor(path: string, holder: Holder) {
    this.#path = path;
    this.#holder = holder;
  }

  /**
   * Takes the claim on `vm`, over from a process that has ended if need be.
   * @throws {@link ClaimedError} somebody who lives holds it, or nobody can tell.
   */
  static async take(vm: string, folder?: string): Promise<Claim> {
    const where = folder ?? (await runtimeFolder());
    await mkdir(where, { recursive: true, mode: 0o700 });
    const name = createHash('sha256').update(vm).digest('hex').slice(0, 32);
    return await Claim.#take({ of: vm, does: 'acts on', instead: 'Observe' }, where, name);
  }

  /**
   * Takes the exclusive right to write to a journal's file, kept beside it.
   * @throws {@link ClaimedError} somebody who lives holds it, or nobody can tell.
   */
  static async takeJournal(path: string): Promise<Claim> {
    const claimed: Claimed = { of: path, does: 'writes to', instead: 'Give each a journal of its own' };
    return await Claim.#take(claimed, dirname(path), `${basename(path)}.writer`);
  }

  static async #take(claimed: Claimed, where: string, name: string): Promise<Claim> {
    const holder: Holder = await thisProcess();
    const own = join(where, `${name}.${randomUUID()}.new`);
    await writeFile(own, JSON.stringify(holder), { mode: 0o600 });
    try {
      for (;;) {
        const numbers = await numbersOf(where, name);
        const last = numbers.at(-1) ?? 0;
        if (last > 0) await checkFree(claimed, pathOf(where, name, last));
        const path = pathOf(where, name, last + 1);
        // A link leads to a whole file from the beginning.
        if (!(await linked(own, path))) continue;
        if ((await numbersOf(where, name)).at(-1) === last + 1) {
          await Promise.all(numbers.map((number) => rm(pathOf(where, name, number), { force: true })));
          return new Claim(path, holder);
        }
        // The number had been used and cleared away since we looked: somebody else is further.
        await rm(path, { force: true });
      }
    } finally {
      await rm(own, { force: true });
    }
  }

  /** Gives it back. Idempotent. Never rejects: what can not be given back is stale when this process has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    try {
      // Where somebody has removed the folder, the number may be another one's by now.
      if (!isDeepStrictEqual(await readHolder(this.#path), { ...this.#holder, released: false })) return;
      const given = `${this.#path}.given`;
      await writeFile(given, JSON.stringify({ ...this.#holder, released: true }), { mode: 0o600 });
      await rename(given, this.#path);
    } catch (error) {
      process.emitWarning(`the claim ${this.#path} could not be given back: ${messageOf(error)}`, {
        type: 'QmpWatchdogClaimWarning',
      });
    }
  }
}

function pathOf(folder: string, name: string, number: number): string {
  return join(folder, `${name}.${number}.claim`);
}

/** The numbers that there are, in order. */
async function numbersOf(folder: string, name: string): Promise<readonly number[]> {
  return (await readdir(folder))
    .filter((file) => file.startsWith(`${name}.`) && file.endsWith('.claim'))
    .map((file) => Number(file.slice(name.length + 1, -'.claim'.length)))
    .filter((number) => Number.isSafeInteger(number) && number > 0)
    .sort((one, other) => one - other);
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** @throws {@link ClaimedError} its holder lives, or nobody can tell. */
async function checkFree(claimed: Claimed, path: string): Promise<void> {
  let holder: Holder | undefined;
  try {
    holder = await readHolder(path);
  } catch (error) {
    throw new ClaimedError(claimed, undefined, error);
  }
  if (holder === undefined || holder.released === true) return;
  // What can not be told counts as alive: two that act are worse than none.
  if ((await stillRuns(holder)).verdict !== 'exited') throw new ClaimedError(claimed, holder.pid);
}

/** Undefined when it was cleared away. */
async function readHolder(path: string): Promise<Holder | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  const value: unknown = JSON.parse(text);
  const { pid, startTime, bootId, released } = Object(value) as Partial<Record<keyof Holder, unknown>>;
  if (typeof pid !== 'number' || typeof startTime !== 'string' || typeof bootId !== 'string')
    throw new Error(`${path} does not hold a claim`);
  return { pid, startTime, bootId, released: released === true };
}
