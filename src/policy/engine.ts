import type { IncidentEnd, RecordBody } from '../journal/index.js';
import { type ActionResult, type SingleAction, type Step, stepsOf } from './action.js';
import type { Cause } from './cause.js';
import { evidenceFor, type EvidenceVerdict, type Facts, judgeEvidence } from './evidence.js';
import { DEFAULT_LIMIT, matches, type Policy } from './policy.js';

/** Acting takes an explicit `enforce`; `observe` records what would have been done. */
export type Mode = 'observe' | 'enforce';

/** What shapes an engine. Times are milliseconds. */
export interface EngineSettings {
  readonly mode: Mode;
  readonly policies: readonly Policy[];
  /** How long a guest may take to boot after an action that makes it boot. */
  readonly bootGrace: number;
  /** How long evidence may be unknown before somebody is paged. */
  readonly unknownAfter: number;
}

/** One cause in the hands of one policy. */
export interface Incident {
  readonly id: string;
  readonly policy: string;
  readonly cause: Cause;
  readonly began: number;
  /** Which of the policy's steps is being tried. */
  readonly step: number;
  /** The number of the present order: an answer to an earlier one is void. */
  readonly order: number;
  readonly phase: 'gathering' | 'acting' | 'recovering';
  /** When to look again: the step's end, or the next attempt to gather evidence. */
  readonly wakeAt: number | undefined;
  readonly stepEnds: number | undefined;
  readonly actedAt: number | undefined;
  readonly unknown: { readonly since: number; readonly reason: string; readonly paged: boolean } | undefined;
  readonly recovered: boolean;
}

/** All that the engine remembers. */
export interface EngineState {
  readonly incident: Incident | undefined;
  readonly incidents: number;
  readonly orders: number;
  /** When each policy's incidents began, as far as its limit looks back. */
  readonly begun: Readonly<Record<string, readonly number[]>>;
  /** Policies that do nothing until they are resumed, and why. */
  readonly halted: Readonly<Record<string, string>>;
}

/** What the engine learns. */
export type EngineInput =
  | { readonly type: 'cause'; readonly cause: Cause }
  | { readonly type: 'facts'; readonly order: number; readonly facts: Facts }
  | { readonly type: 'result'; readonly order: number; readonly result: ActionResult }
  | { readonly type: 'recovered'; readonly watchdog: string }
  | { readonly type: 'wake' }
  | { readonly type: 'resume'; readonly policy: string }
  /** The session or the supervisor ends. */
  | { readonly type: 'end'; readonly how: IncidentEnd };

/** What the engine wants done, in this order. */
export type Effect =
  | { readonly do: 'record'; readonly body: RecordBody; readonly sync?: boolean }
  | { readonly do: 'gather'; readonly order: number; readonly watchdog: string | undefined }
  | {
      readonly do: 'act';
      readonly order: number;
      readonly incident: string;
      readonly action: SingleAction;
      readonly timeout: number;
      readonly cause: Cause;
    }
  | { readonly do: 'page'; readonly reason: string; readonly incident?: string; readonly policy?: string }
  /** Silence is excused while the VM is in this run state. */
  | { readonly do: 'suspend'; readonly watchdog: string; readonly reason: string }
  | { readonly do: 'wake'; readonly at: number | undefined };

/** How long to wait before asking again for evidence that was unknown. */
const ASK_AGAIN = 1_000;

/** The state of an engine that knows nothing yet. */
export const INITIAL_STATE: EngineState = {
  incident: undefined,
  incidents: 0,
  orders: 0,
  begun: {},
  halted: {},
};

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
          if (matches(policy.on, input.cause)) this.#caused(policy, input.cause);
        return;
      case 'facts':
        if (incident?.phase === 'gathering' && incident.order === input.order)
          this.#gathered(incident, input.facts);
        return;
      case 'result':
        if (incident?.phase === 'acting' && incident.order === input.order)
          this.#acted(incident, input.result);
        return;
      case 'recovered':
        if (incident?.cause.on === 'expired' && incident.cause.watchdog === input.watchdog)
          this.#recovered(incident);
        return;
      case 'wake':
        if (incident?.wakeAt !== undefined && this.#now >= incident.wakeAt) this.#woken(incident);
        return;
      case 'resume':
        this.#resume(input.policy);
        return;
      case 'end':
        if (incident !== undefined) this.#end(incident, input.how);
    }
  }

  #caused(policy: Policy, cause: Cause): void {
    const halted = this.state.halted[policy.name];
    const { incident } = this.state;
    if (halted !== undefined) this.#ignore(policy, cause, `halted: ${halted}`);
    else if (cause.on === 'expired' && cause.expiry === 'boot-grace') {
      this.#ignore(policy, cause, 'boot-grace');
      if (incident === undefined)
        this.#page(
          `the guest did not come up within its boot grace: ${cause.watchdog} was never petted after the reset`,
          undefined,
          policy.name,
        );
    } else if (incident !== undefined)
      this.#ignore(policy, cause, `busy with ${incident.id} (${incident.policy})`);
    else this.#begin(policy, cause);
  }

  #begin(policy: Policy, cause: Cause): void {
    const limit = policy.limit ?? DEFAULT_LIMIT;
    const begun = (this.state.begun[policy.name] ?? []).filter((at) => at > this.#now - limit.per);
    if (begun.length >= limit.max) {
      const reason = `${limit.max} incidents within ${limit.per} ms`;
      this.#ignore(policy, cause, `limit: ${reason}`);
      this.state = { ...this.state, halted: { ...this.state.halted, [policy.name]: reason } };
      this.#record({ kind: 'halted', policy: policy.name, reason });
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
    const verdict = judgeEvidence(evidenceFor(action, incident.cause), facts);
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
    if (verdict.verdict === 'unknown') this.#unknown(incident, verdict);
    else if (verdict.verdict === 'refused') this.#refused(incident, facts);
    else if (this.#settings.mode === 'observe') {
      this.#record({ kind: 'would', incident: incident.id, order: incident.order, action: action.name });
      this.#end(incident, 'observed');
    } else {
      const stepEnds = timeout === undefined ? undefined : this.#now + timeout;
      this.#set({
        ...incident,
        phase: 'acting',
        unknown: undefined,
        stepEnds,
        wakeAt: undefined,
        actedAt: this.#now,
      });
      this.#record(
        { kind: 'intent', incident: incident.id, order: incident.order, action: action.name },
        true,
      );
      this.effects.push({
        do: 'act',
        order: incident.order,
        incident: incident.id,
        action,
        timeout: Math.min(action.timeout, timeout ?? Number.POSITIVE_INFINITY),
        cause: incident.cause,
      });
    }
  }

  /** Unknown never escalates: the step waits, and if that lasts somebody is paged. */
  #unknown(incident: Incident, { reason }: EvidenceVerdict): void {
    const since = incident.unknown?.since ?? this.#now;
    const lasted = this.#now - since;
    let paged = incident.unknown?.paged ?? false;
    if (!paged && lasted >= this.#settings.unknownAfter) {
      paged = true;
      this.#page(`nothing can be decided since ${lasted} ms: ${reason}`, incident);
    }
    this.#set({ ...incident, unknown: { since, reason, paged }, wakeAt: this.#now + ASK_AGAIN });
  }

  #refused(incident: Incident, facts: Facts): void {
    if (incident.cause.on === 'expired' && !('error' in facts.status) && !facts.status.running) {
      this.effects.push({ do: 'suspend', watchdog: incident.cause.watchdog, reason: facts.status.status });
    }
    this.#end(incident, 'refused');
  }

  #acted(incident: Incident, result: ActionResult): void {
    const { action } = this.#stepOf(incident);
    this.#record({
      kind: 'result',
      incident: incident.id,
      order: incident.order,
      action: action.name,
      ...result,
      took: this.#now - (incident.actedAt ?? this.#now),
    });
    if (incident.recovered) this.#end(incident, 'recovered');
    else if (result.reason === 'exited') this.#giveUp(incident, 'exited', 'QEMU has ended');
    else if (result.outcome === 'failed')
      this.#next(incident, 'failed', `${action.name} failed: ${result.reason}`);
    else if (incident.cause.on === 'event') {
      if (result.outcome === 'done') this.#end(incident, 'done');
      else this.#next(incident, 'unknown', `whether ${action.name} took effect is unknown: ${result.reason}`);
    } else this.#awaitRecovery(incident, action);
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
    if (incident.phase === 'gathering') this.#gather(incident);
    else if (incident.phase === 'recovering')
      this.#next(incident, 'not-cured', `${this.#stepOf(incident).action.name} did not cure`);
  }

  #next(incident: Incident, how: IncidentEnd, reason: string): void {
    if (incident.step + 1 < this.#stepsOf(incident).length)
      this.#gather({ ...incident, step: incident.step + 1, unknown: undefined });
    else this.#giveUp(incident, how, `${reason}, and there is nothing more to try`);
  }

  #giveUp(incident: Incident, how: IncidentEnd, reason: string): void {
    this.#page(reason, incident);
    this.#end(incident, how);
  }

  #resume(policy: string): void {
    if (this.state.halted[policy] === undefined) return;
    const { [policy]: _, ...halted } = this.state.halted;
    this.state = { ...this.state, halted, begun: { ...this.state.begun, [policy]: [] } };
    this.#record({ kind: 'resumed', policy });
  }

  #end(incident: Incident, how: IncidentEnd): void {
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
    const policy = this.#settings.policies.find(({ name }) => name === incident.policy);
    return policy === undefined ? [] : stepsOf(policy.do);
  }

  #stepOf(incident: Incident): Step {
    const found = this.#stepsOf(incident)[incident.step];
    if (found === undefined) throw new RangeError(`policy "${incident.policy}" has no step ${incident.step}`);
    return found;
  }
}
