import { knownOptions, OptionError } from '../core/index.js';
import {
  type ActionContext,
  type ActionResult,
  action,
  type Evidence,
  type SingleAction,
} from '../policy/index.js';
import type { ArgsOf, CommandName, ReturnOf } from '../qmp/index.js';
import { notDone, unknown, verified } from './outcome.js';
import type { ActionOptions } from './system-reset.js';

/** Options of `act.execute`. */
export interface ExecuteOptions<C extends CommandName = CommandName> extends ActionOptions {
  /** Whether it costs the guest something that can not be given back. Default: it does. */
  readonly destructive?: boolean | undefined;
  /** Whether doing it twice is the same as doing it once. Default: it is not. */
  readonly idempotent?: boolean | undefined;
  /** What must be established before it is sent. Default: as for {@link action}. */
  readonly evidence?: readonly Evidence[] | undefined;
  /** Whether it makes the guest boot anew. Default: it does not. */
  readonly boots?: boolean | undefined;
  /** Looks whether it took effect; `returned` is QEMU's answer. Without it the outcome is `unknown`. */
  readonly verify?: ((context: ActionContext, returned: ReturnOf<C>) => Promise<ActionResult>) | undefined;
}

const KNOWN = ['timeout', 'destructive', 'idempotent', 'evidence', 'boots', 'verify'];

/**
 * Sends any command. QEMU's answer says that it took the command, not what came of it: that says `verify`, and without it
 * the outcome is `unknown`. Default deadline 10,000 ms, for both.
 * @throws {@link OptionError}
 */
export function execute<C extends CommandName>(
  command: C,
  args: ArgsOf<C>,
  options: ExecuteOptions<C> = {},
): SingleAction {
  knownOptions('execute', options, KNOWN);
  const { destructive = true, idempotent = false, evidence, boots, verify } = options;
  if (verify !== undefined && typeof verify !== 'function')
    throw new OptionError('execute.verify', verify, 'a function');
  return action({
    name: command,
    destructive,
    idempotent,
    timeout: options.timeout ?? 10_000,
    evidence,
    boots,
    async run(context) {
      try {
        // The command's own deadline is the action's.
        const limits = { signal: context.signal, timeout: Number.POSITIVE_INFINITY };
        // The command's name says what it returns.
        const returned = (await context.vm.executeAny(command, args, limits)) as ReturnOf<C>;
        return verify === undefined
          ? unknown('not-verified')
          : await verified({}, () => verify(context, returned));
      } catch (error) {
        return notDone(error);
      }
    },
  });
}
