import type { Clock } from '../core/index.js';
import type { AnyWatchdog } from '../watchdog/index.js';

/**
 * Whether QEMU was there while a guest was silent.
 *
 * A QEMU that stood still, with its host or its storage, silences its guest too, and may answer again just as the
 * watchdog expires, before the guest has had a moment to be heard. So one answer proves nothing: QEMU must have answered
 * earlier in the same silence already, by at least a third of the timeout: that is the longest interval of pets that a
 * timeout allows. It is asked when half of the timeout has passed, which leaves a sixth for the answer.
 */
export class Attendance {
  readonly #clock: Clock;
  readonly #answered = new WeakMap<AnyWatchdog, { readonly at: number; readonly petCount: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** QEMU has just answered. */
  answered(watchdog: AnyWatchdog): void {
    if (this.#inThisSilence(watchdog) !== undefined) return;
    this.#answered.set(watchdog, { at: this.#clock.now(), petCount: watchdog.snapshot.petCount });
  }

  /** It has not answered. */
  missed(watchdog: AnyWatchdog): void {
    this.#answered.delete(watchdog);
  }

  /** Whether QEMU had answered so long ago in the present silence that its guest could have been heard since. */
  attended(watchdog: AnyWatchdog): boolean {
    const at = this.#inThisSilence(watchdog);
    return at !== undefined && this.#clock.now() - at >= watchdog.timeout / 3;
  }

  /** When it answered first since the last pet. */
  #inThisSilence(watchdog: AnyWatchdog): number | undefined {
    const answered = this.#answered.get(watchdog);
    return answered?.petCount === watchdog.snapshot.petCount ? answered.at : undefined;
  }
}
