// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, NoArguments, NoData } from './open-types.js';

/**
 * QAPI's `YankInstance`.
 * @since QEMU 6.0
 */
export type YankInstance =
  | (YankInstanceBlockNode & { readonly type: 'block-node' })
  | (YankInstanceChardev & { readonly type: 'chardev' })
  | { readonly type: 'migration' }
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `YankInstanceBlockNode`.
 * @since QEMU 6.0
 */
export interface YankInstanceBlockNode {
  readonly 'node-name': string;
}

/**
 * QAPI's `YankInstanceChardev`.
 * @since QEMU 6.0
 */
export interface YankInstanceChardev {
  readonly id: string;
}

/**
 * QAPI's `YankInstanceType`.
 * @since QEMU 6.0
 */
export type YankInstanceType = 'block-node' | 'chardev' | 'migration' | Newer;

/** The commands of QAPI's module `yank`. */
export interface YankCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-yank.query-yank}
   * @since QEMU 6.0
   */
  'query-yank': { arguments: NoArguments; returns: readonly YankInstance[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-yank.yank}
   * @since QEMU 6.0
   */
  yank: {
    arguments: {
      readonly instances: readonly YankInstance[];
    };
    returns: NoData;
  };
}
