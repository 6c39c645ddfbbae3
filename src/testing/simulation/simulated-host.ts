import { OptionError } from '../../core/index.js';
import type { HostError, HostErrorSink, HostErrorSource } from '../../faults/index.js';

/** What happened on the simulated host. */
export type SimulatedHostError = Pick<HostError, 'message'> & Partial<HostError>;

/** Sources of host errors that tell what a test says. */
export class SimulatedHost {
  readonly sources: readonly HostErrorSource[];
  readonly #sinks = new Map<string, HostErrorSink>();

  constructor(ids: readonly string[]) {
    this.sources = ids.map((id) => ({
      id,
      start: (sink) => {
        this.#sinks.set(id, sink);
        return { [Symbol.asyncDispose]: async () => void this.#sinks.delete(id) };
      },
    }));
  }

  /** @throws OptionError there is no such source. */
  error(source: string, error: SimulatedHostError): void {
    this.#sink(source)?.error({ severity: 'serious', count: 1, ...error });
  }

  /** Nothing can be told any more, and why; or with undefined, it can again. @throws OptionError */
  unknown(source: string, reason: string | undefined): void {
    if (reason === undefined) this.#sink(source)?.known();
    else this.#sink(source)?.unknown(reason);
  }

  /** Undefined while no supervisor follows it. */
  #sink(source: string): HostErrorSink | undefined {
    if (!this.sources.some(({ id }) => id === source))
      throw new OptionError(
        'hostError.source',
        source,
        `one of ${this.sources.map(({ id }) => id).join(', ')}`,
      );
    return this.#sinks.get(source);
  }
}
