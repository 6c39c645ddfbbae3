import type { Readable } from 'node:stream';
import { onAbort } from '../../core/index.js';
import { provenByAnything } from './proven-by-anything.js';
import { readStream } from './read-stream.js';
import type { PetRun } from './run.js';
import { writeTo } from './write-to.js';

/** Follows a stream of the caller's to its end. */
export function followStream(stream: Readable, run: PetRun): Promise<void> {
  if (run.signal.aborted) return Promise.resolve();
  if (stream.destroyed || stream.readableEnded) {
    run.told.closed(reasonOf(stream.errored ?? undefined));
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const { clock, told } = run;
    const over = new AbortController();
    const end = (): void => {
      forget();
      over.abort();
      resolve();
    };
    told.opened();
    const reader = run.newReader({
      clock,
      told,
      signal: over.signal,
      reply(text) {
        // It may fail after the last read, and an error that nobody listens to would end the process.
        if (!stream.listeners('error').includes(ignore)) stream.on('error', ignore);
        return writeTo(stream, text);
      },
      hangUp(reason) {
        stop();
        told.closed(`the stream is not followed any more: ${reason}`);
        end();
      },
    });
    const stop = readStream(stream, {
      received: provenByAnything(told, reader),
      refused: (reason) => told.refused(reason),
      ended: (error) => {
        told.closed(reasonOf(error));
        end();
      },
    });
    const forget = onAbort(run.signal, () => {
      stop();
      end();
    });
  });
}

function ignore(): void {}

function reasonOf(error: Error | undefined): string {
  return error === undefined ? 'the stream has ended' : `the stream broke: ${error.message}`;
}
