import { messageOf } from '../core/index.js';
import type { IncidentEnd, RecordBody } from '../journal/index.js';
import { type ActionResult, type SingleAction, type Step, stepsOf } from './action.js';
import type { Cause } from './cause.js';
import {
  evidenceFor,
  type EvidenceVerdict,
  type Facts,
  type Grounds,
  isQemuSilent,
  judgeEvidence,
} from './evidence.js';
import type { Effect, EngineInput, EngineSettings, EngineState, Incident } from './engine-state.js';
import { DEFAULT_LIMIT, matches, type Policy } from './policy.js';
import { isFault } from './run-states.js';

/** How long to wait before asking again for evidence that was unknown. */
const ASK_AGAIN = 1_000;

/** One step of the engine: pure, so that live, replayed and simulated runs decide alike. */
export function step(
  settings: EngineSettings,
  state: EngineState,
  input: EngineInput,
  now: number,
): { readonly state: EngineState; readonly effects: readonly Effect[] } {
  const turn = new Turn(settings, state, now);
  turn.take(input);
  return { state: turn.state, effects: turn.effects };
}

/** One application of {@link step}: collects effects while it moves from state to state. */
class Turn {
  readonly #settings: EngineSettings;
  readonly #now: number;
  state: EngineState;
  readonly effects: Effect[] = [];

  constructor(settings: EngineSettings, state: EngineState, now: number) {
    this.#settings = settings;
    this.state = state;
    this.#now = now;
  }

  take(input: EngineInput): void {
    const { incident } = this.state;
    switch (input.type) {
      case 'cause':
        for (const policy of this.#settings.policies)
          if (this.#matches(policy, input.cause)) this.#caused(policy, input.cause);
        return;
      case 'facts':
        // Once it waits to ask again, the order has had its answer.
        if (
          incident?.phase === 'gathering' &&
          incident.order === input.order &&
          incident.wakeAt === undefined
        )
          this.#gathered(incident, input.facts);
        return;
      case 'result':
        if (incident?.phase === 'acting' && incident.order === input.order)
          this.#acted(incident, input.result);
        return;
      case 'not-begun':
        if (incident?.phase === 'acting' && incident.order === input.order)
          this.#notBegun(incident, input.verdict, input.facts);
        return;
      case 'recovered':
        this.state = { ...this.state, unheard: this.state.unheard.filter((id) => id !== input.watchdog) };
        if (incident?.cause.on === 'expired' && incident.cause.watchdog === input.watchdog)
          this.#recovered(incident);
        return;
      case 'changed':
        if (incident?.cause.on === 'event' && incident.phase !== 'acting' && input.at > incident.cause.at)
          this.#end(incident, 'superseded');
        return;
      case 'wake':
        if (incident?.wakeAt !== undefined && this.#now >= incident.wakeAt) this.#woken(incident);
        return;
      case 'resume':
        this.#resume(input.policy);
        return;
      case 'end':
        this.state = { ...this.state, unheard: [] };
        if (incident !== undefined) this.#cutShort(incident, input.how);
    }
  }

  /** A trigger that throws says nothing of the cause, and must not cost another policy its own. */
  #matches(policy: Policy, cause: Cause): boolean {
    try {
      return matches(policy.on, cause);
    } catch (error) {
      const reason = `its trigger threw: ${messageOf(error)}`;
      this.#ignore(policy, cause, reason);
      this.#page(`policy "${policy.name}" can not be relied on: ${reason}`, undefined, policy.name);
      return false;
    }
  }

  #caused(policy: Policy, cause: Cause): void {
    const halted = this.state.halted[policy.name];
    const { incident } = this.state;
    if (cause.on === 'expired' && cause.expiry === 'boot-grace') {
      this.#ignore(policy, cause, 'boot-grace');
      if (incident === undefined)
        this.#page(
          `the guest did not come up within its boot grace: ${cause.watchdog} was never petted after the reset`,
          undefined,
          policy.name,
        );
    } else if (halted !== undefined) this.#ignore(policy, cause, `halted: ${halted}`);
    else if (incident === undefined) this.#begin(policy, cause);
    else if (isSame(cause, incident.cause)) {
      this.#ignore(policy, cause, busyWith(incident));
      this.state = { ...this.state, incident: { ...incident, recovered: false } };
    } else if (incident.unknown !== undefined && incident.policy !== policy.name) {
      // It only waits for something to be known, for who knows how long, and must not hold up what can be done.
      this.#remember(incident.cause);
      this.#close(incident, 'unknown');
      this.#begin(policy, cause);
      if (this.state.incident === undefined) this.#lookAgain();
    } else {
      this.#ignore(policy, cause, busyWith(incident));
      this.#remember(cause);
    }
  }

  /** What can not be looked after now is not forgotten: its condition is looked at again when there is time. */
  #remember(cause: Cause): void {
    if (cause.on !== 'expired' || this.state.unheard.includes(cause.watchdog)) return;
    this.state = { ...this.state, unheard: [...this.state.unheard, cause.watchdog] };
  }

  #lookAgain(): void {
    for (const watchdog of this.state.unheard) this.effects.push({ do: 'rearm', watchdog });
    this.state = { ...this.state, unheard: [] };
  }

  #begin(policy: Policy, cause: Cause): void {
    const limit = policy.limit ?? DEFAULT_LIMIT;
    const begun = (this.state.begun[policy.name] ?? []).filter((at) => at > this.#now - limit.per);
    if (begun.length >= limit.max) {
      const reason = `${limit.max} incidents within ${limit.per} ms`;
      this.#ignore(policy, cause, `limit: ${reason}`);
      this.#halt(policy.name, reason);
      this.#page(
        `policy "${policy.name}" is halted after ${reason}; it does nothing more until it is resumed`,
        undefined,
        policy.name,
      );
      return;
    }
    const incidents = this.state.incidents + 1;
    this.state = {
      ...this.state,
      incidents,
      begun: { ...this.state.begun, [policy.name]: [...begun, this.#now] },
    };
    const incident: Incident = {
      id: `i${incidents}`,
      policy: policy.name,
      cause,
      began: this.#now,
      step: 0,
      order: 0,
      phase: 'gathering',
      wakeAt: undefined,
      stepEnds: undefined,
      actedAt: undefined,
      unknown: undefined,
      recovered: false,
    };
    this.#record({ kind: 'trigger', incident: incident.id, policy: policy.name, cause: { ...cause } });
    this.#gather(incident);
  }

  /** Each attempt at a step rests on evidence of its own. */
  #gather(incident: Incident): void {
    const order = this.#nextOrder();
    this.#set({
      ...incident,
      order,
      phase: 'gathering',
      wakeAt: undefined,
      stepEnds: undefined,
      actedAt: undefined,
    });
    this.effects.push({
      do: 'gather',
      order,
      watchdog: incident.cause.on === 'expired' ? incident.cause.watchdog : undefined,
    });
  }

  #gathered(incident: Incident, facts: Facts): void {
    const { action, timeout } = this.#stepOf(incident);
    const grounds = this.#grounds(incident, facts);
    const verdict = judgeEvidence(grounds);
    if (verdict.verdict !== 'unknown' || verdict.reason !== incident.unknown?.reason) {
      this.#record({
        kind: 'evidence',
        incident: incident.id,
        order: incident.order,
        action: action.name,
        ...verdict,
        facts: { ...facts },
      });
    }
    if (verdict.verdict === 'unknown') this.#unknown(incident, verdict, facts);
    else if (verdict.verdict === 'refused') this.#refused(incident, facts);
    else if (this.#settings.mode === 'observe') {
      this.#record({ kind: 'would', incident: incident.id, order: incident.order, action: action.name });
      this.#end(incident, 'observed');
    } else this.#act(incident, action, timeout, grounds);
  }

  #grounds(incident: Incident, facts: Facts): Grounds {
    const steps = this.#stepsOf(incident);
    return {
      needed: evidenceFor(this.#stepOf(incident).action, incident.cause),
      facts,
      bootTime: this.#bootTime(steps.slice(0, incident.step)),
      triggered: incident.cause.on === 'expired' && incident.cause.expiry === 'trigger',
    };
  }

  /** How long an earlier step gave the guest to boot; undefined when none made it boot. */
  #bootTime(earlier: readonly Step[]): number | undefined {
    const booting = earlier.filter(({ action }) => action.boots);
    return booting.length === 0
      ? undefined
      : Math.max(...booting.map(({ timeout }) => timeout ?? this.#settings.bootGrace));
  }

  #act(incident: Incident, action: SingleAction, timeout: number | undefined, rests: Grounds): void {
    this.#set({
      ...incident,
      phase: 'acting',
      unknown: undefined,
      stepEnds: timeout === undefined ? undefined : this.#now + timeout,
      wakeAt: undefined,
      actedAt: this.#now,
    });
    this.#record({ kind: 'intent', incident: incident.id, order: incident.order, action: action.name }, true);
    this.effects.push({
      do: 'act',
      order: incident.order,
      incident: incident.id,
      action,
      timeout: Math.min(action.timeout, timeout ?? Number.POSITIVE_INFINITY),
      cause: incident.cause,
      rests,
    });
  }

  /** What the intent rested on has changed while it was written: each attempt rests on evidence of its own. */
  #notBegun(incident: Incident, verdict: EvidenceVerdict, facts: Facts): void {
    this.#recordResult(incident, { outcome: 'failed', reason: `not-begun: ${verdict.reason}`, evidence: {} });
    const again: Incident = { ...incident, phase: 'gathering', stepEnds: undefined, actedAt: undefined };
    if (incident.recovered) this.#end(incident, 'recovered');
    else if (verdict.verdict === 'refused') this.#refused(again, facts);
    else this.#unknown(again, verdict, facts);
  }

  /** Unknown never escalates: the step waits, and if that lasts somebody is paged. */
  #unknown(incident: Incident, { reason }: EvidenceVerdict, facts: Facts): void {
    const since = incident.unknown?.since ?? this.#now;
    const lasted = this.#now - since;
    let paged = incident.unknown?.paged ?? false;
    if (!paged && lasted >= this.#settings.unknownAfter) {
      paged = true;
      this.#page(`nothing can be decided since ${lasted} ms: ${reason}`, incident);
    }
    const { cause } = incident;
    if (cause.on === 'expired' && isQemuSilent(facts))
      this.effects.push({ do: 'listen', watchdog: cause.watchdog });
    this.#set({ ...incident, unknown: { since, reason, paged }, wakeAt: this.#now + ASK_AGAIN });
  }

  #refused(incident: Incident, { status }: Facts): void {
    if (incident.cause.on === 'expired' && !('error' in status) && !status.running) {
      if (isFault(status.status)) this.#page(`the VM is stopped by a fault: ${status.status}`, incident);
      this.effects.push({ do: 'suspend', watchdog: incident.cause.watchdog, status: status.status });
    }
    this.#end(incident, 'refused');
  }

  #acted(incident: Incident, result: ActionResult): void {
    const { action } = this.#stepOf(incident);
    this.#recordResult(incident, result);
    if (incident.recovered) this.#end(incident, 'recovered');
    else if (result.reason === 'exited') this.#giveUp(incident, 'exited', 'QEMU has ended');
    else if (result.outcome === 'failed')
      this.#next(incident, 'failed', `${action.name} failed: ${result.reason}`);
    else if (incident.cause.on === 'event') {
      if (result.outcome === 'done') this.#end(incident, 'done');
      else if (this.#hasNext(incident) && this.#now < (incident.stepEnds ?? 0))
        // It may still take effect: the step has its time.
        this.#set({ ...incident, phase: 'recovering', wakeAt: incident.stepEnds });
      else this.#next(incident, 'unknown', notKnown(action, result.reason));
    } else this.#awaitRecovery(incident, action);
  }

  #recordResult(incident: Incident, result: ActionResult): void {
    this.#record({
      kind: 'result',
      incident: incident.id,
      order: incident.order,
      action: this.#stepOf(incident).action.name,
      ...result,
      took: this.#now - (incident.actedAt ?? this.#now),
    });
  }

  /** A step is done when the trigger's condition is gone, not when QEMU said so. */
  #awaitRecovery(incident: Incident, action: SingleAction): void {
    const ends = incident.stepEnds ?? this.#now + (action.boots ? this.#settings.bootGrace : action.timeout);
    const waiting: Incident = { ...incident, phase: 'recovering', stepEnds: ends, wakeAt: ends };
    if (this.#now >= ends) this.#next(waiting, 'not-cured', `${action.name} did not cure`);
    else this.#set(waiting);
  }

  #recovered(incident: Incident): void {
    // An action that is under way runs to its end: half of it would be worse.
    if (incident.phase === 'acting') this.#set({ ...incident, recovered: true });
    else this.#end(incident, 'recovered');
  }

  #woken(incident: Incident): void {
    const { action } = this.#stepOf(incident);
    if (incident.phase === 'gathering') this.#gather(incident);
    else if (incident.phase === 'recovering') {
      if (incident.cause.on === 'expired') this.#next(incident, 'not-cured', `${action.name} did not cure`);
      else this.#next(incident, 'unknown', notKnown(action, 'the time of its step has passed'));
    }
  }

  #hasNext(incident: Incident): boolean {
    return incident.step + 1 < this.#stepsOf(incident).length;
  }

  #next(incident: Incident, how: IncidentEnd, reason: string): void {
    if (this.#hasNext(incident)) this.#gather({ ...incident, step: incident.step + 1, unknown: undefined });
    else this.#giveUp(incident, how, `${reason}, and there is nothing more to try`);
  }

  /** A condition that stands although everything was tried is for people: the policy halts. */
  #giveUp(incident: Incident, how: IncidentEnd, reason: string): void {
    const escalated = this.#policyOf(incident)?.do.kind === 'escalation';
    const halts = how === 'not-cured' || (escalated && how !== 'exited');
    if (halts) this.#halt(incident.policy, reason);
    this.#page(
      halts ? `${reason}; policy "${incident.policy}" is halted until it is resumed` : reason,
      incident,
    );
    this.#end(incident, how);
  }

  #halt(policy: string, reason: string): void {
    this.state = { ...this.state, halted: { ...this.state.halted, [policy]: reason } };
    this.#record({ kind: 'halted', policy, reason });
  }

  #resume(policy: string): void {
    if (this.state.halted[policy] === undefined) return;
    const { [policy]: _, ...halted } = this.state.halted;
    this.state = { ...this.state, halted, begun: { ...this.state.begun, [policy]: [] } };
    this.#record({ kind: 'resumed', policy });
    // What it waited for may have happened meanwhile, and happens only once.
    const trigger = this.#settings.policies.find(({ name }) => name === policy)?.on;
    if (trigger?.on === 'expired') this.effects.push({ do: 'rearm', watchdog: trigger.watchdog });
  }

  /** The session or the supervisor ends in the middle: an intent without a result would say nothing. */
  #cutShort(incident: Incident, how: IncidentEnd): void {
    if (incident.phase === 'acting')
      this.#recordResult(incident, { outcome: 'unknown', reason: how, evidence: {} });
    this.#end(incident, how);
  }

  #end(incident: Incident, how: IncidentEnd): void {
    this.#close(incident, how);
    this.#lookAgain();
  }

  #close(incident: Incident, how: IncidentEnd): void {
    this.#record({
      kind: 'ended',
      incident: incident.id,
      policy: incident.policy,
      how,
      took: this.#now - incident.began,
    });
    this.state = { ...this.state, incident: undefined };
    this.effects.push({ do: 'wake', at: undefined });
  }

  #ignore(policy: Policy, cause: Cause, reason: string): void {
    this.#record({ kind: 'ignored', policy: policy.name, reason, cause: { ...cause } });
  }

  #page(reason: string, incident?: Incident, policy?: string): void {
    const about =
      incident === undefined
        ? { ...(policy !== undefined && { policy }) }
        : { incident: incident.id, policy: incident.policy };
    this.#record({ kind: 'page', reason, ...about });
    this.effects.push({ do: 'page', reason, ...about });
  }

  #record(body: RecordBody, sync = false): void {
    this.effects.push(sync ? { do: 'record', body, sync } : { do: 'record', body });
  }

  #set(incident: Incident): void {
    this.state = { ...this.state, incident };
    this.effects.push({ do: 'wake', at: incident.wakeAt });
  }

  #nextOrder(): number {
    const orders = this.state.orders + 1;
    this.state = { ...this.state, orders };
    return orders;
  }

  #stepsOf(incident: Incident): readonly Step[] {
    const policy = this.#policyOf(incident);
    return policy === undefined ? [] : stepsOf(policy.do);
  }

  #policyOf({ policy }: Incident): Policy | undefined {
    return this.#settings.policies.find(({ name }) => name === policy);
  }

  #stepOf(incident: Incident): Step {
    const found = this.#stepsOf(incident)[incident.step];
    if (found === undefined) throw new RangeError(`policy "${incident.policy}" has no step ${incident.step}`);
    return found;
  }
}

function isSame(one: Cause, other: Cause): boolean {
  return one.on === 'expired' && other.on === 'expired' && one.watchdog === other.watchdog;
}

function busyWith({ id, policy }: Incident): string {
  return `busy with ${id} (${policy})`;
}

function notKnown(action: SingleAction, reason: string): string {
  return `whether ${action.name} took effect is unknown: ${reason}`;
}
