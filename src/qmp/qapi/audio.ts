// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, NoArguments } from './open-types.js';

/**
 * QAPI's `AudioFormat`.
 * @since QEMU 4.0
 */
export type AudioFormat = 'u8' | 's8' | 'u16' | 's16' | 'u32' | 's32' | 'f32' | Newer;

/** What all of `Audiodev` have. */
export interface AudiodevBase {
  readonly id: string;
  readonly 'timer-period'?: number;
}

/**
 * QAPI's `Audiodev`.
 * @since QEMU 4.0
 */
export type Audiodev =
  | (AudiodevBase & AudiodevGenericOptions & { readonly driver: 'none' | 'dbus' | 'sdl' | 'spice' })
  | (AudiodevBase & AudiodevAlsaOptions & { readonly driver: 'alsa' })
  | (AudiodevBase & AudiodevCoreaudioOptions & { readonly driver: 'coreaudio' })
  | (AudiodevBase & AudiodevDBusOptions & { readonly driver: 'dbus' })
  | (AudiodevBase & AudiodevDsoundOptions & { readonly driver: 'dsound' })
  | (AudiodevBase & AudiodevJackOptions & { readonly driver: 'jack' })
  | (AudiodevBase & AudiodevOssOptions & { readonly driver: 'oss' })
  | (AudiodevBase & AudiodevPaOptions & { readonly driver: 'pa' })
  | (AudiodevBase & AudiodevPipewireOptions & { readonly driver: 'pipewire' })
  | (AudiodevBase & AudiodevSdlOptions & { readonly driver: 'sdl' })
  | (AudiodevBase & AudiodevSndioOptions & { readonly driver: 'sndio' })
  | (AudiodevBase & AudiodevWavOptions & { readonly driver: 'wav' })
  | (AudiodevBase & { readonly driver: Newer; readonly [member: string]: unknown });

/**
 * QAPI's `AudiodevAlsaOptions`.
 * @since QEMU 4.0
 */
export interface AudiodevAlsaOptions {
  readonly in?: AudiodevAlsaPerDirectionOptions;
  readonly out?: AudiodevAlsaPerDirectionOptions;
  readonly threshold?: number;
}

/**
 * QAPI's `AudiodevAlsaPerDirectionOptions`.
 * @since QEMU 4.0
 */
export interface AudiodevAlsaPerDirectionOptions extends AudiodevPerDirectionOptions {
  readonly dev?: string;
  readonly 'period-length'?: number;
  readonly 'try-poll'?: boolean;
}

/**
 * QAPI's `AudiodevCoreaudioOptions`.
 * @since QEMU 4.0
 */
export interface AudiodevCoreaudioOptions {
  readonly in?: AudiodevCoreaudioPerDirectionOptions;
  readonly out?: AudiodevCoreaudioPerDirectionOptions;
}

/**
 * QAPI's `AudiodevCoreaudioPerDirectionOptions`.
 * @since QEMU 4.0
 */
export interface AudiodevCoreaudioPerDirectionOptions extends AudiodevPerDirectionOptions {
  readonly 'buffer-count'?: number;
}

/**
 * QAPI's `AudiodevDBusOptions`.
 * @since QEMU 10.0
 */
export interface AudiodevDBusOptions {
  readonly in?: AudiodevPerDirectionOptions;
  readonly out?: AudiodevPerDirectionOptions;
  readonly nsamples?: number;
}

/**
 * QAPI's `AudiodevDriver`.
 * - `alsa`: only in builds with CONFIG_AUDIO_ALSA
 * - `coreaudio`: only in builds with CONFIG_AUDIO_COREAUDIO
 * - `dbus`: since QEMU 7.2 at the latest; only in builds with CONFIG_DBUS_DISPLAY
 * - `dsound`: only in builds with CONFIG_AUDIO_DSOUND
 * - `jack`: only in builds with CONFIG_AUDIO_JACK
 * - `oss`: only in builds with CONFIG_AUDIO_OSS
 * - `pa`: only in builds with CONFIG_AUDIO_PA
 * - `pipewire`: since QEMU 10.0 at the latest; only in builds with CONFIG_AUDIO_PIPEWIRE
 * - `sdl`: only in builds with CONFIG_AUDIO_SDL
 * - `sndio`: since QEMU 7.2 at the latest; only in builds with CONFIG_AUDIO_SNDIO
 * - `spice`: only in builds with CONFIG_SPICE
 * @since QEMU 4.0
 */
export type AudiodevDriver =
  | 'none'
  | 'alsa'
  | 'coreaudio'
  | 'dbus'
  | 'dsound'
  | 'jack'
  | 'oss'
  | 'pa'
  | 'pipewire'
  | 'sdl'
  | 'sndio'
  | 'spice'
  | 'wav'
  | Newer;

/**
 * QAPI's `AudiodevDsoundOptions`.
 * @since QEMU 4.0
 */
export interface AudiodevDsoundOptions {
  readonly in?: AudiodevPerDirectionOptions;
  readonly out?: AudiodevPerDirectionOptions;
  readonly latency?: number;
}

/**
 * QAPI's `AudiodevGenericOptions`.
 * @since QEMU 4.0
 */
export interface AudiodevGenericOptions {
  readonly in?: AudiodevPerDirectionOptions;
  readonly out?: AudiodevPerDirectionOptions;
}

/**
 * QAPI's `AudiodevJackOptions`.
 * @since QEMU 5.1
 */
export interface AudiodevJackOptions {
  readonly in?: AudiodevJackPerDirectionOptions;
  readonly out?: AudiodevJackPerDirectionOptions;
}

/**
 * QAPI's `AudiodevJackPerDirectionOptions`.
 * @since QEMU 5.1
 */
export interface AudiodevJackPerDirectionOptions extends AudiodevPerDirectionOptions {
  readonly 'server-name'?: string;
  readonly 'client-name'?: string;
  readonly 'connect-ports'?: string;
  readonly 'start-server'?: boolean;
  readonly 'exact-name'?: boolean;
}

/**
 * QAPI's `AudiodevOssOptions`.
 * @since QEMU 4.0
 */
export interface AudiodevOssOptions {
  readonly in?: AudiodevOssPerDirectionOptions;
  readonly out?: AudiodevOssPerDirectionOptions;
  readonly 'try-mmap'?: boolean;
  readonly exclusive?: boolean;
  readonly 'dsp-policy'?: number;
}

/**
 * QAPI's `AudiodevOssPerDirectionOptions`.
 * @since QEMU 4.0
 */
export interface AudiodevOssPerDirectionOptions extends AudiodevPerDirectionOptions {
  readonly dev?: string;
  readonly 'buffer-count'?: number;
  readonly 'try-poll'?: boolean;
}

/**
 * QAPI's `AudiodevPaOptions`.
 * @since QEMU 4.0
 */
export interface AudiodevPaOptions {
  readonly in?: AudiodevPaPerDirectionOptions;
  readonly out?: AudiodevPaPerDirectionOptions;
  readonly server?: string;
}

/**
 * QAPI's `AudiodevPaPerDirectionOptions`.
 * @since QEMU 4.0
 */
export interface AudiodevPaPerDirectionOptions extends AudiodevPerDirectionOptions {
  readonly name?: string;
  readonly 'stream-name'?: string;
  readonly latency?: number;
}

/**
 * QAPI's `AudiodevPerDirectionOptions`.
 * @since QEMU 4.0
 */
export interface AudiodevPerDirectionOptions {
  readonly 'mixing-engine'?: boolean;
  readonly 'fixed-settings'?: boolean;
  readonly frequency?: number;
  readonly channels?: number;
  readonly voices?: number;
  readonly format?: AudioFormat;
  readonly 'buffer-length'?: number;
}

/**
 * QAPI's `AudiodevPipewireOptions`.
 * @since QEMU 8.1
 */
export interface AudiodevPipewireOptions {
  readonly in?: AudiodevPipewirePerDirectionOptions;
  readonly out?: AudiodevPipewirePerDirectionOptions;
}

/**
 * QAPI's `AudiodevPipewirePerDirectionOptions`.
 * @since QEMU 8.1
 */
export interface AudiodevPipewirePerDirectionOptions extends AudiodevPerDirectionOptions {
  readonly name?: string;
  readonly 'stream-name'?: string;
  readonly latency?: number;
}

/**
 * QAPI's `AudiodevSdlOptions`.
 * @since QEMU 6.0
 */
export interface AudiodevSdlOptions {
  readonly in?: AudiodevSdlPerDirectionOptions;
  readonly out?: AudiodevSdlPerDirectionOptions;
}

/**
 * QAPI's `AudiodevSdlPerDirectionOptions`.
 * @since QEMU 6.0
 */
export interface AudiodevSdlPerDirectionOptions extends AudiodevPerDirectionOptions {
  readonly 'buffer-count'?: number;
}

/**
 * QAPI's `AudiodevSndioOptions`.
 * @since QEMU 7.2
 */
export interface AudiodevSndioOptions {
  readonly in?: AudiodevPerDirectionOptions;
  readonly out?: AudiodevPerDirectionOptions;
  readonly dev?: string;
  readonly latency?: number;
}

/**
 * QAPI's `AudiodevWavOptions`.
 * @since QEMU 4.0
 */
export interface AudiodevWavOptions {
  readonly in?: AudiodevPerDirectionOptions;
  readonly out?: AudiodevPerDirectionOptions;
  readonly path?: string;
}

/** The commands of QAPI's module `audio`. */
export interface AudioCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-audio.query-audiodevs}
   * @since QEMU 8.0
   */
  'query-audiodevs': { arguments: NoArguments; returns: readonly Audiodev[] };
}
