export { onAbort } from './abort.js';
export { Allowance } from './allowance.js';
export { type Backoff, checkReconnect, type ReconnectOptions } from './backoff.js';
export { beforehand } from './beforehand.js';
export {
  type Clock,
  originOfNow,
  SystemClock,
  settle,
  sleepOn,
  standStill,
  systemClock,
  type Timer,
} from './clock.js';
export { type Deadline, Deadlines, lagTolerance } from './deadlines.js';
export {
  GuardedEmitter,
  type ListenerErrorHandler,
  type Unsubscribe,
  unsubscribe,
  warnOfListenerError,
} from './emitter.js';
export {
  codeOf,
  AbortError,
  brand,
  type CommandOutcome,
  describe,
  messageOf,
  OptionError,
  QmpWatchdogError,
  TimeoutError,
} from './errors.js';
export { parseJson, parseJsonBytes, stringifyJson, toBigInt, toNumber, type WideInt } from './json.js';
export { keepTrying, prepareToKeepTrying } from './keep-trying.js';
export { LagMonitor } from './lag.js';
export { type Log, log } from './log.js';
export { abortSignal, count, knownOptions, milliseconds, nonEmpty, oneOf } from './options.js';
export { own } from './own.js';
export { runProgram } from './program.js';
export { BoundedQueue } from './queue.js';
export { redact } from './redact.js';
export { type Turn, Turns } from './turn.js';
export { type WaitLimits, type WaitOptions, wait, waitFor } from './wait.js';
