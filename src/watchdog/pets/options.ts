import {
  type Backoff,
  checkReconnect,
  knownOptions,
  milliseconds,
  type ReconnectOptions,
} from '../../core/index.js';
import { checkChannel, type PetChannel } from './channel.js';

/** Options of every pet source. All times are milliseconds. */
export interface PetOptions {
  /** How long to wait before a channel that was lost, or could not be had, is tried again. Not for a stream. */
  readonly reconnect?: ReconnectOptions | undefined;
  /** How long one attempt to connect may take. Default 5,000. Only for a channel that connects. */
  readonly connectTimeout?: number | undefined;
}

/** {@link PetOptions}, checked and complete. */
export interface CheckedPetOptions {
  readonly backoff: Backoff;
  readonly connectTimeout: number;
}

/** Checks the channel and what every source has in common. `own` names the options that only this source has. */
export function commonOptions(
  where: string,
  channel: PetChannel,
  options: PetOptions,
  own: readonly string[],
): CheckedPetOptions {
  const kind = checkChannel(channel);
  const common = { connect: ['reconnect', 'connectTimeout'], listen: ['reconnect'], stream: [] };
  knownOptions(where, options, [...own, ...common[kind]]);
  return {
    backoff: checkReconnect(options.reconnect),
    connectTimeout: milliseconds('connectTimeout', options.connectTimeout, 5_000, { min: 1, infinity: true }),
  };
}
