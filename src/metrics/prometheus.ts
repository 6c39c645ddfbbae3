import { OptionError, unsubscribe, type Unsubscribe } from '../core/index.js';
import { Supervisor } from '../supervisor/index.js';
import { measure } from './measure.js';
import { SeriesMeter } from './series.js';
import { Exposition } from './text.js';

/**
 * Shows supervisors to Prometheus, in the text of its exposition format, version 0.0.4. It serves nothing itself: give
 * `text()` to the HTTP server that you have.
 *
 * ```ts
 * import { createServer } from 'node:http';
 * import { PrometheusExporter } from 'qmp-watchdog';
 *
 * const exporter = new PrometheusExporter();
 * createServer((_, response) => {
 *   response.setHeader('content-type', exporter.contentType);
 *   response.end(exporter.text());
 * }).listen(9_464, 'localhost');
 * ```
 */
export class PrometheusExporter {
  /** The `content-type` of {@link PrometheusExporter.text}. */
  readonly contentType: string = 'text/plain; version=0.0.4; charset=utf-8';
  readonly #followed = new Map<string, SeriesMeter>();

  /**
   * Counts what a supervisor decides and does from now on, and shows how it stands, until the function that is returned
   * is called; then nothing is shown of it any more. Its `name` is the label `vm`, and must be its own.
   * @throws {@link OptionError}
   */
  follow(supervisor: Supervisor): Unsubscribe {
    if (!(supervisor instanceof Supervisor))
      throw new OptionError('follow.supervisor', supervisor, 'a Supervisor');
    const { name = '' } = supervisor;
    if (this.#followed.has(name))
      throw new OptionError(
        'follow.supervisor',
        name,
        'a supervisor whose `name` no other has that is followed',
      );
    const meter = new SeriesMeter();
    const stop = measure(supervisor, meter);
    this.#followed.set(name, meter);
    return unsubscribe(() => {
      stop();
      if (this.#followed.get(name) === meter) this.#followed.delete(name);
    });
  }

  /** Everything that is measured, as it is now; ends with a line feed unless it is empty. */
  text(): string {
    return [...this.inPieces()].join('');
  }

  /**
   * @internal The same in pieces, for whoever lets others have their turn in between; they are empty while it reads one
   * supervisor after the other. Each is shown as it is then, and not at all if it was let go of before.
   */
  *inPieces(): Generator<string, void, void> {
    const exposition = new Exposition();
    for (const [name, meter] of [...this.#followed]) {
      if (this.#followed.get(name) !== meter) continue;
      for (const [metric, series] of meter.all()) exposition.add(metric, series);
      yield '';
    }
    yield* exposition.texts();
  }
}
