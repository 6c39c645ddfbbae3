// Generated from the QAPI definitions of QEMU 1.0 and 2.0: do not edit.

import type { ThingsCommands, ThingsEvents } from './things.js';

export type * from './paint.js';
export type * from './things.js';

/** Every command, by its wire name. */
export interface CommandMap extends ThingsCommands {}

/** Every event, by its wire name. */
export interface EventMap extends ThingsEvents {}

/** The wire name of a command that answers. */
export type CommandName = Exclude<keyof CommandMap, SilentCommandName>;

/** The arguments of command `C`. */
export type ArgsOf<C extends keyof CommandMap> = CommandMap[C]['arguments'];

/** What command `C` returns. */
export type ReturnOf<C extends keyof CommandMap> = CommandMap[C]['returns'];

/** Commands that do not answer when they succeed. */
export type SilentCommandName = 'vanish';

/** The wire name of an event. */
export type EventName = keyof EventMap;

/** The data of event `E`. */
export type EventDataOf<E extends EventName> = EventMap[E];

/** Commands that QEMU executes out of band. */
export type OobCommandName = 'count-things';
