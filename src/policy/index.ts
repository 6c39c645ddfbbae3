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
  type SingleAction,
} from './action.js';
export type { Cause, Trigger } from './cause.js';
export {
  type Effect,
  type EngineInput,
  type EngineState,
  INITIAL_STATE,
  type Incident,
  type Mode,
} from './engine-state.js';
export { step } from './engine.js';
export { type EvidenceVerdict, type Facts, type Grounds, judgeEvidence } from './evidence.js';
export { checkPolicies, type Limit, type Policy } from './policy.js';
export { isFault } from './run-states.js';
export { on, type WatchdogId } from './triggers.js';
