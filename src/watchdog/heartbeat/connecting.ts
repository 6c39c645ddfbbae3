import { keepTrying } from '../../core/index.js';
import { openTransport, type TcpAddress, type UnixAddress } from '../../qmp/index.js';
import type { PathRun } from './path.js';
import { StreamCarrier } from './stream-carrier.js';

/** Calls `attempt` again for ever; the path is down in between. */
export function followPath(run: PathRun, attempt: () => Promise<void>): Promise<void> {
  const { clock, signal, backoff } = run;
  const failed = (error: Error, delay: number): void => {
    run.down(error.message);
    run.log('%s: %s; trying again in %d ms', run.name, error.message, Math.round(delay));
  };
  return keepTrying({ clock, signal, backoff, failed }, attempt);
}

/** A path to a socket that the other end listens on. */
export async function followConnection(address: UnixAddress | TcpAddress, run: PathRun): Promise<void> {
  const { clock, signal, connectTimeout: timeout } = run;
  await followPath(run, async () => {
    const transport = await openTransport(address, { clock, signal, timeout });
    run.up();
    throw new Error(await new StreamCarrier(transport, run).carry());
  });
}
