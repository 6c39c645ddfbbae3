import { messageOf, own } from '../core/index.js';
import { type Cause, describeTrigger } from './cause.js';
import { type Followed, followedConditions, type Holds, holds } from './condition.js';
import type { Policy } from './policy.js';
import type { Turn } from './turn.js';

/** Told what conditions do. */
export interface ConditionListener {
  /** One has come to hold. */
  came(policy: Policy, cause: Cause): void;
  /** None of the policy's holds any more. */
  ceased(policy: string): void;
}

/** Follows the conditions of the policies: from view to view, which have come to hold, and which no longer do. */
export class FollowedConditions {
  readonly #turn: Turn;
  readonly #listener: ConditionListener;

  constructor(turn: Turn, listener: ConditionListener) {
    this.#turn = turn;
    this.#listener = listener;
  }

  /** Looks at all of them. Unknown neither begins nor ends anything. */
  look(): void {
    for (const policy of this.#turn.settings.policies) {
      for (const [index, condition] of followedConditions(policy.on).entries()) {
        if (own(this.#turn.state.halted, policy.name) !== undefined) continue;
        const cause = this.#causeOf(condition);
        const now: Holds =
          guarded(this.#turn, policy, cause, () => holds(condition, this.#turn.state)) ?? 'unknown';
        const held = own(this.#turn.state.holding, policy.name)?.[index];
        if (now === 'yes' && held === undefined) {
          this.#hold(policy.name, index, this.#turn.now);
          this.#listener.came(policy, cause);
        } else if (now === 'no' && held !== undefined && !this.#isOlder(condition, held)) {
          this.#hold(policy.name, index, undefined);
          if (!this.holdsAny(policy.name)) this.#listener.ceased(policy.name);
        }
      }
    }
  }

  /** Whether one of the policy's holds, as far as is known. */
  holdsAny(policy: string): boolean {
    return Object.keys(own(this.#turn.state.holding, policy) ?? {}).length > 0;
  }

  /** What stands of the policy's conditions, as if it had just come about; undefined when none does. */
  standing(policy: Policy): Cause | undefined {
    const held = own(this.#turn.state.holding, policy.name) ?? {};
    for (const [index, condition] of followedConditions(policy.on).entries()) {
      if (held[index] === undefined) continue;
      if (condition.on !== 'fault')
        return { on: 'state', what: describeTrigger(policy.on), at: this.#turn.now };
      const cause = this.#causeOf(condition);
      // What an event told is held to have been so before anybody looked.
      if (guarded(this.#turn, policy, cause, () => holds(condition, this.#turn.state)) === 'yes')
        return cause;
    }
    return undefined;
  }

  /** Whether the VM, as it was last seen, still ran before what an event has told: then it says nothing of that. */
  #isOlder({ on }: Followed, held: number): boolean {
    const run = this.#turn.state.vm?.run;
    return on === 'fault' && run?.running === true && run.since < held;
  }

  /** An event has told that a fault stopped the VM: the state that it leads to is no news. */
  told(policy: Policy): void {
    for (const [index, condition] of followedConditions(policy.on).entries())
      if (condition.on === 'fault') this.#hold(policy.name, index, this.#turn.now);
  }

  #causeOf(condition: Followed): Cause {
    const at = this.#turn.now;
    const { vm } = this.#turn.state;
    const status = vm?.run?.status;
    if (condition.on !== 'fault' || vm === undefined || status === undefined)
      return { on: 'state', what: describeTrigger(condition), at };
    return { on: 'run-state', status, blockErrors: vm.blockErrors, at, session: vm.session };
  }

  #hold(policy: string, index: number, since: number | undefined): void {
    const { [index]: _, ...others } = own(this.#turn.state.holding, policy) ?? {};
    const held = since === undefined ? others : { ...others, [index]: since };
    this.#turn.update({ holding: { ...this.#turn.state.holding, [policy]: held } });
  }
}

/** A trigger that throws says nothing of the cause, and must not cost another policy its own. */
export function guarded<T>(turn: Turn, policy: Policy, cause: Cause, look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    const reason = `its trigger threw: ${messageOf(error)}`;
    turn.ignore(policy, cause, reason);
    const { distrusted } = turn.state;
    if (distrusted.includes(policy.name)) return undefined;
    turn.update({ distrusted: [...distrusted, policy.name] });
    turn.page(`policy "${policy.name}" can not be relied on: ${reason}`, undefined, policy.name);
    return undefined;
  }
}
