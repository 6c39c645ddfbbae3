import { milliseconds } from '../../core/index.js';
import type { PetSink, PetSource } from '../pet-source.js';
import { readAssignment } from './assignment.js';
import type { DatagramChannel, PetChannel } from './channel.js';
import { LineFraming } from './line-framing.js';
import { commonOptions, type PetOptions } from './options.js';
import { petSource } from './source.js';

/** Options of `pets.notify`. All times are milliseconds. */
export interface PetNotifyOptions extends PetOptions {
  /** For how long silence is excused after `STOPPING=1`, at most. Default 90,000, systemd's own. */
  readonly stopTimeout?: number | undefined;
}

/** systemd takes no longer message; a stream has no messages, so here it is the longest line, in bytes. */
const LONGEST = 4_096;

/**
 * systemd's notifications (`sd_notify`), one assignment a line, over a stream or in datagrams of one or several lines:
 *
 * - `WATCHDOG=1` pets;
 * - `WATCHDOG=trigger` expires the watchdog at once, as {@link Watchdog.trigger} does;
 * - `WATCHDOG_USEC=<microseconds>` asks for another timeout, which the watchdog grants within its `timeoutRange`;
 * - `STOPPING=1` excuses silence for `stopTimeout` milliseconds. Said again it excuses nothing more, unless a pet came in
 *   between. `READY=1` ends that.
 *
 * Every other name is ignored, as systemd does. What is no assignment, or has one of these names and another value, is
 * refused, which counts it and changes nothing else.
 *
 * ```ts
 * import { pets, Watchdog } from 'qmp-watchdog';
 *
 * const words = pets.notify({ listen: { udp: { host: '192.0.2.1', port: 9_100 } } });
 * const dog = new Watchdog({ id: 'guest', timeout: 30_000, timeoutRange: { min: 5_000, max: 120_000 }, pets: words });
 * ```
 * @throws {@link OptionError}
 */
export function notify(channel: PetChannel | DatagramChannel, options: PetNotifyOptions = {}): PetSource {
  const common = commonOptions('pets.notify', channel, options, ['stopTimeout'], { datagrams: true });
  const stopTimeout = milliseconds('stopTimeout', options.stopTimeout, 90_000, { min: 1, max: 2 ** 40 });
  return petSource('notifications', channel, common, () => {
    const service = new NotifyingService(stopTimeout);
    return ({ told }) => {
      const framing = new LineFraming(LONGEST, {
        line: (bytes) => service.take(bytes.toString('utf8'), told),
        tooLong: () => told.refused(`a line of more than ${LONGEST} bytes`),
      });
      return (read) => framing.push(read);
    };
  });
}

/** What is remembered of a service over its connections: whether it has said that it stops. */
class NotifyingService {
  readonly #stopTimeout: number;
  #stopping = false;

  constructor(stopTimeout: number) {
    this.#stopTimeout = stopTimeout;
  }

  take(line: string, told: PetSink): void {
    const assignment = readAssignment(line);
    switch (assignment.what) {
      case 'malformed':
        told.refused(assignment.reason);
        return;
      case 'pet':
        // Its silence is excused all the same: a service that stops may pet until it ends.
        this.#stopping = false;
        told.pet();
        return;
      case 'trigger':
        told.triggered();
        return;
      case 'timeout':
        told.heard();
        told.asked(assignment.timeout);
        return;
      case 'stopping':
        told.heard();
        if (!this.#stopping) told.paused('stopping', this.#stopTimeout);
        this.#stopping = true;
        return;
      case 'ready':
        told.heard();
        this.#stopping = false;
        told.resumed('stopping');
        return;
      // Whoever says it may be anybody: a query of HTTP reads like that.
      case 'other':
    }
  }
}
