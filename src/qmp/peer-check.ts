import { GuardedEmitter, type ListenerErrorHandler } from '../core/index.js';
import type { Issue } from '../schemas/index.js';
import { InvalidEventError, InvalidReplyError } from './errors.js';

/** What a client checks of what it receives. */
export type Validation = 'events' | 'all';

/** Told of an event that was dropped because it is not what QEMU promises. */
export type InvalidEventHandler = (error: InvalidEventError) => void;

/** Looks at a value; nothing is wrong with what has no schema. */
type Check = (name: string, value: unknown) => readonly Issue[];

/** Who is told of what. */
interface PeerCheckHandlers {
  readonly onInvalidEvent: InvalidEventHandler | undefined;
  readonly onListenerError: ListenerErrorHandler;
}

/** Holds what the peer sends against what QEMU promises. Whoever holds the socket is the peer, QEMU or not. */
export class PeerCheck {
  readonly #check: Check;
  readonly #validation: Validation;
  /** Guards the handler: it is the user's, and must not end the session. */
  readonly #emitter: GuardedEmitter<{ invalid: InvalidEventError }>;
  #invalidEvents = 0;

  private constructor(check: Check, validation: Validation, handlers: PeerCheckHandlers) {
    this.#check = check;
    this.#validation = validation;
    this.#emitter = new GuardedEmitter((error) => handlers.onListenerError(error, 'onInvalidEvent'));
    this.#emitter.on('invalid', handlers.onInvalidEvent ?? warnOfFirst());
  }

  /** Loads the schemas, so that checking has to wait for nothing later and all keeps its order. */
  static async load(validation: Validation, handlers: PeerCheckHandlers): Promise<PeerCheck> {
    const { isSchemaName, validate } = await import('../schemas/index.js');
    const check: Check = (name, value) => (isSchemaName(name) ? validate(name, value) : []);
    return new PeerCheck(check, validation, handlers);
  }

  /** How many events were dropped. */
  get invalidEvents(): number {
    return this.#invalidEvents;
  }

  /** Whether an event may be delivered; one that may not is counted and reported. */
  accepts(event: string, data: unknown): boolean {
    const issues = this.#check(event, data);
    if (issues.length === 0) return true;
    this.#invalidEvents += 1;
    this.#emitter.emit('invalid', new InvalidEventError(event, issues));
    return false;
  }

  /** What is to be done with the reply to `command`: `resolve`, or `reject` when it is not what the command returns. */
  settling(
    command: string,
    resolve: (value: unknown) => void,
    reject: (error: Error) => void,
  ): (value: unknown) => void {
    if (this.#validation !== 'all') return resolve;
    return (value) => {
      const issues = this.#check(command, value);
      if (issues.length === 0) resolve(value);
      else reject(new InvalidReplyError(command, issues));
    };
  }
}

/** A warning for the first of each name: a peer that sends a thousand of them shall not fill the disk. */
function warnOfFirst(): InvalidEventHandler {
  const warned = new Set<string>();
  return (error) => {
    // Only events that have a schema get here, so the names are few.
    if (warned.has(error.event)) return;
    warned.add(error.event);
    process.emitWarning(error.message, { type: 'QmpWatchdogInvalidEventWarning' });
  };
}
