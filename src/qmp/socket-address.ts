import { count, knownOptions, nonEmpty, OptionError } from '../core/index.js';

/** A unix socket, or a TCP one. */
export type SocketAddress =
  | { readonly path: string }
  | { readonly host?: string | undefined; readonly port: number };

/** An address in one word, as QEMU writes it: `unix:/run/vm1.qmp`, `tcp:localhost:4444`. */
export function describeAddress(address: SocketAddress): string {
  return 'path' in address ? `unix:${address.path}` : `tcp:${address.host ?? 'localhost'}:${address.port}`;
}

/** The system's limit, less one on Linux for the final zero; Node cuts a longer path off without a word. */
const LONGEST_PATH = process.platform === 'linux' ? 107 : 103;

/**
 * Refuses what can not be an address; `name` says where it stood, `forms` what may stand there.
 * @throws {@link OptionError}
 */
export function checkSocketAddress(
  name: string,
  address: SocketAddress,
  forms = '{ path } or { host, port }',
): void {
  if (typeof address === 'object' && address !== null && 'path' in address) {
    knownOptions(name, address, ['path']);
    nonEmpty(`${name}.path`, address.path);
    if (Buffer.byteLength(address.path) > LONGEST_PATH) {
      throw new OptionError(
        `${name}.path`,
        address.path,
        `at most ${LONGEST_PATH} bytes long, the limit for unix sockets`,
      );
    }
  } else if (typeof address === 'object' && address !== null && 'port' in address) {
    knownOptions(name, address, ['host', 'port']);
    if (address.port === undefined)
      throw new OptionError(`${name}.port`, undefined, 'a whole number from 1 to 65535');
    count(`${name}.port`, address.port, 0, { min: 1, max: 65_535 });
    if (address.host !== undefined) nonEmpty(`${name}.host`, address.host);
  } else throw new OptionError(name, address, forms);
}
