import { own } from '../core/index.js';
import { SEVERITIES } from '../faults/index.js';
import { type Cause, describeTrigger, wasStoppedBy } from './cause.js';
import { bootedInVain, matches, watchdogsOf } from './condition.js';
import type { Effect, EngineInput, EngineSettings, EngineState, Incident } from './engine-state.js';
import { withFault } from './fault.js';
import { FollowedConditions, guarded } from './followed-conditions.js';
import { IncidentCourse } from './incident-course.js';
import { DEFAULT_LIMIT, type Policy } from './policy.js';
import { Turn } from './turn.js';

/** One step of the engine: pure, so that live, replayed and simulated runs decide alike. */
export function step(
  settings: EngineSettings,
  state: EngineState,
  input: EngineInput,
  now: number,
): { readonly state: EngineState; readonly effects: readonly Effect[] } {
  const engine = new Engine(new Turn(settings, state, now));
  engine.take(input);
  return engine.end(input.type === 'wake' ? 'come' : nextWake(state));
}

/** What the engine does with one input: which policy takes a cause up, and when. */
class Engine {
  readonly #turn: Turn;
  readonly #course: IncidentCourse;
  readonly #conditions: FollowedConditions;

  constructor(turn: Turn) {
    this.#turn = turn;
    this.#conditions = new FollowedConditions(turn, {
      came: (policy, cause) => this.#caused(policy, cause),
      ceased: (policy) => this.#ceased(policy),
    });
    this.#course = new IncidentCourse(turn, () => this.#lookAgain());
  }

  take(input: EngineInput): void {
    const { incident } = this.#turn.state;
    switch (input.type) {
      case 'cause':
        this.#told(input.cause);
        return;
      case 'facts':
        // Once it waits to ask again, the order has had its answer.
        if (isAsked(incident, input.order)) this.#course.gathered(incident, input.facts);
        return;
      case 'answers':
        if (isAsked(incident, input.order)) this.#course.answered(incident, input.answers);
        return;
      case 'result':
        if (isActing(incident, input.order)) this.#course.acted(incident, input.result);
        return;
      case 'not-begun':
        if (isActing(incident, input.order)) this.#course.notBegun(incident, input.verdict, input.facts);
        return;
      case 'recovered':
        this.#recovered(input.watchdog);
        return;
      case 'changed':
        this.#turn.forgetMissed();
        // What was read together has the same time; the order is that of the inputs.
        if (incident !== undefined && this.#isHistory(incident, input.at)) this.#course.superseded(incident);
        return;
      case 'vm':
        this.#turn.update({ vm: input.vm });
        this.#conditions.look();
        return;
      case 'watchdog':
        this.#turn.update({
          watchdogs: { ...this.#turn.state.watchdogs, [input.watchdog.id]: input.watchdog },
        });
        this.#conditions.look();
        return;
      case 'mode':
        this.#turn.update({ mode: input.mode });
        this.#turn.record({ kind: 'mode', mode: input.mode, reason: input.reason });
        if (input.mode === 'observe') return;
        for (const policy of this.#turn.state.observedHalts) this.#resume(policy);
        this.#lookAtAll();
        return;
      case 'maintenance':
        this.#maintain(input.reason, input.ttl);
        return;
      case 'suspect':
        this.#turn.update({ suspicion: input.reason });
        if (input.reason !== undefined)
          this.#turn.page(`nothing destructive is done: ${input.reason}, which accuses what they share`);
        return;
      case 'reloaded':
        this.#reloaded();
        return;
      case 'wake':
        this.#woken();
        return;
      case 'resume':
        this.#resume(input.policy);
        return;
      case 'abandon':
        if (incident !== undefined) this.#course.cutShort(incident, input.how);
        return;
      case 'end':
        this.#turn.update({ unheard: [], unseen: [], missed: [], pending: {} });
        if (incident !== undefined) this.#course.cutShort(incident, input.how);
    }
  }

  #isHistory({ policy, cause }: Incident, at: number): boolean {
    return at >= cause.at && this.#turn.isHistory(policy, cause);
  }

  /** The step's result. `planned`: when the engine was to be woken before it, or that this has come. */
  end(planned: number | undefined | 'come'): {
    readonly state: EngineState;
    readonly effects: readonly Effect[];
  } {
    const { state, effects } = this.#turn;
    const wake = nextWake(state);
    if (wake !== planned) effects.push({ do: 'wake', at: wake });
    return { state, effects };
  }

  #told(cause: Cause): void {
    const { policies } = this.#turn.settings;
    const { faults } = this.#turn.state;
    const counted = withFault(
      policies.map(({ on }) => on),
      cause,
      faults,
    );
    if (counted !== faults) this.#turn.update({ faults: counted });
    for (const policy of policies) {
      if (!this.#waitsFor(policy.name, cause)) continue;
      if (cause.on === 'event' && wasStoppedBy(cause)) this.#conditions.told(policy);
      this.#caused(policy, cause);
    }
  }

  #waitsFor(name: string, cause: Cause): boolean {
    const policy = this.#turn.policyNamed(name);
    return (
      policy !== undefined &&
      guarded(this.#turn, policy, cause, () => matches(policy.on, cause, this.#turn.state.faults)) === true
    );
  }

  #ceased(policy: string): void {
    this.#forgetPending((name, cause) => name === policy && cause.on === 'state');
    this.#turn.update({ unseen: this.#turn.state.unseen.filter((name) => name !== policy) });
    const { incident } = this.#turn.state;
    if (incident?.policy === policy && incident.cause.on === 'state') this.#course.recovered(incident);
  }

  #recovered(watchdog: string): void {
    const { incident, unheard } = this.#turn.state;
    this.#turn.update({ unheard: unheard.filter((id) => id !== watchdog) });
    this.#forgetPending((_, cause) => 'watchdog' in cause && cause.watchdog === watchdog);
    if (incident !== undefined && 'watchdog' in incident.cause && incident.cause.watchdog === watchdog)
      this.#course.recovered(incident);
  }

  #forgetPending(which: (policy: string, cause: Cause) => boolean): void {
    const left = Object.entries(this.#turn.state.pending).filter(([name, { cause }]) => !which(name, cause));
    this.#turn.update({ pending: Object.fromEntries(left) });
  }

  #caused(policy: Policy, cause: Cause): void {
    const { pending } = this.#turn.state;
    const lasting = policy.for ?? 0;
    if (this.#isBarred(policy, cause)) return;
    if (lasting === 0) this.#arise(policy, cause);
    else if (own(pending, policy.name) === undefined)
      this.#turn.update({
        pending: { ...pending, [policy.name]: { cause, until: this.#turn.now + lasting } },
      });
  }

  /** Whether the policy may not begin anything now; what it does not look after is not forgotten. */
  #isBarred(policy: Policy, cause: Cause): boolean {
    const { maintenance, halted, resting, vm } = this.#turn.state;
    const halt = own(halted, policy.name);
    const rests = (own(resting, policy.name) ?? 0) > this.#turn.now;
    const inVain = this.#watchdogInVain(policy, cause);
    if (inVain !== undefined) this.#bootedInVain(policy, cause, inVain);
    else if (halt !== undefined) this.#turn.ignore(policy, cause, `halted: ${halt}`);
    else if (cause.on === 'run-state' && vm?.latch !== undefined)
      this.#turn.ignore(policy, cause, `latched: ${vm.latch.reason}`);
    else if (maintenance !== undefined || rests) {
      this.#turn.ignore(policy, cause, rests ? 'cooldown' : `maintenance: ${maintenance?.reason}`);
      this.#turn.remember(policy.name, cause);
    } else return false;
    return true;
  }

  /** The watchdog whose guest did not come up within its boot grace, where that is the whole cause. */
  #watchdogInVain(policy: Policy, cause: Cause): string | undefined {
    if (cause.on === 'state') return bootedInVain(policy.on, this.#turn.state);
    return cause.on === 'expired' && cause.expiry === 'boot-grace' ? cause.watchdog : undefined;
  }

  #bootedInVain(policy: Policy, cause: Cause, watchdog: string): void {
    this.#turn.ignore(policy, cause, 'boot-grace');
    // Where it is waited for, its own incident says how that ended.
    if (isWaitedFor(this.#turn.state.incident, watchdog)) return;
    this.#turn.page(
      `the guest did not come up within its boot grace: ${watchdog} was not petted in it`,
      undefined,
      policy.name,
    );
  }

  /** A cause that has lasted as long as it must. */
  #arise(policy: Policy, cause: Cause): void {
    const { incident } = this.#turn.state;
    if (incident === undefined) this.#begin(policy, cause);
    else if (incident.policy === policy.name && isSame(cause, incident.cause)) {
      this.#turn.ignore(policy, cause, busyWith(incident));
      this.#turn.set({ ...incident, recovered: false });
    } else if (incident.policy !== policy.name && this.#givesWay(incident, policy)) {
      // It only waits, for who knows how long, and must not hold up what can be done or is worse.
      this.#turn.remember(incident.policy, incident.cause);
      this.#turn.close(incident, incident.unknown === undefined ? 'preempted' : 'unknown');
      this.#begin(policy, cause);
      if (this.#turn.state.incident === undefined) this.#lookAgain();
    } else {
      this.#turn.ignore(policy, cause, busyWith(incident));
      this.#turn.remember(policy.name, cause);
    }
  }

  /** What waits gives way: to anything when it waits for something to be known, else to what is worse. */
  #givesWay(incident: Incident, policy: Policy): boolean {
    if (incident.phase === 'acting') return false;
    const worse = severityOf(policy) > severityOf(this.#turn.policyNamed(incident.policy));
    return incident.unknown !== undefined || worse;
  }

  #begin(policy: Policy, cause: Cause): void {
    const { now } = this.#turn;
    const limit = policy.limit ?? DEFAULT_LIMIT;
    const begun = (own(this.#turn.state.begun, policy.name) ?? []).filter((at) => at > now - limit.per);
    if (begun.length >= limit.max) {
      const reason = `${limit.max} incidents within ${limit.per} ms`;
      this.#turn.ignore(policy, cause, `limit: ${reason}`);
      this.#turn.halt(policy.name, reason);
      this.#turn.page(
        `policy "${policy.name}" is halted after ${reason}; it does nothing more until it is resumed`,
        undefined,
        policy.name,
      );
      return;
    }
    const incidents = this.#turn.state.incidents + 1;
    this.#turn.update({
      incidents,
      begun: { ...this.#turn.state.begun, [policy.name]: [...begun, now] },
    });
    const incident: Incident = {
      id: `i${incidents}`,
      policy: policy.name,
      cause,
      began: now,
      step: 0,
      order: 0,
      phase: 'gathering',
      wakeAt: undefined,
      stepEnds: undefined,
      actedAt: undefined,
      unknown: undefined,
      recovered: false,
      superseded: false,
      answers: {},
    };
    this.#turn.record({ kind: 'trigger', incident: incident.id, policy: policy.name, cause: { ...cause } });
    if (policy.notify !== undefined)
      this.#turn.effects.push({
        do: 'notify',
        what: 'began',
        policy: policy.name,
        incident: incident.id,
        reason: describeTrigger(policy.on),
      });
    this.#course.gather(incident);
  }

  /** There is time again for what could not be looked after. */
  #lookAgain(): void {
    const { unheard, unseen, maintenance } = this.#turn.state;
    if (maintenance !== undefined) return;
    this.#turn.update({ unheard: [], unseen: [] });
    for (const watchdog of unheard) this.#turn.effects.push({ do: 'rearm', watchdog });
    this.#takeUpMissed();
    for (const name of unseen) this.#again(name);
  }

  #takeUpMissed(): void {
    const { missed } = this.#turn.state;
    this.#turn.update({ missed: [] });
    for (const { policy: name, cause } of missed) {
      const policy = this.#turn.policyNamed(name);
      if (policy !== undefined) this.#caused(policy, cause);
    }
  }

  #again(name: string): void {
    const policy = this.#turn.policyNamed(name);
    const cause = policy && this.#conditions.standing(policy);
    if (policy !== undefined && cause !== undefined) this.#caused(policy, cause);
  }

  /** Whatever stands is looked at as if it had just come about. */
  #lookAtAll(): void {
    const { policies } = this.#turn.settings;
    // What is being looked after is not silenced by looking at it.
    for (const watchdog of new Set(policies.flatMap(({ on }) => watchdogsOf(on))))
      if (!isWaitedFor(this.#turn.state.incident, watchdog))
        this.#turn.effects.push({ do: 'rearm', watchdog });
    for (const { name } of policies) this.#again(name);
  }

  #maintain(reason: string, ttl: number): void {
    const { incident } = this.#turn.state;
    const until = this.#turn.now + ttl;
    this.#turn.update({ maintenance: ttl > 0 ? { reason, until } : undefined });
    this.#turn.record({ kind: 'maintenance', reason, ttl });
    if (ttl <= 0) {
      this.#lookAtAll();
      this.#takeUpMissed();
      return;
    }
    this.#turn.update({ pending: {} });
    if (incident === undefined || incident.phase === 'acting') return;
    this.#turn.remember(incident.policy, incident.cause);
    this.#course.end(incident, 'maintenance');
  }

  #reloaded(): void {
    const { incident, missed } = this.#turn.state;
    // A name may mean something else now: all conditions are looked at anew.
    this.#turn.update({ pending: {}, holding: {}, distrusted: [] });
    this.#turn.update({ missed: missed.filter(({ policy, cause }) => this.#waitsFor(policy, cause)) });
    if (incident !== undefined) this.#course.cutShort(incident, 'reloaded');
    this.#conditions.look();
    this.#lookAtAll();
  }

  #woken(): void {
    const { now } = this.#turn;
    const { maintenance } = this.#turn.state;
    if (maintenance !== undefined && now >= maintenance.until) this.#maintain('its time has passed', 0);
    for (const [name, { cause, until }] of Object.entries(this.#turn.state.pending)) {
      if (now < until) continue;
      this.#forgetPending((other) => other === name);
      const policy = this.#turn.policyNamed(name);
      // Much may have happened while it lasted.
      if (policy !== undefined && !this.#isBarred(policy, cause)) this.#arise(policy, cause);
    }
    const rested = Object.entries(this.#turn.state.resting).filter(([, until]) => now < until);
    const woke = rested.length < Object.keys(this.#turn.state.resting).length;
    this.#turn.update({ resting: Object.fromEntries(rested) });
    const { incident } = this.#turn.state;
    if (incident?.wakeAt !== undefined && now >= incident.wakeAt) this.#course.woken(incident);
    else if (woke && incident === undefined) this.#lookAgain();
  }

  #resume(name: string): void {
    if (own(this.#turn.state.halted, name) === undefined) return;
    const { [name]: _, ...halted } = this.#turn.state.halted;
    const observedHalts = this.#turn.state.observedHalts.filter((one) => one !== name);
    this.#turn.update({ halted, observedHalts, begun: { ...this.#turn.state.begun, [name]: [] } });
    this.#turn.record({ kind: 'resumed', policy: name });
    // What it waited for may have happened meanwhile, and happens only once.
    const policy = this.#turn.policyNamed(name);
    if (policy === undefined) return;
    for (const watchdog of watchdogsOf(policy.on)) this.#turn.effects.push({ do: 'rearm', watchdog });
    this.#conditions.look();
    this.#again(name);
  }
}

/** When the engine must be woken at the latest. */
export function nextWake({
  incident,
  maintenance,
  pending,
  resting,
  unheard,
  unseen,
  missed,
}: EngineState): number | undefined {
  const waits = unheard.length + unseen.length + missed.length > 0;
  const times = [
    incident?.wakeAt,
    maintenance?.until,
    ...Object.values(pending).map(({ until }) => until),
    ...(waits ? Object.values(resting) : []),
  ].filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

function isAsked(incident: Incident | undefined, order: number): incident is Incident {
  return incident?.phase === 'gathering' && incident.order === order && incident.wakeAt === undefined;
}

function isActing(incident: Incident | undefined, order: number): incident is Incident {
  return incident?.phase === 'acting' && incident.order === order;
}

function isWaitedFor(incident: Incident | undefined, watchdog: string): boolean {
  return incident?.cause.on === 'expired' && incident.cause.watchdog === watchdog;
}

function severityOf(policy: Policy | undefined): number {
  return SEVERITIES.indexOf(policy?.severity ?? 'serious');
}

function isSame(one: Cause, other: Cause): boolean {
  if (one.on === 'state') return other.on === 'state' && one.what === other.what;
  return (
    (one.on === 'expired' || one.on === 'pretimeout') &&
    other.on === one.on &&
    one.watchdog === other.watchdog
  );
}

function busyWith({ id, policy }: Incident): string {
  return `busy with ${id} (${policy})`;
}
