// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { HostMemPolicy, HumanReadableText } from './common.js';
import type { S390CpuEntitlement } from './machine-common.js';
import type { Newer, NoArguments, NoData, WideInt } from './open-types.js';

/**
 * QAPI's `BalloonInfo`.
 * @since QEMU 0.14
 */
export interface BalloonInfo {
  readonly actual: number;
}

/**
 * QAPI's `CompatProperty`.
 * @since QEMU 9.1
 */
export interface CompatProperty {
  readonly 'qom-type': string;
  readonly property: string;
  readonly value: string;
}

/**
 * QAPI's `CpuDefinitionInfo`.
 * @since QEMU 1.2
 */
export interface CpuDefinitionInfo {
  readonly name: string;
  readonly 'migration-safe'?: boolean;
  readonly static: boolean;
  readonly 'unavailable-features'?: readonly string[];
  readonly typename: string;
  readonly 'alias-of'?: string;
  readonly deprecated: boolean;
}

/** What all of `CpuInfo` have. */
export interface CpuInfoBase {
  readonly CPU: number;
  readonly current: boolean;
  readonly halted: boolean;
  readonly qom_path: string;
  readonly thread_id: number;
  readonly props?: CpuInstanceProperties;
}

/**
 * QAPI's `CpuInfo`.
 * @since QEMU 0.14
 * @deprecated Gone as of QEMU 7.2 at the latest.
 */
export type CpuInfo =
  | (CpuInfoBase & CpuInfoX86 & { readonly arch: 'x86' })
  | (CpuInfoBase & CpuInfoSPARC & { readonly arch: 'sparc' })
  | (CpuInfoBase & CpuInfoPPC & { readonly arch: 'ppc' })
  | (CpuInfoBase & CpuInfoMIPS & { readonly arch: 'mips' })
  | (CpuInfoBase & CpuInfoTricore & { readonly arch: 'tricore' })
  | (CpuInfoBase & CpuInfoS390 & { readonly arch: 's390' })
  | (CpuInfoBase & CpuInfoRISCV & { readonly arch: 'riscv' })
  | (CpuInfoBase & { readonly arch: 'other' })
  | (CpuInfoBase & { readonly arch: Newer; readonly [member: string]: unknown });

/**
 * QAPI's `CpuInfoArch`.
 * @since QEMU 2.6
 * @deprecated Gone as of QEMU 7.2 at the latest.
 */
export type CpuInfoArch = 'x86' | 'sparc' | 'ppc' | 'mips' | 'tricore' | 's390' | 'riscv' | 'other' | Newer;

/** What all of `CpuInfoFast` have. */
export interface CpuInfoFastBase {
  readonly 'cpu-index': number;
  /** @since QEMU 10.1 */
  readonly 'qom-type'?: string;
  readonly 'qom-path': string;
  readonly 'thread-id': number;
  readonly props?: CpuInstanceProperties;
  /** @deprecated Gone as of QEMU 7.2 at the latest. */
  readonly arch?: CpuInfoArch;
}

/**
 * QAPI's `CpuInfoFast`.
 * @since QEMU 2.12
 */
export type CpuInfoFast =
  | (CpuInfoFastBase & { readonly target: 'aarch64' | 'alpha' | 'arm' | 'avr' | 'hexagon' | 'hppa' | 'i386' })
  | (CpuInfoFastBase & { readonly target: 'loongarch64' | 'm68k' | 'microblaze' | 'mips' | 'mips64' })
  | (CpuInfoFastBase & { readonly target: 'mips64el' | 'mipsel' | 'or1k' | 'ppc' | 'ppc64' | 'riscv32' })
  | (CpuInfoFastBase & { readonly target: 'riscv64' | 'rx' | 'sh4' | 'sh4eb' | 'sparc' | 'sparc64' })
  | (CpuInfoFastBase & { readonly target: 'tricore' | 'x86_64' | 'xtensa' | 'xtensaeb' | 'microblazeel' })
  | (CpuInfoFastBase & { readonly target: 'cris' | 'nios2' | 'lm32' | 'moxie' | 'unicore32' })
  | (CpuInfoFastBase & CpuInfoS390 & { readonly target: 's390x' })
  | (CpuInfoFastBase & { readonly target: Newer; readonly [member: string]: unknown });

/**
 * QAPI's `CpuInfoMIPS`.
 * @since QEMU 2.6
 * @deprecated Gone as of QEMU 7.2 at the latest.
 */
export interface CpuInfoMIPS {
  readonly PC: WideInt;
}

/**
 * QAPI's `CpuInfoPPC`.
 * @since QEMU 2.6
 * @deprecated Gone as of QEMU 7.2 at the latest.
 */
export interface CpuInfoPPC {
  readonly nip: WideInt;
}

/**
 * QAPI's `CpuInfoRISCV`.
 * @since QEMU 2.12
 * @deprecated Gone as of QEMU 7.2 at the latest.
 */
export interface CpuInfoRISCV {
  readonly pc: WideInt;
}

/**
 * QAPI's `CpuInfoS390`.
 * @since QEMU 2.12
 */
export interface CpuInfoS390 {
  readonly 'cpu-state': S390CpuState;
  /** @since QEMU 8.2 */
  readonly dedicated?: boolean;
  /** @since QEMU 8.2 */
  readonly entitlement?: S390CpuEntitlement;
}

/**
 * QAPI's `CpuInfoSPARC`.
 * @since QEMU 2.6
 * @deprecated Gone as of QEMU 7.2 at the latest.
 */
export interface CpuInfoSPARC {
  readonly pc: WideInt;
  readonly npc: WideInt;
}

/**
 * QAPI's `CpuInfoTricore`.
 * @since QEMU 2.6
 * @deprecated Gone as of QEMU 7.2 at the latest.
 */
export interface CpuInfoTricore {
  readonly PC: number;
}

/**
 * QAPI's `CpuInfoX86`.
 * @since QEMU 2.6
 * @deprecated Gone as of QEMU 7.2 at the latest.
 */
export interface CpuInfoX86 {
  readonly pc: WideInt;
}

/**
 * QAPI's `CpuInstanceProperties`.
 * @since QEMU 2.7
 */
export interface CpuInstanceProperties {
  readonly 'node-id'?: number;
  /** @since QEMU 8.2 */
  readonly 'drawer-id'?: number;
  /** @since QEMU 8.2 */
  readonly 'book-id'?: number;
  readonly 'socket-id'?: number;
  readonly 'die-id'?: number;
  /** @since QEMU 7.1 */
  readonly 'cluster-id'?: number;
  /** @since QEMU 9.1 */
  readonly 'module-id'?: number;
  readonly 'core-id'?: number;
  readonly 'thread-id'?: number;
}

/**
 * QAPI's `CpuModelBaselineInfo`.
 * @since QEMU 2.8
 */
export interface CpuModelBaselineInfo {
  readonly model: CpuModelInfo;
}

/**
 * QAPI's `CpuModelCompareInfo`.
 * @since QEMU 2.8
 */
export interface CpuModelCompareInfo {
  readonly result: CpuModelCompareResult;
  readonly 'responsible-properties': readonly string[];
}

/**
 * QAPI's `CpuModelCompareResult`.
 * @since QEMU 2.8
 */
export type CpuModelCompareResult = 'incompatible' | 'identical' | 'superset' | 'subset' | Newer;

/**
 * QAPI's `CpuModelExpansionInfo`.
 * @since QEMU 2.8
 */
export interface CpuModelExpansionInfo {
  readonly model: CpuModelInfo;
  /** @since QEMU 10.0 at the latest */
  readonly 'deprecated-props'?: readonly string[];
}

/**
 * QAPI's `CpuModelExpansionType`.
 * @since QEMU 2.8
 */
export type CpuModelExpansionType = 'static' | 'full' | (string & {});

/**
 * QAPI's `CpuModelInfo`.
 * @since QEMU 2.8
 */
export interface CpuModelInfo {
  readonly name: string;
  readonly props?: unknown;
}

/**
 * QAPI's `CurrentMachineParams`.
 * @since QEMU 4.0
 */
export interface CurrentMachineParams {
  readonly 'wakeup-suspend-support': boolean;
}

/**
 * QAPI's `FirmwareLog`.
 * @since QEMU 10.2
 */
export interface FirmwareLog {
  readonly version?: string;
  readonly log: string;
}

/**
 * QAPI's `GuidInfo`.
 * @since QEMU 2.9
 */
export interface GuidInfo {
  readonly guid: string;
}

/**
 * QAPI's `HmatCacheAssociativity`.
 * @since QEMU 5.0
 */
export type HmatCacheAssociativity = 'none' | 'direct' | 'complex' | (string & {});

/**
 * QAPI's `HmatCacheWritePolicy`.
 * @since QEMU 5.0
 */
export type HmatCacheWritePolicy = 'none' | 'write-back' | 'write-through' | (string & {});

/**
 * QAPI's `HmatLBDataType`.
 * @since QEMU 5.0
 */
export type HmatLBDataType =
  | 'access-latency'
  | 'read-latency'
  | 'write-latency'
  | 'access-bandwidth'
  | 'read-bandwidth'
  | 'write-bandwidth'
  | (string & {});

/**
 * QAPI's `HmatLBMemoryHierarchy`.
 * @since QEMU 5.0
 */
export type HmatLBMemoryHierarchy = 'memory' | 'first-level' | 'second-level' | 'third-level' | (string & {});

/**
 * QAPI's `HotpluggableCPU`.
 * @since QEMU 2.7
 */
export interface HotpluggableCPU {
  readonly type: string;
  readonly 'vcpus-count': number;
  readonly props: CpuInstanceProperties;
  readonly 'qom-path'?: string;
}

/**
 * QAPI's `HvBalloonDeviceInfo`.
 * @since QEMU 8.2
 */
export interface HvBalloonDeviceInfo {
  readonly id?: string;
  readonly memaddr?: WideInt;
  readonly 'max-size': WideInt;
  readonly memdev?: string;
}

/**
 * QAPI's `HvBalloonDeviceInfoWrapper`.
 * @since QEMU 8.2
 */
export interface HvBalloonDeviceInfoWrapper {
  readonly data: HvBalloonDeviceInfo;
}

/**
 * QAPI's `HvBalloonInfo`.
 * @since QEMU 8.2
 */
export interface HvBalloonInfo {
  readonly committed: WideInt;
  readonly available: WideInt;
}

/**
 * QAPI's `MachineInfo`.
 * @since QEMU 1.2
 */
export interface MachineInfo {
  readonly name: string;
  readonly alias?: string;
  readonly 'is-default'?: boolean;
  readonly 'cpu-max': number;
  readonly 'hotpluggable-cpus': boolean;
  readonly 'numa-mem-supported': boolean;
  readonly deprecated: boolean;
  readonly 'default-cpu-type'?: string;
  readonly 'default-ram-id'?: string;
  /** @since QEMU 8.0 */
  readonly acpi?: boolean;
  /**
   * @since QEMU 9.1
   * @experimental
   */
  readonly 'compat-props'?: readonly CompatProperty[];
}

/**
 * QAPI's `Memdev`.
 * @since QEMU 2.1
 */
export interface Memdev {
  readonly id?: string;
  readonly size: WideInt;
  readonly merge: boolean;
  readonly dump: boolean;
  readonly prealloc: boolean;
  /** @since QEMU 6.1 */
  readonly share?: boolean;
  /** @since QEMU 6.1 */
  readonly reserve?: boolean;
  readonly 'host-nodes': readonly number[];
  readonly policy: HostMemPolicy;
}

/**
 * QAPI's `MemoryDeviceInfo`.
 * @since QEMU 2.1
 */
export type MemoryDeviceInfo =
  | (PCDIMMDeviceInfoWrapper & { readonly type: 'dimm' | 'nvdimm' })
  | (VirtioPMEMDeviceInfoWrapper & { readonly type: 'virtio-pmem' })
  | (VirtioMEMDeviceInfoWrapper & { readonly type: 'virtio-mem' })
  | (SgxEPCDeviceInfoWrapper & { readonly type: 'sgx-epc' })
  | (HvBalloonDeviceInfoWrapper & { readonly type: 'hv-balloon' })
  | (SpMemDeviceInfoWrapper & { readonly type: 'sp-mem' })
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `MemoryDeviceInfoKind`.
 * - `sgx-epc`: since QEMU 7.2 at the latest
 * - `hv-balloon`: since QEMU 10.0 at the latest
 * - `sp-mem`: since QEMU 11.1 at the latest
 * @since QEMU 2.1
 */
export type MemoryDeviceInfoKind =
  | 'dimm'
  | 'nvdimm'
  | 'virtio-pmem'
  | 'virtio-mem'
  | 'sgx-epc'
  | 'hv-balloon'
  | 'sp-mem'
  | Newer;

/**
 * QAPI's `MemoryInfo`.
 * @since QEMU 2.11
 */
export interface MemoryInfo {
  readonly 'base-memory': WideInt;
  readonly 'plugged-memory'?: WideInt;
}

/**
 * QAPI's `NumaCpuOptions`.
 * @since QEMU 2.10
 */
export type NumaCpuOptions = CpuInstanceProperties;

/**
 * QAPI's `NumaDistOptions`.
 * @since QEMU 2.10
 */
export interface NumaDistOptions {
  readonly src: number;
  readonly dst: number;
  readonly val: number;
}

/**
 * QAPI's `NumaHmatCacheOptions`.
 * @since QEMU 5.0
 */
export interface NumaHmatCacheOptions {
  readonly 'node-id': number;
  readonly size: WideInt;
  readonly level: number;
  readonly associativity: HmatCacheAssociativity;
  readonly policy: HmatCacheWritePolicy;
  readonly line: number;
}

/**
 * QAPI's `NumaHmatLBOptions`.
 * @since QEMU 5.0
 */
export interface NumaHmatLBOptions {
  readonly initiator: number;
  readonly target: number;
  readonly hierarchy: HmatLBMemoryHierarchy;
  readonly 'data-type': HmatLBDataType;
  readonly latency?: WideInt;
  readonly bandwidth?: WideInt;
}

/**
 * QAPI's `NumaNodeOptions`.
 * @since QEMU 2.1
 */
export interface NumaNodeOptions {
  readonly nodeid?: number;
  readonly cpus?: readonly number[];
  readonly mem?: WideInt;
  readonly memdev?: string;
  readonly initiator?: number;
}

/**
 * QAPI's `NumaOptions`.
 * @since QEMU 2.1
 */
export type NumaOptions =
  | (NumaNodeOptions & { readonly type: 'node' })
  | (NumaDistOptions & { readonly type: 'dist' })
  | (NumaCpuOptions & { readonly type: 'cpu' })
  | (NumaHmatLBOptions & { readonly type: 'hmat-lb' })
  | (NumaHmatCacheOptions & { readonly type: 'hmat-cache' })
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `NumaOptionsType`.
 * @since QEMU 2.1
 */
export type NumaOptionsType = 'node' | 'dist' | 'cpu' | 'hmat-lb' | 'hmat-cache' | Newer;

/**
 * QAPI's `PCDIMMDeviceInfo`.
 * @since QEMU 2.1
 */
export interface PCDIMMDeviceInfo {
  readonly id?: string;
  readonly addr: number;
  readonly size: number;
  readonly slot: number;
  readonly node: number;
  readonly memdev: string;
  readonly hotplugged: boolean;
  readonly hotpluggable: boolean;
}

/**
 * QAPI's `PCDIMMDeviceInfoWrapper`.
 * @since QEMU 2.1
 */
export interface PCDIMMDeviceInfoWrapper {
  readonly data: PCDIMMDeviceInfo;
}

/**
 * QAPI's `QemuTargetInfo`.
 * @since QEMU 1.2
 */
export interface QemuTargetInfo {
  readonly arch: SysEmuTarget;
}

/**
 * QAPI's `S390CpuState`.
 * @since QEMU 2.12
 */
export type S390CpuState = 'uninitialized' | 'stopped' | 'check-stop' | 'operating' | 'load' | Newer;

/**
 * QAPI's `SgxEPCDeviceInfo`.
 * @since QEMU 6.2
 */
export interface SgxEPCDeviceInfo {
  readonly id?: string;
  readonly memaddr: WideInt;
  readonly size: WideInt;
  readonly node: number;
  readonly memdev: string;
}

/**
 * QAPI's `SgxEPCDeviceInfoWrapper`.
 * @since QEMU 6.2
 */
export interface SgxEPCDeviceInfoWrapper {
  readonly data: SgxEPCDeviceInfo;
}

/**
 * QAPI's `SpMemDeviceInfo`.
 * @since QEMU 11.1
 */
export interface SpMemDeviceInfo {
  readonly id?: string;
  readonly addr: WideInt;
  readonly size: WideInt;
  readonly node: number;
  readonly memdev: string;
}

/**
 * QAPI's `SpMemDeviceInfoWrapper`.
 * @since QEMU 11.1
 */
export interface SpMemDeviceInfoWrapper {
  readonly data: SpMemDeviceInfo;
}

/**
 * QAPI's `SysEmuTarget`.
 * - `hexagon`: since QEMU 11.1 at the latest
 * - `loongarch64`: since QEMU 7.2 at the latest
 * - `microblazeel`: gone as of QEMU 11.1 at the latest
 * - `cris`: gone as of QEMU 10.0 at the latest
 * - `nios2`: gone as of QEMU 10.0 at the latest
 * - `lm32`: gone as of QEMU 7.2 at the latest
 * - `moxie`: gone as of QEMU 7.2 at the latest
 * - `unicore32`: gone as of QEMU 7.2 at the latest
 * @since QEMU 3.0
 */
export type SysEmuTarget =
  | 'aarch64'
  | 'alpha'
  | 'arm'
  | 'avr'
  | 'hexagon'
  | 'hppa'
  | 'i386'
  | 'loongarch64'
  | 'm68k'
  | 'microblaze'
  | 'mips'
  | 'mips64'
  | 'mips64el'
  | 'mipsel'
  | 'or1k'
  | 'ppc'
  | 'ppc64'
  | 'riscv32'
  | 'riscv64'
  | 'rx'
  | 's390x'
  | 'sh4'
  | 'sh4eb'
  | 'sparc'
  | 'sparc64'
  | 'tricore'
  | 'x86_64'
  | 'xtensa'
  | 'xtensaeb'
  | 'microblazeel'
  | 'cris'
  | 'nios2'
  | 'lm32'
  | 'moxie'
  | 'unicore32'
  | Newer;

/**
 * QAPI's `UuidInfo`.
 * @since QEMU 0.14
 */
export interface UuidInfo {
  readonly UUID: string;
}

/**
 * QAPI's `VirtioMEMDeviceInfo`.
 * @since QEMU 5.1
 */
export interface VirtioMEMDeviceInfo {
  readonly id?: string;
  readonly memaddr: WideInt;
  readonly 'requested-size': WideInt;
  readonly size: WideInt;
  readonly 'max-size': WideInt;
  readonly 'block-size': WideInt;
  readonly node: number;
  readonly memdev: string;
}

/**
 * QAPI's `VirtioMEMDeviceInfoWrapper`.
 * @since QEMU 2.1
 */
export interface VirtioMEMDeviceInfoWrapper {
  readonly data: VirtioMEMDeviceInfo;
}

/**
 * QAPI's `VirtioPMEMDeviceInfo`.
 * @since QEMU 4.1
 */
export interface VirtioPMEMDeviceInfo {
  readonly id?: string;
  readonly memaddr: WideInt;
  readonly size: WideInt;
  readonly memdev: string;
}

/**
 * QAPI's `VirtioPMEMDeviceInfoWrapper`.
 * @since QEMU 2.1
 */
export interface VirtioPMEMDeviceInfoWrapper {
  readonly data: VirtioPMEMDeviceInfo;
}

/** The commands of QAPI's module `machine`. */
export interface MachineCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.balloon}
   * @since QEMU 0.14
   */
  balloon: {
    arguments: {
      readonly value: number;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.dump-skeys}
   * @since QEMU 2.5
   */
  'dump-skeys': {
    arguments: {
      readonly filename: string;
    };
    returns: NoData;
  };
  /**
   * Only in builds with CONFIG_FDT.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.dumpdtb}
   * @since QEMU 7.2
   */
  dumpdtb: {
    arguments: {
      readonly filename: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.inject-nmi}
   * @since QEMU 0.14
   */
  'inject-nmi': { arguments: NoArguments; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.memsave}
   * @since QEMU 0.14
   */
  memsave: {
    arguments: {
      readonly val: WideInt;
      readonly size: WideInt;
      readonly filename: string;
      readonly 'cpu-index'?: number;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.pmemsave}
   * @since QEMU 0.14
   */
  pmemsave: {
    arguments: {
      readonly val: WideInt;
      readonly size: WideInt;
      readonly filename: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.query-balloon}
   * @since QEMU 0.14
   */
  'query-balloon': { arguments: NoArguments; returns: BalloonInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.query-cpu-definitions}
   * @since QEMU 1.2
   */
  'query-cpu-definitions': { arguments: NoArguments; returns: readonly CpuDefinitionInfo[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.query-cpu-model-baseline}
   * @since QEMU 2.8
   */
  'query-cpu-model-baseline': {
    arguments: {
      readonly modela: CpuModelInfo;
      readonly modelb: CpuModelInfo;
    };
    returns: CpuModelBaselineInfo;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.query-cpu-model-comparison}
   * @since QEMU 2.8
   */
  'query-cpu-model-comparison': {
    arguments: {
      readonly modela: CpuModelInfo;
      readonly modelb: CpuModelInfo;
    };
    returns: CpuModelCompareInfo;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.query-cpu-model-expansion}
   * @since QEMU 2.8
   */
  'query-cpu-model-expansion': {
    arguments: {
      readonly type: CpuModelExpansionType;
      readonly model: CpuModelInfo;
    };
    returns: CpuModelExpansionInfo;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/about/removed-features.html}
   * @since QEMU 0.14
   * @deprecated Gone as of QEMU 7.2 at the latest.
   */
  'query-cpus': { arguments: NoArguments; returns: readonly CpuInfo[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.query-cpus-fast}
   * @since QEMU 2.12
   */
  'query-cpus-fast': { arguments: NoArguments; returns: readonly CpuInfoFast[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.query-current-machine}
   * @since QEMU 4.0
   */
  'query-current-machine': { arguments: NoArguments; returns: CurrentMachineParams };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.query-firmware-log}
   * @since QEMU 10.2
   */
  'query-firmware-log': {
    arguments: {
      readonly 'max-size'?: WideInt;
    };
    returns: FirmwareLog;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.query-hotpluggable-cpus}
   * @since QEMU 2.7
   */
  'query-hotpluggable-cpus': { arguments: NoArguments; returns: readonly HotpluggableCPU[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.query-hv-balloon-status-report}
   * @since QEMU 8.2
   */
  'query-hv-balloon-status-report': { arguments: NoArguments; returns: HvBalloonInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.query-machines}
   * @since QEMU 1.2
   */
  'query-machines': {
    arguments: {
      /**
       * @since QEMU 9.1
       * @experimental
       */
      readonly 'compat-props'?: boolean;
    };
    returns: readonly MachineInfo[];
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.query-memdev}
   * @since QEMU 2.1
   */
  'query-memdev': { arguments: NoArguments; returns: readonly Memdev[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.query-memory-devices}
   * @since QEMU 2.1
   */
  'query-memory-devices': { arguments: NoArguments; returns: readonly MemoryDeviceInfo[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.query-memory-size-summary}
   * @since QEMU 2.11
   */
  'query-memory-size-summary': { arguments: NoArguments; returns: MemoryInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.query-target}
   * @since QEMU 1.2
   */
  'query-target': { arguments: NoArguments; returns: QemuTargetInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.query-uuid}
   * @since QEMU 0.14
   */
  'query-uuid': { arguments: NoArguments; returns: UuidInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.query-vm-generation-id}
   * @since QEMU 2.9
   */
  'query-vm-generation-id': { arguments: NoArguments; returns: GuidInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.set-numa-node}
   * @since QEMU 3.0
   */
  'set-numa-node': { arguments: NumaOptions; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.system_powerdown}
   * @since QEMU 0.14
   */
  system_powerdown: { arguments: NoArguments; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.system_reset}
   * @since QEMU 0.14
   */
  system_reset: { arguments: NoArguments; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.system_wakeup}
   * @since QEMU 1.1
   */
  system_wakeup: { arguments: NoArguments; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.x-query-interrupt-controllers}
   * @since QEMU 9.1
   * @experimental
   */
  'x-query-interrupt-controllers': { arguments: NoArguments; returns: HumanReadableText };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.x-query-irq}
   * @since QEMU 6.2
   * @experimental
   */
  'x-query-irq': { arguments: NoArguments; returns: HumanReadableText };
  /**
   * Only in builds with CONFIG_TCG.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.x-query-jit}
   * @since QEMU 6.2
   * @experimental
   */
  'x-query-jit': { arguments: NoArguments; returns: HumanReadableText };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.x-query-numa}
   * @since QEMU 6.2
   * @experimental
   */
  'x-query-numa': { arguments: NoArguments; returns: HumanReadableText };
  /**
   * Only in builds with CONFIG_TCG.
   * @see {@link https://www.qemu.org/docs/master/about/removed-features.html}
   * @since QEMU 6.2
   * @deprecated Gone as of QEMU 11.1 at the latest.
   * @experimental
   */
  'x-query-opcount': { arguments: NoArguments; returns: HumanReadableText };
  /**
   * Only in builds with CONFIG_TCG.
   * @see {@link https://www.qemu.org/docs/master/about/removed-features.html}
   * @since QEMU 6.2
   * @deprecated Gone as of QEMU 10.0 at the latest.
   * @experimental
   */
  'x-query-profile': { arguments: NoArguments; returns: HumanReadableText };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.x-query-ramblock}
   * @since QEMU 6.2
   * @experimental
   */
  'x-query-ramblock': { arguments: NoArguments; returns: HumanReadableText };
  /**
   * @see {@link https://www.qemu.org/docs/master/about/removed-features.html}
   * @since QEMU 6.2
   * @deprecated Gone as of QEMU 10.0 at the latest.
   * @experimental
   */
  'x-query-rdma': { arguments: NoArguments; returns: HumanReadableText };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.x-query-roms}
   * @since QEMU 6.2
   * @experimental
   */
  'x-query-roms': { arguments: NoArguments; returns: HumanReadableText };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine.x-query-usb}
   * @since QEMU 6.2
   * @experimental
   */
  'x-query-usb': { arguments: NoArguments; returns: HumanReadableText };
}

/** The events of QAPI's module `machine`. */
export interface MachineEvents {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-machine.BALLOON_CHANGE}
   * @since QEMU 1.2
   */
  BALLOON_CHANGE: {
    readonly actual: number;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-machine.HV_BALLOON_STATUS_REPORT}
   * @since QEMU 8.2
   */
  HV_BALLOON_STATUS_REPORT: HvBalloonInfo;
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-machine.MEMORY_DEVICE_SIZE_CHANGE}
   * @since QEMU 5.1
   */
  MEMORY_DEVICE_SIZE_CHANGE: {
    readonly id?: string;
    readonly size: WideInt;
    /** @since QEMU 6.2 */
    readonly 'qom-path'?: string;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/about/removed-features.html}
   * @since QEMU 2.4
   * @deprecated Gone as of QEMU 10.0 at the latest.
   */
  MEM_UNPLUG_ERROR: {
    readonly device: string;
    readonly msg: string;
  };
}
