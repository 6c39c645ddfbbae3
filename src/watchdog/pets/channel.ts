import type { Readable } from 'node:stream';
import { count, knownOptions, nonEmpty, OptionError } from '../../core/index.js';
import { describeAddress, type SocketAddress } from '../../qmp/index.js';

/**
 * Where signs of life come in:
 *
 * - `{ path }`, `{ host, port }`: connects to a unix or TCP socket, such as a QEMU chardev with `server=on,wait=off`,
 *   and connects again for ever when it is lost or not there yet. `host` defaults to `localhost`. QEMU serves one
 *   client of a chardev at a time, and a second one is connected all the same and hears nothing: nobody else may use it.
 * - `{ listen: { path } }`, `{ listen: { host, port } }`: waits for somebody to connect, such as a QEMU chardev with
 *   `server=off` and `reconnect-ms` (`reconnect` before QEMU 9.2). `host` defaults to `localhost`, which only this host
 *   reaches. Whoever may connect can pet: choose the folder of a path with that in mind.
 *   One connection at a time is heard. The newest that says something takes over from an older one, because QEMU may be
 *   back before the end of its last connection was seen; one that is silent takes over only when the older one ends.
 *   A socket that a dead process left at the path is replaced; one that answers, and a file that is no socket, never.
 * - `{ stream }`: reads what the caller opened: standard input, the output of a child process. When it ends, so do its
 *   pets. It stays the caller's: at the end it is paused, and neither closed nor destroyed.
 *
 * A TCP peer that vanished without a word (its host lost power, a cable was pulled) is found by keep-alive after about
 * ten seconds; until then it looks like silence.
 */
export type PetChannel = SocketAddress | { readonly listen: SocketAddress } | { readonly stream: Readable };

/** How a channel comes to be. */
export type ChannelKind = 'connect' | 'listen' | 'stream';

const FORMS =
  "{ path }, { host, port }, { listen: { path } }, { listen: { host, port } } or { stream }, for example { path: '/run/vm1.heartbeat' }";

/** The system's limit, less one on Linux for the final zero; Node cuts a longer path off without a word. */
const LONGEST_PATH = process.platform === 'linux' ? 107 : 103;

/** @throws {@link OptionError} */
export function checkChannel(channel: PetChannel): ChannelKind {
  if (typeof channel !== 'object' || channel === null) throw new OptionError('channel', channel, FORMS);
  if ('listen' in channel) {
    knownOptions('channel', channel, ['listen']);
    checkSocket('channel.listen', channel.listen);
    return 'listen';
  }
  if ('stream' in channel) {
    knownOptions('channel', channel, ['stream']);
    checkStream(channel.stream);
    return 'stream';
  }
  checkSocket('channel', channel);
  return 'connect';
}

/** A channel in a few words: `unix:/run/vm1.heartbeat`. */
export function describeChannel(channel: PetChannel): string {
  if ('stream' in channel) return 'a stream';
  return 'listen' in channel
    ? `whoever connects to ${describeAddress(channel.listen)}`
    : describeAddress(channel);
}

function checkSocket(name: string, address: SocketAddress): void {
  if (typeof address === 'object' && address !== null) {
    if ('path' in address) {
      knownOptions(name, address, ['path']);
      nonEmpty(`${name}.path`, address.path);
      if (Buffer.byteLength(address.path) > LONGEST_PATH) {
        throw new OptionError(
          `${name}.path`,
          address.path,
          `at most ${LONGEST_PATH} bytes long, the limit for unix sockets`,
        );
      }
      return;
    }
    if ('port' in address) {
      knownOptions(name, address, ['host', 'port']);
      if (address.port === undefined)
        throw new OptionError(`${name}.port`, undefined, 'a whole number from 1 to 65535');
      count(`${name}.port`, address.port, 0, { min: 1, max: 65_535 });
      if (address.host !== undefined) nonEmpty(`${name}.host`, address.host);
      return;
    }
  }
  throw new OptionError(name, address, name === 'channel' ? FORMS : '{ path } or { host, port }');
}

function checkStream(stream: Readable): void {
  const readable =
    typeof stream === 'object' &&
    stream !== null &&
    typeof stream.on === 'function' &&
    typeof stream.resume === 'function';
  if (!readable) throw new OptionError('channel.stream', stream, 'a Readable');
}
