import {
  type HeartbeatFrame,
  INCARNATION_BYTES,
  isName,
  isReason,
  isRole,
  LONGEST,
  LONGEST_FRAME,
  LONGEST_INTERVAL,
  MAC_BYTES,
  MAGIC,
  NONCE_BYTES,
  STATES,
  TEXTS_AT,
  VERSION,
} from './frame.js';

/** A frame whose signature has not been looked at. The bytes are valid as long as those that it was decoded from. */
export interface DecodedFrame {
  readonly frame: HeartbeatFrame;
  readonly signed: Uint8Array;
  readonly mac: Uint8Array;
}

/** Why bytes are no frame. */
export interface NoFrame {
  readonly cause: 'too-long' | 'malformed' | 'wrong-version';
  readonly detail: string;
}

const NO_NONCE = '0'.repeat(2 * NONCE_BYTES);

/** Never throws, whatever the bytes are. */
export function decodeFrame(bytes: Buffer): DecodedFrame | NoFrame {
  if (bytes.length > LONGEST_FRAME)
    return {
      cause: 'too-long',
      detail: `${bytes.length} bytes, and the longest frame has ${LONGEST_FRAME}`,
    };
  if (bytes.length < 5 || bytes.toString('latin1', 0, 4) !== MAGIC)
    return malformed(`it does not begin with ${MAGIC}`);
  const version = bytes.readUInt8(4);
  if (version !== VERSION)
    return { cause: 'wrong-version', detail: `version ${version}, and this is version ${VERSION}` };
  const end = bytes.length - MAC_BYTES;
  if (end < TEXTS_AT) return malformed('it is cut off');
  const texts = readTexts(bytes.subarray(TEXTS_AT, end));
  if (texts === undefined) return malformed('its texts do not end where its signature begins');
  const frame = readFrame(bytes, texts);
  if (typeof frame === 'string') return malformed(frame);
  return { frame, signed: bytes.subarray(0, end), mac: bytes.subarray(end) };
}

function malformed(detail: string): NoFrame {
  return { cause: 'malformed', detail };
}

type Texts = readonly [cluster: Buffer, node: Buffer, role: Buffer, reason: Buffer];

function readTexts(bytes: Buffer): Texts | undefined {
  let at = 0;
  const next = (): Buffer => {
    const begin = at + 1;
    at = begin + (bytes[at] ?? 0);
    return bytes.subarray(begin, at);
  };
  const texts: Texts = [next(), next(), next(), next()];
  return at === bytes.length ? texts : undefined;
}

function readFrame(bytes: Buffer, texts: Texts): HeartbeatFrame | string {
  const [cluster, node, role, reason] = texts.map((text) => text.toString());
  if (cluster === undefined || !isName(cluster)) return 'its cluster is no name';
  if (node === undefined || !isName(node)) return 'its node is no name';
  if (role === undefined || !isRole(role)) return 'its role is no role';
  // Bytes that are no UTF-8 decode to others.
  if (reason === undefined || !isReason(reason) || !Buffer.from(reason).equals(texts[3]))
    return `its reason is not one line of UTF-8 of at most ${LONGEST.reason} bytes`;
  const state = STATES[bytes.readUInt8(6)];
  if (state === undefined) return 'its state is none';
  const sequence = Number(bytes.readBigUInt64BE(15));
  if (sequence < 1 || !Number.isSafeInteger(sequence)) return 'its sequence is out of range';
  const lag = bytes.readUInt16BE(63);
  if (lag > 1_000) return 'its lag is more than all of the time';
  const max = bytes.readUInt32BE(65);
  if (max > 0 !== (state === 'paused')) return 'it is paused without a bound, or has one and is not';
  const interval = bytes.readUInt32BE(69);
  if (interval < 1 || interval > LONGEST_INTERVAL) return 'its interval is out of range';
  const answers = bytes.toString('hex', 39, 39 + NONCE_BYTES);
  const token = bytes.readBigUInt64BE(55);
  return {
    keyId: bytes.readUInt8(5),
    cluster,
    node,
    incarnation: bytes.toString('hex', 7, 7 + INCARNATION_BYTES),
    sequence,
    nonce: bytes.toString('hex', 23, 23 + NONCE_BYTES),
    answers: answers === NO_NONCE ? undefined : answers,
    token: token === 0n ? undefined : token,
    state,
    reason,
    max,
    role,
    lag,
    interval,
  };
}
