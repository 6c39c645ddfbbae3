import type { Duplex } from 'node:stream';
import { knownOptions, OptionError } from '../core/index.js';
import { checkMethods } from './client-options.js';
import { checkSocketAddress } from './socket-address.js';
import { checkKeepAlive, type TcpAddress } from './tcp.js';
import { checkTls } from './tls-options.js';
import type { Transport } from './transport.js';
import type { UnixAddress } from './unix.js';

/**
 * Where a QMP server is: a unix socket, a TCP port with or without TLS, a connected stream, or a transport: that of a
 * {@link QemuProcess}, or one's own. For a QEMU that connects to us there is {@link QmpListener}.
 */
export type QmpAddress =
  | UnixAddress
  | TcpAddress
  | { readonly stream: Duplex }
  | { readonly transport: Transport };

const FORMS =
  "{ path }, { host, port }, { host, port, tls }, { stream } or { transport }, for example { path: '/run/vm1.qmp' }";

/** `name` says where it stood. @throws {@link OptionError} */
export function checkAddress(address: QmpAddress, name = 'address'): void {
  if (typeof address !== 'object' || address === null) throw new OptionError(name, address, FORMS);
  if ('stream' in address) {
    knownOptions(name, address, ['stream']);
    checkMethods(
      `${name}.stream`,
      address.stream,
      ['on', 'write', 'destroy'],
      'a Duplex, such as a connected socket',
    );
  } else if ('transport' in address) {
    knownOptions(name, address, ['transport']);
    checkMethods(`${name}.transport`, address.transport, ['start', 'write', 'close'], 'a Transport');
  } else if ('port' in address && !('path' in address)) checkTcpAddress(address, name);
  else checkSocketAddress(name, address, FORMS);
}

function checkTcpAddress(address: TcpAddress, name: string): void {
  const { keepAlive, tls, ...plain } = address;
  checkSocketAddress(name, plain);
  checkKeepAlive(`${name}.keepAlive`, keepAlive);
  if (tls !== undefined) checkTls(`${name}.tls`, tls);
}
