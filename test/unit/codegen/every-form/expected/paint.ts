// Generated from the QAPI definitions of QEMU 1.0 and 2.0: do not edit.

import type { Newer } from '../../../../../src/qmp/qapi/index.js';

/**
 * QAPI's `Colour`.
 * - `green`: since QEMU 1.1
 * - `Blue`: deprecated as of QEMU 2.0 at the latest
 * - `ultra-violet`: only in builds with UV
 */
export type Colour = 'red' | 'green' | 'Blue' | 'ultra-violet' | Newer;

/**
 * QAPI's `Colour` as an argument.
 * - `green`: since QEMU 1.1
 * - `Blue`: deprecated as of QEMU 2.0 at the latest
 * - `ultra-violet`: only in builds with UV
 */
export type ColourArgument = 'red' | 'green' | 'Blue' | 'ultra-violet' | (string & {});

/**
 * QAPI's `Oil`.
 * @since QEMU 2.0 at the latest
 */
export interface Oil {
  readonly layers: number;
}

/**
 * QAPI's `PaintKind`.
 * @since QEMU 2.0 at the latest
 */
export type PaintKind = 'wash' | 'oil' | 'spray' | 'none' | Newer;

/** What all of `PaintOptions` have. */
export interface PaintOptionsBase {
  /** @since QEMU 2.0 at the latest */
  readonly colour?: Colour;
  /** @deprecated Gone as of QEMU 2.0 at the latest. */
  readonly props?: unknown;
}

/** QAPI's `PaintOptions`. */
export type PaintOptions =
  | (PaintOptionsBase & { readonly kind: 'wash' | 'none' })
  | (PaintOptionsBase & Oil & { readonly kind: 'oil' })
  | (PaintOptionsBase & Spray & { readonly kind: 'spray' })
  | (PaintOptionsBase & { readonly kind: Newer; readonly [member: string]: unknown });

/** What all of `PaintOptionsArgument` have. */
export interface PaintOptionsArgumentBase {
  /** @since QEMU 2.0 at the latest */
  readonly colour?: ColourArgument;
  /** @deprecated Gone as of QEMU 2.0 at the latest. */
  readonly props?: unknown;
}

/** QAPI's `PaintOptions` as an argument. */
export type PaintOptionsArgument =
  | (PaintOptionsArgumentBase & { readonly kind: 'wash' | 'none' })
  | (PaintOptionsArgumentBase & Oil & { readonly kind: 'oil' })
  | (PaintOptionsArgumentBase & Spray & { readonly kind: 'spray' })
  | (PaintOptionsArgumentBase & { readonly kind: Newer; readonly [member: string]: unknown });

/**
 * QAPI's `Spray`.
 * @since QEMU 2.0 at the latest
 */
export interface Spray {
  readonly pressure: number;
}
