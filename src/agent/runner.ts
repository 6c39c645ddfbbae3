import type { Clock } from '../core/index.js';
import type { AgentCommandOptions } from './state.js';
import type { GuestArgsOf, GuestCommandName, GuestReturnOf } from './qapi/index.js';

/** What the parts that are made of several commands need of an agent. */
export interface GuestRunner {
  readonly clock: Clock;
  /** The default deadline of a command, in milliseconds. */
  readonly commandTimeout: number;
  /** How many bytes of a file go into one command or reply. */
  readonly pieceBytes: number;
  /** Runs a command and checks the shape of what it returned. */
  run<C extends GuestCommandName>(
    command: C,
    args: GuestArgsOf<C>,
    options: AgentCommandOptions,
  ): Promise<GuestReturnOf<C>>;
  /** Gives up whatever is with the agent. */
  interrupt(): void;
}

/** Time that several steps share. */
export class Budget {
  readonly #clock: Clock;
  readonly #end: number;

  constructor(clock: Clock, milliseconds: number) {
    this.#clock = clock;
    this.#end = clock.now() + milliseconds;
  }

  /** What is left of it, at least 0. */
  get left(): number {
    return Math.max(this.#end - this.#clock.now(), 0);
  }
}
