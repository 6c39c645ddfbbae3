// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, NoArguments } from './open-types.js';

/**
 * QAPI's `TPMEmulatorOptions`.
 * Only in builds with CONFIG_TPM.
 * @since QEMU 2.11
 */
export interface TPMEmulatorOptions {
  readonly chardev: string;
}

/**
 * QAPI's `TPMEmulatorOptionsWrapper`.
 * Only in builds with CONFIG_TPM.
 * @since QEMU 2.11
 */
export interface TPMEmulatorOptionsWrapper {
  readonly data: TPMEmulatorOptions;
}

/**
 * QAPI's `TPMInfo`.
 * Only in builds with CONFIG_TPM.
 * @since QEMU 1.5
 */
export interface TPMInfo {
  readonly id: string;
  readonly model: TpmModel;
  readonly options: TpmTypeOptions;
}

/**
 * QAPI's `TPMPassthroughOptions`.
 * Only in builds with CONFIG_TPM.
 * @since QEMU 1.5
 */
export interface TPMPassthroughOptions {
  readonly path?: string;
  readonly 'cancel-path'?: string;
}

/**
 * QAPI's `TPMPassthroughOptionsWrapper`.
 * Only in builds with CONFIG_TPM.
 * @since QEMU 1.5
 */
export interface TPMPassthroughOptionsWrapper {
  readonly data: TPMPassthroughOptions;
}

/**
 * QAPI's `TpmModel`.
 * Only in builds with CONFIG_TPM.
 * @since QEMU 1.5
 */
export type TpmModel = 'tpm-tis' | 'tpm-crb' | 'tpm-spapr' | Newer;

/**
 * QAPI's `TpmType`.
 * Only in builds with CONFIG_TPM.
 * @since QEMU 1.5
 */
export type TpmType = 'passthrough' | 'emulator' | Newer;

/**
 * QAPI's `TpmTypeOptions`.
 * Only in builds with CONFIG_TPM.
 * @since QEMU 1.5
 */
export type TpmTypeOptions =
  | (TPMPassthroughOptionsWrapper & { readonly type: 'passthrough' })
  | (TPMEmulatorOptionsWrapper & { readonly type: 'emulator' })
  | { readonly type: Newer; readonly [member: string]: unknown };

/** The commands of QAPI's module `tpm`. */
export interface TpmCommands {
  /**
   * Only in builds with CONFIG_TPM.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-tpm.query-tpm}
   * @since QEMU 1.5
   */
  'query-tpm': { arguments: NoArguments; returns: readonly TPMInfo[] };
  /**
   * Only in builds with CONFIG_TPM.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-tpm.query-tpm-models}
   * @since QEMU 1.5
   */
  'query-tpm-models': { arguments: NoArguments; returns: readonly TpmModel[] };
  /**
   * Only in builds with CONFIG_TPM.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-tpm.query-tpm-types}
   * @since QEMU 1.5
   */
  'query-tpm-types': { arguments: NoArguments; returns: readonly TpmType[] };
}
