import { brand, type CommandOutcome, QmpWatchdogError, TimeoutError } from '../core/index.js';
import type { Issue } from '../schemas/index.js';

/** Why a connection attempt failed before QEMU was reached. */
export type ConnectFailure =
  | 'no-such-socket'
  | 'refused'
  | 'busy'
  | 'permission'
  | 'unreachable'
  | 'tls'
  | 'not-started'
  | 'timeout'
  | 'ended'
  | 'other';

/**
 * QEMU could not be reached. `failure` says how, `address` where, `cause` is the system's error.
 * Code `ERR_CONNECT`.
 */
export class ConnectError extends QmpWatchdogError {
  static {
    brand(this, 'ConnectError');
  }

  readonly failure: ConnectFailure;
  readonly address: string;

  constructor(failure: ConnectFailure, address: string, message: string, cause?: unknown) {
    super('ERR_CONNECT', message, { cause });
    this.failure = failure;
    this.address = address;
  }
}

/** What answered instead of a QMP server. */
export type Impostor = 'hmp' | 'guest-agent' | 'unknown';

/** Something answered that is not a QMP server. `looksLike` says what it seems to be. Code `ERR_NOT_QMP`. */
export class NotQmpError extends QmpWatchdogError {
  static {
    brand(this, 'NotQmpError');
  }

  readonly looksLike: Impostor;
  readonly address: string;
  /** The first bytes it sent, at most 80, as printable text. */
  readonly firstBytes: string;

  constructor(looksLike: Impostor, address: string, firstBytes: string) {
    super(
      'ERR_NOT_QMP',
      `${address} is not a QMP server: ${IMPOSTORS[looksLike]} Its first bytes: ${firstBytes}`,
    );
    this.looksLike = looksLike;
    this.address = address;
    this.firstBytes = firstBytes;
  }
}

const IMPOSTORS: Readonly<Record<Impostor, string>> = {
  hmp: "it is QEMU's human monitor (HMP). Use the socket of -qmp, or of -mon with mode=control.",
  'guest-agent': 'it answers like a QEMU guest agent, which never greets. Use the socket of -qmp.',
  unknown: 'it did not send a QMP greeting.',
};

/**
 * Connected, but nobody greeted: QEMU serves one client per monitor socket and leaves the next one waiting, and a
 * stopped process is connected to all the same by the kernel. The VM is neither known to be alive nor dead.
 * Code `ERR_GREETING_TIMEOUT`.
 */
export class GreetingTimeoutError extends TimeoutError {
  static {
    brand(this, 'GreetingTimeoutError');
  }

  readonly address: string;

  constructor(address: string, timeout: number) {
    const hint = GREETING_HINTS.find(({ looks }) => looks.test(address))?.says ?? '';
    super(
      'ERR_GREETING_TIMEOUT',
      `connected to ${address}, but no QMP greeting came within ${timeout} ms: another client holds this monitor, or the QEMU process is stopped.${hint} Give each client a monitor of its own (-qmp may be repeated), and check the process.`,
      timeout,
    );
    this.address = address;
  }
}

const GREETING_HINTS: readonly { readonly looks: RegExp; readonly says: string }[] = [
  {
    looks: /qga|guest.?agent/i,
    says: " This address looks like a guest agent's, which never greets.",
  },
  { looks: /^tcp:/, says: ' Or this port speaks TLS (its chardev has tls-creds): then pass tls.' },
  { looks: /^stdio:/, says: ' Or its command line has no monitor on standard input and output: -qmp stdio.' },
];

/**
 * QEMU greeted but did not answer `qmp_capabilities`: its monitor thread lives and its main loop does not answer.
 * Code `ERR_NEGOTIATION_TIMEOUT`.
 */
export class NegotiationTimeoutError extends TimeoutError {
  static {
    brand(this, 'NegotiationTimeoutError');
  }

  readonly address: string;

  constructor(address: string, timeout: number) {
    super(
      'ERR_NEGOTIATION_TIMEOUT',
      `${address} greeted but did not answer qmp_capabilities within ${timeout} ms: QEMU's main loop is blocked, often by storage that hangs.`,
      timeout,
    );
    this.address = address;
  }
}

/** The peer broke the protocol, and the session ended. Code `ERR_PROTOCOL`. */
export class ProtocolError extends QmpWatchdogError {
  static {
    brand(this, 'ProtocolError');
  }

  constructor(message: string, cause?: unknown) {
    super('ERR_PROTOCOL', message, { cause });
  }
}

/** An error that concerns one command. `outcome` says whether it may have run. */
export interface CommandFailure {
  readonly command: string;
  readonly outcome: CommandOutcome;
}

/** QEMU refused a command. `class` and `desc` are QEMU's words; `desc` is for people. Code `ERR_COMMAND_REJECTED`. */
export class CommandRejectedError extends QmpWatchdogError implements CommandFailure {
  static {
    brand(this, 'CommandRejectedError');
  }

  readonly command: string;
  readonly outcome = 'rejected';
  readonly class: string;
  readonly desc: string;

  constructor(command: string, errorClass: string, desc: string) {
    super('ERR_COMMAND_REJECTED', `QEMU rejected ${command}: ${desc} (${errorClass})`);
    this.command = command;
    this.class = errorClass;
    this.desc = desc;
  }
}

/** A command was not answered in time. Code `ERR_COMMAND_TIMEOUT`. */
export class CommandTimeoutError extends TimeoutError implements CommandFailure {
  static {
    brand(this, 'CommandTimeoutError');
  }

  readonly command: string;
  readonly outcome: 'not-sent' | 'unknown';

  constructor(command: string, timeout: number, outcome: 'not-sent' | 'unknown') {
    const fate =
      outcome === 'not-sent'
        ? 'it was never sent, because earlier commands fill the window'
        : 'it was sent and may still run: ask for the state before repeating it';
    super('ERR_COMMAND_TIMEOUT', `${command} was not answered within ${timeout} ms; ${fate}`, timeout);
    this.command = command;
    this.outcome = outcome;
  }
}

/**
 * QEMU answered a command with something that it does not return; only a client with the option `validate` finds out.
 * `issues` says what is wrong, and where. Whoever sends such a reply may have done anything: the outcome is `unknown`.
 * Code `ERR_INVALID_REPLY`.
 */
export class InvalidReplyError extends QmpWatchdogError implements CommandFailure {
  static {
    brand(this, 'InvalidReplyError');
  }

  readonly command: string;
  readonly outcome = 'unknown';
  /** What is wrong, 20 issues at most. */
  readonly issues: readonly Issue[];

  constructor(command: string, issues: readonly Issue[]) {
    super(
      'ERR_INVALID_REPLY',
      `the reply to ${command} is not what this command returns: ${describeIssues(issues)}; it was answered, so it most likely ran: ask for the state before repeating it`,
    );
    this.command = command;
    this.issues = issues;
  }
}

/**
 * An event came whose data is not what QEMU sends; only a client with the option `validate` finds out. It was dropped.
 * `issues` says what is wrong with its data, and where. Code `ERR_INVALID_EVENT`.
 */
export class InvalidEventError extends QmpWatchdogError {
  static {
    brand(this, 'InvalidEventError');
  }

  readonly event: string;
  /** What is wrong, 20 issues at most. */
  readonly issues: readonly Issue[];

  constructor(event: string, issues: readonly Issue[]) {
    super(
      'ERR_INVALID_EVENT',
      `an event ${event} was dropped, because its data is not what QEMU sends: ${describeIssues(issues)}; ask for the state that it told of`,
    );
    this.event = event;
    this.issues = issues;
  }
}

/** The first issue in words: "[0].inserted.image.filename: expected a string, found 7 (and 2 more)". */
function describeIssues([first, ...others]: readonly Issue[]): string {
  if (first === undefined) return 'nothing is known of it';
  const path = first.path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');
  // A chain of disk images makes a long one, and its end tells more.
  const place = path.length > 200 ? `...${path.slice(-197)}` : path;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return `${place === '' ? '' : `${place}: `}${first.message}${more}`;
}

/** `executeOob` was called on a session without out-of-band execution; nothing was sent. Code `ERR_OOB_UNAVAILABLE`. */
export class OobUnavailableError extends QmpWatchdogError implements CommandFailure {
  static {
    brand(this, 'OobUnavailableError');
  }

  readonly command: string;
  readonly outcome = 'not-sent';

  constructor(command: string) {
    super(
      'ERR_OOB_UNAVAILABLE',
      `${command} can not run out of band: this monitor did not offer the "oob" capability. A monitor on a socket of its own (-qmp unix:...) does.`,
    );
    this.command = command;
  }
}

/**
 * The session ended while something was awaited. `reason` says how it ended. `command` and `outcome` are there when a
 * command was involved. Code `ERR_SESSION_CLOSED`.
 */
export class SessionClosedError extends QmpWatchdogError {
  static {
    brand(this, 'SessionClosedError');
  }

  readonly reason: ClosedReason;
  readonly command: string | undefined;
  readonly outcome: 'not-sent' | 'unknown' | undefined;

  constructor(
    what: string,
    reason: ClosedReason,
    command?: { readonly name: string; readonly outcome: 'not-sent' | 'unknown' },
  ) {
    const fate =
      command === undefined
        ? ''
        : command.outcome === 'not-sent'
          ? '; it was not sent'
          : '; it may have run, and may still run';
    super('ERR_SESSION_CLOSED', `${what}: the QMP session ${describeClosedReason(reason)}${fate}`, {
      cause: reason.error,
    });
    this.reason = reason;
    this.command = command?.name;
    this.outcome = command?.outcome;
  }
}

/** An event that was waited for did not come in time. Code `ERR_EXPECT_TIMEOUT`. */
export class ExpectTimeoutError extends TimeoutError {
  static {
    brand(this, 'ExpectTimeoutError');
  }

  readonly event: string;

  constructor(event: string, timeout: number) {
    super('ERR_EXPECT_TIMEOUT', `no ${event} event that fits came within ${timeout} ms`, timeout);
    this.event = event;
  }
}

/**
 * How a session ended:
 * - `closed`: by `close()` on this side;
 * - `ended`: the peer closed the connection;
 * - `failed`: the connection broke;
 * - `violation`: the peer broke the protocol, and this side hung up.
 *
 * None of them proves that the QEMU process has ended.
 */
export interface ClosedReason {
  readonly kind: 'closed' | 'ended' | 'failed' | 'violation';
  /** What broke, for `failed` and `violation`. */
  readonly error?: Error;
  /** For `ended` and `failed`: how many bytes of a message had come whose end never did. Absent when there were none. */
  readonly halfMessageBytes?: number;
  /** The data of the last SHUTDOWN event of the session: QEMU said that it was about to end. */
  readonly shutdown?: { readonly guest: boolean; readonly reason: string };
}

/** A {@link ClosedReason} in words: "was closed by the peer after SHUTDOWN (host-signal)". */
export function describeClosedReason(reason: ClosedReason): string {
  const half =
    reason.halfMessageBytes === undefined
      ? ''
      : ` in the middle of a message (${reason.halfMessageBytes} bytes)`;
  const after = `${half}${reason.shutdown === undefined ? '' : ` after SHUTDOWN (${reason.shutdown.reason})`}`;
  switch (reason.kind) {
    case 'closed':
      return `was closed on this side${after}`;
    case 'ended':
      return `was closed by the peer${after}`;
    case 'failed':
      return `broke${after}: ${reason.error?.message ?? 'unknown cause'}`;
    case 'violation':
      return `was given up${after}: ${reason.error?.message ?? 'protocol violation'}`;
  }
}
