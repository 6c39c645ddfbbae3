import type { Readable } from 'node:stream';
import { describe } from '../../core/index.js';

/** Told of a stream's bytes, and of its end. */
export interface StreamListener {
  /** Bytes came in. They are valid only during the call. */
  received(read: Buffer): void;
  /** Something came in that was no bytes: only a stream of objects can bring that. */
  refused(reason: string): void;
  /** Nothing more will come: it ended, or, with an error, it broke. Called once at most. */
  ended(error: Error | undefined): void;
}

/** Reads `stream` until its end, or until the returned function is called, which leaves it paused and as it was. */
export function readStream(stream: Readable, listener: StreamListener): () => void {
  const onData = (chunk: unknown): void => {
    const read = toBytes(chunk, stream.readableEncoding);
    if (read === undefined) listener.refused(`something that is no bytes: ${describe(chunk)}`);
    else if (read.length > 0) listener.received(read);
  };
  const onEnd = (): void => end(undefined);
  const end = (error: Error | undefined): void => {
    stop();
    listener.ended(error);
  };
  const stop = (): void => {
    stream.off('data', onData);
    stream.off('end', onEnd);
    stream.off('close', onEnd);
    stream.off('error', end);
    stream.pause();
  };
  stream.on('data', onData);
  stream.on('end', onEnd);
  // A stream that is destroyed closes without an end.
  stream.on('close', onEnd);
  stream.on('error', end);
  stream.resume();
  return stop;
}

function toBytes(chunk: unknown, encoding: BufferEncoding | null): Buffer | undefined {
  if (Buffer.isBuffer(chunk)) return chunk;
  if (typeof chunk === 'string') return Buffer.from(chunk, encoding ?? 'utf8');
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return undefined;
}
