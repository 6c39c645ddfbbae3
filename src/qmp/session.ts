import { commandText, negotiationText } from './command-text.js';
import { type ClosedReason, ProtocolError } from './errors.js';
import { MessageFraming } from './framing.js';
import { nextNumber, numberOf } from './ids.js';
import { type Greeting, readMessage, type ServerMessage } from './message.js';
import { printable } from './printable.js';
import { readEventData, readEventHead } from './quick-event.js';
import { readReturn } from './quick-return.js';
import type {
  Lane,
  SessionCommand,
  SessionCounters,
  SessionEffects,
  SessionOptions,
  Waiter,
} from './session-effects.js';

/**
 * How many in-band commands QEMU surely takes. Its queue has eight places, and it stops reading, out-of-band commands
 * included, when the eighth is used. Usually one command is being executed and has left the queue; but when something
 * else blocks the main loop, none has.
 */
export const QEMU_QUEUE = 7;

/**
 * One QMP session without any I/O: bytes and commands go in, effects come out. It negotiates, matches replies by id
 * and by nothing else, and holds back commands beyond the window: QEMU's queue is short, and a command too many would make
 * it stop reading, out-of-band commands included.
 */
export class QmpSession {
  readonly counters: SessionCounters = {
    staleReplies: 0,
    lateReplies: 0,
    errorsWithoutId: 0,
    unknownMessages: 0,
    events: 0,
  };
  readonly #effects: SessionEffects;
  readonly #framing: MessageFraming;
  readonly #window: number;
  readonly #sent = new Map<number, SessionCommand>();
  /** In the order of submission. A set, because giving up thousands of them must not cost their square. */
  #queue: Set<SessionCommand> | undefined;
  #inBandSent = 0;
  #state: 'greeting' | 'negotiating' | 'ready' | 'over' = 'greeting';
  #negotiation = -1;
  #oob = false;
  #first: Buffer | undefined;
  #receiving = false;
  #arrived: Buffer[] | undefined;

  constructor(effects: SessionEffects, options: SessionOptions) {
    this.#effects = effects;
    this.#window = options.window;
    this.#framing = new MessageFraming(options.maxMessageBytes, (bytes, start, end, ascii) =>
      this.#message(bytes, start, end, ascii),
    );
  }

  /** Whether QEMU accepts `exec-oob` in this session. */
  get oob(): boolean {
    return this.#oob;
  }

  /** Bytes of a message that has begun and not ended. */
  get pendingBytes(): number {
    return this.#framing.pendingBytes;
  }

  /** Whether an in-band command submitted now would have to wait. */
  get windowFull(): boolean {
    return this.#inBandSent >= this.#window;
  }

  /**
   * Whether QEMU may have stopped reading: with more commands than it queues it does, out-of-band ones included. Only a
   * window wider than the default gets there.
   */
  get mayStarve(): boolean {
    return this.#inBandSent > QEMU_QUEUE;
  }

  /** Commands that QEMU has and has not answered. */
  get inFlight(): Iterable<SessionCommand> {
    return this.#sent.values();
  }

  /** How many commands QEMU has and has not answered. */
  get sentCount(): number {
    return this.#sent.size;
  }

  /** Given up here, still with QEMU: each holds its place in the window until its reply comes. */
  get abandoned(): number {
    let abandoned = 0;
    for (const command of this.#sent.values()) if (command.state === 'abandoned') abandoned += 1;
    return abandoned;
  }

  /** How many messages have come in. */
  get messages(): number {
    return this.#framing.messages;
  }

  /** Takes what was read; `chunk` may be overwritten afterwards. */
  receive(chunk: Buffer): void {
    if (this.#receiving) {
      // A stream may answer in the middle of a write, and that write may answer what is being read: first things first.
      this.#arrived ??= [];
      this.#arrived.push(Buffer.from(chunk));
      return;
    }
    this.#receiving = true;
    try {
      for (let next: Buffer | undefined = chunk; next !== undefined; next = this.#arrived?.shift())
        this.#take(next);
    } finally {
      this.#receiving = false;
    }
  }

  /** Makes a command. `submit` it when whoever awaits its reply is in place: a transport may answer at once. */
  prepare(name: string, args: object | undefined, lane: Lane, now: number): SessionCommand {
    const number = this.#nextNumber();
    const text = commandText(lane === 'in-band' ? 'execute' : 'exec-oob', name, args, number);
    return { number, name, lane, since: now, text, state: 'queued', waiter: undefined };
  }

  /** Takes a command. It is sent at once unless the window is full; the out-of-band lane never waits. */
  submit(command: SessionCommand): void {
    if (command.lane === 'in-band' && this.windowFull) {
      this.#queue ??= new Set();
      this.#queue.add(command);
    } else this.#send(command);
  }

  /**
   * Gives a command up. One that was not sent never will be; one that was keeps its place until its reply.
   * Returns which of the two it was.
   */
  abandon(command: SessionCommand): 'not-sent' | 'unknown' {
    if (command.state === 'queued') {
      this.#queue?.delete(command);
      return 'not-sent';
    }
    command.state = 'abandoned';
    return 'unknown';
  }

  /** All commands that somebody waits for: with QEMU, then still here. */
  *awaited(): Generator<SessionCommand, void, void> {
    for (const command of this.#sent.values()) if (command.waiter !== undefined) yield command;
    for (const command of this.#queue ?? []) if (command.waiter !== undefined) yield command;
  }

  /** Ends the session: nothing is read or sent any more, and who waits is told why. */
  end(reason: ClosedReason): void {
    this.#state = 'over';
    for (const command of [...this.awaited()]) {
      const { waiter } = command;
      command.waiter = undefined;
      waiter?.closed(reason, command.state === 'queued' ? 'not-sent' : 'unknown');
    }
  }

  #take(chunk: Buffer): void {
    if (this.#state === 'over') return;
    if (this.#state === 'greeting')
      this.#first = Buffer.concat([this.#first ?? Buffer.alloc(0), chunk.subarray(0, 80)]).subarray(0, 80);
    try {
      this.#framing.push(chunk);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#violate(error);
    }
    // HMP ends its prompt without a newline, so no line would ever show it.
    if (
      this.#state === 'greeting' &&
      this.#framing.pendingBytes > 0 &&
      this.#first !== undefined &&
      looksLikeText(this.#first)
    )
      this.#impostor();
  }

  #nextNumber(): number {
    let number = nextNumber();
    // A command that has been with QEMU for sixteen million others keeps its number.
    while (this.#sent.has(number)) number = nextNumber();
    return number;
  }

  #send(command: SessionCommand): void {
    command.state = 'sent';
    this.#sent.set(command.number, command);
    if (command.lane === 'in-band') this.#inBandSent += 1;
    this.#effects.write(command.text);
  }

  #message(bytes: Buffer, start: number, end: number, ascii: boolean): void {
    if (this.#state === 'over') return;
    if (this.#quickEvent(bytes, start, end, ascii) || this.#quickReturn(bytes, start, end, ascii)) return;
    const message = readMessage(bytes.toString(ascii ? 'latin1' : 'utf8', start, end));
    switch (message.kind) {
      case 'event':
        this.counters.events += 1;
        if (this.#effects.hears(message.event))
          this.#effects.event(message.event, message.data, message.timestamp);
        return;
      case 'return':
      case 'error':
        this.#reply(message);
        return;
      case 'greeting':
        if (this.#state === 'greeting') this.#greet(message.greeting);
        else this.counters.unknownMessages += 1;
        return;
      case 'other':
        this.counters.unknownMessages += 1;
        return;
      case 'not-json':
        if (this.#state === 'greeting') this.#impostor();
        else
          this.#violate(
            new ProtocolError(
              `QEMU sent a line that is not JSON: ${printable(bytes.subarray(start, Math.min(end, start + 80)))}`,
              message.cause,
            ),
          );
    }
  }

  #quickEvent(bytes: Buffer, start: number, end: number, ascii: boolean): boolean {
    const head = readEventHead(bytes, start, end);
    if (head === undefined) return false;
    const { name, seconds, microseconds, rest } = head;
    const heard = this.#effects.hears(name);
    const data = heard ? readEventData(bytes, rest, end, ascii) : undefined;
    if (heard && data === undefined) return false;
    this.counters.events += 1;
    if (heard) this.#effects.event(name, data, { seconds, microseconds });
    return true;
  }

  #quickReturn(bytes: Buffer, start: number, end: number, ascii: boolean): boolean {
    const reply = readReturn(bytes, start, end, ascii);
    if (reply === undefined) return false;
    if (this.#state === 'negotiating' && reply.number === this.#negotiation) {
      this.#negotiated();
      return true;
    }
    const command = this.#sent.get(reply.number);
    // Any other reply takes the long way.
    if (command === undefined) return false;
    const { value } = reply;
    this.#settle(command, value)?.returned(value);
    return true;
  }

  #greet(greeting: Greeting): void {
    this.#first = undefined;
    this.#state = 'negotiating';
    this.#oob = greeting.capabilities.includes('oob');
    this.#negotiation = this.#nextNumber();
    this.#effects.greeted(greeting);
    this.#effects.write(negotiationText(this.#oob, this.#negotiation));
  }

  #reply(message: Extract<ServerMessage, { kind: 'return' | 'error' }>): void {
    if (message.id === undefined) {
      // Whose it is can not be told: it settles nothing.
      if (message.kind === 'error') this.counters.errorsWithoutId += 1;
      else this.counters.staleReplies += 1;
      return;
    }
    const number = numberOf(message.id);
    if (this.#state === 'negotiating' && number === this.#negotiation) {
      if (message.kind === 'return') this.#negotiated();
      else
        this.#violate(new ProtocolError(`QEMU refused qmp_capabilities: ${message.desc} (${message.class})`));
      return;
    }
    const command = this.#sent.get(number);
    if (command === undefined) this.counters.staleReplies += 1;
    else if (message.kind === 'return') this.#settle(command, message.value)?.returned(message.value);
    else this.#settle(command, message)?.refused(message.class, message.desc);
  }

  /** Takes a command that QEMU has answered out of the books; returns who waits for it, if anybody still does. */
  #settle(command: SessionCommand, answer: unknown): Waiter | undefined {
    this.#sent.delete(command.number);
    if (command.lane === 'in-band') {
      this.#inBandSent -= 1;
      if (this.#queue !== undefined) this.#advance(this.#queue);
    }
    if (command.state === 'abandoned') this.counters.lateReplies += 1;
    const { waiter } = command;
    command.waiter = undefined;
    this.#effects.answered(command, answer);
    return waiter;
  }

  #negotiated(): void {
    this.#state = 'ready';
    this.#effects.ready();
  }

  #advance(queue: Set<SessionCommand>): void {
    for (const command of queue) {
      if (this.windowFull) return;
      queue.delete(command);
      this.#send(command);
    }
  }

  #violate(error: Error): void {
    this.#state = 'over';
    this.#effects.violated(error);
  }

  #impostor(): void {
    this.#state = 'over';
    this.#effects.impostor(this.#first ?? Buffer.alloc(0));
  }
}

/** A QMP greeting, an event and a stale reply all begin with a brace. */
function looksLikeText(bytes: Buffer): boolean {
  const first = bytes.find((byte) => byte !== 0x20 && byte !== 0x0d && byte !== 0x0a);
  return first !== undefined && first !== 0x7b;
}
