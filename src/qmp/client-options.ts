import {
  abortSignal,
  type Clock,
  count,
  knownOptions,
  type ListenerErrorHandler,
  milliseconds,
  OptionError,
  systemClock,
  warnOfListenerError,
} from '../core/index.js';
import type { InvalidEventHandler, Validation } from './peer-check.js';
import { QEMU_QUEUE } from './session.js';

/** Options of `QmpClient.connect`. All times are milliseconds. */
export interface QmpClientOptions {
  /** Ends connecting. It does not end the session later: use `close`. */
  readonly signal?: AbortSignal | undefined;
  /** How long the connection may take. Default 5,000. */
  readonly connectTimeout?: number | undefined;
  /** How long QEMU may take to greet. A busy monitor and a stopped process accept the connection and never greet. Default 5,000. */
  readonly greetingTimeout?: number | undefined;
  /** How long QEMU may take to answer `qmp_capabilities`. A blocked main loop greets and never answers. Default 5,000. */
  readonly negotiationTimeout?: number | undefined;
  /** The default deadline of a command, from its submission. Default 10,000; `Infinity` for none. */
  readonly commandTimeout?: number | undefined;
  /** How long a message may stand half finished before it is reported. Default 5,000. */
  readonly halfMessageTimeout?: number | undefined;
  /** The largest message accepted, in bytes. A larger one ends the session. Default 64 MiB. */
  readonly maxMessageBytes?: number | undefined;
  /**
   * How many in-band commands QEMU may hold at once; further ones wait here. Default 7: with eight, a QEMU whose main
   * loop is blocked stops reading, and its out-of-band lane starves.
   */
  readonly window?: number | undefined;
  /** Told of an error that a listener threw. Default: a process warning. */
  readonly onListenerError?: ListenerErrorHandler | undefined;
  /**
   * Checks what comes in against QEMU's definitions, 5.2 to 11.1: `events` that somebody listens to, or `all`, the
   * replies to commands too. Whatever a newer QEMU may have added passes. An event that is wrong reaches nobody: it is
   * counted in `statistics.invalidEvents` and told to `onInvalidEvent`. A command whose reply is wrong rejects with an
   * {@link InvalidReplyError}. Connecting takes 50 to 150 ms longer the first time, and each event about a microsecond.
   * Default: nothing is checked.
   */
  readonly validate?: Validation | undefined;
  /** Told of each event that `validate` dropped. Default: a process warning for the first of each name. */
  readonly onInvalidEvent?: InvalidEventHandler | undefined;
  /** Time. Default: the host's. */
  readonly clock?: Clock | undefined;
}

/** {@link QmpClientOptions}, checked and complete. */
export interface CheckedOptions {
  readonly signal: AbortSignal | undefined;
  readonly connectTimeout: number;
  readonly greetingTimeout: number;
  readonly negotiationTimeout: number;
  readonly commandTimeout: number;
  readonly halfMessageTimeout: number;
  readonly maxMessageBytes: number;
  readonly window: number;
  readonly onListenerError: ListenerErrorHandler;
  readonly validate: Validation | undefined;
  readonly onInvalidEvent: InvalidEventHandler | undefined;
  readonly clock: Clock;
}

const KNOWN = [
  'signal',
  'connectTimeout',
  'greetingTimeout',
  'negotiationTimeout',
  'commandTimeout',
  'halfMessageTimeout',
  'maxMessageBytes',
  'window',
  'onListenerError',
  'validate',
  'onInvalidEvent',
  'clock',
];

/** @throws {@link OptionError} */
export function checkClientOptions(options: QmpClientOptions): CheckedOptions {
  knownOptions('connect', options, KNOWN);
  const wait = { min: 1, infinity: true };
  return {
    signal: abortSignal('signal', options.signal),
    connectTimeout: milliseconds('connectTimeout', options.connectTimeout, 5_000, wait),
    greetingTimeout: milliseconds('greetingTimeout', options.greetingTimeout, 5_000, wait),
    negotiationTimeout: milliseconds('negotiationTimeout', options.negotiationTimeout, 5_000, wait),
    commandTimeout: milliseconds('commandTimeout', options.commandTimeout, 10_000, wait),
    halfMessageTimeout: milliseconds('halfMessageTimeout', options.halfMessageTimeout, 5_000, wait),
    maxMessageBytes: count('maxMessageBytes', options.maxMessageBytes, 64 * 1024 * 1024, {
      min: 1024,
      max: 2 ** 28,
    }),
    window: count('window', options.window, QEMU_QUEUE, { min: 1, infinity: true }),
    onListenerError: checkHandler('onListenerError', options.onListenerError ?? warnOfListenerError),
    validate: checkValidation(options.validate),
    onInvalidEvent:
      options.onInvalidEvent === undefined
        ? undefined
        : checkHandler('onInvalidEvent', options.onInvalidEvent),
    clock: checkMethods(
      'clock',
      options.clock ?? systemClock,
      ['now', 'setTimer', 'drain', 'atEndOfTurn'],
      'a Clock',
    ),
  };
}

function checkHandler<F>(name: string, handler: F): F {
  if (typeof handler !== 'function') throw new OptionError(name, handler, 'a function');
  return handler;
}

function checkValidation(validation: Validation | undefined): Validation | undefined {
  if (validation !== undefined && validation !== 'events' && validation !== 'all')
    throw new OptionError('validate', validation, "'events' or 'all'");
  return validation;
}

/** @throws {@link OptionError} when `value` lacks one of `methods`; `kind` says what it should be. */
export function checkMethods<T extends object>(
  name: string,
  value: T,
  methods: readonly (keyof T & string)[],
  kind: string,
): T {
  const object: object = typeof value === 'object' && value !== null ? value : {};
  const missing = methods.find((method) => typeof Reflect.get(object, method) !== 'function');
  if (missing !== undefined)
    throw new OptionError(name, value, `${kind}: something with the method ${missing}()`);
  return value;
}
