import { codeOf } from '../core/index.js';
import { ConnectError, type ConnectFailure } from './errors.js';

/** The system's error of a socket that did not connect, in words. `where` is its address: `unix:…`, `tcp:…` or `tls:…`. */
export function connectError(where: string, cause: Error | undefined): ConnectError {
  const code = codeOf(cause);
  const known = code === 'ECONNREFUSED' && !where.startsWith('unix:') ? PORT_REFUSED : FAILURES[code];
  if (known !== undefined) return new ConnectError(known.failure, where, `${where} ${known.says}`, cause);
  return new ConnectError(
    cause === undefined ? 'ended' : 'other',
    where,
    `connecting to ${where} failed: ${cause?.message ?? 'it was closed at once'}`,
    cause,
  );
}

interface KnownFailure {
  readonly failure: ConnectFailure;
  readonly says: string;
}

const PORT_REFUSED: KnownFailure = {
  failure: 'refused',
  says: 'refused the connection: nobody listens there; QEMU has ended, or has not started listening yet, or a firewall refuses in its place',
};

const FAILURES: Readonly<Record<string, KnownFailure>> = {
  ENOENT: {
    failure: 'no-such-socket',
    says: 'does not exist: is QEMU running, and is this the path of its -qmp option?',
  },
  ENOTDIR: { failure: 'no-such-socket', says: 'does not exist: what should be a folder of its path is none' },
  ENOTSOCK: { failure: 'no-such-socket', says: 'is not a socket' },
  ECONNREFUSED: {
    failure: 'refused',
    says: 'refused the connection: the socket is there but nobody listens; QEMU has ended, or has not started listening yet',
  },
  EAGAIN: {
    failure: 'busy',
    says: 'has its queue of connections full: QEMU is stopped or busy, and other clients wait before this one',
  },
  EACCES: {
    failure: 'permission',
    says: 'may not be opened by this user: check the permissions of the socket and its folder',
  },
  EPERM: { failure: 'permission', says: 'may not be opened by this user' },
  EHOSTUNREACH: { failure: 'unreachable', says: 'can not be reached: there is no route to this host' },
  ENETUNREACH: { failure: 'unreachable', says: 'can not be reached: there is no route to this network' },
  ENOTFOUND: { failure: 'unreachable', says: 'can not be reached: the host name is unknown' },
  EAI_AGAIN: { failure: 'unreachable', says: 'can not be reached: the host name could not be looked up' },
  ETIMEDOUT: { failure: 'timeout', says: 'did not answer' },
};
