import { stringifyJson } from '../core/index.js';
import { GuestReplyError } from './errors.js';
import { GuestFraming } from './framing.js';
import { type GuestReply, readGuestMessage } from './message.js';

/** Oddities that a session survives and counts. */
export interface GuestSessionCounters {
  /** Synchronisations that were asked for. */
  syncs: number;
  /** Lines that nobody waited for: replies to commands that were given up, or to somebody who has left. */
  staleReplies: number;
  /** Lines that were too long, not JSON, or no reply. */
  unusableMessages: number;
}

/** A command in the care of an {@link AgentSession}. */
export interface AgentCommand {
  readonly id: string;
  readonly name: string;
  /** Its arguments as JSON. */
  readonly args: string;
  /** Whether the agent must have answered right before it is sent. */
  readonly fresh: boolean;
  state: 'queued' | 'sent' | 'over';
}

/** What a session asks of the world. */
export interface AgentEffects {
  write(bytes: Buffer): void;
  /** The agent answered the synchronisation: commands can be sent. */
  synchronised(): void;
  replied(command: AgentCommand, reply: GuestReply): void;
  /** What was to be the reply can not be used. */
  failed(command: AgentCommand, error: GuestReplyError): void;
}

/** A reply to a synchronisation is short. */
const LONGEST_SYNC_REPLY = 4_096;

/** Keeps the agent's JSON parser from misreading anything, whatever encoding it takes it for. */
function ascii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * A conversation with a guest agent without any I/O: bytes and commands go in, effects come out.
 *
 * The agent neither greets nor is there all the time, and a channel may hold what somebody else was answered. So
 * nothing is believed before the reply to a synchronisation of our own, with an id that nobody can know, and after a
 * command that was given up everything is disbelieved until the next one. One command is with the agent at a time.
 * Where the agent repeats a command's id (since QEMU 3.0), a reply must also carry that.
 */
export class AgentSession {
  readonly counters: GuestSessionCounters = { syncs: 0, staleReplies: 0, unusableMessages: 0 };
  readonly #effects: AgentEffects;
  readonly #framing: GuestFraming;
  readonly #newSyncId: () => number;
  readonly #urgent = new Set<AgentCommand>();
  readonly #queue = new Set<AgentCommand>();
  #sent: AgentCommand | undefined;
  #lastId = 0;
  #syncId: number | undefined;
  #syncAsked = '';
  #synchronised = false;
  /** The command for which the last synchronisation was made. */
  #freshFor: AgentCommand | undefined;
  /** Whether the agent repeats ids, as far as is known. */
  #repeatsIds = true;
  #useIds = false;

  constructor(
    effects: AgentEffects,
    options: { readonly maxMessageBytes: number; readonly newSyncId: () => number },
  ) {
    this.#effects = effects;
    this.#newSyncId = options.newSyncId;
    this.#framing = new GuestFraming(options.maxMessageBytes, {
      message: (bytes, delimited) => this.#message(bytes, delimited),
      tooLong: () => this.#unusable(`it has more than ${options.maxMessageBytes} bytes (maxMessageBytes)`),
    });
  }

  /** Whether the agent has answered and nothing was given up since. */
  get synchronised(): boolean {
    return this.#synchronised;
  }

  /** Whether a synchronisation has been asked for and not answered. */
  get synchronising(): boolean {
    return this.#syncId !== undefined;
  }

  /** How many commands wait. */
  get queued(): number {
    return this.#queue.size + this.#urgent.size;
  }

  /** The command that is with the agent. */
  get inFlight(): AgentCommand | undefined {
    return this.#sent;
  }

  /** Bytes of a line that has begun. */
  get pendingBytes(): number {
    return this.#framing.pendingBytes;
  }

  /** The command whose turn it is; `undefined` while there is none, or while another one is with the agent. */
  get next(): AgentCommand | undefined {
    if (!this.#synchronised || this.#sent !== undefined) return undefined;
    for (const command of this.#urgent) return command;
    for (const command of this.#queue) return command;
    return undefined;
  }

  /** Whether `command` may be sent only after a synchronisation that has not been made. */
  needsSync(command: AgentCommand): boolean {
    return command.fresh && this.#freshFor !== command;
  }

  /** Makes a command. @throws TypeError when its arguments are nothing that JSON can say. */
  prepare(name: string, args: object | undefined, fresh: boolean): AgentCommand {
    this.#lastId += 1;
    const text = args === undefined ? '{}' : ascii(stringifyJson(args));
    return { id: `a${this.#lastId.toString(36)}`, name, args: text, fresh, state: 'queued' };
  }

  /** Takes a command; an urgent one goes before all that are not. */
  enqueue(command: AgentCommand, urgent: boolean): void {
    (urgent ? this.#urgent : this.#queue).add(command);
  }

  /** Sends a command that was {@link AgentSession.next}. */
  send(command: AgentCommand): void {
    this.#dequeue(command);
    this.#sent = command;
    command.state = 'sent';
    const id = this.#useIds ? `,"id":"${command.id}"` : '';
    const args = command.args === '{}' ? '' : `,"arguments":${command.args}`;
    this.#write(`{"execute":${ascii(JSON.stringify(command.name))}${args}${id}}\n`);
  }

  /** Gives a command up. If it was sent, nothing more is believed before the next synchronisation. */
  abandon(command: AgentCommand): 'not-sent' | 'unknown' {
    if (command.state === 'queued') {
      this.#dequeue(command);
      command.state = 'over';
      return 'not-sent';
    }
    if (this.#sent === command) this.desynchronise();
    return 'unknown';
  }

  /** Believes nothing more before the next synchronisation; what is with the agent is given up. */
  desynchronise(): void {
    if (this.#sent !== undefined) this.#sent.state = 'over';
    this.#sent = undefined;
    this.#synchronised = false;
    this.#syncId = undefined;
  }

  /** A connection begins, or is over: what was half read is forgotten. */
  reset(): void {
    this.desynchronise();
    this.#repeatsIds = true;
    this.#framing.reset();
  }

  /** Asks the agent to show that it is there, and that it answers us: for `command`, if that is to be sent next. */
  synchronise(command?: AgentCommand): void {
    this.desynchronise();
    this.#freshFor = command;
    this.#syncId = this.#newSyncId();
    // An agent older than QEMU 3.0 refuses a command with an id: every other attempt goes without one.
    this.#useIds = this.#repeatsIds;
    this.#repeatsIds = !this.#repeatsIds;
    this.counters.syncs += 1;
    this.#syncAsked = `s${this.#syncId.toString(36)}`;
    const id = this.#useIds ? `,"id":"${this.#syncAsked}"` : '';
    this.#write(`\u00ff{"execute":"guest-sync-delimited","arguments":{"id":${this.#syncId}}${id}}\n`);
  }

  /** Takes what was read; `chunk` may be overwritten afterwards. Sends nothing. */
  receive(chunk: Buffer): void {
    this.#framing.push(chunk);
  }

  #write(text: string): void {
    this.#effects.write(Buffer.from(text, 'latin1'));
  }

  #dequeue(command: AgentCommand): void {
    this.#queue.delete(command);
    this.#urgent.delete(command);
  }

  #message(bytes: Buffer, delimited: boolean): void {
    if (this.#syncId !== undefined) {
      if (delimited && bytes.length <= LONGEST_SYNC_REPLY) this.#syncReply(bytes.toString('utf8'));
      else this.counters.staleReplies += 1;
      return;
    }
    const command = this.#sent;
    // Nobody waits: not worth parsing. And 0xFF announces the reply to an earlier synchronisation.
    if (command === undefined || delimited) {
      this.counters.staleReplies += 1;
      return;
    }
    const message = readGuestMessage(bytes.toString('utf8'));
    if (message.kind === 'unusable') this.#unusable(message.why);
    else if (message.kind === 'other') this.counters.unusableMessages += 1;
    else if (this.#useIds && message.id !== command.id) this.counters.staleReplies += 1;
    else {
      this.#sent = undefined;
      command.state = 'over';
      this.#effects.replied(command, message);
    }
  }

  #syncReply(text: string): void {
    const message = readGuestMessage(text);
    if (message.kind !== 'return' || message.value !== this.#syncId) {
      this.counters.staleReplies += 1;
      return;
    }
    this.#syncId = undefined;
    this.#useIds = this.#useIds && message.id === this.#syncAsked;
    this.#repeatsIds = this.#useIds;
    this.#synchronised = true;
    this.#effects.synchronised();
  }

  /** Whether it was the reply can not be told: nothing is believed before the next synchronisation. */
  #unusable(why: string): void {
    this.counters.unusableMessages += 1;
    const command = this.#sent;
    if (command === undefined) return;
    this.desynchronise();
    this.#effects.failed(command, new GuestReplyError(command.name, why));
  }
}
