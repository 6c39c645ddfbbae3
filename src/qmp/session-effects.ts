import type { ClosedReason } from './errors.js';
import type { Greeting, Timestamp } from './message.js';

/** Which queue of QEMU's a command goes through. */
export type Lane = 'in-band' | 'out-of-band';

/** Who waits for a command. One of its methods is called, once. */
export interface Waiter {
  returned(value: unknown): void;
  refused(errorClass: string, desc: string): void;
  closed(reason: ClosedReason, outcome: 'not-sent' | 'unknown'): void;
}

/** Oddities that a session survives and counts. */
export interface SessionCounters {
  /** Replies to a command of an earlier session, or to none at all. */
  staleReplies: number;
  /** Replies that came after their command was given up. */
  lateReplies: number;
  /** Errors without an id: QEMU could not parse something, or a client before us sent garbage. */
  errorsWithoutId: number;
  /** Messages of JSON that the protocol does not know. */
  unknownMessages: number;
  /** All events, heard or not. */
  events: number;
}

/** A command in the care of a {@link QmpSession}. */
export interface SessionCommand {
  /** Its id on the wire, as a number. */
  readonly number: number;
  readonly name: string;
  readonly lane: Lane;
  /** When it was made. */
  readonly since: number;
  /** As it is written. */
  readonly text: string;
  /** `queued` here, `sent` and awaited, or `abandoned`: sent, nobody waits, and QEMU still has it. */
  state: 'queued' | 'sent' | 'abandoned';
  /** Set before it is submitted; gone when it was given up. */
  waiter: Waiter | undefined;
}

/** What a session asks of the world; the client implements it. */
export interface SessionEffects {
  write(text: string): void;
  /** The greeting came; negotiation has begun. */
  greeted(greeting: Greeting): void;
  /** Negotiation is done: commands are accepted. */
  ready(): void;
  /** Whether anybody listens to this event: what nobody hears is not parsed. */
  hears(event: string): boolean;
  event(event: string, data: unknown, timestamp: Timestamp): void;
  /** A command was answered; its waiter is told next. */
  answered(command: SessionCommand, answer: unknown): void;
  /** The peer broke the protocol; nothing more is read. */
  violated(error: Error): void;
  /** What answered is no QMP server. */
  impostor(firstBytes: Buffer): void;
}

/** What shapes a session. */
export interface SessionOptions {
  /** In-band commands that may be with QEMU at once. */
  readonly window: number;
  readonly maxMessageBytes: number;
}
