import { Heartbeat } from './heartbeat.js';
import { checkHeartbeatOptions, type HeartbeatOptions } from './options.js';

/**
 * Says to the other nodes of a cluster that this one is there, and hears whether they are: in signed frames that nobody
 * without the key can make up, and that nobody can record and play later. Begins at once, and tries a path that it can
 * not have again for ever; dispose of it to end it.
 *
 * While this process is not well by its own account it says so, and no peer is petted: silence would be the same as
 * death, and as a lost network. docs/heartbeat.md has the protocol, byte by byte.
 *
 * ```ts
 * import { heartbeat, Watchdog } from 'qmp-watchdog';
 *
 * await using beat = heartbeat({
 *   cluster: 'lab',
 *   node: 'node-a',
 *   key: { id: 1, secret: process.env['HEARTBEAT_SECRET'] ?? '' },
 *   peers: ['node-b'],
 *   paths: [
 *     { udp: { host: '10.0.0.1', port: 7000 }, to: { host: '10.0.0.2', port: 7000 } },
 *     { host: '10.0.1.2', port: 7000 },
 *   ],
 * });
 * const dog = new Watchdog({ id: 'node-b', timeout: 5_000, pets: beat.peer('node-b') });
 * ```
 * @throws {@link OptionError}
 */
export function heartbeat(options: HeartbeatOptions): Heartbeat {
  return new Heartbeat(checkHeartbeatOptions(options));
}
