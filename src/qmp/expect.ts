import {
  AbortError,
  abortSignal,
  type Clock,
  knownOptions,
  milliseconds,
  OptionError,
  onAbort,
  type WaitOptions,
  wait,
} from '../core/index.js';
import { type ClosedReason, ExpectTimeoutError, SessionClosedError } from './errors.js';
import type { EventSource } from './event-stream.js';
import type { AnyEvent } from './qmp.js';

/** Options of an expectation; the default `timeout` is 10,000 ms. */
export interface ExpectOptions<E> extends WaitOptions {
  /** Picks the event among those of its name. Must not throw. */
  readonly where?: ((event: E) => boolean) | undefined;
}

/** An event that is to come. Nothing is subscribed to before one of its methods is called. */
export interface Expectation<E> {
  /**
   * Subscribes, then calls `run`, then waits for both: an event that comes while `run` is under way, as QEMU's STOP
   * comes before the reply to `stop`, is not missed. Whichever fails first ends the wait: the deadline covers the event,
   * and `run`, which keeps its own, goes on when it passes. `run` is not called when the event can not come any more.
   * @throws what `run` throws; {@link ExpectTimeoutError}, {@link AbortError}, {@link SessionClosedError}.
   */
  during<T>(run: () => Promise<T> | T): Promise<{ readonly event: E; readonly result: T }>;
  /**
   * Waits for the event from now on.
   * @throws {@link ExpectTimeoutError}, {@link AbortError}, {@link SessionClosedError}
   */
  wait(): Promise<E>;
}

const DEFAULT_TIMEOUT = 10_000;

/** An expectation over `source`. @throws {@link OptionError} */
export function expectation(
  source: EventSource,
  clock: Clock,
  name: string,
  options: ExpectOptions<AnyEvent> = {},
): Expectation<AnyEvent> {
  knownOptions('expect', options, ['where', 'signal', 'timeout']);
  const { where } = options;
  if (where !== undefined && typeof where !== 'function')
    throw new OptionError('expect.where', where, 'a function of the event');
  const signal = abortSignal('expect.signal', options.signal);
  const aborted = (reason: unknown): Error => new AbortError(`waiting for ${name}`, reason);
  const over = (reason: ClosedReason): Error => new SessionClosedError(`waiting for ${name}`, reason);
  const timeout = milliseconds('expect.timeout', options.timeout, DEFAULT_TIMEOUT, {
    min: 0,
    infinity: true,
  });
  const arrival = (giveUp?: AbortSignal): Promise<AnyEvent> =>
    wait(
      {
        clock,
        signal,
        timeout,
        timedOut: () => new ExpectTimeoutError(name, timeout),
        aborted,
      },
      (resolve, reject) => {
        const stop = source.on(name, (event) => {
          if (where === undefined || where(event)) resolve(event);
        });
        const forget = source.onClosed((reason) => reject(over(reason)));
        const forgetGivingUp = onAbort(giveUp, (reason) => reject(aborted(reason)));
        return () => {
          stop();
          forget();
          forgetGivingUp();
        };
      },
    );
  /** Throws when the event can not come any more. */
  const throwIfHopeless = (): void => {
    if (signal?.aborted) throw aborted(signal.reason);
    let reason: ClosedReason | undefined;
    source.onClosed((closed) => {
      reason = closed;
    })();
    if (reason !== undefined) throw over(reason);
  };
  return {
    wait: () => arrival(),
    async during(run) {
      throwIfHopeless();
      const giveUp = new AbortController();
      const arriving = arrival(giveUp.signal);
      try {
        // Whichever fails first ends both, so that a `run` that never ends can not outlast the deadline.
        const [event, result] = await Promise.all([arriving, called(run)]);
        return { event, result };
      } catch (error) {
        giveUp.abort();
        throw error;
      }
    },
  };
}

/** Calls at once, and makes what is thrown a rejection. */
async function called<T>(run: () => Promise<T> | T): Promise<T> {
  return await run();
}
