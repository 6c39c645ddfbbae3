import {
  AbortError,
  type Clock,
  knownOptions,
  milliseconds,
  onAbort,
  type WaitOptions,
  wait,
} from '../core/index.js';
import { ExpectTimeoutError, SessionClosedError } from './errors.js';
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
   * comes before the reply to `stop`, is not missed. The deadline covers the event, `run` keeps its own.
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
  const timeout = milliseconds('expect.timeout', options.timeout, DEFAULT_TIMEOUT, {
    min: 0,
    infinity: true,
  });
  const arrival = (giveUp?: AbortSignal): Promise<AnyEvent> =>
    wait(
      {
        clock,
        signal: options.signal,
        timeout,
        timedOut: () => new ExpectTimeoutError(name, timeout),
        aborted: (reason) => new AbortError(`waiting for ${name}`, reason),
      },
      (resolve, reject) => {
        const stop = source.on(name, (event) => {
          if (options.where === undefined || options.where(event)) resolve(event);
        });
        const forget = source.onClosed((reason) =>
          reject(new SessionClosedError(`waiting for ${name}`, reason)),
        );
        const forgetGivingUp = onAbort(giveUp, (reason) =>
          reject(new AbortError(`waiting for ${name}`, reason)),
        );
        return () => {
          stop();
          forget();
          forgetGivingUp();
        };
      },
    );
  return {
    wait: () => arrival(),
    async during(run) {
      const giveUp = new AbortController();
      const event = arrival(giveUp.signal);
      // Whichever fails first ends both; the other's failure would only repeat it.
      event.catch(() => {});
      try {
        const result = await run();
        return { event: await event, result };
      } catch (error) {
        giveUp.abort();
        throw error;
      }
    },
  };
}
