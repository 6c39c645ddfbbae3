import { brand, describe, QmpWatchdogError } from '../../core/index.js';

/** A timer on its way to another host. Times are milliseconds. */
export interface ArmedTimer {
  readonly id: number;
  /** The name that the guest gave it. */
  readonly name?: string;
  /** What the guest was granted last. */
  readonly timeout: number;
  /** What was left when it was exported. */
  readonly remaining: number;
}

/** What a guest had armed when it was exported: plain data, to be sent to where the guest goes as JSON. */
export interface ArmedTimers {
  readonly version: 1;
  /** Unique: no process arms by it twice. */
  readonly id: string;
  /** The guest's boots that its host knew of. */
  readonly epoch: number;
  readonly timers: readonly ArmedTimer[];
}

/** Why a state was refused. */
export type ArmedTimersFailure =
  /** It is no such state. */
  | 'malformed'
  /** Another version of this package made it. */
  | 'version'
  /** It has been imported in this process before. */
  | 'imported'
  /** It was exported here, and the guest has booted since. */
  | 'outdated'
  /** It has more timers than there are here. */
  | 'no-space';

/** A state of a guest's timers that can not be imported; nothing was armed by it. Code `ERR_ARMED_TIMERS`. */
export class ArmedTimersError extends QmpWatchdogError {
  static {
    brand(this, 'ArmedTimersError');
  }

  readonly failure: ArmedTimersFailure;

  constructor(failure: ArmedTimersFailure, message: string) {
    super('ERR_ARMED_TIMERS', `the state of a guest's timers ${message}`);
    this.failure = failure;
  }
}

/** The most that a time may be: what the guest can ask for. */
const LONGEST = 1e12;

/**
 * Checks what came from another host.
 * @throws {@link ArmedTimersError}
 */
export function checkArmedTimers(state: unknown, timers: number): ArmedTimers {
  if (!isRecord(state)) throw malformed('state', state);
  const { version, id, epoch, timers: list } = state;
  if (version !== 1)
    throw new ArmedTimersError('version', `is of version ${describe(version)}; this package knows version 1`);
  if (typeof id !== 'string' || id === '' || id.length > 100) throw malformed('id', id);
  if (!isWhole(epoch, 1, Number.MAX_SAFE_INTEGER)) throw malformed('epoch', epoch);
  if (!Array.isArray(list)) throw malformed('timers', list);
  if (list.length > timers)
    throw new ArmedTimersError(
      'no-space',
      `has ${list.length} timers, and there are ${timers} here (timers)`,
    );
  const checked = list.map((timer, index) => checkTimer(timer, index, timers));
  if (new Set(checked.map((timer) => timer.id)).size < checked.length) throw malformed('timers', list);
  return { version, id, epoch, timers: checked };
}

function checkTimer(timer: unknown, index: number, timers: number): ArmedTimer {
  const where = `timers[${index}]`;
  if (!isRecord(timer)) throw malformed(where, timer);
  const { id, name, timeout, remaining } = timer;
  if (!isWhole(id, 1, 999)) throw malformed(`${where}.id`, id);
  if (id > timers)
    throw new ArmedTimersError('no-space', `has timer ${id}, and there are ${timers} here (timers)`);
  if (name !== undefined && (typeof name !== 'string' || !/^[\w.-]{1,32}$/.test(name)))
    throw malformed(`${where}.name`, name);
  if (!isTime(timeout) || timeout === 0) throw malformed(`${where}.timeout`, timeout);
  if (!isTime(remaining)) throw malformed(`${where}.remaining`, remaining);
  return { id, timeout, remaining, ...(name !== undefined && { name }) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWhole(value: unknown, min: number, max: number): value is number {
  return Number.isInteger(value) && typeof value === 'number' && value >= min && value <= max;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LONGEST;
}

function malformed(where: string, value: unknown): ArmedTimersError {
  return new ArmedTimersError('malformed', `can not be understood: ${where} is ${describe(value)}`);
}
