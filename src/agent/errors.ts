import {
  brand,
  type CommandOutcome,
  messageOf,
  QmpWatchdogError,
  TimeoutError,
  type WideInt,
} from '../core/index.js';
import type { CommandFailure } from '../qmp/index.js';

/** Says what an unanswered command's caller knows of it. */
function fate(outcome: 'not-sent' | 'unknown'): string {
  return outcome === 'not-sent'
    ? 'it was not sent'
    : 'it was sent, and may have run or may run later: ask for the state before repeating it';
}

/**
 * No agent answered in time. It may not have started yet, may not be installed, may be hung or busy, or somebody else
 * holds its channel: the guest is neither known to be alive nor dead. `cause` is what was seen last.
 * Code `ERR_GUEST_AGENT_ABSENT`.
 */
export class GuestAgentAbsentError extends TimeoutError {
  static {
    brand(this, 'GuestAgentAbsentError');
  }

  readonly address: string;

  constructor(address: string, timeout: number, cause: unknown) {
    super(
      'ERR_GUEST_AGENT_ABSENT',
      `no guest agent answered at ${address} within ${timeout} ms: ${cause === undefined ? 'it was silent' : messageOf(cause)}. Is it installed and running in the guest, and does nobody else use this channel?`,
      timeout,
    );
    this.address = address;
    if (cause !== undefined) this.cause = cause;
  }
}

/** The agent refused a command. `class` and `desc` are the guest's words, made harmless. Code `ERR_GUEST_REJECTED`. */
export class GuestRejectedError extends QmpWatchdogError implements CommandFailure {
  static {
    brand(this, 'GuestRejectedError');
  }

  readonly command: string;
  readonly outcome = 'rejected';
  readonly class: string;
  readonly desc: string;

  constructor(command: string, errorClass: string, desc: string) {
    super('ERR_GUEST_REJECTED', `the guest agent rejected ${command}: ${desc} (${errorClass})`);
    this.command = command;
    this.class = errorClass;
    this.desc = desc;
  }
}

/** The agent did not answer a command in time. Code `ERR_GUEST_TIMEOUT`. */
export class GuestTimeoutError extends TimeoutError implements CommandFailure {
  static {
    brand(this, 'GuestTimeoutError');
  }

  readonly command: string;
  readonly outcome: 'not-sent' | 'unknown';

  /** `cause` is why the agent is absent, if it is. */
  constructor(command: string, timeout: number, outcome: 'not-sent' | 'unknown', cause?: unknown) {
    const why = cause === undefined ? '' : ` (${messageOf(cause)})`;
    super(
      'ERR_GUEST_TIMEOUT',
      `the guest agent did not answer ${command} within ${timeout} ms${why}; ${fate(outcome)}`,
      timeout,
    );
    this.command = command;
    this.outcome = outcome;
    if (cause !== undefined) this.cause = cause;
  }
}

/**
 * The guest answered something that can not be used: too large, not JSON, or of the wrong shape. The command may have
 * run. Code `ERR_GUEST_REPLY`.
 */
export class GuestReplyError extends QmpWatchdogError implements CommandFailure {
  static {
    brand(this, 'GuestReplyError');
  }

  readonly command: string;
  readonly outcome = 'unknown';

  constructor(command: string, why: string) {
    super('ERR_GUEST_REPLY', `the guest agent's reply to ${command} can not be used: ${why}`);
    this.command = command;
  }
}

/** The connection was lost, or closed on this side, before the reply came. Code `ERR_GUEST_CLOSED`. */
export class GuestClosedError extends QmpWatchdogError implements CommandFailure {
  static {
    brand(this, 'GuestClosedError');
  }

  readonly command: string;
  readonly outcome: 'not-sent' | 'unknown';

  constructor(command: string, outcome: 'not-sent' | 'unknown', how: string, cause?: unknown) {
    super('ERR_GUEST_CLOSED', `${command}: the connection to the guest agent ${how}; ${fate(outcome)}`, {
      cause,
    });
    this.command = command;
    this.outcome = outcome;
  }
}

/** More commands wait than `maxQueued` allows; this one was not sent. Code `ERR_GUEST_QUEUE_FULL`. */
export class GuestQueueFullError extends QmpWatchdogError implements CommandFailure {
  static {
    brand(this, 'GuestQueueFullError');
  }

  readonly command: string;
  readonly outcome = 'not-sent';

  constructor(command: string, maxQueued: number) {
    super(
      'ERR_GUEST_QUEUE_FULL',
      `${command} was not sent: ${maxQueued} commands wait for the guest agent already (maxQueued)`,
    );
    this.command = command;
  }
}

/**
 * A command that is silent when it succeeds was sent, and nothing confirmed that it took effect. `cause` is what kept
 * the confirmation from coming, if anything. Code `ERR_GUEST_UNCONFIRMED`.
 */
export class GuestUnconfirmedError extends TimeoutError implements CommandFailure {
  static {
    brand(this, 'GuestUnconfirmedError');
  }

  readonly command: string;
  readonly outcome = 'unknown';

  constructor(command: string, timeout: number, cause?: unknown) {
    super(
      'ERR_GUEST_UNCONFIRMED',
      `${command} was sent, and within ${timeout} ms nothing confirmed that it took effect${cause === undefined ? '' : ` (${messageOf(cause)})`}: it may still do so`,
      timeout,
    );
    this.command = command;
    if (cause !== undefined) this.cause = cause;
  }
}

/**
 * The guest's file systems are frozen already, by somebody else or left so by a freeze of long ago; nothing was
 * changed. `thaw()` ends it. Code `ERR_GUEST_FROZEN`.
 */
export class GuestFrozenError extends QmpWatchdogError implements CommandFailure {
  static {
    brand(this, 'GuestFrozenError');
  }

  readonly command = 'guest-fsfreeze-freeze';
  readonly outcome = 'not-sent';

  constructor() {
    super(
      'ERR_GUEST_FROZEN',
      'the file systems of the guest are frozen already, by somebody else or by a freeze that was never ended; if nobody needs it, end it with thaw()',
    );
  }
}

/** The file systems were frozen for as long as allowed, and were thawed before the work was done. Code `ERR_GUEST_FREEZE_DEADLINE`. */
export class GuestFreezeDeadlineError extends TimeoutError {
  static {
    brand(this, 'GuestFreezeDeadlineError');
  }

  constructor(deadline: number) {
    super(
      'ERR_GUEST_FREEZE_DEADLINE',
      `the work on the frozen guest was not done within ${deadline} ms; its file systems were thawed`,
      deadline,
    );
  }
}

/**
 * The file systems were thawed by somebody else before the work was done, so what it made is not consistent. Windows
 * thaws by itself after some ten seconds. Code `ERR_GUEST_FREEZE_LOST`.
 */
export class GuestFreezeLostError extends QmpWatchdogError {
  static {
    brand(this, 'GuestFreezeLostError');
  }

  constructor() {
    super(
      'ERR_GUEST_FREEZE_LOST',
      'the file systems of the guest did not stay frozen until the work was done: what was made of them meanwhile is not known to be consistent',
    );
  }
}

/**
 * A freeze could not be ended within its budget: the guest's file systems may still be frozen, and whatever writes in
 * it hangs. Page somebody, or call `thaw()` when the agent is back. `cause` is what the last attempt brought; `during`
 * what the work itself failed with, if it did. Code `ERR_GUEST_THAW`.
 */
export class GuestThawError extends QmpWatchdogError {
  static {
    brand(this, 'GuestThawError');
  }

  /** How long thawing was tried, in milliseconds. */
  readonly budget: number;
  readonly during: unknown;

  constructor(budget: number, cause: unknown, during?: unknown) {
    super(
      'ERR_GUEST_THAW',
      `the file systems of the guest could not be thawed within ${budget} ms and may still be frozen: ${messageOf(cause)}`,
      { cause },
    );
    this.budget = budget;
    this.during = during;
  }
}

/**
 * A process in the guest was started, and how it ended is not known. It may still run: the agent can not end it.
 * `cause` is why. Code `ERR_GUEST_EXEC`.
 */
export class GuestExecError extends QmpWatchdogError {
  static {
    brand(this, 'GuestExecError');
  }

  /** Its process id in the guest. */
  readonly pid: WideInt;
  readonly outcome: CommandOutcome = 'unknown';

  constructor(path: string, pid: WideInt, cause: unknown) {
    super(
      'ERR_GUEST_EXEC',
      `process ${pid} (${path}) was started in the guest, and how it ended is not known: ${messageOf(cause)}`,
      { cause },
    );
    this.pid = pid;
  }
}

/** A file is larger than was allowed. Code `ERR_GUEST_FILE_SIZE`. */
export class GuestFileSizeError extends QmpWatchdogError {
  static {
    brand(this, 'GuestFileSizeError');
  }

  /** What was allowed. */
  readonly maxBytes: number;

  constructor(path: string, maxBytes: number) {
    super('ERR_GUEST_FILE_SIZE', `${path} has more than ${maxBytes} bytes (maxBytes)`);
    this.maxBytes = maxBytes;
  }
}
