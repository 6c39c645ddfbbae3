import { bytes } from './bytes.js';
import { frames } from './frames.js';
import { lines } from './lines.js';
import { notify } from './notify.js';
import { polled } from './polled.js';
import { virtioPort } from './virtio-port.js';

export type { DatagramChannel, PetChannel } from './channel.js';
export type { PetFrameOptions } from './frames.js';
export type { LineCounter } from './line-counter.js';
export type { LineMatcher } from './line-matcher.js';
export type { PetLineOptions } from './lines.js';
export type { PetNotifyOptions } from './notify.js';
export type { PetOptions } from './options.js';
export type { PolledOptions } from './polled.js';
export type { VirtioPortOptions } from './virtio-port.js';

/** The pet sources that come with the package. Any other is an object of one's own that is a `PetSource`. */
export interface Pets {
  /** Any byte is a sign of life. */
  readonly bytes: typeof bytes;
  /** Each line that fits is a sign of life. */
  readonly lines: typeof lines;
  /** systemd's notifications. */
  readonly notify: typeof notify;
  /** The frames of the Advanced Watch Dog. */
  readonly frames: typeof frames;
  /** A source on a virtio-serial port, and what QEMU knows of that port. */
  readonly virtioPort: typeof virtioPort;
  /**
   * A probe that is asked again and again. `ok` is a sign of life; `fail`, `failureThreshold` times in a row, expires the
   * watchdog at once; while the answer is `unknown`, nothing can be said of the silence.
   */
  readonly probe: typeof polled;
}

/** Where signs of life come from: `pets.bytes(channel)`, `pets.lines(channel, { line })`, and so on. */
export const pets: Pets = { bytes, lines, notify, frames, virtioPort, probe: polled };
