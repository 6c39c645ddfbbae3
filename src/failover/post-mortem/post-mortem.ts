import { AbortError, messageOf, redact, stringifyJson, TimeoutError, waitFor } from '../../core/index.js';
import { CommandTimeoutError, type Qmp, SessionClosedError } from '../../qmp/index.js';
import { Vm } from '../../vm/index.js';
import { EvidenceFolder, type KeptFile } from './evidence-folder.js';
import { type CheckedPostMortem, checkPostMortem, type PostMortemOptions } from './options.js';
import { QUESTIONS } from './questions.js';
import { tailOf } from './tail.js';

/** What was kept of a VM. */
export interface PostMortem {
  readonly folder: string;
  /** Every file, but for the manifest itself. */
  readonly files: readonly KeptFile[];
  /** What could not be had, and why. */
  readonly missing: readonly { readonly name: string; readonly why: string }[];
  /** How long it took, in milliseconds. */
  readonly took: number;
}

/** How long one answer of QEMU may take, in milliseconds. */
const ANSWER = 2_000;

/** What is left for the manifest when everything else has taken its time, in milliseconds. */
const FOR_THE_MANIFEST = 1_000;

/**
 * Keeps what there is to be known of a VM in a new folder, for whoever looks for what went wrong: what QEMU says of the
 * run state, the block graph, jobs, migration and CPUs; the state as its `Vm` knows it; the watchdogs' last heartbeats; and
 * the ends of journals and logs. `manifest.json` lists the files with sizes and checksums, and what could not be had and
 * why. Known secrets are taken out of all but `logs`. Nothing is changed in the VM, and a QEMU that does not answer is not
 * asked on. The default `timeout` is 30,000 ms.
 * @throws OptionError
 * @throws TimeoutError or {@link AbortError}: the folder has no manifest then.
 * @throws Error there is no room, or no folder to make it in, or there is one of this name.
 */
export async function postMortem(vm: Qmp, options: PostMortemOptions): Promise<PostMortem> {
  const checked = checkPostMortem(options);
  const { clock, signal, timeout } = checked;
  const over = new AbortController();
  try {
    return await waitFor(
      {
        clock,
        signal,
        timeout,
        timedOut: () =>
          new TimeoutError('ERR_TIMEOUT', `the post-mortem took longer than ${timeout} ms`, timeout),
        aborted: (reason) => new AbortError('postMortem', reason),
      },
      new Collection(vm, checked, over.signal).run(),
    );
  } finally {
    over.abort();
  }
}

/** One post-mortem under way. */
class Collection {
  readonly #vm: Qmp;
  readonly #options: CheckedPostMortem;
  readonly #signal: AbortSignal;
  readonly #files: KeptFile[] = [];
  readonly #missing: { readonly name: string; readonly why: string }[] = [];
  readonly #began: number;
  readonly #time: string;

  constructor(vm: Qmp, options: CheckedPostMortem, signal: AbortSignal) {
    this.#vm = vm;
    this.#options = options;
    this.#signal = signal;
    this.#began = options.clock.now();
    this.#time = new Date(options.clock.wall()).toISOString();
  }

  async run(): Promise<PostMortem> {
    const { folder: path, maxBytes, watchdogs, tails, tailBytes, clock } = this.#options;
    const folder = await EvidenceFolder.make(path, maxBytes);
    const vm = this.#vm;
    // What may be lost next comes first.
    if (vm instanceof Vm) await this.#keepJson(folder, 'vm-state.json', async () => vm.state);
    if (watchdogs.length > 0)
      await this.#keepJson(folder, 'watchdogs.json', async () => watchdogs.map(({ snapshot }) => snapshot));
    await this.#ask(folder);
    for (const { name, path: from } of tails) await this.#keep(folder, name, () => tailOf(from, tailBytes));
    this.#signal.throwIfAborted();
    const took = clock.now() - this.#began;
    const [files, missing] = [this.#files, this.#missing];
    const { about } = this.#options;
    const manifest = redact({ version: 1, time: this.#time, took, about, files, missing });
    await folder.keep('manifest.json', `${stringifyJson(manifest)}\n`);
    await folder.sync();
    return { folder: path, files, missing, took };
  }

  async #ask(folder: EvidenceFolder): Promise<void> {
    let silent: string | undefined;
    for (const { command, arguments: args } of QUESTIONS) {
      const why = silent;
      await this.#keepJson(folder, `${command}.json`, async () => {
        if (why !== undefined) throw new Error(`not asked: ${why}`);
        const limits = { signal: this.#signal, timeout: this.#timeFor(ANSWER) };
        try {
          return await this.#vm.executeAny(command, args, limits);
        } catch (error) {
          if (error instanceof CommandTimeoutError || error instanceof SessionClosedError)
            silent = messageOf(error);
          throw error;
        }
      });
    }
  }

  async #keepJson(folder: EvidenceFolder, name: string, have: () => Promise<unknown>): Promise<void> {
    await this.#keep(folder, name, async () => `${stringifyJson(redact(await have()))}\n`);
  }

  /** What can not be had is said in the manifest, and the rest is kept all the same. */
  async #keep(folder: EvidenceFolder, name: string, have: () => Promise<string | Uint8Array>): Promise<void> {
    this.#signal.throwIfAborted();
    const { clock } = this.#options;
    try {
      const limits = {
        clock,
        signal: this.#signal,
        timeout: this.#timeFor(Number.POSITIVE_INFINITY),
        timedOut: () => new Error('there was no time left'),
        aborted: (reason: unknown) => new AbortError('postMortem', reason),
      };
      const kept = (async () => folder.keep(name, await have()))();
      this.#files.push(await waitFor(limits, kept));
    } catch (error) {
      this.#missing.push({ name, why: messageOf(error) });
    }
  }

  #timeFor(most: number): number {
    const { clock, timeout } = this.#options;
    const left = this.#began + timeout - FOR_THE_MANIFEST - clock.now();
    return Math.min(most, Math.max(left, 1));
  }
}
