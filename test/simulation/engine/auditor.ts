// Watches over what the engine does, and knows nothing of how it comes to it.
import type { Facts, RecordBody } from 'qmp-watchdog';
import type { Effect, EngineInput, EngineState } from '../../../src/policy/index.js';
import { lackOf } from './lack.js';
import type { Machine } from './machine.js';
import { COOLDOWNS, DURATIONS, LIMITS, UNKNOWN_AFTER } from './policies.js';

/** The engine broke a promise. */
export class Finding extends Error {}

/** How long after `unknownAfter` a page may come: it asks each second, QEMU may take 2 s, this process stand still. */
const PAGE_SLACK = 15_000;

type ActEffect = Extract<Effect, { do: 'act' }>;
type Body<Kind extends RecordBody['kind']> = Extract<RecordBody, { readonly kind: Kind }>;

interface Told {
  readonly order: number;
  readonly facts: Facts;
}

export class Auditor {
  mode: 'observe' | 'enforce' = 'enforce';
  /** How often something was done, so that a simulation of nothing shows. */
  acts = 0;
  pages = 0;
  #maintainedUntil = 0;
  #suspicion = false;
  readonly #halted = new Set<string>();
  /** Those of them in which nothing was done: a restart forgets what was only observed. */
  readonly #haltedUnacted = new Set<string>();
  readonly #begun = new Map<string, number[]>();
  readonly #rested = new Map<string, number>();
  readonly #pages: (Extract<Effect, { do: 'page' }> & { readonly at: number })[] = [];
  /** Whether it acts: it began while it was to act, or has an intent. */
  #open: { readonly id: string; readonly policy: string; readonly acts: boolean } | undefined;
  #intent: number | undefined;
  #acting: number | undefined;
  #asked: number | undefined;
  #lastOrder = 0;
  /** The highest that is on record: what was never recorded is not remembered either. */
  #lastRecorded = 0;
  #told: Told | undefined;
  #answer: { readonly incident: string | undefined; readonly verdict: string | undefined } | undefined;
  #booted = false;
  /** When somebody else was last seen to reset or continue the VM. */
  #changedAt = 0;
  readonly #tell: ((what: string) => void) | undefined;
  /** Whether the fault that there is must be gone in the end, because nothing keeps the engine from curing it. */
  #mustCure = false;

  /** `tell` is told of each step. */
  constructor(tell?: (what: string) => void) {
    this.#tell = tell;
  }

  /** The engine was told something, and this came of it. */
  step(input: EngineInput, state: EngineState, effects: readonly Effect[], now: number): void {
    this.#tell?.([`${now} ms: ${brief(input)}`, ...effects.map(brief)].join('\n    '));
    this.#take(input, now);
    this.effects(input, effects, now);
    const { incident, maintenance } = state;
    if (maintenance !== undefined && now > this.#maintainedUntil + PAGE_SLACK)
      find(`maintenance goes on since ${this.#maintainedUntil} ms`);
    if (incident === undefined) return;
    const { cause, phase } = incident;
    if (input.type === 'recovered' && cause.on === 'expired' && phase !== 'acting')
      find(`${incident.id} goes on although its watchdog was petted`);
    if (incident.phase !== 'acting' && incident.wakeAt === undefined && this.#asked !== incident.order)
      find(`${incident.id} waits for ever: it is ${incident.phase}, and nothing is to come`);
    const { unknown } = incident;
    if (
      unknown !== undefined &&
      now - unknown.since > UNKNOWN_AFTER + PAGE_SLACK &&
      !this.#wasPaged(incident.id)
    )
      find(`${incident.id} can not be decided since ${now - unknown.since} ms, and nobody was told`);
  }

  effects(input: EngineInput | undefined, effects: readonly Effect[], now: number): void {
    for (const effect of effects) {
      switch (effect.do) {
        case 'record':
          this.#record(effect.body, effects, effect.sync === true, now);
          break;
        case 'page':
          this.pages += 1;
          this.#pages.push({ ...effect, at: now });
          break;
        case 'gather':
          if (effect.order <= this.#lastOrder) find(`order ${effect.order} comes again`);
          this.#lastOrder = effect.order;
          this.#asked = effect.order;
          break;
        case 'ask':
          this.#asked = effect.order;
          break;
        case 'act':
          this.#act(effect, input, now);
          break;
        default:
      }
    }
  }

  /** What the performer is about to do, for true. */
  does({ action, cause }: ActEffect, machine: Machine): void {
    if (action.destructive && cause.on === 'expired' && machine.isHeard)
      find(`${action.name} although the guest is well and has been heard`);
  }

  /** The supervisor has ended in the middle of whatever it did, and another one begins with what is remembered. */
  restarts(): void {
    this.#acting = undefined;
    this.#asked = undefined;
    this.#told = undefined;
    this.#lastOrder = this.#lastRecorded;
    // Whoever begins is told of it anew.
    this.#suspicion = false;
    for (const policy of this.#haltedUnacted) this.#halted.delete(policy);
    this.#haltedUnacted.clear();
  }

  /** It has begun, with these policies: what those that are gone were doing is not remembered for them. */
  restarted(policies: readonly string[]): void {
    for (const name of this.#halted) if (!policies.includes(name)) this.#halted.delete(name);
    for (const name of this.#rested.keys()) if (!policies.includes(name)) this.#rested.delete(name);
    if (this.#intent !== undefined) find(`the intent of order ${this.#intent} has no result after a restart`);
    if (this.#open !== undefined) find(`${this.#open.id} has no end after a restart`);
  }

  /** In the end each fault was seen to, or somebody was told of it. `heardAt`: when the guest was last heard. */
  seenTo(machine: Machine, state: EngineState, heardAt: number): void {
    const { fault, faultSince = 0 } = machine;
    if (fault === undefined) return;
    // Somebody was told that it did not come up, and it has not been heard since.
    if (fault === 'hung' && this.#pages.some((page) => page.at >= heardAt && isOfBoot(page))) return;
    if (this.#mustCure)
      find(`the guest is ${fault} since ${faultSince} ms, and all it takes was there to cure it`);
    const policy = ({ hung: 'hung', 'io-error': 'disk', panicked: 'panic' } as const)[fault];
    if (state.halted[policy] !== undefined) return;
    if (this.#pages.some((page) => page.policy === policy && page.at >= faultSince)) return;
    // They were told of it when it could not be decided, and it has not ended since.
    if (state.incident?.policy === policy && this.#wasPaged(state.incident.id)) return;
    find(`the guest is ${fault} since ${faultSince} ms, and neither was it seen to nor anybody told`);
  }

  /** From here on nothing is in the way. `heard`: whether the channel of the heartbeats is proven. */
  calms(machine: Machine, { halted, incident, begun: all }: EngineState, heard: boolean, now: number): void {
    // What was observed counts too until the run is over.
    const begun = (all['hung'] ?? []).filter((at) => at > now - LIMITS['hung']!.per);
    this.#mustCure =
      heard &&
      machine.fault === 'hung' &&
      machine.hang?.resetCures === true &&
      halted['hung'] === undefined &&
      incident === undefined &&
      begun.length < LIMITS['hung']!.max;
  }

  #take(input: EngineInput, now: number): void {
    switch (input.type) {
      case 'changed':
        this.#changedAt = input.at;
        return;
      case 'facts':
        if (input.order === this.#asked) this.#asked = undefined;
        this.#told = input;
        return;
      case 'answers':
        if (input.order === this.#asked) this.#asked = undefined;
        this.#answer = { incident: this.#open?.id, verdict: input.answers['query-migrate']?.verdict };
        return;
      case 'result':
      case 'not-begun':
        if (input.order === this.#acting) this.#acting = undefined;
        return;
      case 'mode':
        this.mode = input.mode;
        return;
      case 'maintenance':
        this.#maintainedUntil = now + input.ttl;
        return;
      case 'suspect':
        this.#suspicion = input.reason !== undefined;
        return;
      default:
    }
  }

  #act({ order, action, cause, incident }: ActEffect, input: EngineInput | undefined, now: number): void {
    this.acts += 1;
    const what = `${action.name} of ${incident}`;
    if (this.mode !== 'enforce') find(`${what} while it only observes`);
    if (now < this.#maintainedUntil) find(`${what} in maintenance`);
    if (this.#suspicion && action.destructive) find(`${what} while the whole fleet is silent`);
    if (this.#acting !== undefined) find(`${what} while order ${this.#acting} runs`);
    if (input?.type !== 'facts') find(`${what} on ${input?.type ?? 'a restart'} and not on evidence`);
    if (this.#intent !== order) find(`${what} without an intent on disk`);
    const { policy } = this.#open ?? {};
    if (policy !== undefined && this.#halted.has(policy)) find(`${what} although "${policy}" is halted`);
    if (cause.on === 'event' && this.#changedAt > cause.at)
      find(`${what} after somebody else has seen to it`);
    const told = this.#told;
    if (told?.order !== order) find(`${what} on the evidence for another order`);
    const lack = lackOf(told!.facts, cause, action.destructive, this.#booted);
    if (lack !== undefined) find(`${what} although ${lack}`);
    if (policy === 'hung' && (this.#answer?.incident !== incident || this.#answer.verdict !== 'ok'))
      find(`${what} although it may migrate`);
    this.#acting = order;
    if (action.boots) this.#booted = true;
  }

  #record(body: RecordBody, effects: readonly Effect[], sync: boolean, now: number): void {
    if ('order' in body) this.#lastRecorded = Math.max(this.#lastRecorded, body.order);
    switch (body.kind) {
      case 'trigger':
        this.#begins(body, now);
        return;
      case 'intent':
        if (!sync) find(`the intent of order ${body.order} is not on disk when it is acted on`);
        if (this.#intent !== undefined) find(`an intent while that of order ${this.#intent} has no result`);
        this.#intent = body.order;
        if (this.#open !== undefined) this.#open = { ...this.#open, acts: true };
        return;
      case 'result':
        if (this.#intent !== body.order) find(`a result of order ${body.order}, which has no intent`);
        this.#intent = undefined;
        this.#acting = undefined;
        return;
      case 'ended':
        if (body.how === 'not-cured' && !this.#halted.has(body.policy))
          find(`"${body.policy}" could not cure, and goes on`);
        if (this.#intent !== undefined) find(`${body.incident} ends, and its intent has no result`);
        if (this.#open?.acts === true) this.#rested.set(body.policy, now);
        this.#open = undefined;
        return;
      case 'halted':
        this.#halted.add(body.policy);
        if (this.mode === 'observe' && !(this.#open?.policy === body.policy && this.#open.acts))
          this.#haltedUnacted.add(body.policy);
        if (!effects.some((effect) => effect.do === 'page' && effect.policy === body.policy))
          find(`"${body.policy}" is halted, and nobody is told`);
        return;
      case 'resumed':
        this.#halted.delete(body.policy);
        this.#haltedUnacted.delete(body.policy);
        this.#begun.delete(body.policy);
        return;
      case 'evidence':
        if (body.verdict !== 'holds') return;
        if (body.order !== this.#told?.order) find(`evidence for order ${body.order} that nobody gathered`);
        return;
      default:
    }
  }

  #begins({ policy, incident, cause }: Body<'trigger'>, now: number): void {
    if (this.#open !== undefined) find(`${incident} begins while ${this.#open.id} has not ended`);
    if (this.#halted.has(policy)) find(`${incident} begins although "${policy}" is halted`);
    if (now < this.#maintainedUntil) find(`${incident} begins in maintenance`);
    if (cause['on'] === 'state' && now - Number(cause['at']) < (DURATIONS[policy] ?? 0))
      find(`${incident} begins before what it is about has lasted`);
    this.#open = { id: incident, policy, acts: this.mode === 'enforce' };
    this.#booted = false;
    if (this.mode !== 'enforce') return;
    const rested = this.#rested.get(policy);
    if (rested !== undefined && now < rested + (COOLDOWNS[policy] ?? 0))
      find(`${incident} begins ${now - rested} ms after the last one of "${policy}", which had to rest`);
    const { max, per } = LIMITS[policy]!;
    const begun = [...(this.#begun.get(policy) ?? []).filter((at) => at > now - per), now];
    this.#begun.set(policy, begun);
    if (begun.length > max) find(`${incident} is number ${begun.length} of "${policy}" within ${per} ms`);
  }

  #wasPaged(incident: string): boolean {
    return this.#pages.some((page) => page.incident === incident);
  }
}

function brief(value: object): string {
  const text = JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function isOfBoot({ reason }: { readonly reason: string }): boolean {
  return reason.includes('boot grace');
}

function find(what: string): never {
  throw new Finding(what);
}
