// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer } from './open-types.js';

/**
 * QAPI's `GrabToggleKeys`.
 * @since QEMU 4.0
 */
export type GrabToggleKeys =
  | 'ctrl-ctrl'
  | 'alt-alt'
  | 'shift-shift'
  | 'meta-meta'
  | 'scrolllock'
  | 'ctrl-scrolllock'
  | (string & {});

/**
 * QAPI's `HostMemPolicy`.
 * @since QEMU 2.1
 */
export type HostMemPolicy = 'default' | 'preferred' | 'bind' | 'interleave' | Newer;

/**
 * QAPI's `HostMemPolicy` as an argument.
 * @since QEMU 2.1
 */
export type HostMemPolicyArgument = 'default' | 'preferred' | 'bind' | 'interleave' | (string & {});

/**
 * QAPI's `HumanReadableText`.
 * @since QEMU 6.2
 */
export interface HumanReadableText {
  readonly 'human-readable-text': string;
}

/**
 * QAPI's `IoOperationType`.
 * @since QEMU 2.1
 */
export type IoOperationType = 'read' | 'write' | Newer;

/**
 * QAPI's `NetFilterDirection`.
 * @since QEMU 2.5
 */
export type NetFilterDirection = 'all' | 'rx' | 'tx' | (string & {});

/**
 * QAPI's `OnOffAuto`.
 * @since QEMU 2.2
 */
export type OnOffAuto = 'auto' | 'on' | 'off' | (string & {});

/**
 * QAPI's `StrOrNull`.
 * @since QEMU 2.10
 */
export type StrOrNull = string | null;
