import { messageOf, own } from '../core/index.js';
import { type Cause, describeTrigger } from './cause.js';
import { followedConditions, type Holds, holds } from './condition.js';
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
        const cause: Cause = { on: 'state', what: describeTrigger(condition), at: this.#turn.now };
        const now: Holds =
          guarded(this.#turn, policy, cause, () => holds(condition, this.#turn.state)) ?? 'unknown';
        const held = own(this.#turn.state.holding, policy.name)?.[index] !== undefined;
        if (now === 'yes' && !held) {
          this.#hold(policy.name, index, this.#turn.now);
          this.#listener.came(policy, cause);
        } else if (now === 'no' && held) {
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
