// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer } from './open-types.js';

/**
 * QAPI's `S390CpuEntitlement`.
 * @since QEMU 8.2
 */
export type S390CpuEntitlement = 'auto' | 'low' | 'medium' | 'high' | Newer;

/**
 * QAPI's `S390CpuEntitlement` as an argument.
 * @since QEMU 8.2
 */
export type S390CpuEntitlementArgument = 'auto' | 'low' | 'medium' | 'high' | (string & {});
