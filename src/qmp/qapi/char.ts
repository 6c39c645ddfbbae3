// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, NoArguments, NoData } from './open-types.js';
import type { SocketAddressLegacy } from './sockets.js';

/**
 * QAPI's `ChardevBackend`.
 * @since QEMU 1.4
 */
export type ChardevBackend =
  | (ChardevFileWrapper & { readonly type: 'file' })
  | (ChardevHostdevWrapper & { readonly type: 'serial' | 'parallel' | 'pipe' })
  | (ChardevSocketWrapper & { readonly type: 'socket' })
  | (ChardevUdpWrapper & { readonly type: 'udp' })
  | (ChardevPtyWrapper & { readonly type: 'pty' })
  | (ChardevCommonWrapper & { readonly type: 'pty' | 'null' | 'msmouse' | 'wctablet' | 'braille' })
  | (ChardevCommonWrapper & { readonly type: 'testdev' | 'console' })
  | (ChardevMuxWrapper & { readonly type: 'mux' })
  | (ChardevHubWrapper & { readonly type: 'hub' })
  | (ChardevStdioWrapper & { readonly type: 'stdio' })
  | (ChardevSpiceChannelWrapper & { readonly type: 'spicevmc' })
  | (ChardevSpicePortWrapper & { readonly type: 'spiceport' })
  | (ChardevQemuVDAgentWrapper & { readonly type: 'qemu-vdagent' })
  | (ChardevDBusWrapper & { readonly type: 'dbus' })
  | (ChardevVCWrapper & { readonly type: 'vc' })
  | (ChardevRingbufWrapper & { readonly type: 'ringbuf' | 'memory' })
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `ChardevBackendInfo`.
 * @since QEMU 2.0
 */
export interface ChardevBackendInfo {
  readonly name: string;
}

/**
 * QAPI's `ChardevBackendKind`.
 * - `serial`: only in builds with HAVE_CHARDEV_SERIAL
 * - `parallel`: only in builds with HAVE_CHARDEV_PARALLEL
 * - `hub`: since QEMU 10.0
 * - `braille`: only in builds with CONFIG_BRLAPI
 * - `console`: only in builds with CONFIG_WIN32
 * - `spicevmc`: only in builds with CONFIG_SPICE
 * - `spiceport`: only in builds with CONFIG_SPICE
 * - `qemu-vdagent`: since QEMU 6.1; only in builds with CONFIG_SPICE_PROTOCOL
 * - `dbus`: since QEMU 7.0; only in builds with CONFIG_DBUS_DISPLAY
 * - `memory`: deprecated as of QEMU 10.0 at the latest
 * @since QEMU 1.4
 */
export type ChardevBackendKind =
  | 'file'
  | 'serial'
  | 'parallel'
  | 'pipe'
  | 'socket'
  | 'udp'
  | 'pty'
  | 'null'
  | 'mux'
  | 'hub'
  | 'msmouse'
  | 'wctablet'
  | 'braille'
  | 'testdev'
  | 'stdio'
  | 'console'
  | 'spicevmc'
  | 'spiceport'
  | 'qemu-vdagent'
  | 'dbus'
  | 'vc'
  | 'ringbuf'
  | 'memory'
  | Newer;

/**
 * QAPI's `ChardevCommon`.
 * @since QEMU 2.6
 */
export interface ChardevCommon {
  readonly logfile?: string;
  readonly logappend?: boolean;
  /** @since QEMU 11.0 */
  readonly logtimestamp?: boolean;
}

/**
 * QAPI's `ChardevCommonWrapper`.
 * @since QEMU 2.6
 */
export interface ChardevCommonWrapper {
  readonly data: ChardevCommon;
}

/**
 * QAPI's `ChardevDBus`.
 * Only in builds with CONFIG_DBUS_DISPLAY.
 * @since QEMU 7.0
 */
export interface ChardevDBus extends ChardevCommon {
  readonly name: string;
  /** @since QEMU 11.1 */
  readonly encoding?: ChardevVCEncoding;
}

/**
 * QAPI's `ChardevDBusWrapper`.
 * Only in builds with CONFIG_DBUS_DISPLAY.
 * @since QEMU 7.0
 */
export interface ChardevDBusWrapper {
  readonly data: ChardevDBus;
}

/**
 * QAPI's `ChardevFile`.
 * @since QEMU 1.4
 */
export interface ChardevFile extends ChardevCommon {
  readonly in?: string;
  readonly out: string;
  readonly append?: boolean;
}

/**
 * QAPI's `ChardevFileWrapper`.
 * @since QEMU 1.4
 */
export interface ChardevFileWrapper {
  readonly data: ChardevFile;
}

/**
 * QAPI's `ChardevHostdev`.
 * @since QEMU 1.4
 */
export interface ChardevHostdev extends ChardevCommon {
  readonly device: string;
}

/**
 * QAPI's `ChardevHostdevWrapper`.
 * @since QEMU 1.4
 */
export interface ChardevHostdevWrapper {
  readonly data: ChardevHostdev;
}

/**
 * QAPI's `ChardevHub`.
 * @since QEMU 10.0
 */
export interface ChardevHub extends ChardevCommon {
  readonly chardevs: readonly string[];
}

/**
 * QAPI's `ChardevHubWrapper`.
 * @since QEMU 10.0
 */
export interface ChardevHubWrapper {
  readonly data: ChardevHub;
}

/**
 * QAPI's `ChardevInfo`.
 * @since QEMU 0.14
 */
export interface ChardevInfo {
  readonly label: string;
  readonly filename: string;
  readonly 'frontend-open': boolean;
}

/**
 * QAPI's `ChardevMux`.
 * @since QEMU 1.5
 */
export interface ChardevMux extends ChardevCommon {
  readonly chardev: string;
}

/**
 * QAPI's `ChardevMuxWrapper`.
 * @since QEMU 1.5
 */
export interface ChardevMuxWrapper {
  readonly data: ChardevMux;
}

/**
 * QAPI's `ChardevPty`.
 * @since QEMU 9.2
 */
export interface ChardevPty extends ChardevCommon {
  readonly path?: string;
}

/**
 * QAPI's `ChardevPtyWrapper`.
 * @since QEMU 9.2
 */
export interface ChardevPtyWrapper {
  readonly data: ChardevPty;
}

/**
 * QAPI's `ChardevQemuVDAgent`.
 * Only in builds with CONFIG_SPICE_PROTOCOL.
 * @since QEMU 6.1
 */
export interface ChardevQemuVDAgent extends ChardevCommon {
  readonly mouse?: boolean;
  readonly clipboard?: boolean;
}

/**
 * QAPI's `ChardevQemuVDAgentWrapper`.
 * Only in builds with CONFIG_SPICE_PROTOCOL.
 * @since QEMU 6.1
 */
export interface ChardevQemuVDAgentWrapper {
  readonly data: ChardevQemuVDAgent;
}

/**
 * QAPI's `ChardevReturn`.
 * @since QEMU 1.4
 */
export interface ChardevReturn {
  readonly pty?: string;
}

/**
 * QAPI's `ChardevRingbuf`.
 * @since QEMU 1.5
 */
export interface ChardevRingbuf extends ChardevCommon {
  readonly size?: number;
}

/**
 * QAPI's `ChardevRingbufWrapper`.
 * @since QEMU 1.5
 */
export interface ChardevRingbufWrapper {
  readonly data: ChardevRingbuf;
}

/**
 * QAPI's `ChardevSocket`.
 * @since QEMU 1.4
 */
export interface ChardevSocket extends ChardevCommon {
  readonly addr: SocketAddressLegacy;
  readonly 'tls-creds'?: string;
  readonly 'tls-authz'?: string;
  readonly server?: boolean;
  readonly wait?: boolean;
  readonly nodelay?: boolean;
  readonly telnet?: boolean;
  readonly tn3270?: boolean;
  readonly websocket?: boolean;
  /** @since QEMU 9.2 */
  readonly 'reconnect-ms'?: number;
  /** @deprecated Gone as of QEMU 11.1 at the latest. */
  readonly reconnect?: number;
}

/**
 * QAPI's `ChardevSocketWrapper`.
 * @since QEMU 1.4
 */
export interface ChardevSocketWrapper {
  readonly data: ChardevSocket;
}

/**
 * QAPI's `ChardevSpiceChannel`.
 * Only in builds with CONFIG_SPICE.
 * @since QEMU 1.5
 */
export interface ChardevSpiceChannel extends ChardevCommon {
  readonly type: string;
}

/**
 * QAPI's `ChardevSpiceChannelWrapper`.
 * Only in builds with CONFIG_SPICE.
 * @since QEMU 1.5
 */
export interface ChardevSpiceChannelWrapper {
  readonly data: ChardevSpiceChannel;
}

/**
 * QAPI's `ChardevSpicePort`.
 * Only in builds with CONFIG_SPICE.
 * @since QEMU 1.5
 */
export interface ChardevSpicePort extends ChardevCommon {
  readonly fqdn: string;
}

/**
 * QAPI's `ChardevSpicePortWrapper`.
 * Only in builds with CONFIG_SPICE.
 * @since QEMU 1.5
 */
export interface ChardevSpicePortWrapper {
  readonly data: ChardevSpicePort;
}

/**
 * QAPI's `ChardevStdio`.
 * @since QEMU 1.5
 */
export interface ChardevStdio extends ChardevCommon {
  readonly signal?: boolean;
}

/**
 * QAPI's `ChardevStdioWrapper`.
 * @since QEMU 1.5
 */
export interface ChardevStdioWrapper {
  readonly data: ChardevStdio;
}

/**
 * QAPI's `ChardevUdp`.
 * @since QEMU 1.5
 */
export interface ChardevUdp extends ChardevCommon {
  readonly remote: SocketAddressLegacy;
  readonly local?: SocketAddressLegacy;
}

/**
 * QAPI's `ChardevUdpWrapper`.
 * @since QEMU 1.5
 */
export interface ChardevUdpWrapper {
  readonly data: ChardevUdp;
}

/**
 * QAPI's `ChardevVC`.
 * @since QEMU 1.5
 */
export interface ChardevVC extends ChardevCommon {
  readonly width?: number;
  readonly height?: number;
  readonly cols?: number;
  readonly rows?: number;
  /** @since QEMU 11.1 */
  readonly encoding?: ChardevVCEncoding;
}

/**
 * QAPI's `ChardevVCEncoding`.
 * @since QEMU 11.1
 */
export type ChardevVCEncoding = 'cp437' | 'utf8' | (string & {});

/**
 * QAPI's `ChardevVCWrapper`.
 * @since QEMU 1.5
 */
export interface ChardevVCWrapper {
  readonly data: ChardevVC;
}

/**
 * QAPI's `DataFormat`.
 * @since QEMU 1.4
 */
export type DataFormat = 'utf8' | 'base64' | (string & {});

/** The commands of QAPI's module `char`. */
export interface CharCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-char.chardev-add}
   * @since QEMU 1.4
   */
  'chardev-add': {
    arguments: {
      readonly id: string;
      readonly backend: ChardevBackend;
    };
    returns: ChardevReturn;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-char.chardev-change}
   * @since QEMU 2.10
   */
  'chardev-change': {
    arguments: {
      readonly id: string;
      readonly backend: ChardevBackend;
    };
    returns: ChardevReturn;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-char.chardev-remove}
   * @since QEMU 1.4
   */
  'chardev-remove': {
    arguments: {
      readonly id: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-char.chardev-send-break}
   * @since QEMU 2.10
   */
  'chardev-send-break': {
    arguments: {
      readonly id: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-char.query-chardev}
   * @since QEMU 0.14
   */
  'query-chardev': { arguments: NoArguments; returns: readonly ChardevInfo[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-char.query-chardev-backends}
   * @since QEMU 2.0
   */
  'query-chardev-backends': { arguments: NoArguments; returns: readonly ChardevBackendInfo[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-char.ringbuf-read}
   * @since QEMU 1.4
   */
  'ringbuf-read': {
    arguments: {
      readonly device: string;
      readonly size: number;
      readonly format?: DataFormat;
    };
    returns: string;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-char.ringbuf-write}
   * @since QEMU 1.4
   */
  'ringbuf-write': {
    arguments: {
      readonly device: string;
      readonly data: string;
      readonly format?: DataFormat;
    };
    returns: NoData;
  };
}

/** The events of QAPI's module `char`. */
export interface CharEvents {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-char.VSERPORT_CHANGE}
   * @since QEMU 2.1
   */
  VSERPORT_CHANGE: {
    readonly id: string;
    readonly open: boolean;
  };
}
