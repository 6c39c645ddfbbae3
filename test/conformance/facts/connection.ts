import { access } from 'node:fs/promises';
import { Blockade } from '../blockade.js';
import { all, differs, type Fact, type Group, holdsIf, same } from '../fact.js';
import { Monitor } from '../monitor.js';

const facts: readonly Fact[] = [
  {
    id: 'greeting-is-not-life',
    title: 'A stopped process takes connections and greets none of them until it goes on',
    async run(context) {
      const guest = await context.start({ args: ['-S'] });
      await guest.stop();
      const monitor = context.use(new Monitor(guest.qmpPath));
      const silent = await monitor.never(({ QMP }) => QMP !== undefined, 300);
      const ended = monitor.ended;
      guest.continue();
      await monitor.until(({ QMP }) => QMP !== undefined);
      return all(
        holdsIf(silent, 'it greets while it is stopped'),
        holdsIf(!ended, 'it refuses the connection'),
      );
    },
  },
  {
    id: 'greeting-of-a-blocked-qemu',
    title: 'With its main loop blocked it greets a new client, and does not answer its negotiation',
    async run(context) {
      const guest = await context.start({ args: ['-S'], monitors: 2 });
      const [first = '', second = ''] = guest.qmpPaths;
      const blockade = context.use(await Blockade.make(guest));
      await blockade.raise(await context.monitor(first));
      const monitor = context.use(new Monitor(second));
      monitor.execute('qmp_capabilities', 'negotiation', { enable: ['oob'] });
      const negotiated = !(await monitor.never(({ id }) => id === 'negotiation', 400));
      const greeted = monitor.messages.some(({ QMP }) => QMP);
      blockade.lift();
      await monitor.until(({ id }) => id === 'negotiation');
      return all(holdsIf(greeted, 'it does not greet'), holdsIf(!negotiated, 'it answers the negotiation'));
    },
  },
  {
    id: 'oob-is-offered',
    title: 'A monitor on a socket offers out-of-band execution',
    async run(context) {
      const guest = await context.start({ args: ['-S'] });
      const monitor = await context.greeted(guest.qmpPath);
      const greeting = monitor.messages.map(({ QMP }) => QMP).find((QMP) => QMP !== undefined);
      const capabilities = greeting?.capabilities.join() ?? '';
      return holdsIf(capabilities === 'oob', `it offers "${capabilities}"`);
    },
  },
  {
    id: 'negotiate-first',
    title: 'Before the negotiation every other command is CommandNotFound',
    async run(context) {
      const guest = await context.start({ args: ['-S'] });
      const monitor = await context.greeted(guest.qmpPath);
      return same(await monitor.refusal('query-status'), 'CommandNotFound');
    },
  },
  {
    id: 'negotiate-once',
    title: 'After the negotiation `qmp_capabilities` is CommandNotFound',
    async run(context) {
      const { monitor } = await context.paused();
      return same(await monitor.refusal('qmp_capabilities'), 'CommandNotFound');
    },
  },
  {
    id: 'silent-until-negotiated',
    title: 'No event is sent to a client that has not negotiated, not later either',
    async run(context) {
      const guest = await context.start({ monitors: 2 });
      const [first = '', second = ''] = guest.qmpPaths;
      const monitor = await context.monitor(first);
      const other = await context.greeted(second);
      await monitor.result('stop');
      await other.result('qmp_capabilities');
      await other.result('query-status');
      return same(other.story(), ['greeting', 'qmp_capabilities', 'query-status']);
    },
  },
  {
    id: 'reply-to-the-next-session',
    title:
      'The reply to a running command of a lost session comes in the next one, between greeting and negotiation',
    async run(context) {
      const guest = await context.start({ args: ['-S'] });
      const blockade = context.use(await Blockade.make(guest));
      {
        using old = await Monitor.negotiated(guest.qmpPath);
        await blockade.raise(old, 'old');
      }
      const next = await context.greeted(guest.qmpPath);
      next.execute('qmp_capabilities', 'new');
      blockade.lift();
      await next.until(({ id }) => id === 'new');
      return same(next.story(), ['greeting', 'old', 'new']);
    },
  },
  {
    id: 'queue-of-a-lost-session',
    title: 'The commands that a lost session had queued are dropped without a word',
    async run(context) {
      const guest = await context.start({ args: ['-S'] });
      const blockade = context.use(await Blockade.make(guest));
      {
        using old = await Monitor.negotiated(guest.qmpPath);
        await blockade.raise(old, 'old');
        old.execute('cont', 'queued');
        // Its refusal shows that QEMU has read all of it.
        await old.askOob('query-status');
      }
      const next = await context.greeted(guest.qmpPath);
      blockade.lift();
      await next.result('qmp_capabilities');
      const status = await next.status();
      const told = next.messages.some(({ id }) => id === 'queued');
      return all(same(status, 'prelaunch'), holdsIf(!told, 'it answers the queued command'));
    },
  },
  {
    id: 'one-client-a-monitor',
    title:
      'A second client of a monitor connects, hears nothing while the first stays, and is served when it leaves',
    async run(context) {
      const { guest, monitor } = await context.paused();
      const second = context.use(new Monitor(guest.qmpPath));
      const silent = await second.never(() => true, 300);
      const ended = second.ended;
      monitor[Symbol.dispose]();
      if (ended) return differs('the second is turned away');
      await second.until(({ QMP }) => QMP !== undefined);
      return holdsIf(silent, 'the second is greeted at once');
    },
  },
  {
    id: 'two-monitors',
    title: 'Two monitors hear the same events, with the same times',
    async run(context) {
      const guest = await context.start({ monitors: 2 });
      const [one, other] = await Promise.all(guest.qmpPaths.map((path) => context.monitor(path)));
      if (one === undefined || other === undefined) throw new Error('there are two');
      await one.result('stop');
      const [here, there] = await Promise.all([one.event('STOP'), other.event('STOP')]);
      return same(there.timestamp, here.timestamp);
    },
  },
  {
    id: 'taken-over-socket',
    title: 'A second QEMU takes over the socket path of a running one silently, and both run',
    async run(context) {
      const name = (which: string) => ['-S', '-name', which];
      const first = await context.start({ args: name('first') });
      const old = await context.monitor(first.qmpPath);
      const usurper = ['-qmp', `unix:${first.qmpPath},server=on,wait=off`];
      const second = await context.start({ args: [...name('second'), ...usurper] }).catch(() => undefined);
      if (second === undefined) return differs('the second does not start');
      const monitor = await context.monitor(first.qmpPath);
      const names = [await old.result('query-name'), await monitor.result('query-name')];
      return same(names, [{ name: 'first' }, { name: 'second' }]);
    },
  },
  {
    id: 'end-by-sigterm',
    title: 'SIGTERM: SHUTDOWN by host-signal, then the end, exit code 0',
    async run(context) {
      const { guest, monitor } = await context.paused();
      guest.process.kill('SIGTERM');
      await monitor.end();
      const { data } = await monitor.event('SHUTDOWN').catch(() => ({ data: undefined }));
      return same([data, (await guest.exited).code], [{ guest: false, reason: 'host-signal' }, 0]);
    },
  },
  {
    id: 'end-by-sigkill',
    title: 'SIGKILL: the end without a word, and the path of the socket stays behind',
    async run(context) {
      const { guest, monitor } = await context.paused();
      guest.process.kill('SIGKILL');
      await monitor.end();
      await guest.exited;
      const stays = await access(guest.qmpPath).then(
        () => true,
        () => false,
      );
      return all(same(monitor.events(), []), holdsIf(stays, 'the path is gone'));
    },
  },
  {
    id: 'end-by-quit',
    title: '`quit`: SHUTDOWN by host-qmp-quit, the reply, the end, exit code 0',
    async run(context) {
      const { guest, monitor } = await context.paused();
      const from = monitor.mark;
      await monitor.result('quit');
      await monitor.end();
      const { data } = await monitor.event('SHUTDOWN').catch(() => ({ data: undefined }));
      return all(
        same(monitor.story(from), ['SHUTDOWN', 'quit']),
        same([data, (await guest.exited).code], [{ guest: false, reason: 'host-qmp-quit' }, 0]),
      );
    },
  },
];

export const connection: Group = { title: 'Connection and negotiation', facts };
