/** What is known of a command that did not return a result. */
export type CommandOutcome =
  /** It never left this process: it did not run, and may be sent again. */
  | 'not-sent'
  /** QEMU answered with an error: it did not take effect. */
  | 'rejected'
  /** It was sent, and no answer came that can be believed: it may have run, may be running, or may run later. */
  | 'unknown';

const PREFIX = 'qmp-watchdog/';
const brandName = Symbol.for(`${PREFIX}brand`);

/**
 * Names an error class of this package and marks its prototype, so that `instanceof` recognises instances made by
 * another copy of the package. Call it in the class's static block.
 */
export function brand(constructor: { readonly prototype: object }, name: string): void {
  Object.defineProperty(constructor.prototype, Symbol.for(PREFIX + name), { value: true });
  Object.defineProperty(constructor.prototype, 'name', { value: name, configurable: true, writable: true });
  Object.defineProperty(constructor, brandName, { value: name });
}

/**
 * The base of every error of this package. `code` is stable and meant for programs, `message` says what was wrong,
 * where, and what to do, and may change. `instanceof` works across copies of the package.
 */
export class QmpWatchdogError extends Error {
  static {
    brand(this, 'QmpWatchdogError');
  }

  /** Stable, for programs: `ERR_…`. */
  readonly code: string;

  constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
  }

  /** Recognises instances that another copy of the package made. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // A user's own subclass has no brand of its own: for it the ordinary rule holds.
    if (!Object.hasOwn(this, brandName)) return Function.prototype[Symbol.hasInstance].call(this, value);
    const own: unknown = Reflect.get(this, brandName);
    return typeof value === 'object' && value !== null && Symbol.for(`${PREFIX}${String(own)}`) in value;
  }
}

/** An option or argument that can not be used. `option` names it, `value` is what was passed. Code `ERR_OPTION`. */
export class OptionError extends QmpWatchdogError {
  static {
    brand(this, 'OptionError');
  }

  readonly option: string;
  readonly value: unknown;

  constructor(option: string, value: unknown, expected: string) {
    super('ERR_OPTION', `${option} must be ${expected}; got ${describe(value)}`);
    this.option = option;
    this.value = value;
  }
}

/**
 * A wait that its `signal` ended. `cause` is the signal's reason; `outcome` is there when a command was involved.
 * Code `ERR_ABORTED`, name `AbortError`.
 */
export class AbortError extends QmpWatchdogError {
  static {
    brand(this, 'AbortError');
  }

  readonly outcome: CommandOutcome | undefined;

  constructor(what: string, reason: unknown, outcome?: CommandOutcome) {
    super('ERR_ABORTED', `${what} was aborted${outcome === undefined ? '' : ` (outcome: ${outcome})`}`, {
      cause: reason,
    });
    this.outcome = outcome;
  }
}

/** A wait that its deadline ended. `timeout` is that deadline in milliseconds. Its subclasses say what was waited for. */
export class TimeoutError extends QmpWatchdogError {
  static {
    brand(this, 'TimeoutError');
  }

  readonly timeout: number;

  constructor(code: string, message: string, timeout: number) {
    super(code, message);
    this.timeout = timeout;
  }
}

/** A value as it may stand in a message: short, on one line. */
export function describe(value: unknown): string {
  if (typeof value === 'string')
    return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value);
  if (typeof value === 'function') return `a function${value.name === '' ? '' : ` (${value.name})`}`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value);
    return keys.length === 0
      ? 'an empty object'
      : `an object with ${keys.slice(0, 5).join(', ')}${keys.length > 5 ? ', ...' : ''}`;
  }
  return String(value);
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : describe(error);
}

/** The system's, Node's or OpenSSL's name for an error, such as `ENOENT`; empty when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
