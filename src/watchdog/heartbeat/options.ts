import type { Duplex } from 'node:stream';
import {
  type Backoff,
  type Clock,
  checkReconnect,
  count,
  describe,
  knownOptions,
  type ListenerErrorHandler,
  milliseconds,
  OptionError,
  type ReconnectOptions,
  systemClock,
  warnOfListenerError,
} from '../../core/index.js';
import type { ListenAddress, TcpAddress, UnixAddress } from '../../qmp/index.js';
import type { UdpAddress } from './datagrams.js';
import { isName, isRole, LONGEST_INTERVAL, LONGEST_PAUSE } from './frame.js';
import { type HeartbeatKeys, KeyRing } from './keys.js';
import type { HealthCheck } from './own-health.js';
import { checkPath } from './paths.js';

/**
 * A way to peers:
 *
 * - `{ path }`, `{ host, port }`, `{ host, port, tls }`: connects to a unix or TCP socket, and again for ever;
 * - `{ listen }` with one of these: waits for peers to connect. Over TLS they have to show a certificate of `tls.ca`;
 * - `{ udp, to }`: datagrams from an address of ours to those of peers, and from them back. Datagrams of others are
 *   dropped. The end of a connection is no sign of death, for a broken network looks the same, so only over datagrams
 *   the silence of a process that was killed is silence;
 * - `{ stream }`: a Duplex that you have connected yourself. It is destroyed at the end.
 */
export type HeartbeatPath =
  | UnixAddress
  | TcpAddress
  | { readonly listen: ListenAddress }
  | { readonly udp: UdpAddress; readonly to: UdpAddress | readonly UdpAddress[] }
  | { readonly stream: Duplex };

/** Options of `heartbeat`. All times are milliseconds. */
export interface HeartbeatOptions extends HeartbeatKeys {
  /** Names the cluster: frames of another are refused. 1 to 64 printable ASCII characters without spaces. */
  readonly cluster: string;
  /** Names this node, differently from every other of the cluster. As `cluster`. */
  readonly node: string;
  /** Signs what is sent, and is believed. Whoever has it can be any node: it is the cluster's, not a node's. */
  readonly key: HeartbeatKeys['key'];
  /** Is believed as well: the next key while not every node has it, the last one while some still sign with it. */
  readonly otherKey?: HeartbeatKeys['otherKey'];
  /** The nodes that are heard; frames of others are refused. At most 64. */
  readonly peers: readonly string[];
  /** The ways to them, 1 to 8. What comes over several counts once. */
  readonly paths: readonly HeartbeatPath[];
  /** How often it says that it is there. From 50 to an hour. Default 1,000. */
  readonly interval?: number | undefined;
  /**
   * How old a challenge of ours may be for its answer to be a sign of life: so old may a frame be that somebody has held
   * back. From 2 to 100 intervals. Default 5 intervals, or 2,000 if that is more.
   */
  readonly freshness?: number | undefined;
  /** The longest pause that a peer is granted, from the last frame in which it asked for it. Default 600,000. */
  readonly maxPause?: number | undefined;
  /**
   * For which part of the time this process may have stood still during the last ten intervals, and still call itself
   * healthy. From 0 to 1. Default 0.5.
   */
  readonly maxLag?: number | undefined;
  /**
   * Asked before each beat: `true`, or `false`, or why this process should not be relied upon. While it does not say
   * `true`, the peers are told so, and not petted. Default: only `maxLag` counts.
   */
  readonly healthy?: HealthCheck | undefined;
  /** A word for what this node is to the others, such as `primary`: at most 32 printable ASCII characters. Default none. */
  readonly role?: string | undefined;
  /** Of the lease that this node holds: from 1 to 2^64 - 1. Default none. */
  readonly token?: bigint | undefined;
  /** How long to wait before a path that was lost, or could not be had, is tried again. */
  readonly reconnect?: ReconnectOptions | undefined;
  /** How long one attempt to connect may take. Default 5,000. */
  readonly connectTimeout?: number | undefined;
  /** How long a connection may take to prove that a peer is at its other end; it is hung up on then. Default 5,000. */
  readonly proofTimeout?: number | undefined;
  /** Told of an error that a listener threw. Default: a process warning. */
  readonly onListenerError?: ListenerErrorHandler | undefined;
  /** Time. Default: the host's. */
  readonly clock?: Clock | undefined;
}

/** {@link HeartbeatOptions}, checked and complete. */
export interface CheckedHeartbeatOptions {
  readonly cluster: string;
  readonly node: string;
  readonly keys: KeyRing;
  readonly peers: readonly string[];
  readonly paths: readonly HeartbeatPath[];
  readonly interval: number;
  readonly freshness: number;
  readonly maxPause: number;
  readonly maxLag: number;
  readonly healthy: HealthCheck | undefined;
  readonly role: string;
  readonly token: bigint | undefined;
  readonly backoff: Backoff;
  readonly connectTimeout: number;
  readonly proofTimeout: number;
  readonly onListenerError: ListenerErrorHandler;
  readonly clock: Clock;
}

const KNOWN = [
  ...['cluster', 'node', 'key', 'otherKey', 'peers', 'paths', 'interval', 'freshness', 'maxPause', 'maxLag'],
  ...['healthy', 'role', 'token', 'reconnect', 'connectTimeout', 'proofTimeout', 'onListenerError', 'clock'],
];

/** @throws OptionError */
export function checkHeartbeatOptions(options: HeartbeatOptions): CheckedHeartbeatOptions {
  knownOptions('heartbeat', options, KNOWN);
  const { key, otherKey, healthy, clock, onListenerError } = options;
  const node = checkName('node', options.node);
  const interval = milliseconds('interval', options.interval, 1_000, { min: 50, max: LONGEST_INTERVAL });
  const freshness = { min: 2 * interval, max: 100 * interval };
  if (healthy !== undefined && typeof healthy !== 'function')
    throw new OptionError('healthy', healthy, 'a function that returns true, false or a reason');
  return {
    cluster: checkName('cluster', options.cluster),
    node,
    keys: new KeyRing({ key, otherKey }),
    peers: checkPeers(options.peers, node),
    paths: checkPaths(options.paths),
    interval,
    freshness: milliseconds('freshness', options.freshness, Math.max(5 * interval, 2_000), freshness),
    maxPause: milliseconds('maxPause', options.maxPause, 600_000, { min: 1, max: LONGEST_PAUSE }),
    maxLag: checkShare('maxLag', options.maxLag ?? 0.5),
    healthy,
    role: checkRole(options.role ?? ''),
    token: checkToken(options.token),
    backoff: checkReconnect(options.reconnect),
    connectTimeout: milliseconds('connectTimeout', options.connectTimeout, 5_000, { min: 1, infinity: true }),
    proofTimeout: milliseconds('proofTimeout', options.proofTimeout, 5_000, { min: 1 }),
    onListenerError: onListenerError ?? warnOfListenerError,
    clock: clock ?? systemClock,
  };
}

/** @throws OptionError */
export function checkRole(role: string): string {
  if (typeof role === 'string' && isRole(role)) return role;
  throw new OptionError('role', role, 'at most 32 printable ASCII characters without spaces');
}

/** @throws OptionError */
export function checkToken(token: bigint | undefined): bigint | undefined {
  if (token === undefined) return undefined;
  if (typeof token === 'bigint' && token >= 1n && token < 2n ** 64n) return token;
  throw new OptionError('token', token, 'a bigint from 1 to 2^64 - 1');
}

function checkName(option: string, name: string): string {
  if (typeof name === 'string' && isName(name)) return name;
  throw new OptionError(option, name, '1 to 64 printable ASCII characters without spaces');
}

function checkShare(option: string, share: number): number {
  if (typeof share === 'number' && share >= 0 && share <= 1) return share;
  throw new OptionError(option, share, 'a number from 0 to 1');
}

function checkPeers(peers: readonly string[], node: string): readonly string[] {
  if (!Array.isArray(peers)) throw new OptionError('peers', peers, 'an array of the names of nodes');
  count('peers.length', peers.length, 0, { min: 1, max: 64 });
  for (const [place, peer] of peers.entries()) {
    checkName(`peers[${place}]`, peer);
    if (peer === node) throw new OptionError(`peers[${place}]`, peer, 'another node than this one');
    if (peers.indexOf(peer) < place)
      throw new OptionError(`peers[${place}]`, peer, `there once; ${describe(peer)} is there twice`);
  }
  return [...peers];
}

function checkPaths(paths: readonly HeartbeatPath[]): readonly HeartbeatPath[] {
  if (!Array.isArray(paths)) throw new OptionError('paths', paths, 'an array of ways to the peers');
  count('paths.length', paths.length, 0, { min: 1, max: 8 });
  for (const [place, path] of paths.entries()) checkPath(`paths[${place}]`, path);
  return [...paths];
}
