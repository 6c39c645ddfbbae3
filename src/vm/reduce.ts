import type { AnyEvent, ClosedReason, Liveness } from '../qmp/index.js';
import { type Answer, takeAnswer } from './answers.js';
import type { ChangeSource } from './change.js';
import { takeEvent } from './events.js';
import { explainExit, type ExitEvidence } from './exit.js';
import type { Interlock } from './interlock.js';
import type { Latch } from './latch.js';
import { TOPICS, type Topic, Transition, type VmModel, type VmStep } from './model.js';
import type { HealthView } from './state.js';

/** What a VM's state follows from. `at` is by the clock's `now()`. */
export type VmInput =
  | {
      readonly type: 'connected';
      readonly name: string | undefined;
      readonly uuid: string | undefined;
      readonly at: number;
    }
  | { readonly type: 'disconnected'; readonly reason: ClosedReason; readonly at: number }
  | { readonly type: 'event'; readonly event: AnyEvent }
  | { readonly type: 'asked'; readonly topic: Topic; readonly at: number }
  /** `hints`: how many there were when it was asked. */
  | { readonly type: 'answered'; readonly answer: Answer; readonly hints: number; readonly at: number }
  /** `unsupported`: this QEMU has no such query. Otherwise it did not answer in time, or not in words that make sense. */
  | {
      readonly type: 'unanswered';
      readonly topic: Topic;
      readonly unsupported: boolean;
      readonly at: number;
    }
  /** A command is about to change it: an answer to what was asked before counts no more. */
  | { readonly type: 'hinted'; readonly topic: Topic; readonly at: number }
  /** Ask everything again, or these: an event may have been lost, and not everything has one. */
  | { readonly type: 'reconcile'; readonly topics?: readonly Topic[]; readonly at: number }
  | { readonly type: 'health'; readonly verdict: Liveness['verdict']; readonly at: number }
  | { readonly type: 'exited'; readonly evidence: Pick<ExitEvidence, 'by' | 'code' | 'signal' | 'at'> }
  | { readonly type: 'interlocked'; readonly interlock: Interlock; readonly at: number }
  | { readonly type: 'lifted'; readonly interlock: Interlock; readonly reason: string; readonly at: number }
  | {
      readonly type: 'latched';
      readonly latch: Latch | undefined;
      readonly reason: string;
      readonly at: number;
    };

/** For how long before its end a WATCHDOG explains a process's end: it is sent at most once a second. */
const WATCHDOG_EXPLAINS = 2_000;

/** The next state, and what changed. Pure. */
export function reduceVm(model: VmModel, input: VmInput): VmStep {
  switch (input.type) {
    case 'connected':
      return connected(model, input);
    case 'disconnected':
      return disconnected(model, input);
    case 'event':
      return takeEvent(model, input.event);
    case 'asked': {
      const next = transition(model, input.at, 'query');
      next.topic(input.topic, { asking: model.topics[input.topic].hints, wanted: false });
      return next.end();
    }
    case 'answered':
      return takeAnswer(model, input.answer, input.hints, input.at);
    case 'unanswered': {
      const next = transition(model, input.at, 'query');
      next.topic(input.topic, {
        asking: undefined,
        supported: !input.unsupported,
      });
      // What QEMU does not say may have changed.
      if (!input.unsupported) {
        next.hint(input.topic);
        next.keep({ silent: true });
      }
      return next.end();
    }
    case 'hinted': {
      const next = transition(model, input.at, 'local');
      next.hint(input.topic);
      return next.end();
    }
    case 'reconcile': {
      const next = transition(model, input.at, 'query');
      const topics = input.topics ?? TOPICS.filter((topic) => topic !== 'dump' || model.topics.dump.heard);
      for (const topic of topics) next.topic(topic, { wanted: true });
      return next.end();
    }
    case 'health': {
      const next = transition(model, input.at, 'query');
      if (input.verdict === 'responsive') next.keep({ silent: false, heardAt: input.at });
      setHealth(next, input.verdict);
      return next.end();
    }
    case 'exited':
      return exited(model, input);
    case 'interlocked': {
      const next = transition(model, input.at, 'local');
      next.update({ interlocks: [...model.state.interlocks, input.interlock] });
      next.note({ type: 'interlocked', interlock: input.interlock });
      return next.end();
    }
    case 'lifted': {
      const next = transition(model, input.at, 'local');
      const { interlock, reason } = input;
      next.update({ interlocks: model.state.interlocks.filter((other) => other !== interlock) });
      next.note({ type: 'interlock-lifted', interlock, reason });
      return next.end();
    }
    case 'latched': {
      const next = transition(model, input.at, 'local');
      const { latch, reason } = input;
      const from = model.state.latch;
      next.update({ latch });
      next.note({ type: 'latch', from, to: latch, reason });
      return next.end();
    }
  }
}

function transition(model: VmModel, at: number, source: ChangeSource): Transition {
  return new Transition(model, at, source);
}

function connected(model: VmModel, input: Extract<VmInput, { type: 'connected' }>): VmStep {
  const next = transition(model, input.at, 'local');
  const session = model.state.session + 1;
  const ended = model.state.exit !== undefined;
  const boots = model.state.boots + (ended ? 1 : 0);
  next.update({ connected: true, session, boots, name: input.name, uuid: input.uuid, exit: undefined });
  next.note({ type: 'connected', session });
  if (ended) next.note({ type: 'restarted', boots });
  if (session > 1) next.note({ type: 'gap', session, blindFor: input.at - model.heardAt });
  for (const topic of TOPICS)
    next.topic(topic, { ...model.topics[topic], asking: undefined, heard: false, supported: true });
  next.hint(...TOPICS.filter((topic) => topic !== 'dump'));
  next.keep({ silent: false, stopping: undefined, watchdog: undefined, heardAt: input.at });
  // It has answered the negotiation.
  setHealth(next, 'responsive');
  return next.end();
}

function disconnected(model: VmModel, { reason, at }: Extract<VmInput, { type: 'disconnected' }>): VmStep {
  const next = transition(model, at, 'local');
  for (const topic of TOPICS) next.topic(topic, { asking: undefined });
  next.update({ connected: false, closed: reason });
  next.note({ type: 'disconnected', session: model.state.session, reason });
  setHealth(next, 'disconnected');
  return next.end();
}

function exited(model: VmModel, { evidence }: Extract<VmInput, { type: 'exited' }>): VmStep {
  const next = transition(model, evidence.at, 'local');
  if (model.state.exit !== undefined) return next.end();
  const { watchdog } = model;
  const recent = watchdog !== undefined && model.heardAt - watchdog.at <= WATCHDOG_EXPLAINS;
  const exit = explainExit({
    ...evidence,
    shutdown: model.state.closed?.shutdown,
    watchdogAction: recent ? watchdog.action : undefined,
  });
  next.update({ exit });
  next.note({ type: 'exited', exit });
  setHealth(next, 'exited');
  return next.end();
}

function setHealth(next: Transition, verdict: HealthView['verdict']): void {
  const from = next.state.health;
  if (from.verdict === verdict) return;
  const to = { verdict, since: next.at };
  next.update({ health: to });
  next.note({ type: 'health', from, to });
}
