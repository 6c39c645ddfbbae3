import { messageOf } from '../core/index.js';
import type { ProofRecord } from '../proof/index.js';
import type { JournalError, JournalRecord, RecordBody } from '../journal/index.js';
import {
  type Cause,
  type Effect,
  type EngineInput,
  type EngineState,
  type EvidenceVerdict,
  type Facts,
  type Grounds,
  type Incident,
  judgeCondition,
  judgeEvidence,
  listOf,
  type Notice,
  type Notifier,
  type Policy,
  type SingleAction,
} from '../policy/index.js';
import { type AnyWatchdog, askProbe, type Probe, type ProbeAnswer } from '../watchdog/index.js';
import { bounded } from './bounded.js';
import { type Gathering, gatherFacts, sessionOf } from './gather.js';
import type { CheckedSupervisorOptions } from './options.js';
import type { Recorder } from './recorder.js';
import { runAction } from './run-action.js';
import { Thinning } from './thinning.js';

/** How old evidence may be when the action begins, its intent having been written in between: milliseconds. */
const FRESH = 1_000;
/** How many notices of one notifier may be under way: who is told of more at a time reads none of them. */
const NOTICES = 16;

type Performed = Extract<Effect, { do: 'record' | 'page' | 'gather' | 'ask' | 'act' | 'notify' }>;
type ActEffect = Extract<Effect, { do: 'act' }>;

/** What a {@link Performer} works with. */
export interface PerformerOptions {
  readonly options: CheckedSupervisorOptions;
  readonly recorder: Recorder;
  readonly gathering: Gathering;
  /** Nothing is waited for any more. */
  readonly over: AbortSignal;
  readonly policies: () => readonly Policy[];
  readonly state: () => EngineState;
  readonly input: (input: EngineInput) => void;
  readonly page: (page: { reason: string; incident?: string; policy?: string }) => void;
  /** The journal has failed, and the run goes on without. */
  readonly unrecorded: (error: JournalError) => void;
  /** Effects can not be carried out any more. */
  readonly failed: (error: unknown) => void;
}

/** Carries out what the engine wants, one effect after the other, so that an intent is on disk before its action begins. */
export class Performer {
  readonly #with: PerformerOptions;
  #effects: Promise<void> = Promise.resolve();
  #action: Promise<void> = Promise.resolve();
  readonly #thinning = new Thinning();
  #acting: SingleAction | undefined;
  /** For the next action. Node takes ten microseconds to make a signal: it is made while QEMU answers. */
  #controller: AbortController | undefined;
  #notices = 0;
  readonly #notifying = new Map<Notifier, number>();
  #unrecorded = false;
  #closing = false;

  constructor(options: PerformerOptions) {
    this.#with = options;
  }

  /** The action that runs, if one does. */
  get acting(): SingleAction | undefined {
    return this.#acting;
  }

  /** The end has begun: nothing new is begun. */
  close(): void {
    this.#closing = true;
  }

  /** Resolves when all that was wanted has been done. @throws {@link JournalError} */
  async done(): Promise<void> {
    await this.#effects;
  }

  /** Resolves when the action that runs, if one does, has said how it went. */
  async actionDone(): Promise<void> {
    await this.#action;
  }

  perform(effect: Performed): void {
    if (effect.do === 'record') this.record(effect.body, effect.sync === true);
    // A question changes nothing: it need not wait until what led to it is written.
    else if (effect.do === 'gather') this.#carryOut(effect);
    else this.#then(() => this.#carryOut(effect));
  }

  record(body: RecordBody, sync = false): void {
    for (const one of this.#thinning.take(body, this.#with.options.clock.now())) {
      // Stamped now: the time of a record is when it happened, not when it was written.
      const record = this.#with.recorder.stamp(one);
      this.#then(() => this.#write(record, sync));
    }
  }

  /**
   * As `record`, but what it says is put together when its turn has come: nothing that is done waits for that. It holds no
   * secret.
   */
  recordLater(body: () => RecordBody): void {
    const stamped = this.#with.recorder.reserve();
    this.#then(() => this.#write(() => stamped(body()), false));
  }

  async #write(record: () => JournalRecord, sync: boolean): Promise<void> {
    const failure = await this.#with.recorder.write(record, sync);
    if (failure === undefined) return;
    this.#unrecorded = true;
    this.#with.unrecorded(failure);
  }

  #then(next: () => Promise<void> | void): void {
    this.#effects = this.#effects.then(next);
    this.#effects.catch(this.#with.failed);
  }

  #carryOut(effect: Exclude<Performed, { do: 'record' }>): void {
    const { gathering, input, page, failed } = this.#with;
    switch (effect.do) {
      case 'page': {
        const { reason, incident, policy } = effect;
        page({
          reason,
          ...(incident !== undefined && { incident }),
          ...(policy !== undefined && { policy }),
        });
        if (policy !== undefined) this.#notify('page', policy, incident, reason);
        return;
      }
      case 'notify':
        this.#notify(effect.what, effect.policy, effect.incident, effect.reason);
        return;
      case 'gather':
        if (this.#closing) return;
        gatherFacts(gathering, this.#watchdog(effect.watchdog))
          .then((facts) => input({ type: 'facts', order: effect.order, facts }))
          .catch(failed);
        this.#controller ??= newController();
        return;
      case 'ask':
        if (this.#closing) return;
        this.#ask(effect.probes)
          .then((answers) => input({ type: 'answers', order: effect.order, answers }))
          .catch(failed);
        return;
      case 'act':
        this.#action = this.#act(effect).catch(failed);
    }
  }

  /** Tells those whom the policy tells of the incident. */
  failoverSafe(proof: ProofRecord, incident: Incident): void {
    const reason = `${proof.level} is proven as ${proof.token}`;
    this.#then(() => this.#notify('failover-safe', incident.policy, incident.id, reason, proof));
  }

  async #ask(probes: readonly Probe[]): Promise<Readonly<Record<string, ProbeAnswer>>> {
    const { vm, clock } = this.#with.options;
    const context = { vm, clock, signal: this.#with.gathering.signal };
    const answers = await Promise.all(
      probes.map(async (probe) => [probe.name, await askProbe(probe, context)] as const),
    );
    return Object.fromEntries(answers);
  }

  /** Beside everything else: telling somebody never holds up what is done. */
  #notify(
    what: Notice['what'],
    name: string,
    incident: string | undefined,
    reason: string,
    proof?: ProofRecord,
  ): void {
    const { clock, name: vm } = this.#with.options;
    const policy = this.#with.policies().find((one) => one.name === name);
    const time = new Date(clock.wall()).toISOString();
    for (const notifier of listOf(policy?.notify)) {
      this.#notices += 1;
      const id = `${time}/${this.#notices}`;
      const about = { what, policy: name, incident, vm, reason, time, id };
      const notice: Notice = proof === undefined ? about : { ...about, proof };
      const unnotified = (reason: string): void => {
        if (!this.#closing)
          this.record({ kind: 'unnotified', notifier: notifier.name, policy: name, reason });
      };
      const underWay = this.#notifying.get(notifier) ?? 0;
      if (underWay >= NOTICES) {
        unnotified(`busy: ${NOTICES} notices are under way`);
        continue;
      }
      this.#notifying.set(notifier, underWay + 1);
      void bounded(clock, this.#with.over, notifier, (signal) => notifier.notify(notice, { clock, signal }))
        .catch((error: unknown) => unnotified(messageOf(error)))
        .finally(() => this.#notifying.set(notifier, (this.#notifying.get(notifier) ?? 1) - 1));
    }
  }

  async #act(effect: ActEffect): Promise<void> {
    const { options, input, gathering, over } = this.#with;
    const { vm, clock } = options;
    const { order } = effect;
    // Writing the intent took its time, and so may the action's own looking: what has arrived meanwhile counts.
    const before = await this.#lookAgain(effect);
    if (before.verdict.verdict !== 'holds') {
      input({ type: 'not-begun', order, ...before });
      return;
    }
    let withdrawn: { readonly verdict: EvidenceVerdict; readonly facts: Facts } | undefined;
    this.#acting = effect.action;
    const { action, cause, incident, timeout } = effect;
    const controller = this.#controller ?? newController();
    this.#controller = undefined;
    const result = await runAction({
      action,
      cause,
      incident,
      timeout,
      vm,
      clock,
      stillStands: async () => {
        const now = await this.#lookAgain(await this.#refreshed(effect));
        if (now.verdict.verdict === 'holds') return undefined;
        withdrawn = now;
        return notBegun(now.verdict);
      },
      controller,
      signal: gathering.signal,
      abandoned: over,
    });
    this.#acting = undefined;
    // An action that did something before it was withdrawn fails with a reason of its own.
    if (
      withdrawn !== undefined &&
      result.outcome === 'failed' &&
      result.reason === notBegun(withdrawn.verdict)
    )
      input({ type: 'not-begun', order, ...withdrawn });
    else input({ type: 'result', order, result });
  }

  /** What destroys nothing may wait between two attempts, for longer than evidence lasts: it is gathered anew. */
  async #refreshed(effect: ActEffect): Promise<ActEffect> {
    const { clock } = this.#with.options;
    const { cause, rests, action } = effect;
    if (action.destructive || clock.now() - rests.facts.at <= FRESH) return effect;
    const facts = await gatherFacts(this.#with.gathering, this.#watchdog(watchdogOf(cause)));
    return { ...effect, rests: { ...rests, facts } };
  }

  async #lookAgain({
    action,
    cause,
    rests,
  }: ActEffect): Promise<{ readonly verdict: EvidenceVerdict; readonly facts: Facts }> {
    const watchdog = this.#watchdog(watchdogOf(cause));
    if (watchdog !== undefined) await this.#with.options.clock.drain();
    const facts: Facts = { ...rests.facts, watchdog: watchdog?.snapshot };
    return { verdict: this.#standing({ ...rests, facts }, action.destructive), facts };
  }

  #standing(rests: Grounds, destructive: boolean): EvidenceVerdict {
    const { incident, maintenance, suspicion, mode } = this.#with.state();
    const age = this.#with.options.clock.now() - rests.facts.at;
    if (this.#closing) return { verdict: 'unknown', reason: 'the run ends' };
    if (this.#unrecorded) return { verdict: 'unknown', reason: 'not-recorded: the journal has failed' };
    if (maintenance !== undefined) return { verdict: 'refused', reason: 'maintenance' };
    if (mode === 'observe') return { verdict: 'refused', reason: 'observing' };
    if (suspicion !== undefined && destructive)
      return { verdict: 'unknown', reason: `many-silent: ${suspicion}` };
    if (incident?.recovered === true) return { verdict: 'refused', reason: 'petted-again' };
    if (incident?.superseded === true) return { verdict: 'refused', reason: 'superseded' };
    if (destructive && rests.facts.session !== sessionOf(this.#with.options.vm))
      return { verdict: 'unknown', reason: 'another-session' };
    const policy = this.#with.policies().find(({ name }) => name === incident?.policy);
    const gone = policy && incident && judgeCondition(policy.on, incident, this.#with.state());
    if (gone !== undefined) return gone;
    if (age > FRESH) return { verdict: 'unknown', reason: `evidence-too-old: ${Math.round(age)} ms` };
    return judgeEvidence(rests);
  }

  #watchdog(id: string | undefined): AnyWatchdog | undefined {
    return this.#with.options.watchdogs.find((watchdog) => watchdog.id === id);
  }
}

function watchdogOf(cause: Cause): string | undefined {
  return cause.on === 'expired' || cause.on === 'pretimeout' ? cause.watchdog : undefined;
}

function notBegun({ reason }: EvidenceVerdict): string {
  return `not-begun: ${reason}`;
}

function newController(): AbortController {
  const controller = new AbortController();
  // Node makes it when it is first asked for.
  void controller.signal;
  return controller;
}
