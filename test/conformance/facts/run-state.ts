import { all, differs, type Fact, type Group, holds, holdsIf, notApplicable, same } from '../fact.js';

const facts: readonly Fact[] = [
  {
    id: 'event-before-reply',
    title: 'STOP, RESUME and RESET come before the reply to the command that caused them',
    async run(context) {
      const { monitor } = await context.machine();
      const from = monitor.mark;
      for (const command of ['stop', 'cont', 'system_reset']) await monitor.result(command);
      await monitor.event('RESET', from);
      return same(monitor.story(from), ['STOP', 'stop', 'RESUME', 'cont', 'RESET', 'system_reset']);
    },
  },
  {
    id: 'nothing-to-do-nothing-told',
    title: '`cont` of a running machine and `stop` of a stopped one return `{}`, and no event is sent',
    async run(context) {
      const { monitor } = await context.machine();
      const from = monitor.mark;
      for (const command of ['cont', 'stop', 'stop']) await monitor.result(command);
      await monitor.result('query-name');
      return same(monitor.events(from), ['STOP']);
    },
  },
  {
    id: 'reset-of-a-paused-vm',
    title: '`system_reset` of a paused machine leaves it in prelaunch, from which `cont` takes it on',
    async run(context) {
      const { monitor } = await context.machine();
      await monitor.result('stop');
      await monitor.result('system_reset');
      const after = await monitor.status();
      await monitor.result('cont');
      return same([after, await monitor.status()], ['prelaunch', 'running']);
    },
  },
  {
    id: 'reset-that-ends',
    title: 'Under `-no-reboot`, `system_reset` ends QEMU: SHUTDOWN by host-qmp-system-reset, exit code 0',
    async run(context) {
      const { guest, monitor } = await context.machine({ args: ['-no-reboot'] });
      monitor.execute('system_reset', 'reset');
      const { data } = await monitor.event('SHUTDOWN');
      await monitor.end();
      const { code } = await guest.exited;
      return same([data, code], [{ guest: false, reason: 'host-qmp-system-reset' }, 0]);
    },
  },
  {
    id: 'cont-after-shutdown',
    title: 'After a shutdown under `-no-shutdown`, `cont` is refused until a reset',
    async run(context) {
      const { guest, monitor } = await context.machine({ args: ['-no-shutdown'] });
      await guest.send('o');
      await monitor.event('STOP');
      const [status, refusal] = [await monitor.status(), await monitor.refusal('cont')];
      await monitor.result('system_reset');
      await monitor.result('cont');
      return all(
        same(monitor.events().slice(0, 2), ['SHUTDOWN', 'STOP']),
        same([status, refusal, await monitor.status()], ['shutdown', 'GenericError', 'running']),
      );
    },
  },
  {
    id: 'cont-after-panic',
    title: 'After a panic that paused it, `cont` is taken without a reset',
    async run(context) {
      const { guest, monitor } = await context.machine({ args: ['-no-shutdown'] });
      await guest.send('p');
      await monitor.becomes('guest-panicked');
      await monitor.result('cont');
      return same(await monitor.status(), 'running');
    },
  },
  {
    id: 'cont-when-suspended',
    title: 'In `suspended`, `cont` returns `{}` and does nothing; `system_wakeup` wakes the guest',
    async run(context) {
      const { guest, monitor } = await context.machine();
      await guest.send('z');
      await monitor.event('SUSPEND');
      await monitor.becomes('suspended');
      const reply = await monitor.ask('cont');
      const after = await monitor.status();
      const woken = await monitor.ask('system_wakeup');
      if (after === 'suspended') await monitor.event('WAKEUP');
      return same(
        [reply.return, after, woken.return, await monitor.status()],
        [{}, 'suspended', {}, 'running'],
      );
    },
  },
  {
    id: 'wakeup-of-a-waking-guest',
    title: '`system_wakeup` of a guest that is not suspended is a GenericError',
    async run(context) {
      const { monitor } = await context.machine();
      return same(await monitor.refusal('system_wakeup'), 'GenericError');
    },
  },
  {
    id: 'dump-of-a-running-vm',
    title: 'A dump of a running machine tells STOP, DUMP_COMPLETED and RESUME, and then replies',
    async run(context) {
      const { guest, monitor } = await context.machine();
      const from = monitor.mark;
      const protocol = `file:${guest.directory}/dump`;
      await monitor.result('dump-guest-memory', { paging: false, protocol }, 20_000);
      return same(monitor.story(from), ['STOP', 'DUMP_COMPLETED', 'RESUME', 'dump-guest-memory']);
    },
  },
  {
    id: 'clock-of-a-stopped-process',
    title: 'After SIGCONT the watchdog device may expire for a healthy guest: its clock went on',
    async run(context) {
      const { guest, monitor } = await context.machine();
      // Now and then the guest pets it before QEMU has looked.
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        await guest.send('w');
        await guest.stop();
        await new Promise((resolve) => setTimeout(resolve, 2_200));
        guest.continue();
        if (!(await monitor.never(({ event }) => event === 'WATCHDOG', 300))) return holds;
      }
      return differs('it never did, of five times');
    },
  },
  {
    id: 'times-of-events',
    title: "Events carry the time of the host's wall clock",
    async run(context) {
      const { monitor } = await context.machine();
      const before = Date.now() / 1_000;
      await monitor.result('stop');
      const { timestamp } = await monitor.event('STOP');
      const { seconds = Number.NaN, microseconds = 0 } = timestamp ?? {};
      return holdsIf(Math.abs(seconds + microseconds / 1e6 - before) < 5, `it says ${seconds}`);
    },
  },
  {
    id: 'set-action',
    title:
      '`set-action` changes what follows a panic while the machine runs: `exit-failure` ends with exit code 1',
    async run(context) {
      const schema = await context.schema();
      if (!schema.has('set-action')) return notApplicable('no set-action before 6.0');
      if (!schema.has('set-action/panic=exit-failure')) return notApplicable('no exit-failure before 7.1');
      const { guest, monitor } = await context.machine();
      await monitor.result('set-action', { panic: 'exit-failure' });
      await guest.send('p').catch(() => {});
      await monitor.end();
      return same((await guest.exited).code, 1);
    },
  },
  {
    id: 'run-states',
    title: 'The run states are the sixteen that the library knows',
    async run(context) {
      const schema = await context.schema();
      const known = [
        ...['debug', 'inmigrate', 'internal-error', 'io-error', 'paused', 'postmigrate', 'prelaunch'],
        ...['finish-migrate', 'restore-vm', 'running', 'save-vm', 'shutdown', 'suspended', 'watchdog'],
        ...['guest-panicked', 'colo'],
      ];
      const missing = known.filter((name) => !schema.has(`query-status:return/status=${name}`));
      const { monitor } = await context.paused();
      const entries = await monitor.result<{ 'meta-type': string; values?: string[] }[]>('query-qmp-schema');
      const states = entries.find(
        ({ values }) => values?.includes('finish-migrate') && values.includes('colo'),
      );
      const more = states?.values?.filter((name) => !known.includes(name)) ?? [];
      if (more.length === 0 && missing.length === 0) return holds;
      return {
        differs: [...more.map((name) => `also ${name}`), ...missing.map((name) => `no ${name}`)].join(', '),
      };
    },
  },
];

export const runState: Group = { title: 'Commands and the run state', facts };
