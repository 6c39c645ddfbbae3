// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { GuestAgentCommands } from './guest-agent.js';

export type * from './guest-agent.js';

/** Every command, by its wire name. */
export interface GuestCommandMap extends GuestAgentCommands {}

/** The wire name of a command that answers. */
export type GuestCommandName = Exclude<keyof GuestCommandMap, SilentGuestCommandName>;

/** The arguments of command `C`. */
export type GuestArgsOf<C extends keyof GuestCommandMap> = GuestCommandMap[C]['arguments'];

/** What command `C` returns. */
export type GuestReturnOf<C extends keyof GuestCommandMap> = GuestCommandMap[C]['returns'];

/** Commands that do not answer when they succeed. */
export type SilentGuestCommandName =
  | 'guest-shutdown'
  | 'guest-suspend-disk'
  | 'guest-suspend-hybrid'
  | 'guest-suspend-ram';
