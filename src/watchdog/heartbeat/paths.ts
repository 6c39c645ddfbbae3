import { isIP, isIPv6 } from 'node:net';
import { count, knownOptions, OptionError } from '../../core/index.js';
import { checkAddress, checkListenAddress, describeAddress, openTransport } from '../../qmp/index.js';
import { followConnection } from './connecting.js';
import { describeUdp, followDatagrams, type UdpAddress } from './datagrams.js';
import { followListening } from './listening.js';
import type { HeartbeatPath } from './options.js';
import type { PathRun } from './path.js';
import { StreamCarrier } from './stream-carrier.js';

const FORMS =
  "{ path }, { host, port }, { host, port, tls }, { listen }, { udp, to } or { stream }, for example { host: '10.0.0.2', port: 7000 }";

/** Refuses what can be no path; `name` says where it stood. @throws OptionError */
export function checkPath(name: string, path: HeartbeatPath): void {
  if (typeof path !== 'object' || path === null || 'transport' in path)
    throw new OptionError(name, path, FORMS);
  if ('listen' in path) {
    knownOptions(name, path, ['listen']);
    checkListenAddress(path.listen, `${name}.listen`);
    if ('port' in path.listen && path.listen.port === 0)
      throw new OptionError(`${name}.listen.port`, 0, 'a port that peers can know: from 1 to 65535');
  } else if ('udp' in path) {
    knownOptions(name, path, ['udp', 'to']);
    checkUdp(`${name}.udp`, path.udp);
    const others = othersOf(path);
    count(`${name}.to.length`, others.length, 0, { min: 1, max: 64 });
    for (const other of others) {
      checkUdp(`${name}.to`, other);
      if (isIPv6(other.host ?? '') !== isIPv6(path.udp.host ?? ''))
        throw new OptionError(`${name}.to`, other.host, 'of the same family as udp: IPv4 or IPv6');
    }
  } else checkAddress(path, name);
}

/** A path in a few words: `udp:10.0.0.1:7000`. */
export function describePath(path: HeartbeatPath): string {
  if ('stream' in path) return 'a stream';
  if ('udp' in path) return `udp:${describeUdp(path.udp)}`;
  const address = 'listen' in path ? path.listen : path;
  const name = describeAddress(address);
  return 'tls' in address && address.tls !== undefined ? name.replace(/^tcp/, 'tls') : name;
}

/** Follows a path to the end of its run. */
export async function follow(path: HeartbeatPath, run: PathRun): Promise<void> {
  if ('stream' in path) {
    const { clock, signal } = run;
    const transport = await openTransport(path, { clock, signal, timeout: Number.POSITIVE_INFINITY });
    run.up();
    run.down(await new StreamCarrier(transport, run, { name: run.name, patient: true }).carry());
  } else if ('listen' in path) await followListening(path.listen, run);
  else if ('udp' in path) await followDatagrams(path.udp, othersOf(path), run);
  else await followConnection(path, run);
}

function othersOf({ to }: Extract<HeartbeatPath, { udp: UdpAddress }>): readonly UdpAddress[] {
  // Array.isArray does not tell the compiler of read-only ones.
  return typeof to === 'object' && to !== null && 'length' in to ? to : [to];
}

function checkUdp(name: string, address: UdpAddress): void {
  if (typeof address !== 'object' || address === null)
    throw new OptionError(name, address, "{ host, port }, for example { host: '10.0.0.2', port: 7000 }");
  knownOptions(name, address, ['host', 'port']);
  if (address.port === undefined)
    throw new OptionError(`${name}.port`, undefined, 'a whole number from 1 to 65535');
  count(`${name}.port`, address.port, 0, { min: 1, max: 65_535 });
  if (address.host !== undefined && isIP(address.host) === 0)
    throw new OptionError(`${name}.host`, address.host, 'an IP address: a heartbeat does not wait for names');
}
