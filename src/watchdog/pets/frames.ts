import {
  Allowance,
  count,
  type Deadline,
  Deadlines,
  milliseconds,
  OptionError,
  onAbort,
} from '../../core/index.js';
import type { PetSource } from '../pet-source.js';
import type { PetChannel } from './channel.js';
import { frameOf, LengthPrefixes } from './length-prefixes.js';
import { commonOptions, type PetOptions } from './options.js';
import type { PetConnection } from './run.js';
import { petSource } from './source.js';

/** Options of `pets.frames`. All times are milliseconds. */
export interface PetFrameOptions extends PetOptions {
  /** Whether each frame is answered with one of ours, as the proposal's role `server=off` does. Default false. */
  readonly reply?: boolean | undefined;
  /** How often a frame of ours is sent while it is connected, whatever comes in. Default: never. */
  readonly pulseInterval?: number | undefined;
  /** The longest frame, in bytes without its length. Default 65,536; of none more than the length is kept. */
  readonly maxFrameBytes?: number | undefined;
}

// The proposal's receiver prints what it gets as a C string.
const PULSE = frameOf('pulse\0');
const REPLY = frameOf('reply\0');
/** So many answers a second, and at once: two that answer each other's answers would do nothing else. */
const ANSWERS = { aSecond: 10, atOnce: 20 };

/**
 * The frames of QEMU's Advanced Watch Dog, as proposed in 2019: four bytes of length, the highest first, and as many bytes
 * of anything. Each frame, an empty one too, is a sign of life when it has come in whole.
 *
 * A length above `maxFrameBytes` is refused, and the connection is given up: nothing in a stream of frames says where the
 * next one begins, so whatever were read after that would be made up. A new connection begins with a frame. A stream of the
 * caller's can not be had anew: it is unknown from there on.
 *
 * What the other side does not read is not piled up: no more is sent until it does.
 *
 * ```ts
 * import { pets, Watchdog } from 'qmp-watchdog';
 *
 * const primary = pets.frames({ host: '192.0.2.1', port: 9_009 }, { reply: true, pulseInterval: 1_000 });
 * const dog = new Watchdog({ id: 'primary', timeout: 10_000, pets: primary });
 * ```
 * @throws {@link OptionError}
 */
export function frames(channel: PetChannel, options: PetFrameOptions = {}): PetSource {
  const own = ['reply', 'pulseInterval', 'maxFrameBytes'];
  const common = commonOptions('pets.frames', channel, options, own);
  const { reply = false } = options;
  if (typeof reply !== 'boolean') throw new OptionError('reply', reply, 'true or false');
  const longest = { min: 1, max: 2 ** 32 - 1 };
  const maxFrameBytes = count('maxFrameBytes', options.maxFrameBytes, 65_536, longest);
  const interval = milliseconds('pulseInterval', options.pulseInterval, Number.POSITIVE_INFINITY, {
    min: 10,
    max: 2 ** 40,
  });
  return petSource('frames', channel, common, () => (connection) => {
    const { told, clock } = connection;
    const answers = new Allowance(ANSWERS.aSecond, ANSWERS.atOnce, clock.now());
    const prefixes = new LengthPrefixes(maxFrameBytes, {
      frame() {
        told.pet();
        if (reply && answers.take(clock.now())) connection.reply(REPLY);
      },
      tooLong(length) {
        const reason = `a frame of ${length} bytes, more than ${maxFrameBytes} (maxFrameBytes)`;
        told.refused(reason);
        connection.hangUp(reason);
      },
    });
    sendPulses(interval, connection);
    return (read) => prefixes.push(read);
  });
}

/** Sends until the connection is over; the first one after the first interval. What was missed is not made up for. */
function sendPulses(interval: number, { clock, signal, reply }: PetConnection): void {
  if (interval === Number.POSITIVE_INFINITY) return;
  let due = clock.now() + interval;
  const deadline: Deadline = Deadlines.of(clock).create((now) => {
    reply(PULSE);
    due += Math.floor((now - due) / interval + 1) * interval;
    deadline.set(due);
  });
  deadline.set(due);
  onAbort(signal, () => deadline.clear());
}
