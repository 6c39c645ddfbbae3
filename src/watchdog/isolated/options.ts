import { knownOptions, type ListenerErrorHandler, OptionError, oneOf } from '../../core/index.js';
import type { SocketAddress } from '../../qmp/index.js';
import type { PetSource } from '../pet-source.js';
import {
  type DatagramChannel,
  type PetFrameOptions,
  type PetLineOptions,
  type PetNotifyOptions,
  type PetOptions,
  pets,
} from '../pets/index.js';
import { silentWhenLost } from '../silent-when-lost.js';
import { checkWatchdogOptions, type WatchdogOptions } from '../watchdog-options.js';

/** A channel that another thread can open for itself: any of `pets` but a stream. */
export type IsolatedChannel = SocketAddress | { readonly listen: SocketAddress } | DatagramChannel;

/** A source of `pets` as data: its name, its channel, and its options, in which there is no function. */
export type IsolatedPets =
  | {
      readonly kind: 'bytes';
      readonly channel: IsolatedChannel;
      readonly options?: PetOptions | undefined;
    }
  | {
      readonly kind: 'lines';
      readonly channel: IsolatedChannel;
      readonly options?:
        | (Omit<PetLineOptions, 'line' | 'counter'> & {
            readonly line?: string | RegExp | undefined;
            readonly counter?: RegExp | undefined;
          })
        | undefined;
    }
  | {
      readonly kind: 'notify';
      readonly channel: IsolatedChannel;
      readonly options?: PetNotifyOptions | undefined;
    }
  | {
      readonly kind: 'frames';
      readonly channel: Exclude<IsolatedChannel, DatagramChannel>;
      readonly options?: PetFrameOptions | undefined;
    };

/** What of an {@link IsolatedWatchdog}'s options goes to its thread. All times are milliseconds. */
export interface IsolatedSettings extends Omit<WatchdogOptions, 'pets' | 'clock' | 'onListenerError'> {
  /** Where pets come from, as data. Without it, call `pet`, which a busy main thread can not. */
  readonly pets?: IsolatedPets | undefined;
  /**
   * What a channel that is lost means: `unknown` (default), nothing; or `silence`, once a first pet has come, for a peer
   * whose end shows in nothing else. Then a cut network looks like its death.
   */
  readonly lostChannel?: 'unknown' | 'silence' | undefined;
}

/** Options of an {@link IsolatedWatchdog}: those of a `Watchdog`, without a clock, and with its source as data. */
export interface IsolatedWatchdogOptions extends IsolatedSettings {
  /** Told of an error that a listener threw. Default: a process warning. */
  readonly onListenerError?: ListenerErrorHandler | undefined;
}

/** @throws {@link OptionError} */
export function checkIsolatedOptions(options: IsolatedWatchdogOptions): IsolatedSettings {
  if (typeof options !== 'object' || options === null)
    throw new OptionError('isolatedWatchdog', options, 'an object');
  const { onListenerError: _, ...settings } = options;
  try {
    structuredClone(settings);
  } catch {
    throw new OptionError(
      'isolatedWatchdog',
      settings,
      'data: neither a function nor a stream can be taken to another thread',
    );
  }
  checkWatchdogOptions(watchdogOptions(settings));
  return settings;
}

/** The same, for a `Watchdog` in the thread. @throws {@link OptionError} */
export function watchdogOptions({
  pets: description,
  lostChannel,
  ...rest
}: IsolatedSettings): WatchdogOptions {
  if ('clock' in rest)
    throw new OptionError('isolatedWatchdog.clock', rest.clock, "left out: its thread's time is the host's");
  const counts = oneOf('isolatedWatchdog.lostChannel', lostChannel, 'unknown', ['unknown', 'silence']);
  if (description === undefined) return rest;
  const source = sourceOf(description);
  return { ...rest, pets: counts === 'silence' ? silentWhenLost(source) : source };
}

function sourceOf(description: IsolatedPets): PetSource {
  knownOptions('isolatedWatchdog.pets', description, ['kind', 'channel', 'options']);
  const { kind } = description;
  switch (kind) {
    case 'bytes':
      return pets.bytes(description.channel, description.options);
    case 'lines':
      return pets.lines(description.channel, description.options);
    case 'notify':
      return pets.notify(description.channel, description.options);
    case 'frames':
      return pets.frames(description.channel, description.options);
    default:
      throw new OptionError(
        'isolatedWatchdog.pets.kind',
        kind,
        "one of 'bytes', 'lines', 'notify', 'frames'",
      );
  }
}
