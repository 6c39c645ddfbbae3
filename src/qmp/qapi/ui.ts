// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, NoArguments, NoData } from './open-types.js';
import type { NetworkAddressFamily, SocketAddress } from './sockets.js';

/**
 * QAPI's `DisplayCocoa`.
 * @since QEMU 7.0
 */
export interface DisplayCocoa {
  readonly 'left-command-key'?: boolean;
  readonly 'full-grab'?: boolean;
  readonly 'swap-opt-cmd'?: boolean;
  /** @since QEMU 8.2 */
  readonly 'zoom-to-fit'?: boolean;
  /** @since QEMU 9.0 */
  readonly 'zoom-interpolation'?: boolean;
}

/**
 * QAPI's `DisplayCurses`.
 * @since QEMU 4.0
 */
export interface DisplayCurses {
  readonly charset?: string;
}

/**
 * QAPI's `DisplayDBus`.
 * @since QEMU 7.0
 */
export interface DisplayDBus {
  readonly rendernode?: string;
  readonly addr?: string;
  readonly p2p?: boolean;
  readonly audiodev?: string;
}

/**
 * QAPI's `DisplayEGLHeadless`.
 * @since QEMU 3.1
 */
export interface DisplayEGLHeadless {
  readonly rendernode?: string;
}

/**
 * QAPI's `DisplayGLMode`.
 * @since QEMU 3.0
 */
export type DisplayGLMode = 'off' | 'on' | 'core' | 'es' | Newer;

/**
 * QAPI's `DisplayGTK`.
 * @since QEMU 2.12
 */
export interface DisplayGTK {
  /** @since QEMU 11.1 */
  readonly clipboard?: boolean;
  readonly 'grab-on-hover'?: boolean;
  readonly 'zoom-to-fit'?: boolean;
  /** @since QEMU 7.1 */
  readonly 'show-tabs'?: boolean;
  /** @since QEMU 7.2 at the latest */
  readonly 'show-menubar'?: boolean;
  /** @since QEMU 10.1 */
  readonly 'keep-aspect-ratio'?: boolean;
  /** @since QEMU 10.1 */
  readonly scale?: number;
}

/** What all of `DisplayOptions` have. */
export interface DisplayOptionsBase {
  readonly 'full-screen'?: boolean;
  readonly 'window-close'?: boolean;
  readonly 'show-cursor'?: boolean;
  readonly gl?: DisplayGLMode;
}

/**
 * QAPI's `DisplayOptions`.
 * @since QEMU 2.12
 */
export type DisplayOptions =
  | (DisplayOptionsBase & { readonly type: 'default' | 'none' | 'spice-app' })
  | (DisplayOptionsBase & DisplayGTK & { readonly type: 'gtk' })
  | (DisplayOptionsBase & DisplaySDL & { readonly type: 'sdl' })
  | (DisplayOptionsBase & DisplayEGLHeadless & { readonly type: 'egl-headless' })
  | (DisplayOptionsBase & DisplayCurses & { readonly type: 'curses' })
  | (DisplayOptionsBase & DisplayCocoa & { readonly type: 'cocoa' })
  | (DisplayOptionsBase & DisplayDBus & { readonly type: 'dbus' })
  | (DisplayOptionsBase & { readonly type: Newer; readonly [member: string]: unknown });

/**
 * QAPI's `DisplayProtocol`.
 * @since QEMU 7.0
 */
export type DisplayProtocol = 'vnc' | 'spice' | Newer;

/**
 * QAPI's `DisplayReloadOptions`.
 * @since QEMU 6.0
 */
export type DisplayReloadOptions =
  | (DisplayReloadOptionsVNC & { readonly type: 'vnc' })
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `DisplayReloadOptionsVNC`.
 * @since QEMU 6.0
 */
export interface DisplayReloadOptionsVNC {
  readonly 'tls-certs'?: boolean;
}

/**
 * QAPI's `DisplayReloadType`.
 * @since QEMU 6.0
 */
export type DisplayReloadType = 'vnc' | Newer;

/**
 * QAPI's `DisplaySDL`.
 * @since QEMU 7.1
 */
export interface DisplaySDL {
  readonly 'grab-mod'?: HotKeyMod;
}

/**
 * QAPI's `DisplayType`.
 * - `gtk`: only in builds with CONFIG_GTK
 * - `sdl`: only in builds with CONFIG_SDL
 * - `egl-headless`: only in builds with CONFIG_OPENGL
 * - `curses`: only in builds with CONFIG_CURSES
 * - `cocoa`: only in builds with CONFIG_COCOA
 * - `spice-app`: only in builds with CONFIG_SPICE
 * - `dbus`: since QEMU 7.0; only in builds with CONFIG_DBUS_DISPLAY
 * @since QEMU 2.12
 */
export type DisplayType =
  | 'default'
  | 'none'
  | 'gtk'
  | 'sdl'
  | 'egl-headless'
  | 'curses'
  | 'cocoa'
  | 'spice-app'
  | 'dbus'
  | Newer;

/**
 * QAPI's `DisplayUpdateOptions`.
 * @since QEMU 7.1
 */
export type DisplayUpdateOptions =
  | (DisplayUpdateOptionsVNC & { readonly type: 'vnc' })
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `DisplayUpdateOptionsVNC`.
 * @since QEMU 7.1
 */
export interface DisplayUpdateOptionsVNC {
  readonly addresses?: readonly SocketAddress[];
}

/**
 * QAPI's `DisplayUpdateType`.
 * @since QEMU 7.1
 */
export type DisplayUpdateType = 'vnc' | Newer;

/** What all of `ExpirePasswordOptions` have. */
export interface ExpirePasswordOptionsBase {
  readonly time: string;
}

/** QAPI's `ExpirePasswordOptions`. */
export type ExpirePasswordOptions =
  | (ExpirePasswordOptionsBase & ExpirePasswordOptionsVnc & { readonly protocol: 'vnc' })
  | (ExpirePasswordOptionsBase & { readonly protocol: 'spice' })
  | (ExpirePasswordOptionsBase & { readonly protocol: Newer; readonly [member: string]: unknown });

/**
 * QAPI's `ExpirePasswordOptionsVnc`.
 * @since QEMU 7.0
 */
export interface ExpirePasswordOptionsVnc {
  readonly display?: string;
}

/**
 * QAPI's `HotKeyMod`.
 * @since QEMU 7.1
 */
export type HotKeyMod = 'lctrl-lalt' | 'lshift-lctrl-lalt' | 'rctrl' | Newer;

/**
 * QAPI's `ImageFormat`.
 * @since QEMU 7.1
 */
export type ImageFormat = 'ppm' | 'png' | (string & {});

/**
 * QAPI's `InputAxis`.
 * @since QEMU 2.0
 */
export type InputAxis = 'x' | 'y' | (string & {});

/**
 * QAPI's `InputBtnEvent`.
 * @since QEMU 2.0
 */
export interface InputBtnEvent {
  readonly button: InputButton;
  readonly down: boolean;
}

/**
 * QAPI's `InputBtnEventWrapper`.
 * @since QEMU 2.0
 */
export interface InputBtnEventWrapper {
  readonly data: InputBtnEvent;
}

/**
 * QAPI's `InputButton`.
 * - `wheel-left`: since QEMU 7.2 at the latest
 * - `wheel-right`: since QEMU 7.2 at the latest
 * - `touch`: since QEMU 8.1
 * @since QEMU 2.0
 */
export type InputButton =
  | 'left'
  | 'middle'
  | 'right'
  | 'wheel-up'
  | 'wheel-down'
  | 'side'
  | 'extra'
  | 'wheel-left'
  | 'wheel-right'
  | 'touch'
  | (string & {});

/**
 * QAPI's `InputEvent`.
 * @since QEMU 2.0
 */
export type InputEvent =
  | (InputKeyEventWrapper & { readonly type: 'key' })
  | (InputBtnEventWrapper & { readonly type: 'btn' })
  | (InputMoveEventWrapper & { readonly type: 'rel' | 'abs' })
  | (InputMultiTouchEventWrapper & { readonly type: 'mtt' })
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `InputEventKind`.
 * - `mtt`: since QEMU 10.0 at the latest
 * @since QEMU 2.0
 */
export type InputEventKind = 'key' | 'btn' | 'rel' | 'abs' | 'mtt' | Newer;

/**
 * QAPI's `InputKeyEvent`.
 * @since QEMU 2.0
 */
export interface InputKeyEvent {
  readonly key: KeyValue;
  readonly down: boolean;
}

/**
 * QAPI's `InputKeyEventWrapper`.
 * @since QEMU 2.0
 */
export interface InputKeyEventWrapper {
  readonly data: InputKeyEvent;
}

/**
 * QAPI's `InputMoveEvent`.
 * @since QEMU 2.0
 */
export interface InputMoveEvent {
  readonly axis: InputAxis;
  readonly value: number;
}

/**
 * QAPI's `InputMoveEventWrapper`.
 * @since QEMU 2.0
 */
export interface InputMoveEventWrapper {
  readonly data: InputMoveEvent;
}

/**
 * QAPI's `InputMultiTouchEvent`.
 * @since QEMU 8.1
 */
export interface InputMultiTouchEvent {
  readonly type: InputMultiTouchType;
  readonly slot: number;
  readonly 'tracking-id': number;
  readonly axis: InputAxis;
  readonly value: number;
}

/**
 * QAPI's `InputMultiTouchEventWrapper`.
 * @since QEMU 8.1
 */
export interface InputMultiTouchEventWrapper {
  readonly data: InputMultiTouchEvent;
}

/**
 * QAPI's `InputMultiTouchType`.
 * @since QEMU 8.1
 */
export type InputMultiTouchType = 'begin' | 'update' | 'end' | 'cancel' | 'data' | (string & {});

/**
 * QAPI's `IntWrapper`.
 * @since QEMU 1.3
 */
export interface IntWrapper {
  readonly data: number;
}

/**
 * QAPI's `KeyValue`.
 * @since QEMU 1.3
 */
export type KeyValue =
  | (IntWrapper & { readonly type: 'number' })
  | (QKeyCodeWrapper & { readonly type: 'qcode' })
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `KeyValueKind`.
 * @since QEMU 1.3
 */
export type KeyValueKind = 'number' | 'qcode' | Newer;

/**
 * QAPI's `MouseInfo`.
 * @since QEMU 0.14
 */
export interface MouseInfo {
  readonly name: string;
  readonly index: number;
  readonly current: boolean;
  readonly absolute: boolean;
}

/**
 * QAPI's `QKeyCode`.
 * - `lang1`: since QEMU 7.2 at the latest
 * - `lang2`: since QEMU 7.2 at the latest
 * - `f13`: since QEMU 10.0 at the latest
 * - `f14`: since QEMU 10.0 at the latest
 * - `f15`: since QEMU 10.0 at the latest
 * - `f16`: since QEMU 10.0 at the latest
 * - `f17`: since QEMU 10.0 at the latest
 * - `f18`: since QEMU 10.0 at the latest
 * - `f19`: since QEMU 10.0 at the latest
 * - `f20`: since QEMU 10.0 at the latest
 * - `f21`: since QEMU 10.0 at the latest
 * - `f22`: since QEMU 10.0 at the latest
 * - `f23`: since QEMU 10.0 at the latest
 * - `f24`: since QEMU 10.0 at the latest
 * @since QEMU 1.3
 */
export type QKeyCode =
  | 'unmapped'
  | 'shift'
  | 'shift_r'
  | 'alt'
  | 'alt_r'
  | 'ctrl'
  | 'ctrl_r'
  | 'menu'
  | 'esc'
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | '0'
  | 'minus'
  | 'equal'
  | 'backspace'
  | 'tab'
  | 'q'
  | 'w'
  | 'e'
  | 'r'
  | 't'
  | 'y'
  | 'u'
  | 'i'
  | 'o'
  | 'p'
  | 'bracket_left'
  | 'bracket_right'
  | 'ret'
  | 'a'
  | 's'
  | 'd'
  | 'f'
  | 'g'
  | 'h'
  | 'j'
  | 'k'
  | 'l'
  | 'semicolon'
  | 'apostrophe'
  | 'grave_accent'
  | 'backslash'
  | 'z'
  | 'x'
  | 'c'
  | 'v'
  | 'b'
  | 'n'
  | 'm'
  | 'comma'
  | 'dot'
  | 'slash'
  | 'asterisk'
  | 'spc'
  | 'caps_lock'
  | 'f1'
  | 'f2'
  | 'f3'
  | 'f4'
  | 'f5'
  | 'f6'
  | 'f7'
  | 'f8'
  | 'f9'
  | 'f10'
  | 'num_lock'
  | 'scroll_lock'
  | 'kp_divide'
  | 'kp_multiply'
  | 'kp_subtract'
  | 'kp_add'
  | 'kp_enter'
  | 'kp_decimal'
  | 'sysrq'
  | 'kp_0'
  | 'kp_1'
  | 'kp_2'
  | 'kp_3'
  | 'kp_4'
  | 'kp_5'
  | 'kp_6'
  | 'kp_7'
  | 'kp_8'
  | 'kp_9'
  | 'less'
  | 'f11'
  | 'f12'
  | 'print'
  | 'home'
  | 'pgup'
  | 'pgdn'
  | 'end'
  | 'left'
  | 'up'
  | 'down'
  | 'right'
  | 'insert'
  | 'delete'
  | 'stop'
  | 'again'
  | 'props'
  | 'undo'
  | 'front'
  | 'copy'
  | 'open'
  | 'paste'
  | 'find'
  | 'cut'
  | 'lf'
  | 'help'
  | 'meta_l'
  | 'meta_r'
  | 'compose'
  | 'pause'
  | 'ro'
  | 'hiragana'
  | 'henkan'
  | 'yen'
  | 'muhenkan'
  | 'katakanahiragana'
  | 'kp_comma'
  | 'kp_equals'
  | 'power'
  | 'sleep'
  | 'wake'
  | 'audionext'
  | 'audioprev'
  | 'audiostop'
  | 'audioplay'
  | 'audiomute'
  | 'volumeup'
  | 'volumedown'
  | 'mediaselect'
  | 'mail'
  | 'calculator'
  | 'computer'
  | 'ac_home'
  | 'ac_back'
  | 'ac_forward'
  | 'ac_refresh'
  | 'ac_bookmarks'
  | 'lang1'
  | 'lang2'
  | 'f13'
  | 'f14'
  | 'f15'
  | 'f16'
  | 'f17'
  | 'f18'
  | 'f19'
  | 'f20'
  | 'f21'
  | 'f22'
  | 'f23'
  | 'f24'
  | (string & {});

/**
 * QAPI's `QKeyCodeWrapper`.
 * @since QEMU 1.3
 */
export interface QKeyCodeWrapper {
  readonly data: QKeyCode;
}

/**
 * QAPI's `SetPasswordAction`.
 * @since QEMU 7.0
 */
export type SetPasswordAction = 'keep' | 'fail' | 'disconnect' | (string & {});

/** What all of `SetPasswordOptions` have. */
export interface SetPasswordOptionsBase {
  readonly password: string;
  readonly connected?: SetPasswordAction;
}

/** QAPI's `SetPasswordOptions`. */
export type SetPasswordOptions =
  | (SetPasswordOptionsBase & SetPasswordOptionsVnc & { readonly protocol: 'vnc' })
  | (SetPasswordOptionsBase & { readonly protocol: 'spice' })
  | (SetPasswordOptionsBase & { readonly protocol: Newer; readonly [member: string]: unknown });

/**
 * QAPI's `SetPasswordOptionsVnc`.
 * @since QEMU 7.0
 */
export interface SetPasswordOptionsVnc {
  readonly display?: string;
}

/**
 * QAPI's `SpiceBasicInfo`.
 * Only in builds with CONFIG_SPICE.
 * @since QEMU 2.1
 */
export interface SpiceBasicInfo {
  readonly host: string;
  readonly port: string;
  readonly family: NetworkAddressFamily;
}

/**
 * QAPI's `SpiceChannel`.
 * Only in builds with CONFIG_SPICE.
 * @since QEMU 0.14
 */
export interface SpiceChannel extends SpiceBasicInfo {
  readonly 'connection-id': number;
  readonly 'channel-type': number;
  readonly 'channel-id': number;
  readonly tls: boolean;
}

/**
 * QAPI's `SpiceInfo`.
 * Only in builds with CONFIG_SPICE.
 * @since QEMU 0.14
 */
export interface SpiceInfo {
  readonly enabled: boolean;
  readonly migrated: boolean;
  readonly host?: string;
  readonly port?: number;
  readonly 'tls-port'?: number;
  readonly auth?: string;
  readonly 'compiled-version'?: string;
  readonly 'mouse-mode': SpiceQueryMouseMode;
  readonly channels?: readonly SpiceChannel[];
}

/**
 * QAPI's `SpiceQueryMouseMode`.
 * Only in builds with CONFIG_SPICE.
 * @since QEMU 1.1
 */
export type SpiceQueryMouseMode = 'client' | 'server' | 'unknown' | Newer;

/**
 * QAPI's `SpiceServerInfo`.
 * Only in builds with CONFIG_SPICE.
 * @since QEMU 2.1
 */
export interface SpiceServerInfo extends SpiceBasicInfo {
  readonly auth?: string;
}

/**
 * QAPI's `VncBasicInfo`.
 * Only in builds with CONFIG_VNC.
 * @since QEMU 2.1
 */
export interface VncBasicInfo {
  readonly host: string;
  readonly service: string;
  readonly family: NetworkAddressFamily;
  readonly websocket: boolean;
}

/**
 * QAPI's `VncClientInfo`.
 * Only in builds with CONFIG_VNC.
 * @since QEMU 0.14
 */
export interface VncClientInfo extends VncBasicInfo {
  readonly x509_dname?: string;
  readonly sasl_username?: string;
}

/**
 * QAPI's `VncInfo`.
 * Only in builds with CONFIG_VNC.
 * @since QEMU 0.14
 */
export interface VncInfo {
  readonly enabled: boolean;
  readonly host?: string;
  readonly family?: NetworkAddressFamily;
  readonly service?: string;
  readonly auth?: string;
  readonly clients?: readonly VncClientInfo[];
}

/**
 * QAPI's `VncInfo2`.
 * Only in builds with CONFIG_VNC.
 * @since QEMU 2.3
 */
export interface VncInfo2 {
  readonly id: string;
  readonly server: readonly VncServerInfo2[];
  readonly clients: readonly VncClientInfo[];
  readonly auth: VncPrimaryAuth;
  readonly vencrypt?: VncVencryptSubAuth;
  readonly display?: string;
}

/**
 * QAPI's `VncPrimaryAuth`.
 * Only in builds with CONFIG_VNC.
 * @since QEMU 2.3
 */
export type VncPrimaryAuth =
  | 'none'
  | 'vnc'
  | 'ra2'
  | 'ra2ne'
  | 'tight'
  | 'ultra'
  | 'tls'
  | 'vencrypt'
  | 'sasl'
  | Newer;

/**
 * QAPI's `VncServerInfo`.
 * Only in builds with CONFIG_VNC.
 * @since QEMU 2.1
 */
export interface VncServerInfo extends VncBasicInfo {
  readonly auth?: string;
}

/**
 * QAPI's `VncServerInfo2`.
 * Only in builds with CONFIG_VNC.
 * @since QEMU 2.9
 */
export interface VncServerInfo2 extends VncBasicInfo {
  readonly auth: VncPrimaryAuth;
  readonly vencrypt?: VncVencryptSubAuth;
}

/**
 * QAPI's `VncVencryptSubAuth`.
 * Only in builds with CONFIG_VNC.
 * @since QEMU 2.3
 */
export type VncVencryptSubAuth =
  | 'plain'
  | 'tls-none'
  | 'x509-none'
  | 'tls-vnc'
  | 'x509-vnc'
  | 'tls-plain'
  | 'x509-plain'
  | 'tls-sasl'
  | 'x509-sasl'
  | Newer;

/** The commands of QAPI's module `ui`. */
export interface UiCommands {
  /**
   * Only in builds with CONFIG_VNC.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-ui.change-vnc-password}
   * @since QEMU 1.1
   */
  'change-vnc-password': {
    arguments: {
      readonly password: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-ui.client_migrate_info}
   * @since QEMU 0.14
   */
  client_migrate_info: {
    arguments: {
      readonly protocol: string;
      readonly hostname: string;
      readonly port?: number;
      readonly 'tls-port'?: number;
      readonly 'cert-subject'?: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-ui.display-reload}
   * @since QEMU 6.0
   */
  'display-reload': { arguments: DisplayReloadOptions; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-ui.display-update}
   * @since QEMU 7.1
   */
  'display-update': { arguments: DisplayUpdateOptions; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-ui.expire_password}
   * @since QEMU 0.14
   */
  expire_password: { arguments: ExpirePasswordOptions; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-ui.input-send-event}
   * @since QEMU 2.6
   */
  'input-send-event': {
    arguments: {
      readonly device?: string;
      readonly head?: number;
      readonly events: readonly InputEvent[];
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-ui.query-display-options}
   * @since QEMU 3.1
   */
  'query-display-options': { arguments: NoArguments; returns: DisplayOptions };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-ui.query-mice}
   * @since QEMU 0.14
   */
  'query-mice': { arguments: NoArguments; returns: readonly MouseInfo[] };
  /**
   * Only in builds with CONFIG_SPICE.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-ui.query-spice}
   * @since QEMU 0.14
   */
  'query-spice': { arguments: NoArguments; returns: SpiceInfo };
  /**
   * Only in builds with CONFIG_VNC.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-ui.query-vnc}
   * @since QEMU 0.14
   */
  'query-vnc': { arguments: NoArguments; returns: VncInfo };
  /**
   * Only in builds with CONFIG_VNC.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-ui.query-vnc-servers}
   * @since QEMU 2.3
   */
  'query-vnc-servers': { arguments: NoArguments; returns: readonly VncInfo2[] };
  /**
   * Only in builds with CONFIG_PIXMAN.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-ui.screendump}
   * @since QEMU 0.14
   */
  screendump: {
    arguments: {
      readonly filename: string;
      readonly device?: string;
      readonly head?: number;
      /** @since QEMU 7.1 */
      readonly format?: ImageFormat;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-ui.send-key}
   * @since QEMU 1.3
   */
  'send-key': {
    arguments: {
      readonly keys: readonly KeyValue[];
      readonly 'hold-time'?: number;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-ui.set_password}
   * @since QEMU 0.14
   */
  set_password: { arguments: SetPasswordOptions; returns: NoData };
}

/** The events of QAPI's module `ui`. */
export interface UiEvents {
  /**
   * Only in builds with CONFIG_SPICE.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-ui.SPICE_CONNECTED}
   * @since QEMU 0.14
   */
  SPICE_CONNECTED: {
    readonly server: SpiceBasicInfo;
    readonly client: SpiceBasicInfo;
  };
  /**
   * Only in builds with CONFIG_SPICE.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-ui.SPICE_DISCONNECTED}
   * @since QEMU 0.14
   */
  SPICE_DISCONNECTED: {
    readonly server: SpiceBasicInfo;
    readonly client: SpiceBasicInfo;
  };
  /**
   * Only in builds with CONFIG_SPICE.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-ui.SPICE_INITIALIZED}
   * @since QEMU 0.14
   */
  SPICE_INITIALIZED: {
    readonly server: SpiceServerInfo;
    readonly client: SpiceChannel;
  };
  /**
   * Only in builds with CONFIG_SPICE.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-ui.SPICE_MIGRATE_COMPLETED}
   * @since QEMU 1.3
   */
  SPICE_MIGRATE_COMPLETED: NoData;
  /**
   * Only in builds with CONFIG_VNC.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-ui.VNC_CONNECTED}
   * @since QEMU 0.13
   */
  VNC_CONNECTED: {
    readonly server: VncServerInfo;
    readonly client: VncBasicInfo;
  };
  /**
   * Only in builds with CONFIG_VNC.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-ui.VNC_DISCONNECTED}
   * @since QEMU 0.13
   */
  VNC_DISCONNECTED: {
    readonly server: VncServerInfo;
    readonly client: VncClientInfo;
  };
  /**
   * Only in builds with CONFIG_VNC.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-ui.VNC_INITIALIZED}
   * @since QEMU 0.13
   */
  VNC_INITIALIZED: {
    readonly server: VncServerInfo;
    readonly client: VncClientInfo;
  };
}
