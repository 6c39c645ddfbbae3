import {
  type Backoff,
  checkReconnect,
  knownOptions,
  milliseconds,
  OptionError,
  type ReconnectOptions,
} from '../../core/index.js';
import { checkChannel, type DatagramChannel, type PetChannel } from './channel.js';

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

/**
 * Checks the channel and what every source has in common. `own` names the options that only this source has. Datagrams are
 * for those that say so: the others answer over their channel, or need the order that only a stream keeps.
 */
export function commonOptions(
  where: string,
  channel: PetChannel | DatagramChannel,
  options: PetOptions,
  own: readonly string[],
  { datagrams = false }: { readonly datagrams?: boolean } = {},
): CheckedPetOptions {
  const kind = checkChannel(channel);
  if (kind === 'datagrams' && !datagrams)
    throw new OptionError('channel', channel, `a stream: ${where} can not be used over UDP`);
  const common = {
    connect: ['reconnect', 'connectTimeout'],
    listen: ['reconnect'],
    datagrams: ['reconnect'],
    stream: [],
  };
  knownOptions(where, options, [...own, ...common[kind]]);
  return {
    backoff: checkReconnect(options.reconnect),
    connectTimeout: milliseconds('connectTimeout', options.connectTimeout, 5_000, { min: 1, infinity: true }),
  };
}
