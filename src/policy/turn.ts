import type { IncidentEnd, RecordBody } from '../journal/index.js';
import { type Cause, passesWithReset } from './cause.js';
import type { Effect, EngineSettings, EngineState, Incident, Mode } from './engine-state.js';
import { stepsOf } from './plan.js';
import type { Policy } from './policy.js';

/** One application of the engine's step: the state it has come to so far, and the effects. */
export class Turn {
  readonly settings: EngineSettings;
  readonly now: number;
  state: EngineState;
  readonly effects: Effect[] = [];

  constructor(settings: EngineSettings, state: EngineState, now: number) {
    this.settings = settings;
    this.state = state;
    this.now = now;
  }

  get mode(): Mode {
    return this.state.mode ?? this.settings.mode;
  }

  update(state: Partial<EngineState>): void {
    this.state = { ...this.state, ...state };
  }

  set(incident: Incident): void {
    this.update({ incident });
  }

  nextOrder(): number {
    const orders = this.state.orders + 1;
    this.update({ orders });
    return orders;
  }

  policyNamed(name: string): Policy | undefined {
    return this.settings.policies.find((policy) => policy.name === name);
  }

  record(body: RecordBody, sync = false): void {
    this.effects.push(sync ? { do: 'record', body, sync } : { do: 'record', body });
  }

  ignore(policy: Policy, cause: Cause, reason: string): void {
    this.record({ kind: 'ignored', policy: policy.name, reason, cause: { ...cause } });
  }

  page(reason: string, incident?: Incident, policy?: string): void {
    const about =
      incident === undefined
        ? { ...(policy !== undefined && { policy }) }
        : { incident: incident.id, policy: incident.policy };
    this.record({ kind: 'page', reason, ...about });
    this.effects.push({ do: 'page', reason, ...about });
  }

  halt(policy: string, reason: string): void {
    const { halted, observedHalts } = this.state;
    this.update({ halted: { ...halted, [policy]: reason } });
    if (this.mode === 'observe') this.update({ observedHalts: [...observedHalts, policy] });
    this.record({ kind: 'halted', policy, reason });
  }

  /** What can not be looked after now is not forgotten: its condition is looked at again when there is time. */
  remember(policy: string, cause: Cause): void {
    const { unheard, unseen } = this.state;
    if (cause.on === 'expired' && !unheard.includes(cause.watchdog))
      this.update({ unheard: [...unheard, cause.watchdog] });
    // A run state is no news where an event has told it: this is another standstill.
    if ((cause.on === 'state' || cause.on === 'run-state') && !unseen.includes(policy))
      this.update({ unseen: [...unseen, policy] });
    if (cause.on === 'event' || cause.on === 'host-error') this.#miss(policy, cause);
  }

  /**
   * The last one of each policy. Of the policy that is busy none: what it does now may be the answer to it, and to do it
   * again would be worse.
   */
  #miss(policy: string, cause: Cause): void {
    const { missed, incident } = this.state;
    if (incident?.policy === policy) return;
    this.update({ missed: [...missed.filter((one) => one.policy !== policy), { policy, cause }] });
  }

  /**
   * Whether it is history for a policy once somebody else has reset or continued the VM: what that mends, and whatever the
   * policy would have reset the VM for.
   */
  isHistory(policy: string, cause: Cause): boolean {
    if (cause.on !== 'event' && cause.on !== 'run-state' && cause.on !== 'host-error') return false;
    const planned = this.policyNamed(policy)?.do;
    return (
      passesWithReset(cause) || (planned && stepsOf(planned).some(({ action }) => action.boots)) === true
    );
  }

  /** Somebody has reset or continued the VM. */
  forgetMissed(): void {
    this.update({ missed: this.state.missed.filter(({ policy, cause }) => !this.isHistory(policy, cause)) });
  }

  /** Ends an incident; whoever calls it looks what there is to do next. */
  close(incident: Incident, how: IncidentEnd): void {
    this.record({
      kind: 'ended',
      incident: incident.id,
      policy: incident.policy,
      how,
      took: this.now - incident.began,
    });
    const { cooldown = 0, notify } = this.policyNamed(incident.policy) ?? {};
    this.update({ incident: undefined });
    if (cooldown > 0)
      this.update({ resting: { ...this.state.resting, [incident.policy]: this.now + cooldown } });
    if (notify !== undefined)
      this.effects.push({
        do: 'notify',
        what: 'ended',
        policy: incident.policy,
        incident: incident.id,
        reason: how,
      });
  }
}
