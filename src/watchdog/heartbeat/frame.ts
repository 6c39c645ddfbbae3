/** What a node says of itself: `paused` is silence on purpose, `leaving` the end of its process, on purpose too. */
export type HeartbeatState = 'running' | 'paused' | 'leaving' | 'unhealthy';

/** One message of the heartbeat protocol, as docs/heartbeat.md specifies it byte by byte. */
export interface HeartbeatFrame {
  /** Which key it is signed with: 0 to 255. */
  readonly keyId: number;
  readonly cluster: string;
  readonly node: string;
  /** Of the sender's process, drawn at random at its start: 16 hexadecimal digits. */
  readonly incarnation: string;
  /** Counts the sender's frames from 1. */
  readonly sequence: number;
  /** The challenge to whoever receives it: 32 hexadecimal digits that nobody could foresee. */
  readonly nonce: string;
  /** The receiver's challenge to which it is the answer; undefined where the sender knows none: then it is a hello. */
  readonly answers: string | undefined;
  /** Of whatever lease the sender holds. */
  readonly token: bigint | undefined;
  readonly state: HeartbeatState;
  /** Why it is in that state. */
  readonly reason: string;
  /** Of `paused`: for how many more milliseconds. Otherwise 0. */
  readonly max: number;
  /** Its word for what it is to the others: `primary`. */
  readonly role: string;
  /** For how much of the time the sender's process stood still lately, in thousandths. */
  readonly lag: number;
  /** How often the sender says something, in milliseconds. */
  readonly interval: number;
}

export const MAGIC = 'QWHB';
export const VERSION = 1;
/** The states by their code on the wire; 0 is none. */
export const STATES: readonly (HeartbeatState | undefined)[] = [
  undefined,
  'running',
  'paused',
  'leaving',
  'unhealthy',
];
/** Where the texts begin: cluster, node, role, reason, each after a byte with its length. */
export const TEXTS_AT = 73;
export const MAC_BYTES = 32;
export const INCARNATION_BYTES = 8;
export const NONCE_BYTES = 16;
/** Nothing longer is a frame. It fits in one datagram on any network. */
export const LONGEST_FRAME = 512;
/** The longest pause that a frame can state, in milliseconds: 49 days. */
export const LONGEST_PAUSE: number = 2 ** 32 - 1;
/** The longest interval, in milliseconds: an hour. */
export const LONGEST_INTERVAL = 3_600_000;
/** The longest texts, in bytes. */
export const LONGEST = { cluster: 64, node: 64, role: 32, reason: 200 } as const;

/** Whether it is a name of a cluster or a node: printable ASCII without spaces. */
export function isName(text: string): boolean {
  return /^[!-~]{1,64}$/.test(text);
}

/** Whether it is a role: none, or a short word. */
export function isRole(text: string): boolean {
  return /^[!-~]{0,32}$/.test(text);
}

/** Whether it is a reason: short, and on one line. */
export function isReason(text: string): boolean {
  return Buffer.byteLength(text) <= LONGEST.reason && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
}
