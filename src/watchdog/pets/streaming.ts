import type { Readable } from 'node:stream';
import { onAbort } from '../../core/index.js';
import { readStream } from './read-stream.js';
import type { PetRun } from './run.js';

/** Follows a stream of the caller's to its end. */
export function followStream(stream: Readable, run: PetRun): Promise<void> {
  if (run.signal.aborted) return Promise.resolve();
  if (stream.destroyed || stream.readableEnded) {
    run.told.closed(reasonOf(stream.errored ?? undefined));
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    run.told.opened();
    const stop = readStream(stream, {
      received: run.newReader(),
      refused: (reason) => run.told.refused(reason),
      ended: (error) => {
        forget();
        run.told.closed(reasonOf(error));
        resolve();
      },
    });
    const forget = onAbort(run.signal, () => {
      stop();
      resolve();
    });
  });
}

function reasonOf(error: Error | undefined): string {
  return error === undefined ? 'the stream has ended' : `the stream broke: ${error.message}`;
}
