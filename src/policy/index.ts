export {
  type Action,
  type ActionContext,
  type ActionDefinition,
  type ActionResult,
  action,
  type Escalation,
  type EscalationStep,
  type Evidence,
  escalate,
  type Sequence,
  type SingleAction,
  sequence,
} from './action.js';
export { type Cause, type ConditionTrigger, type FaultTrigger, type Trigger, wasStoppedBy } from './cause.js';
export { eventsOf, judgeCondition, looksForFaults, type View } from './condition.js';
export {
  type Effect,
  type EngineInput,
  type EngineSettings,
  type EngineState,
  INITIAL_STATE,
  type Incident,
  type Maintenance,
  type Mode,
} from './engine-state.js';
export { nextWake, step } from './engine.js';
export { type EvidenceVerdict, type Facts, type Grounds, judgeEvidence } from './evidence.js';
export { type Ask, ask, type Guard, type GuardVerdict, type GuardView, guard } from './guard.js';
export { type Guards, when } from './guards.js';
export type { Notice, Notifier, NotifierContext } from './notifier.js';
export { checkPolicies, type Limit, listOf, type Policy, policy } from './policy.js';
export { isFault } from './run-states.js';
export {
  type FaultTriggerOptions,
  type HostErrorSourceId,
  on,
  type Triggers,
  type WatchdogId,
} from './triggers.js';
