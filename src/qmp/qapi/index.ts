import type { BlockCoreEvents } from './block-core.js';
import type { ControlCommands } from './control.js';
import type { MigrationCommands, MigrationEvents } from './migration.js';
import type { RunStateCommands, RunStateEvents } from './run-state.js';

export type { BlockCoreEvents, BlockErrorAction, IoOperationType } from './block-core.js';
export type { ControlCommands, VersionInfo, YankInstance } from './control.js';
export type { MigrationCommands, MigrationEvents, MigrationInfo, MigrationStatus } from './migration.js';
export type { Newer, NoArguments, NoData } from './open-types.js';
export type {
  GuestPanicAction,
  RunState,
  RunStateCommands,
  RunStateEvents,
  ShutdownCause,
  StatusInfo,
  WatchdogAction,
} from './run-state.js';

/** Every command that has types, by its wire name. `executeAny` calls the others. */
export interface CommandMap extends RunStateCommands, MigrationCommands, ControlCommands {}

/** Every event that has types, by its wire name. */
export interface EventMap extends RunStateEvents, BlockCoreEvents, MigrationEvents {}

/** The wire name of a typed command. */
export type CommandName = keyof CommandMap;

/** The wire name of a typed event. */
export type EventName = keyof EventMap;

/** Commands that QEMU executes out of band. */
export type OobCommandName = 'query-yank' | 'yank';

/** The arguments of command `C`. */
export type ArgsOf<C extends CommandName> = CommandMap[C]['arguments'];

/** What command `C` returns. */
export type ReturnOf<C extends CommandName> = CommandMap[C]['returns'];

/** The data of event `E`. */
export type EventDataOf<E extends EventName> = EventMap[E];
