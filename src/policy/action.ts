import { type Clock, knownOptions, milliseconds, nonEmpty, OptionError } from '../core/index.js';
import type { Qmp } from '../qmp/index.js';
import type { Cause } from './cause.js';

/**
 * How an action ended. `unknown` is neither success nor failure: it may have taken effect, and it is never blindly
 * repeated. `reason` is a short phrase for programs and people, `evidence` what the verdict rests on.
 */
export interface ActionResult {
  readonly outcome: 'done' | 'failed' | 'unknown';
  readonly reason: string;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** What a running action works with. */
export interface ActionContext {
  readonly vm: Qmp;
  /** Aborts when the action's deadline passes or its supervisor ends. Give it to everything that is awaited. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** How long it has, in milliseconds: its own deadline, or less where its step is over earlier. */
  readonly timeout: number;
  /** What made the policy act. */
  readonly cause: Cause;
  /** The incident's id, as in the journal. */
  readonly incident: string;
  /**
   * Ask it right before what can not be taken back, if the action has waited for anything before that: why what it
   * rests on does not hold any more, or undefined. Fail with that reason, and nothing was done.
   */
  stillStands(): Promise<string | undefined>;
}

/**
 * A fact that must be established, freshly, before an action may run:
 * - `pets-silent`: the watchdog of the cause is still expired;
 * - `channel-proven`: its pets' channel is open, and what has come over this very connection shows that a pet would come
 *   over it, so that its silence means something: a connection that nobody serves, or a stranger has made, is open too;
 * - `running`: QMP answers that the VM runs;
 * - `answering`: QMP answers;
 * - `second-source`: beside a watchdog that expired, the monitor accuses the VM for itself: QEMU says that it runs while
 *   its guest is silent, or is connected and does not answer. Without a watchdog there is no first source, and it is
 *   refused;
 * - `no-own-lag`: this process did not stall while it looked.
 */
export type Evidence =
  | 'pets-silent'
  | 'channel-proven'
  | 'running'
  | 'answering'
  | 'second-source'
  | 'no-own-lag';

/** Something to do to a VM. Make one with {@link action}. */
export interface SingleAction {
  readonly kind: 'action';
  readonly name: string;
  /** Whether it costs the guest something that can not be given back. */
  readonly destructive: boolean;
  /** Whether doing it twice is the same as doing it once. */
  readonly idempotent: boolean;
  /** Its deadline in milliseconds. */
  readonly timeout: number;
  readonly evidence: readonly Evidence[];
  /** Whether it makes the guest boot anew, so that a boot grace follows. */
  readonly boots: boolean;
  /** Does it and says how it went. */
  run(context: ActionContext): Promise<ActionResult>;
}

/** One step of an {@link Escalation}. */
export interface EscalationStep {
  readonly action: Action;
  /** How long the step may take to cure, in milliseconds; then the next one is tried. */
  readonly timeout: number;
}

/** Tries the next action when one did not cure. Made by `act.escalate`. */
export interface Escalation {
  readonly kind: 'escalation';
  readonly name: string;
  readonly steps: readonly EscalationStep[];
}

/** Does one action after the other, as long as each is done. Made by `act.sequence`. */
export interface Sequence {
  readonly kind: 'sequence';
  readonly name: string;
  readonly actions: readonly Action[];
}

/** What a policy does. */
export type Action = SingleAction | Escalation | Sequence;

/** What {@link action} takes. */
export interface ActionDefinition {
  readonly name: string;
  readonly destructive: boolean;
  readonly idempotent: boolean;
  /** Its deadline in milliseconds, for `run` and `verify` together. */
  readonly timeout: number;
  /**
   * What must be established before it runs. Default: for a destructive one `pets-silent`, `channel-proven`, `running`
   * and `no-own-lag`, else `answering`. What ends a QEMU that may not answer, or starts the VM elsewhere, declares
   * `second-source` in place of `running`.
   * Where no watchdog was the cause, its pets and their channel are left out, and `running` means `answering`.
   */
  readonly evidence?: readonly Evidence[] | undefined;
  /** Whether it makes the guest boot anew. Default false. */
  readonly boots?: boolean | undefined;
  /** Does it. A throw, or the deadline, makes the outcome `unknown` unless the error says `outcome: 'rejected' | 'not-sent'`. */
  readonly run: (context: ActionContext) => Promise<ActionResult | undefined>;
  /** Looks whether it took effect, when `run` returned nothing. Without it such an action's outcome is `unknown`. */
  readonly verify?: ((context: ActionContext) => Promise<ActionResult>) | undefined;
}

/** What a destructive action needs that says nothing else. */
const DESTRUCTIVE: readonly Evidence[] = ['channel-proven', 'running', 'no-own-lag', 'pets-silent'];

const KNOWN = ['name', 'destructive', 'idempotent', 'timeout', 'evidence', 'boots', 'run', 'verify'];

/**
 * An action of your own.
 * @throws {@link OptionError}
 */
export function action(definition: ActionDefinition): SingleAction {
  knownOptions('action', definition, KNOWN);
  const { run, verify, destructive, idempotent, boots = false } = definition;
  return {
    kind: 'action',
    name: nonEmpty('action.name', definition.name),
    destructive,
    idempotent,
    timeout: milliseconds('action.timeout', definition.timeout, 0, { min: 1 }),
    evidence: definition.evidence ?? (destructive ? DESTRUCTIVE : ['answering']),
    boots,
    async run(context) {
      const result = await run(context);
      if (result !== undefined) return result;
      return verify === undefined
        ? { outcome: 'unknown', reason: 'not-verified', evidence: {} }
        : await verify(context);
    },
  };
}

/**
 * Tries each step's action in turn, as long as the trigger's condition stands. A step has until its `timeout` to cure;
 * after the last one the policy halts and pages.
 * @throws {@link OptionError}
 */
export function escalate(...steps: readonly EscalationStep[]): Escalation {
  if (steps.length === 0) throw new OptionError('escalate', steps, 'at least one step');
  for (const [index, step] of steps.entries()) {
    knownOptions(`escalate[${index}]`, step, ['action', 'timeout']);
    if (typeof step.action !== 'object' || step.action === null)
      throw new OptionError(`escalate[${index}].action`, step.action, 'an action');
    if (step.timeout === undefined)
      throw new OptionError(`escalate[${index}].timeout`, undefined, 'a number of milliseconds');
    milliseconds(`escalate[${index}].timeout`, step.timeout, 0, { min: 1 });
    const least = leastTime(step.action);
    if (step.timeout < least) {
      throw new OptionError(
        `escalate[${index}].timeout`,
        step.timeout,
        `at least ${least}: so long its own steps may take together`,
      );
    }
  }
  return { kind: 'escalation', name: `escalate(${steps.map((step) => step.action.name).join(', ')})`, steps };
}

/**
 * Does all of these in order, each when the one before is done, with evidence of its own. One that is not done ends the
 * sequence; the last one's cure is waited for as that of a single action.
 * @throws {@link OptionError}
 */
export function sequence(...actions: readonly Action[]): Sequence {
  if (actions.length === 0) throw new OptionError('sequence', actions, 'at least one action');
  for (const [index, one] of actions.entries())
    if (typeof one !== 'object' || one === null)
      throw new OptionError(`sequence[${index}]`, one, 'an action');
  return { kind: 'sequence', name: `sequence(${actions.map(({ name }) => name).join(', ')})`, actions };
}

/** So long an action's own steps may take together. */
function leastTime(planned: Action): number {
  if (planned.kind === 'escalation') return planned.steps.reduce((sum, { timeout }) => sum + timeout, 0);
  return planned.kind === 'sequence' ? planned.actions.reduce((sum, one) => sum + leastTime(one), 0) : 0;
}
