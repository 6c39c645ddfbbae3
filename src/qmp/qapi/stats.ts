// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, WideInt } from './open-types.js';

/**
 * QAPI's `Stats`.
 * @since QEMU 7.1
 */
export interface Stats {
  readonly name: string;
  readonly value: StatsValue;
}

/** What all of `StatsFilter` have. */
export interface StatsFilterBase {
  readonly providers?: readonly StatsRequest[];
}

/**
 * QAPI's `StatsFilter`.
 * @since QEMU 7.1
 */
export type StatsFilter =
  | (StatsFilterBase & { readonly target: 'vm' | 'cryptodev' })
  | (StatsFilterBase & StatsVCPUFilter & { readonly target: 'vcpu' })
  | (StatsFilterBase & { readonly target: Newer; readonly [member: string]: unknown });

/**
 * QAPI's `StatsProvider`.
 * - `cryptodev`: since QEMU 10.0 at the latest
 * @since QEMU 7.1
 */
export type StatsProvider = 'kvm' | 'cryptodev' | Newer;

/**
 * QAPI's `StatsProvider` as an argument.
 * - `cryptodev`: since QEMU 10.0 at the latest
 * @since QEMU 7.1
 */
export type StatsProviderArgument = 'kvm' | 'cryptodev' | (string & {});

/**
 * QAPI's `StatsRequest`.
 * @since QEMU 7.1
 */
export interface StatsRequest {
  readonly provider: StatsProviderArgument;
  readonly names?: readonly string[];
}

/**
 * QAPI's `StatsResult`.
 * @since QEMU 7.1
 */
export interface StatsResult {
  readonly provider: StatsProvider;
  readonly 'qom-path'?: string;
  readonly stats: readonly Stats[];
}

/**
 * QAPI's `StatsSchema`.
 * @since QEMU 7.1
 */
export interface StatsSchema {
  readonly provider: StatsProvider;
  readonly target: StatsTarget;
  readonly stats: readonly StatsSchemaValue[];
}

/**
 * QAPI's `StatsSchemaValue`.
 * @since QEMU 7.1
 */
export interface StatsSchemaValue {
  readonly name: string;
  readonly type: StatsType;
  readonly unit?: StatsUnit;
  readonly base?: number;
  readonly exponent: number;
  readonly 'bucket-size'?: number;
}

/**
 * QAPI's `StatsTarget`.
 * - `cryptodev`: since QEMU 8.0
 * @since QEMU 7.1
 */
export type StatsTarget = 'vm' | 'vcpu' | 'cryptodev' | Newer;

/**
 * QAPI's `StatsType`.
 * @since QEMU 7.1
 */
export type StatsType = 'cumulative' | 'instant' | 'peak' | 'linear-histogram' | 'log2-histogram' | Newer;

/**
 * QAPI's `StatsUnit`.
 * @since QEMU 7.1
 */
export type StatsUnit = 'bytes' | 'seconds' | 'cycles' | 'boolean' | Newer;

/**
 * QAPI's `StatsVCPUFilter`.
 * @since QEMU 7.1
 */
export interface StatsVCPUFilter {
  readonly vcpus?: readonly string[];
}

/**
 * QAPI's `StatsValue`.
 * @since QEMU 7.1
 */
export type StatsValue = WideInt | boolean | readonly WideInt[];

/** The commands of QAPI's module `stats`. */
export interface StatsCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-stats.query-stats}
   * @since QEMU 7.1
   */
  'query-stats': { arguments: StatsFilter; returns: readonly StatsResult[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-stats.query-stats-schemas}
   * @since QEMU 7.1
   */
  'query-stats-schemas': {
    arguments: {
      readonly provider?: StatsProviderArgument;
    };
    returns: readonly StatsSchema[];
  };
}
