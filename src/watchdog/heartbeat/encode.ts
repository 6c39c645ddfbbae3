import { type HeartbeatFrame, MAC_BYTES, MAGIC, STATES, TEXTS_AT, VERSION } from './frame.js';

/** Signs what it is given. */
export type Sign = (signed: Uint8Array) => Uint8Array;

/** The bytes of a frame, with its signature at their end. What the frame holds has been checked. */
export function encodeFrame(frame: HeartbeatFrame, sign: Sign): Buffer {
  const texts = [frame.cluster, frame.node, frame.role, frame.reason].map((text) => Buffer.from(text));
  const signedBytes = texts.reduce((sum, text) => sum + 1 + text.length, TEXTS_AT);
  const bytes = Buffer.alloc(signedBytes + MAC_BYTES);
  bytes.write(MAGIC, 0, 'latin1');
  bytes.writeUInt8(VERSION, 4);
  bytes.writeUInt8(frame.keyId, 5);
  bytes.writeUInt8(STATES.indexOf(frame.state), 6);
  bytes.write(frame.incarnation, 7, 'hex');
  bytes.writeBigUInt64BE(BigInt(frame.sequence), 15);
  bytes.write(frame.nonce, 23, 'hex');
  bytes.write(frame.answers ?? '', 39, 'hex');
  bytes.writeBigUInt64BE(frame.token ?? 0n, 55);
  bytes.writeUInt16BE(frame.lag, 63);
  bytes.writeUInt32BE(frame.max, 65);
  bytes.writeUInt32BE(frame.interval, 69);
  let at = TEXTS_AT;
  for (const text of texts) {
    bytes.writeUInt8(text.length, at);
    text.copy(bytes, at + 1);
    at += 1 + text.length;
  }
  bytes.set(sign(bytes.subarray(0, signedBytes)), signedBytes);
  return bytes;
}
