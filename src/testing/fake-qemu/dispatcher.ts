import { type Clock, type Unsubscribe, unsubscribe } from '../../core/index.js';
import { Refusal, type ScriptedAnswer } from './answer.js';
import { KnownCommands } from './arguments/misuse.js';
import { BUILT_IN, type BuiltIn, type CommandHost } from './commands.js';
import type { Complaints } from './complaints.js';
import type { CommandLane, Request } from './request.js';

/** A command that a client sent to the fake. */
export interface ReceivedCommand {
  readonly name: string;
  /** Its arguments; empty when it had none. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Whether it was sent with `execute` or `exec-oob`. */
  readonly lane: CommandLane;
  /** Its id, as it came; `undefined` when it had none. */
  readonly id: unknown;
  /** When QEMU read it, by the clock's `now()`. */
  readonly at: number;
}

/**
 * Answers a command. Returns what the command returns (nothing is the empty object), an {@link answer}, or a promise
 * of either. What it throws becomes an error reply.
 */
export type Script = (args: Readonly<Record<string, unknown>>, command: ReceivedCommand) => unknown;

type Command = Extract<Request, { kind: 'command' }>;

/** How many commands are remembered. */
const REMEMBERED = 10_000;

/** Takes the commands of all sessions: remembers them, checks them as QEMU does, and has them carried out. */
export class Dispatcher {
  readonly complaints: Complaints;
  readonly #clock: Clock;
  readonly #host: CommandHost;
  readonly #known: KnownCommands;
  readonly #scripts = new Map<string, { readonly script: Script; readonly oob: boolean | undefined }>();
  #received: ReceivedCommand[] = [];

  constructor(clock: Clock, host: CommandHost, complaints: Complaints) {
    this.#clock = clock;
    this.#host = host;
    this.#known = new KnownCommands(host.isSince);
    this.complaints = complaints;
  }

  get received(): readonly ReceivedCommand[] {
    return this.#received;
  }

  forgetReceived(): void {
    this.#received = [];
  }

  /** Scripts the replies to a command until unsubscribed. */
  on(command: string, script: Script | ScriptedAnswer, oob: boolean | undefined): Unsubscribe {
    const entry = { script: typeof script === 'function' ? script : () => script, oob };
    this.#scripts.set(command, entry);
    return unsubscribe(() => {
      if (this.#scripts.get(command) === entry) this.#scripts.delete(command);
    });
  }

  remember(command: Command): void {
    this.#received.push(this.#told(command));
    if (this.#received.length > REMEMBERED) this.#received.shift();
  }

  /** What the script of a command that is due answers; `builtIn` where there is none. */
  carryOut(command: Command, builtIn: () => unknown): unknown {
    const { name, args } = command;
    const entry = this.#scripts.get(name);
    const { refusal, exists, complaint } = this.#known.look(name, args);
    // Whoever scripts a command says that there is one.
    if (!exists && entry !== undefined) this.#checkLane(command, entry.oob === true);
    else {
      if (exists) this.#checkLane(command, entry?.oob ?? this.#known.allowsOob(name));
      if (complaint !== undefined) this.#complain(name, complaint, !exists);
      const isLeftToScript = entry !== undefined && this.complaints.allows(name);
      if (refusal !== undefined && !isLeftToScript) throw refusal;
    }
    return entry === undefined ? builtIn() : entry.script(args, this.#told(command));
  }

  /** What the fake itself answers. */
  builtIn({ name, args }: Command): unknown {
    const command = this.#builtIn(name);
    if (command !== undefined) return command.run(this.#host, args);
    this.#complain(name, 'QEMU has it, and the fake has no answer of its own', true);
    throw new Refusal(`The command ${name} has not been found`, 'CommandNotFound');
  }

  #builtIn(name: string): BuiltIn | undefined {
    return this.#host.commandNames.includes(name) ? BUILT_IN[name] : undefined;
  }

  #checkLane({ name, lane }: Command, allowsOob: boolean): void {
    if (lane === 'out-of-band' && !allowsOob) throw new Refusal(`The command ${name} does not support OOB`);
  }

  #complain(command: string, what: string, scriptHelps: boolean): void {
    const script = scriptHelps ? `script it with qemu.on('${command}', …), or ` : '';
    const message = `${what}; if you mean it, ${script}name it in the option allow`;
    this.complaints.add({ command, message, at: this.#clock.now() });
  }

  #told({ name, args, lane, id }: Command): ReceivedCommand {
    return { name, args, lane, id, at: this.#clock.now() };
  }
}
