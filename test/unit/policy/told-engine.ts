// An engine, told one thing after the other; each answers with a line for each effect.
import {
  type Effect,
  type EngineInput,
  type EngineState,
  type EvidenceVerdict,
  INITIAL_STATE,
  type Policy,
  step,
} from '../../../src/policy/index.js';
import type { EngineSettings } from '../../../src/policy/engine-state.js';
import { unknownVm } from '../../../src/vm/model.js';
import type { ProbeAnswer, VmState } from 'qmp-watchdog';
import { event, expired, facts, settings, snapshot } from './engine-facts.js';

/** One line for each effect, but for the times of wakes. */
function tell(effect: Effect): string[] {
  switch (effect.do) {
    case 'record': {
      const { body } = effect;
      switch (body.kind) {
        case 'evidence':
          return [`${body.verdict}: ${body.reason}`];
        case 'result':
          return [`${body.outcome}: ${body.reason}`];
        case 'ended':
          return [`ended ${body.how}`];
        case 'ignored':
          return [`ignored ${body.policy}: ${body.reason}`];
        case 'trigger':
          return [`trigger ${body.policy}`];
        case 'intent':
        case 'would':
          return [`${body.kind} ${body.action}`];
        case 'page':
          return [];
        default:
          return [body.kind];
      }
    }
    case 'gather':
      return ['gather'];
    case 'ask':
      return [`ask ${effect.probes.map(({ name }) => name).join(', ')}`];
    case 'act':
      return [`act ${effect.action.name} ${effect.timeout}`];
    case 'notify':
      return [`notify ${effect.what} ${effect.policy}`];
    case 'page':
      return [`PAGE ${effect.reason}`];
    case 'suspend':
    case 'listen':
    case 'rearm':
      return [`${effect.do} ${effect.watchdog}`];
    case 'wake':
      return [];
  }
}

export class ToldEngine {
  state: EngineState = INITIAL_STATE;
  now = 0;
  settings: EngineSettings;
  /** When it wants to be woken. */
  wakeAt: number | undefined;

  constructor(policies: readonly Policy[], change: Partial<EngineSettings> = {}) {
    this.settings = settings({ policies, ...change });
  }

  /** Time passes; it is woken when it wants to be. Answers with what that led to. */
  at(now: number): string[] {
    const lines: string[] = [];
    while (this.wakeAt !== undefined && this.wakeAt <= now) {
      this.now = this.wakeAt;
      this.wakeAt = undefined;
      lines.push(...this.takes({ type: 'wake' }));
    }
    this.now = now;
    return lines;
  }

  takes(input: EngineInput): string[] {
    const { state, effects } = step(this.settings, this.state, input, this.now);
    this.state = state;
    for (const effect of effects) if (effect.do === 'wake') this.wakeAt = effect.at;
    return effects.flatMap(tell);
  }

  expires(watchdog = 'a'): string[] {
    return this.takes({ type: 'cause', cause: expired(watchdog) });
  }

  warns(watchdog = 'a'): string[] {
    return this.takes({ type: 'cause', cause: { on: 'pretimeout', watchdog, silentFor: 900, at: this.now } });
  }

  happens(name: string, data?: unknown): string[] {
    return this.takes({ type: 'cause', cause: event(name, data) });
  }

  recovers(watchdog = 'a'): string[] {
    return this.takes({ type: 'recovered', watchdog });
  }

  /** The evidence, all of it by default. */
  learns(change: Parameters<typeof facts>[0] = {}): string[] {
    return this.takes({
      type: 'facts',
      order: this.state.orders,
      facts: facts({ at: this.now, ...change }),
    });
  }

  isTold(answers: Readonly<Record<string, ProbeAnswer['verdict']>>): string[] {
    const told = Object.entries(answers).map(([name, verdict]) => [name, { verdict, reason: 'so' }] as const);
    return this.takes({ type: 'answers', order: this.state.orders, answers: Object.fromEntries(told) });
  }

  hears(outcome: 'done' | 'failed' | 'unknown', reason = 'so'): string[] {
    return this.takes({
      type: 'result',
      order: this.state.orders,
      result: { outcome, reason, evidence: {} },
    });
  }

  /** What the action rested on did not hold any more. */
  isNotBegun(verdict: EvidenceVerdict, change: Parameters<typeof facts>[0] = {}): string[] {
    return this.takes({
      type: 'not-begun',
      order: this.state.orders,
      verdict,
      facts: facts({ at: this.now, ...change }),
    });
  }

  sees(vm: Partial<VmState>): string[] {
    return this.takes({ type: 'vm', vm: { ...unknownVm(0).state, confidence: 'known', ...vm } });
  }

  watches(id: string, change: Parameters<typeof snapshot>[0] = {}): string[] {
    return this.takes({ type: 'watchdog', watchdog: snapshot({ id, ...change }) });
  }
}
