import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { count, knownOptions, OptionError } from '../../core/index.js';
import { checkSocketAddress, describeAddress, type SocketAddress } from '../../qmp/index.js';
import { describeUdp, type UdpAddress } from '../heartbeat/datagrams.js';

/**
 * Where signs of life come in:
 *
 * - `{ path }`, `{ host, port }`: connects to a unix or TCP socket, such as a QEMU chardev with `server=on,wait=off`,
 *   and connects again for ever when it is lost or not there yet. `host` defaults to `localhost`. QEMU serves one
 *   client of a chardev at a time, and a second one is connected all the same and hears nothing: nobody else may use it.
 * - `{ listen: { path } }`, `{ listen: { host, port } }`: waits for somebody to connect, such as a QEMU chardev with
 *   `server=off` and `reconnect-ms` (`reconnect` in older QEMUs). `host` defaults to `localhost`, which only this host
 *   reaches. Whoever may connect can pet: choose the folder of a path with that in mind.
 *   One connection at a time is heard. The newest that gives a sign of life takes over from an older one, because QEMU
 *   may be back before the end of its last connection was seen; any other takes over only when the older one ends. The
 *   channel counts as proven from the first sign of life over the connection that is heard.
 *   A socket that a dead process left at the path is replaced; one that answers, and a file that is no socket, never.
 * - `{ stream }`: reads what the caller opened: standard input, the output of a child process. When it ends, so do its
 *   pets. It stays the caller's: at the end it is paused, and neither closed nor destroyed.
 *
 * A TCP peer that vanished without a word (its host lost power, a cable was pulled) looks like silence. Keep-alive
 * finds it after about ten seconds; no channel is ever given up for being silent.
 */
export type PetChannel = SocketAddress | { readonly listen: SocketAddress } | { readonly stream: Readable };

/**
 * Signs of life in datagrams: waits for whatever is sent to a UDP address of this host. `host` is an IP address, by default
 * `127.0.0.1`, which only this host reaches; whoever can send to it can pet. Where a datagram ends, a line has ended.
 *
 * A datagram that was lost on the way looks like silence, and so does a network that is: nothing tells them from death.
 * Between hosts `heartbeat` is the better choice.
 */
export interface DatagramChannel {
  /** The address to wait at. */
  readonly listen: { readonly udp: UdpAddress };
}

/** How a channel comes to be. */
export type ChannelKind = 'connect' | 'listen' | 'stream' | 'datagrams';

const FORMS =
  "{ path }, { host, port }, { listen: { path } }, { listen: { host, port } } or { stream }, for example { path: '/run/vm1.heartbeat' }";

export function isDatagramChannel(channel: PetChannel | DatagramChannel): channel is DatagramChannel {
  return 'listen' in channel && typeof channel.listen === 'object' && 'udp' in channel.listen;
}

/** @throws {@link OptionError} */
export function checkChannel(channel: PetChannel | DatagramChannel): ChannelKind {
  if (typeof channel !== 'object' || channel === null) throw new OptionError('channel', channel, FORMS);
  if ('listen' in channel) {
    knownOptions('channel', channel, ['listen']);
    if (isDatagramChannel(channel)) {
      checkUdp(channel.listen);
      return 'datagrams';
    }
    checkSocketAddress('channel.listen', channel.listen);
    return 'listen';
  }
  if ('stream' in channel) {
    knownOptions('channel', channel, ['stream']);
    checkStream(channel.stream);
    return 'stream';
  }
  checkSocketAddress('channel', channel, FORMS);
  return 'connect';
}

/** A channel in a few words: `unix:/run/vm1.heartbeat`. */
export function describeChannel(channel: PetChannel | DatagramChannel): string {
  if ('stream' in channel) return 'a stream';
  if (isDatagramChannel(channel)) return `datagrams to ${describeUdp(channel.listen.udp)}`;
  return 'listen' in channel
    ? `whoever connects to ${describeAddress(channel.listen)}`
    : describeAddress(channel);
}

function checkUdp(listen: DatagramChannel['listen']): void {
  knownOptions('channel.listen', listen, ['udp']);
  const { udp } = listen;
  knownOptions('channel.listen.udp', udp, ['host', 'port']);
  if (udp.host !== undefined && isIP(udp.host) === 0)
    throw new OptionError('channel.listen.udp.host', udp.host, 'an IP address of this host');
  count('channel.listen.udp.port', udp.port ?? Number.NaN, 0, { min: 1, max: 65_535 });
}

function checkStream(stream: Readable): void {
  const readable =
    typeof stream === 'object' &&
    stream !== null &&
    typeof stream.on === 'function' &&
    typeof stream.resume === 'function';
  if (!readable) throw new OptionError('channel.stream', stream, 'a Readable');
}
