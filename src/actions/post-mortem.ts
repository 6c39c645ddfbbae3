import { beforehand, knownOptions, messageOf, milliseconds, OptionError } from '../core/index.js';
import { checkPostMortem, type PostMortemSources } from '../failover/index.js';
import { type ActionContext, type ActionResult, action, type SingleAction } from '../policy/index.js';
import { done, failed } from './outcome.js';

/** Options of `act.postMortem`. */
export interface PostMortemActionOptions extends PostMortemSources {
  /**
   * The folder to make, by an absolute path, on other storage than the VM's; or a function that makes one of the incident's
   * id, such as `i7`. One that is there already is not touched: it may be the evidence of the last time.
   */
  readonly folder: string | ((incident: string) => string);
  /** How long it may take, in milliseconds. Default 30,000. */
  readonly timeout?: number | undefined;
}

/**
 * Keeps what there is to be known of the VM in a folder: see {@link Actions.postMortem}.
 * @throws {@link OptionError}
 */
export function postMortem(options: PostMortemActionOptions): SingleAction {
  const known = ['folder', 'timeout', 'watchdogs', 'journal', 'logs', 'tailBytes', 'maxBytes'];
  knownOptions('postMortem', options, known);
  const { folder, timeout: given, ...sources } = options;
  if (typeof folder !== 'string' && typeof folder !== 'function')
    throw new OptionError('postMortem.folder', folder, 'an absolute path, or a function that makes one');
  const timeout = milliseconds('postMortem.timeout', given, 30_000, { min: 1_000 });
  // Now, and not when it runs; a folder that a function makes is looked at when it has.
  checkPostMortem({ ...sources, folder: typeof folder === 'string' ? folder : '/' });
  const loaded = beforehand(import('../failover/index.js'));
  return action({
    name: 'post-mortem',
    destructive: false,
    idempotent: false,
    // What ends it in time says what it could not have.
    timeout: timeout + 1_000,
    // A QEMU that does not answer leaves evidence, too.
    evidence: [],
    run: (context) =>
      keep(context, typeof folder === 'function' ? folder : () => folder, timeout, sources, loaded),
  });
}

async function keep(
  { vm, signal, clock, cause, incident, timeout: left }: ActionContext,
  folder: (incident: string) => string,
  timeout: number,
  sources: PostMortemSources,
  loaded: () => Promise<typeof import('../failover/index.js')>,
): Promise<ActionResult> {
  const path = folder(incident);
  try {
    const { postMortem: collect } = await loaded();
    const { files, missing, took } = await collect(vm, {
      ...sources,
      folder: path,
      about: { incident, cause },
      signal,
      clock,
      timeout: Math.min(timeout, left),
    });
    const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
    return done('kept', { folder: path, files: files.length, bytes, took, missing });
  } catch (error) {
    signal.throwIfAborted();
    return failed('not-kept', { folder: path, error: messageOf(error) });
  }
}
