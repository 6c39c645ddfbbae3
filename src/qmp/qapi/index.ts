/// <reference types="node" preserve="true" />
// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { AcceleratorCommands } from './accelerator.js';
import type { AcpiCommands, AcpiEvents } from './acpi.js';
import type { AcpiHestCommands } from './acpi-hest.js';
import type { AudioCommands } from './audio.js';
import type { BlockCommands, BlockEvents } from './block.js';
import type { BlockCoreCommands, BlockCoreEvents } from './block-core.js';
import type { BlockExportCommands, BlockExportEvents } from './block-export.js';
import type { CharCommands, CharEvents } from './char.js';
import type { ControlCommands } from './control.js';
import type { CryptodevCommands } from './cryptodev.js';
import type { CxlCommands } from './cxl.js';
import type { DumpCommands, DumpEvents } from './dump.js';
import type { EbpfCommands } from './ebpf.js';
import type { IntrospectCommands } from './introspect.js';
import type { JobCommands, JobEvents } from './job.js';
import type { MachineCommands, MachineEvents } from './machine.js';
import type { MachineS390xCommands, MachineS390xEvents } from './machine-s390x.js';
import type { MigrationCommands, MigrationEvents } from './migration.js';
import type { MiscCommands, MiscEvents } from './misc.js';
import type { MiscArmCommands } from './misc-arm.js';
import type { MiscI386Commands } from './misc-i386.js';
import type { NetCommands, NetEvents } from './net.js';
import type { PciCommands } from './pci.js';
import type { QdevCommands, QdevEvents } from './qdev.js';
import type { QomCommands } from './qom.js';
import type { ReplayCommands } from './replay.js';
import type { RockerCommands } from './rocker.js';
import type { RunStateCommands, RunStateEvents } from './run-state.js';
import type { StatsCommands } from './stats.js';
import type { TpmCommands } from './tpm.js';
import type { TraceCommands } from './trace.js';
import type { TransactionCommands } from './transaction.js';
import type { UiCommands, UiEvents } from './ui.js';
import type { VirtioCommands } from './virtio.js';
import type { YankCommands } from './yank.js';
import type { RdmaEvents } from './rdma.js';
import type { VfioEvents } from './vfio.js';

export type * from './accelerator.js';
export type * from './acpi.js';
export type * from './acpi-hest.js';
export type * from './audio.js';
export type * from './authz.js';
export type * from './block.js';
export type * from './block-core.js';
export type * from './block-export.js';
export type * from './char.js';
export type * from './common.js';
export type * from './control.js';
export type * from './crypto.js';
export type * from './cryptodev.js';
export type * from './cxl.js';
export type * from './dump.js';
export type * from './ebpf.js';
export type * from './introspect.js';
export type * from './job.js';
export type * from './machine.js';
export type * from './machine-common.js';
export type * from './machine-s390x.js';
export type * from './migration.js';
export type * from './misc.js';
export type * from './misc-arm.js';
export type * from './misc-i386.js';
export type * from './net.js';
export type * from './pci.js';
export type * from './qdev.js';
export type * from './qom.js';
export type * from './rdma.js';
export type * from './replay.js';
export type * from './rocker.js';
export type * from './run-state.js';
export type * from './sockets.js';
export type * from './stats.js';
export type * from './tpm.js';
export type * from './trace.js';
export type * from './transaction.js';
export type * from './ui.js';
export type * from './vfio.js';
export type * from './virtio.js';
export type * from './yank.js';
export type { Newer, NoArguments, NoData, WideInt } from './open-types.js';

/** Every command, by its wire name. */
export interface CommandMap
  extends AcceleratorCommands,
    AcpiCommands,
    AcpiHestCommands,
    AudioCommands,
    BlockCommands,
    BlockCoreCommands,
    BlockExportCommands,
    CharCommands,
    ControlCommands,
    CryptodevCommands,
    CxlCommands,
    DumpCommands,
    EbpfCommands,
    IntrospectCommands,
    JobCommands,
    MachineCommands,
    MachineS390xCommands,
    MigrationCommands,
    MiscCommands,
    MiscArmCommands,
    MiscI386Commands,
    NetCommands,
    PciCommands,
    QdevCommands,
    QomCommands,
    ReplayCommands,
    RockerCommands,
    RunStateCommands,
    StatsCommands,
    TpmCommands,
    TraceCommands,
    TransactionCommands,
    UiCommands,
    VirtioCommands,
    YankCommands {}

/** Every event, by its wire name. */
export interface EventMap
  extends AcpiEvents,
    BlockEvents,
    BlockCoreEvents,
    BlockExportEvents,
    CharEvents,
    DumpEvents,
    JobEvents,
    MachineEvents,
    MachineS390xEvents,
    MigrationEvents,
    MiscEvents,
    NetEvents,
    QdevEvents,
    RdmaEvents,
    RunStateEvents,
    UiEvents,
    VfioEvents {}

/** The wire name of a command. */
export type CommandName = keyof CommandMap;

/** The arguments of command `C`. */
export type ArgsOf<C extends CommandName> = CommandMap[C]['arguments'];

/** What command `C` returns. */
export type ReturnOf<C extends CommandName> = CommandMap[C]['returns'];

/** The wire name of an event. */
export type EventName = keyof EventMap;

/** The data of event `E`. */
export type EventDataOf<E extends EventName> = EventMap[E];

/** Commands that QEMU executes out of band. */
export type OobCommandName = 'migrate-pause' | 'migrate-recover' | 'query-yank' | 'yank';
