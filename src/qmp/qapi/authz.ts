// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

/**
 * QAPI's `AuthZListFileProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface AuthZListFileProperties {
  readonly filename: string;
  readonly refresh?: boolean;
}

/**
 * QAPI's `AuthZListProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface AuthZListProperties {
  readonly policy?: QAuthZListPolicy;
  readonly rules?: readonly QAuthZListRule[];
}

/**
 * QAPI's `AuthZPAMProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface AuthZPAMProperties {
  readonly service: string;
}

/**
 * QAPI's `AuthZSimpleProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface AuthZSimpleProperties {
  readonly identity: string;
}

/**
 * QAPI's `QAuthZListFormat`.
 * @since QEMU 4.0
 */
export type QAuthZListFormat = 'exact' | 'glob' | (string & {});

/**
 * QAPI's `QAuthZListPolicy`.
 * @since QEMU 4.0
 */
export type QAuthZListPolicy = 'deny' | 'allow' | (string & {});

/**
 * QAPI's `QAuthZListRule`.
 * @since QEMU 4.0
 */
export interface QAuthZListRule {
  readonly match: string;
  readonly policy: QAuthZListPolicy;
  readonly format?: QAuthZListFormat;
}
