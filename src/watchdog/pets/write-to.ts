import type { Readable, Writable } from 'node:stream';
import { MOST_UNREAD } from './run.js';

/** As {@link Reply}, to a stream that may be a Duplex. */
export function writeTo(stream: Readable, text: string): boolean {
  if (!isWritable(stream) || stream.writableLength > MOST_UNREAD) return false;
  stream.write(text, 'latin1');
  return true;
}

function isWritable(stream: Readable): stream is Readable & Writable {
  return 'writable' in stream && stream.writable === true;
}
