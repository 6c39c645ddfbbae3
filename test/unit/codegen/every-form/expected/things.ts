// Generated from the QAPI definitions of QEMU 1.0 and 2.0: do not edit.

import type { Newer, NoArguments, NoData, WideInt } from '../../../../../src/qmp/qapi/index.js';
import type { Colour, ColourArgument, PaintOptions, PaintOptionsArgument } from './paint.js';

/** QAPI's `Box`. */
export interface Box extends Thing {
  readonly things: readonly Thing[];
  readonly size: WideInt;
}

/** QAPI's `Box` as an argument. */
export interface BoxArgument extends ThingArgument {
  readonly things: readonly ThingArgument[];
  readonly size: WideInt;
}

/**
 * QAPI's `BoxAgain`.
 * @since QEMU 2.0 at the latest
 */
export type BoxAgain = Box;

/** QAPI's `BoxWrapper`. */
export interface BoxWrapper {
  readonly data: Box;
}

/** QAPI's `BoxWrapper` as an argument. */
export interface BoxWrapperArgument {
  readonly data: BoxArgument;
}

/** QAPI's `IntListWrapper`. */
export interface IntListWrapper {
  readonly data: readonly number[];
}

/** QAPI's `NewName`. */
export interface NewName {
  readonly n: number;
}

/**
 * QAPI's `Nothing`.
 * @since QEMU 2.0 at the latest
 */
export type Nothing = NoData;

/** QAPI's `Part`. */
export type Part =
  | (StringWrapper & { readonly type: 'text' })
  | (ThingWrapper & { readonly type: 'thing' })
  | (IntListWrapper & { readonly type: 'many' })
  | (BoxWrapper & { readonly type: 'rare' })
  | { readonly type: 'air' }
  | { readonly type: Newer; readonly [member: string]: unknown };

/** QAPI's `Part` as an argument. */
export type PartArgument =
  | (StringWrapper & { readonly type: 'text' })
  | (ThingWrapperArgument & { readonly type: 'thing' })
  | (IntListWrapper & { readonly type: 'many' })
  | (BoxWrapperArgument & { readonly type: 'rare' })
  | { readonly type: 'air' }
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `PartKind`.
 * - `rare`: only in builds with RARE
 * - `air`: since QEMU 2.0 at the latest
 */
export type PartKind = 'text' | 'thing' | 'many' | 'rare' | 'air' | Newer;

/** What all of `Shell` have. */
export interface ShellBase {
  readonly hard: boolean;
}

/** `Shell` before it told by `of` what it is. */
export interface ShellFormer {
  readonly hard: boolean;
  readonly handle: number;
}

/** QAPI's `Shell`. */
export type Shell =
  | (ShellBase & { readonly of: 'text' | 'many' | 'rare' | 'air' })
  | (ShellBase & SnailShell & { readonly of: 'thing' })
  | (ShellFormer & { readonly of?: never })
  | (ShellBase & { readonly of: Newer; readonly [member: string]: unknown });

/**
 * QAPI's `SnailShell`.
 * @since QEMU 2.0 at the latest
 */
export interface SnailShell {
  readonly handle: number;
}

/** QAPI's `StringWrapper`. */
export interface StringWrapper {
  readonly data: string;
}

/**
 * QAPI's `Thing`.
 * @since QEMU 0.5
 */
export interface Thing {
  readonly id: string;
  readonly colour?: Colour;
  /** @deprecated As of QEMU 2.0 at the latest. */
  readonly weight: number;
  /** @since QEMU 1.5 */
  readonly parts?: readonly Part[];
  /** @since QEMU 2.0 at the latest */
  readonly mass?: WideInt;
  /**
   * @since QEMU 2.0 at the latest
   * @experimental
   */
  readonly 'x-guess'?: number;
  /** @deprecated Gone as of QEMU 2.0 at the latest. */
  readonly 'gone-soon'?: boolean;
}

/**
 * QAPI's `Thing` as an argument.
 * @since QEMU 0.5
 */
export interface ThingArgument {
  readonly id: string;
  readonly colour?: ColourArgument;
  /** @deprecated As of QEMU 2.0 at the latest. */
  readonly weight: number;
  /** @since QEMU 1.5 */
  readonly parts?: readonly PartArgument[];
  /** @since QEMU 2.0 at the latest */
  readonly mass?: WideInt;
  /**
   * @since QEMU 2.0 at the latest
   * @experimental
   */
  readonly 'x-guess'?: number;
  /** @deprecated Gone as of QEMU 2.0 at the latest. */
  readonly 'gone-soon'?: boolean;
}

/** QAPI's `ThingOrName`. */
export type ThingOrName = ThingArgument | string | null | boolean;

/** QAPI's `ThingWrapper`. */
export interface ThingWrapper {
  readonly data: Thing;
}

/** QAPI's `ThingWrapper` as an argument. */
export interface ThingWrapperArgument {
  readonly data: ThingArgument;
}

/** The commands of QAPI's module `things`. */
export interface ThingsCommands {
  /** @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-things.add-thing} */
  'add-thing': {
    arguments: {
      readonly thing: ThingOrName;
      readonly where?: string;
      /** @since QEMU 2.0 at the latest */
      readonly why?: string;
    };
    returns: NewName;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-things.be-quiet}
   * @since QEMU 2.0 at the latest
   * @deprecated As of QEMU 2.0 at the latest.
   */
  'be-quiet': { arguments: NoArguments; returns: Nothing };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-things.count-things}
   */
  'count-things': { arguments: NoArguments; returns: number };
  /**
   * Only in builds with A or (B and C).
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-things.look}
   * @since QEMU 2.0 at the latest
   */
  look: { arguments: NoArguments; returns: readonly BoxAgain[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-things.look-at-shell}
   */
  'look-at-shell': { arguments: NoArguments; returns: Shell };
  /**
   * Only in builds with A or not B.
   * @see {@link https://www.qemu.org/docs/master/about/removed-features.html}
   * @deprecated Gone as of QEMU 2.0 at the latest.
   */
  'old-ways': { arguments: BoxArgument; returns: NoData };
  /** @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-things.paint} */
  paint: { arguments: PaintOptionsArgument; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-things.paint-freely}
   * @since QEMU 2.0 at the latest
   * @experimental
   */
  'paint-freely': {
    arguments: {
      readonly colour: ColourArgument;
      readonly [member: string]: unknown;
    };
    returns: NoData;
  };
  /**
   * Only in builds with A and not B.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-things.vanish}
   */
  vanish: { arguments: NoArguments; returns: NoData };
}

/** The events of QAPI's module `things`. */
export interface ThingsEvents {
  /** @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-things.ALL_QUIET} */
  ALL_QUIET: NoData;
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-things.PAINTED}
   * @since QEMU 1.2
   */
  PAINTED: PaintOptions;
  /** @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-things.THING_ADDED} */
  THING_ADDED: {
    readonly thing: Thing;
    readonly part?: Part;
  };
}
