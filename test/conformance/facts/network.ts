import { createServer } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { Authority } from '../../certificates/index.js';
import type { Context } from '../context.js';
import { differs, type Fact, type Group, holdsIf, notApplicable, same } from '../fact.js';
import type { Monitor } from '../monitor.js';

/** The port of the chardev `net`. */
async function portOf(monitor: Monitor): Promise<number | undefined> {
  const chardevs = await monitor.result<{ label: string; filename: string }[]>('query-chardev');
  const [, port] =
    /127\.0\.0\.1:(\d+)/.exec(chardevs.find(({ label }) => label === 'net')?.filename ?? '') ?? [];
  return port === undefined || port === '0' ? undefined : Number(port);
}

const onNetwork = (more = ''): readonly string[] => [
  ...['-chardev', `socket,id=net,host=127.0.0.1,port=0,server=on,wait=off${more}`],
  ...['-mon', 'chardev=net,mode=control'],
];

/** What a QEMU says against its arguments; `undefined` when it takes them. */
async function objection(context: Context, ...args: readonly string[]): Promise<string | undefined> {
  return await context.start({ args: ['-S', ...args] }).then(
    () => undefined,
    (error: Error) => error.message,
  );
}

/** A fact about a chardev that connects to us and has this option: it comes back after we hung up. */
function comesBack(id: string, option: string): Fact {
  return {
    id,
    title: `A chardev that connects to us takes \`${option}\` and comes back when we have hung up`,
    async run(context) {
      let connections = 0;
      const server = createServer((socket) => {
        connections += 1;
        socket.on('error', () => {});
        if (connections === 1) socket.once('data', () => socket.destroy());
        else context.use({ [Symbol.dispose]: () => void socket.destroy() });
      });
      context.use({ [Symbol.dispose]: () => void server.close() });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      const chardev = `socket,id=dial,host=127.0.0.1,port=${port},${option}`;
      const refused = await objection(context, '-chardev', chardev, '-mon', 'chardev=dial,mode=control');
      if (refused !== undefined)
        return differs(/nvalid parameter|expected/.test(refused) ? 'no such option' : refused);
      const deadline = Date.now() + 5_000;
      while (connections < 2 && Date.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 20));
      return holdsIf(connections >= 2, 'it does not come back');
    },
  };
}

const facts: readonly Fact[] = [
  {
    id: 'port-zero',
    title: 'With port 0 the system chooses, and `query-chardev` tells which',
    async run(context) {
      const { monitor } = await context.paused(...onNetwork());
      return holdsIf((await portOf(monitor)) !== undefined, 'it does not tell');
    },
  },
  {
    id: 'tls-is-answered',
    title: 'A monitor over TLS answers',
    async run(context) {
      const authority = context.use(await Authority.create());
      const [client] = await Promise.all([
        authority.certify('client', 'the-watchdog'),
        authority.certify('server', 'the-host', ['IP:127.0.0.1']),
      ]);
      const credentials = `tls-creds-x509,id=tls0,dir=${authority.directory},endpoint=server,verify-peer=yes`;
      const { monitor } = await context.paused('-object', credentials, ...onNetwork(',tls-creds=tls0'));
      const port = await portOf(monitor);
      if (port === undefined) throw new Error('it tells no port');
      const socket = connectTls({ host: '127.0.0.1', port, ca: authority.ca, ...client });
      context.use({ [Symbol.dispose]: () => void socket.destroy() });
      let text = '';
      socket.on('data', (chunk) => (text += chunk)).on('error', () => {});
      const contains = async (wanted: string, timeout: number): Promise<boolean> => {
        const deadline = Date.now() + timeout;
        while (!text.includes(wanted) && Date.now() < deadline)
          await new Promise((resolve) => setTimeout(resolve, 10));
        return text.includes(wanted);
      };
      if (!(await contains('"QMP"', 5_000))) return differs('it does not greet');
      socket.write('{"execute":"qmp_capabilities","id":"negotiation"}');
      return holdsIf(await contains('"negotiation"', 1_500), 'it greets, and then never answers');
    },
  },
  comesBack('reconnect-in-seconds', 'reconnect=1'),
  comesBack('reconnect-in-milliseconds', 'reconnect-ms=300'),
  {
    id: 'no-keep-alive',
    title: 'A chardev that listens takes no `keep-alive`',
    async run(context) {
      const refused = await objection(context, ...onNetwork(',keep-alive=on'));
      return holdsIf(refused?.includes('keep-alive') === true, 'it takes it');
    },
  },
  {
    id: 'monitors-are-objects',
    title: 'A monitor can be added while QEMU runs: `chardev-add`, then `object-add` of a `monitor-qmp`',
    async run(context) {
      if (!(await context.schema()).has('object-add/qom-type=monitor-qmp'))
        return notApplicable('no such object before 11.1');
      const { guest, monitor } = await context.paused();
      const path = join(guest.directory, 'added');
      const data = { addr: { type: 'unix', data: { path } }, server: true, wait: false };
      await monitor.result('chardev-add', { id: 'added', backend: { type: 'socket', data } });
      await monitor.result('object-add', { 'qom-type': 'monitor-qmp', id: 'private', chardev: 'added' });
      const added = await context.monitor(path);
      return same(await added.status(), 'prelaunch');
    },
  },
];

export const network: Group = { title: 'Ways to a monitor', facts };
