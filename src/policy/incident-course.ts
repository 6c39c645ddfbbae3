import type { IncidentEnd } from '../journal/index.js';
import type { ProbeAnswer } from '../watchdog/index.js';
import type { ActionResult, SingleAction } from './action.js';
import { lasts } from './cause.js';
import { judgeCondition } from './condition.js';
import type { Incident } from './engine-state.js';
import {
  type EvidenceVerdict,
  evidenceFor,
  type Facts,
  type Grounds,
  isQemuSilent,
  judgeEvidence,
  judgeSession,
} from './evidence.js';
import { judgeGuards } from './guard.js';
import { type Step, stepsOf, type Target } from './plan.js';
import { listOf, type Policy } from './policy.js';
import { isFault } from './run-states.js';
import type { Turn } from './turn.js';

/** How long to wait before asking again for evidence that was unknown. */
const ASK_AGAIN = 1_000;

/** The course of one incident, from its first question to its end. `over` is called when it has ended. */
export class IncidentCourse {
  readonly #turn: Turn;
  readonly #over: () => void;

  constructor(turn: Turn, over: () => void) {
    this.#turn = turn;
    this.#over = over;
  }

  /** Each attempt at a step rests on evidence of its own. */
  gather(incident: Incident): void {
    const order = this.#turn.nextOrder();
    this.#turn.set({
      ...incident,
      order,
      phase: 'gathering',
      wakeAt: undefined,
      actedAt: undefined,
      superseded: false,
    });
    const { cause } = incident;
    const watchdog = cause.on === 'expired' || cause.on === 'pretimeout' ? cause.watchdog : undefined;
    this.#turn.effects.push({ do: 'gather', order, watchdog });
  }

  gathered(incident: Incident, facts: Facts): void {
    const { action, timeout } = this.#stepOf(incident);
    const grounds = this.#grounds(incident, facts);
    const evidence =
      this.#suspected(action) ??
      judgeCondition(this.#policyOf(incident).on, incident, this.#turn.state) ??
      judgeSession(action, incident, facts) ??
      judgeEvidence(grounds);
    const guarded = evidence.verdict === 'holds' ? this.#judgeGuards(incident, facts) : evidence;
    if ('ask' in guarded) {
      this.#turn.effects.push({ do: 'ask', order: incident.order, probes: guarded.ask });
      return;
    }
    // What lasts is not over because a guard refuses: that may pass, and nobody would look again.
    const waits =
      guarded.verdict === 'unknown' ||
      (guarded.verdict === 'refused' && evidence.verdict === 'holds' && lasts(incident.cause));
    if (!waits || guarded.reason !== incident.unknown?.reason) {
      this.#turn.record({
        kind: 'evidence',
        incident: incident.id,
        order: incident.order,
        action: action.name,
        ...guarded,
        facts: { ...facts, ...(Object.keys(incident.answers).length > 0 && { answers: incident.answers }) },
      });
    }
    if (waits) this.#wait(incident, guarded, facts);
    else if (guarded.verdict === 'refused') this.#refused(incident, facts);
    else if (this.#turn.mode === 'observe') {
      this.#turn.record({ kind: 'would', incident: incident.id, order: incident.order, action: action.name });
      this.end(incident, 'observed');
    } else this.#act(incident, action, timeout, grounds);
  }

  /** What was asked may have taken its time: the evidence is gathered once more, and the guards know the answers. */
  answered(incident: Incident, answers: Readonly<Record<string, ProbeAnswer>>): void {
    this.gather({ ...incident, answers: { ...incident.answers, ...answers } });
  }

  acted(incident: Incident, result: ActionResult): void {
    const step = this.#stepOf(incident);
    const { action } = step;
    this.recordResult(incident, result);
    // What an event told of a boot that has passed, or may have, is no ground to act on the next one.
    if (action.boots && result.outcome !== 'failed') this.#turn.forgetMissed();
    if (incident.recovered) this.end(incident, 'recovered');
    else if (result.reason === 'exited') this.#giveUp(incident, 'exited', 'QEMU has ended');
    else if (this.#turn.state.maintenance !== undefined) {
      if (result.outcome !== 'done')
        this.#turn.page(
          `${action.name} was ${result.outcome} as maintenance began: ${result.reason}`,
          incident,
        );
      this.#standAside(incident);
    } else if (incident.superseded && !(result.outcome === 'done' && step.done === 'end'))
      // What it was to mend was reset by somebody else meanwhile.
      this.end(incident, 'superseded');
    else if (result.outcome === 'failed')
      this.#otherwise(incident, 'failed', `${action.name} failed: ${result.reason}`);
    else if (step.done !== 'end') {
      if (result.outcome === 'done') this.#goTo(incident, step.done, incident.stepEnds);
      else this.#otherwise(incident, 'unknown', notKnown(action, result.reason));
    } else if (!lasts(incident.cause)) {
      if (result.outcome === 'done') this.end(incident, 'done');
      else if (step.otherwise !== 'end' && this.#turn.now < (incident.stepEnds ?? 0))
        // It may still take effect: the step has its time.
        this.#turn.set({ ...incident, phase: 'recovering', wakeAt: incident.stepEnds });
      else this.#otherwise(incident, 'unknown', notKnown(action, result.reason));
    } else this.#awaitRecovery(incident, action);
  }

  /** What the intent rested on has changed while it was written: each attempt rests on evidence of its own. */
  notBegun(incident: Incident, verdict: EvidenceVerdict, facts: Facts): void {
    this.recordResult(incident, { outcome: 'failed', reason: `not-begun: ${verdict.reason}`, evidence: {} });
    const again: Incident = { ...incident, phase: 'gathering', stepEnds: undefined, actedAt: undefined };
    if (incident.recovered) this.end(incident, 'recovered');
    else if (incident.superseded) this.end(incident, 'superseded');
    else if (this.#turn.state.maintenance !== undefined) this.#standAside(incident);
    else if (verdict.verdict === 'refused') this.#refused(again, facts);
    else this.#wait(again, verdict, facts);
  }

  /** Maintenance has begun while an action ran: nothing follows it, and what stands is looked at afterwards. */
  #standAside(incident: Incident): void {
    this.#turn.remember(incident.policy, incident.cause);
    this.end(incident, 'maintenance');
  }

  recovered(incident: Incident): void {
    // An action that is under way runs to its end: half of it would be worse.
    if (incident.phase === 'acting') this.#turn.set({ ...incident, recovered: true });
    else this.end(incident, 'recovered');
  }

  /** Told only of what the action that runs, if one does, can not have done. */
  superseded(incident: Incident): void {
    if (incident.phase === 'acting') this.#turn.set({ ...incident, superseded: true });
    else this.end(incident, 'superseded');
  }

  woken(incident: Incident): void {
    const { action } = this.#stepOf(incident);
    if (incident.phase === 'gathering') this.gather({ ...incident, answers: {} });
    else if (incident.phase === 'recovering') {
      if (lasts(incident.cause)) this.#otherwise(incident, 'not-cured', `${action.name} did not cure`);
      else this.#otherwise(incident, 'unknown', notKnown(action, 'the time of its step has passed'));
    }
  }

  /** It ends in the middle: an intent without a result would say nothing. */
  cutShort(incident: Incident, how: IncidentEnd): void {
    if (incident.phase === 'acting')
      this.recordResult(incident, { outcome: 'unknown', reason: how, evidence: {} });
    this.end(incident, how);
  }

  end(incident: Incident, how: IncidentEnd): void {
    this.#turn.close(incident, how);
    this.#over();
  }

  recordResult(incident: Incident, result: ActionResult): void {
    const { now } = this.#turn;
    this.#turn.record({
      kind: 'result',
      incident: incident.id,
      order: incident.order,
      action: this.#stepOf(incident).action.name,
      ...result,
      took: now - (incident.actedAt ?? now),
    });
  }

  #suspected({ destructive }: SingleAction): EvidenceVerdict | undefined {
    const { suspicion } = this.#turn.state;
    if (suspicion === undefined || !destructive) return undefined;
    return { verdict: 'unknown', reason: `many-silent: ${suspicion}` };
  }

  #judgeGuards(incident: Incident, facts: Facts): ReturnType<typeof judgeGuards> {
    const { vm, watchdogs } = this.#turn.state;
    const guards = listOf(this.#policyOf(incident).when);
    return judgeGuards(guards, { cause: incident.cause, facts, answers: incident.answers, vm, watchdogs });
  }

  #grounds(incident: Incident, facts: Facts): Grounds {
    const { cause } = incident;
    return {
      needed: evidenceFor(this.#stepOf(incident).action, cause),
      facts,
      bootTime: this.#bootTime(this.#stepsOf(incident).slice(0, incident.step)),
      cause,
    };
  }

  /** How long an earlier step gave the guest to boot; undefined when none made it boot. */
  #bootTime(earlier: readonly Step[]): number | undefined {
    const booting = earlier.filter(({ action }) => action.boots);
    return booting.length === 0
      ? undefined
      : Math.max(...booting.map(({ timeout }) => timeout ?? this.#turn.settings.bootGrace));
  }

  #act(incident: Incident, action: SingleAction, timeout: number | undefined, rests: Grounds): void {
    const { now } = this.#turn;
    // In a sequence the time of the step that it is part of goes on.
    const ends = incident.stepEnds ?? (timeout === undefined ? undefined : now + timeout);
    this.#turn.set({
      ...incident,
      phase: 'acting',
      unknown: undefined,
      stepEnds: ends,
      wakeAt: undefined,
      actedAt: now,
    });
    this.#turn.record(
      { kind: 'intent', incident: incident.id, order: incident.order, action: action.name },
      true,
    );
    this.#turn.effects.push({
      do: 'act',
      order: incident.order,
      incident: incident.id,
      action,
      timeout: Math.min(action.timeout, Math.max((ends ?? Number.POSITIVE_INFINITY) - now, 1)),
      cause: incident.cause,
      rests,
    });
  }

  /** Unknown never escalates, nor does a guard: the step waits, and if that lasts somebody is paged. */
  #wait(incident: Incident, { verdict, reason }: EvidenceVerdict, facts: Facts): void {
    const { now, settings } = this.#turn;
    const since = incident.unknown?.since ?? now;
    const lasted = now - since;
    let paged = incident.unknown?.paged ?? false;
    if (!paged && lasted >= settings.unknownAfter) {
      paged = true;
      const why = verdict === 'unknown' ? 'nothing can be decided' : 'it stands, and a guard refuses,';
      this.#turn.page(`${why} since ${lasted} ms: ${reason}`, incident);
    }
    const { cause } = incident;
    if (cause.on === 'expired' && isQemuSilent(facts))
      this.#turn.effects.push({ do: 'listen', watchdog: cause.watchdog });
    this.#turn.set({
      ...incident,
      stepEnds: undefined,
      unknown: { since, reason, paged },
      wakeAt: now + ASK_AGAIN,
    });
  }

  #refused(incident: Incident, facts: Facts): void {
    const { status } = facts;
    const missed = judgeSession(this.#stepOf(incident).action, incident, facts);
    if (missed !== undefined) this.#turn.page(missed.reason, incident);
    if (incident.cause.on === 'expired' && !('error' in status) && !status.running) {
      if (isFault(status.status)) this.#turn.page(`the VM is stopped by a fault: ${status.status}`, incident);
      this.#turn.effects.push({
        do: 'suspend',
        watchdog: incident.cause.watchdog,
        status: status.status,
      });
    }
    this.end(incident, 'refused');
  }

  /** A step is done when the trigger's condition is gone, not when QEMU said so. */
  #awaitRecovery(incident: Incident, action: SingleAction): void {
    const { now, settings } = this.#turn;
    const ends = incident.stepEnds ?? now + (action.boots ? settings.bootGrace : action.timeout);
    const waiting: Incident = { ...incident, phase: 'recovering', stepEnds: ends, wakeAt: ends };
    if (now >= ends) this.#otherwise(waiting, 'not-cured', `${action.name} did not cure`);
    else this.#turn.set(waiting);
  }

  #otherwise(incident: Incident, how: IncidentEnd, reason: string): void {
    const { otherwise } = this.#stepOf(incident);
    if (otherwise === 'end') this.#giveUp(incident, how, `${reason}, and there is nothing more to try`);
    else this.#goTo(incident, otherwise, undefined);
  }

  #goTo(incident: Incident, step: Exclude<Target, 'end'>, stepEnds: number | undefined): void {
    this.gather({ ...incident, step, stepEnds, unknown: undefined, answers: {} });
  }

  /** A condition that stands although everything was tried is for people: the policy halts. */
  #giveUp(incident: Incident, how: IncidentEnd, reason: string): void {
    const escalated = this.#policyOf(incident).do.kind === 'escalation';
    const halts = how === 'not-cured' || (escalated && how !== 'exited');
    if (halts) this.#turn.halt(incident.policy, reason);
    this.#turn.page(
      halts ? `${reason}; policy "${incident.policy}" is halted until it is resumed` : reason,
      incident,
    );
    if (!halts && how === 'failed') this.#tryAgainLater(incident);
    this.end(incident, how);
  }

  /** What stands is not forgotten: after another timeout of silence, or the cooldown, it is an incident of its own. */
  #tryAgainLater({ policy, cause }: Incident): void {
    if (cause.on === 'expired') this.#turn.effects.push({ do: 'rearm', watchdog: cause.watchdog });
    else if ((this.#turn.policyNamed(policy)?.cooldown ?? 0) > 0) this.#turn.remember(policy, cause);
  }

  #stepsOf(incident: Incident): readonly Step[] {
    return stepsOf(this.#policyOf(incident).do);
  }

  /** The engine ends an incident whose policy is taken away before anything else happens to it. */
  #policyOf({ policy }: Incident): Policy {
    const found = this.#turn.policyNamed(policy);
    if (found === undefined) throw new RangeError(`there is no policy "${policy}"`);
    return found;
  }

  #stepOf(incident: Incident): Step {
    const found = this.#stepsOf(incident)[incident.step];
    if (found === undefined) throw new RangeError(`policy "${incident.policy}" has no step ${incident.step}`);
    return found;
  }
}

function notKnown(action: SingleAction, reason: string): string {
  return `whether ${action.name} took effect is unknown: ${reason}`;
}
