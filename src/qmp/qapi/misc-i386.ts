// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, NoArguments, NoData, WideInt } from './open-types.js';

/**
 * QAPI's `EvtchnInfo`.
 * @since QEMU 8.0
 */
export interface EvtchnInfo {
  readonly port: number;
  readonly vcpu: number;
  readonly type: EvtchnPortType;
  readonly 'remote-domain': string;
  readonly target: number;
  readonly pending: boolean;
  readonly masked: boolean;
}

/**
 * QAPI's `EvtchnPortType`.
 * @since QEMU 8.0
 */
export type EvtchnPortType = 'closed' | 'unbound' | 'interdomain' | 'pirq' | 'virq' | 'ipi' | Newer;

/**
 * QAPI's `SevAttestationReport`.
 * @since QEMU 6.1
 */
export interface SevAttestationReport {
  readonly data: string;
}

/**
 * QAPI's `SevCapability`.
 * @since QEMU 2.12
 */
export interface SevCapability {
  readonly pdh: string;
  readonly 'cert-chain': string;
  /** @since QEMU 7.1 */
  readonly 'cpu0-id'?: string;
  readonly cbitpos: number;
  readonly 'reduced-phys-bits': number;
}

/**
 * QAPI's `SevGuestInfo`.
 * @since QEMU 10.0 at the latest
 */
export interface SevGuestInfo {
  readonly policy: number;
  readonly handle: number;
}

/**
 * QAPI's `SevGuestType`.
 * @since QEMU 10.0 at the latest
 */
export type SevGuestType = 'sev' | 'sev-snp' | Newer;

/** What all of `SevInfo` have. */
export interface SevInfoBase {
  readonly enabled: boolean;
  readonly 'api-major': number;
  readonly 'api-minor': number;
  readonly 'build-id': number;
  readonly state: SevState;
}

/** `SevInfo` before it told by `sev-type` what it is. */
export interface SevInfoFormer {
  readonly enabled: boolean;
  readonly 'api-major': number;
  readonly 'api-minor': number;
  readonly 'build-id': number;
  readonly policy: number;
  readonly state: SevState;
  readonly handle: number;
}

/**
 * QAPI's `SevInfo`.
 * @since QEMU 2.12
 */
export type SevInfo =
  | (SevInfoBase & SevGuestInfo & { readonly 'sev-type': 'sev' })
  | (SevInfoBase & SevSnpGuestInfo & { readonly 'sev-type': 'sev-snp' })
  | (SevInfoFormer & { readonly 'sev-type'?: never })
  | (SevInfoBase & { readonly 'sev-type': Newer; readonly [member: string]: unknown });

/**
 * QAPI's `SevLaunchMeasureInfo`.
 * @since QEMU 2.12
 */
export interface SevLaunchMeasureInfo {
  readonly data: string;
}

/**
 * QAPI's `SevSnpGuestInfo`.
 * @since QEMU 9.1
 */
export interface SevSnpGuestInfo {
  readonly 'snp-policy': WideInt;
}

/**
 * QAPI's `SevState`.
 * @since QEMU 2.12
 */
export type SevState =
  | 'uninit'
  | 'launch-update'
  | 'launch-secret'
  | 'running'
  | 'send-update'
  | 'receive-update'
  | Newer;

/**
 * QAPI's `SgxEpcSection`.
 * @since QEMU 7.0
 */
export interface SgxEpcSection {
  readonly node: number;
  readonly size: WideInt;
}

/**
 * QAPI's `SgxInfo`.
 * @since QEMU 6.2
 */
export interface SgxInfo {
  readonly sgx: boolean;
  readonly sgx1: boolean;
  readonly sgx2: boolean;
  readonly flc: boolean;
  readonly sections: readonly SgxEpcSection[];
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly 'section-size'?: WideInt;
}

/** The commands of QAPI's module `misc-i386`. */
export interface MiscI386Commands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc-i386.query-sev}
   * @since QEMU 2.12
   */
  'query-sev': { arguments: NoArguments; returns: SevInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc-i386.query-sev-attestation-report}
   * @since QEMU 6.1
   */
  'query-sev-attestation-report': {
    arguments: {
      readonly mnonce: string;
    };
    returns: SevAttestationReport;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc-i386.query-sev-capabilities}
   * @since QEMU 2.12
   */
  'query-sev-capabilities': { arguments: NoArguments; returns: SevCapability };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc-i386.query-sev-launch-measure}
   * @since QEMU 2.12
   */
  'query-sev-launch-measure': { arguments: NoArguments; returns: SevLaunchMeasureInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc-i386.query-sgx}
   * @since QEMU 6.2
   */
  'query-sgx': { arguments: NoArguments; returns: SgxInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc-i386.query-sgx-capabilities}
   * @since QEMU 6.2
   */
  'query-sgx-capabilities': { arguments: NoArguments; returns: SgxInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc-i386.rtc-reset-reinjection}
   * @since QEMU 2.1
   */
  'rtc-reset-reinjection': { arguments: NoArguments; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc-i386.sev-inject-launch-secret}
   * @since QEMU 6.0
   */
  'sev-inject-launch-secret': {
    arguments: {
      readonly 'packet-header': string;
      readonly secret: string;
      readonly gpa?: WideInt;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc-i386.xen-event-inject}
   * @since QEMU 8.0
   */
  'xen-event-inject': {
    arguments: {
      readonly port: number;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc-i386.xen-event-list}
   * @since QEMU 8.0
   */
  'xen-event-list': { arguments: NoArguments; returns: readonly EvtchnInfo[] };
}
