import { OptionError } from '../core/index.js';
import { action, type SingleAction } from '../policy/index.js';
import type { YankInstance } from '../qmp/index.js';
import { done, failed, notDone, unknown } from './outcome.js';
import type { ActionOptions } from './system-reset.js';

/** What is cut off: a block node by its name, or anything else as `query-yank` lists it. */
export type Yanked = string | YankInstance;

/**
 * Cuts connections off that QEMU waits for, out of band, so that it helps where the main loop hangs: the requests under
 * way fail. It frees only what `query-yank` lists (NBD nodes, socket character devices, migrations), and refuses anything
 * else; verified by an answer in band.
 * @throws {@link OptionError}
 */
export function yank(what: readonly Yanked[], options: ActionOptions = {}): SingleAction {
  if (!Array.isArray(what) || what.length === 0)
    throw new OptionError('yank', what, "a list of block nodes, such as ['nbd0'], or of yank instances");
  const wanted = what.map((one): YankInstance => {
    if (typeof one === 'object' && one !== null) return one;
    if (typeof one !== 'string' || one === '')
      throw new OptionError('yank', one, 'the name of a block node, or a yank instance');
    return { type: 'block-node', 'node-name': one };
  });
  return action({
    name: 'yank',
    destructive: true,
    idempotent: true,
    timeout: options.timeout ?? 10_000,
    // A hanging main loop is what it is for: nothing in band can be asked of it.
    evidence: ['no-own-lag'],
    async run({ vm, signal }) {
      try {
        const listed = await vm.executeOob('query-yank', {}, { signal });
        const missing = wanted.find((one) => !listed.some((other) => isSame(one, other)));
        if (missing !== undefined) return failed(`not-listed: ${describe(missing)}`, { listed });
        await vm.executeOob('yank', { instances: wanted }, { signal });
        const { verdict } = await vm.liveness({ signal });
        return verdict === 'responsive'
          ? done('answering', { yanked: wanted })
          : unknown(`still-${verdict}`, { yanked: wanted });
      } catch (error) {
        return notDone(error, { yanked: wanted });
      }
    },
  });
}

function isSame(one: YankInstance, other: YankInstance): boolean {
  return describe(one) === describe(other);
}

function describe(instance: YankInstance): string {
  switch (instance.type) {
    case 'block-node':
      return `block-node ${String(instance['node-name'])}`;
    case 'chardev':
      return `chardev ${String(instance.id)}`;
    default:
      return instance.type;
  }
}
