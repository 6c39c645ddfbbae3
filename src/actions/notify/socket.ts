import type { Socket } from 'node:net';
import { AbortError, knownOptions, milliseconds, wait } from '../../core/index.js';
import type { Notifier } from '../../policy/index.js';
import { checkSocketAddress, describeAddress, type SocketAddress } from '../../qmp/index.js';
import { NotifyError } from './errors.js';
import { lineOf } from './line.js';

/** Options of `notify.socket`. */
export interface SocketNotifierOptions {
  /** How long it may take, in milliseconds. Default 10,000. */
  readonly timeout?: number | undefined;
}

/**
 * Connects to a unix or TCP socket, writes the notice as one line of JSON, and hangs up. That it was written, not that it
 * was read, is what it knows.
 * @throws {@link OptionError}
 */
export function socket(address: SocketAddress, options: SocketNotifierOptions = {}): Notifier {
  checkSocketAddress('socket', address);
  knownOptions('socket', options, ['timeout']);
  const name = `socket ${describeAddress(address)}`;
  return {
    name,
    timeout: milliseconds('socket.timeout', options.timeout, 10_000, { min: 1 }),
    async notify(notice, { clock, signal }) {
      const { connect } = await import('node:net');
      let connection: Socket | undefined;
      try {
        await wait<void>(
          {
            clock,
            signal,
            // Its deadline is the signal's.
            timeout: Number.POSITIVE_INFINITY,
            timedOut: () => new NotifyError(name, 'it was not written'),
            aborted: (reason) => new AbortError(name, reason),
          },
          (resolve, reject) => {
            connection = connect(
              'path' in address ? { path: address.path } : { host: 'localhost', ...address },
            );
            connection.on('error', (cause) => reject(new NotifyError(name, cause.message, { cause })));
            connection.on('close', () =>
              reject(new NotifyError(name, 'the peer hung up before it was written')),
            );
            connection.end(lineOf(notice), resolve);
            // What it answers is nothing to us, and unread it would cut off what we wrote.
            connection.resume();
            return () => {};
          },
        );
      } catch (error) {
        connection?.destroy();
        throw error;
      }
      // It lets this process end, whenever the peer hangs up.
      connection?.unref();
    },
  };
}
