import { Storage } from '../../qemu/storage.js';
import { Blockade } from '../blockade.js';
import type { Context, Machine } from '../context.js';
import { all, differs, type Fact, type Group, holds, holdsIf, notApplicable, same } from '../fact.js';
import type { Monitor } from '../monitor.js';
import { statisticsOf } from '../statistics.js';

const NO_YANK = 'no yank before 6.0';

/** A paused machine whose main loop is blocked by a command of its own monitor. */
async function blocked(context: Context): Promise<Machine & { readonly blockade: Blockade }> {
  const machine = await context.paused();
  const blockade = context.use(await Blockade.make(machine.guest));
  await blockade.raise(machine.monitor);
  return { ...machine, blockade };
}

/** Sends so many commands in one burst, and asks out of band behind them; any answer to that is one. */
function askBehind(monitor: Monitor, commands: number): void {
  const lines = Array.from({ length: commands }, (_, n) => ({ execute: 'query-status', id: `c${n}` }));
  monitor.write(
    [...lines, { 'exec-oob': 'query-status', id: 'oob' }].map((line) => JSON.stringify(line)).join(''),
  );
}

const isOob = ({ id }: { readonly id?: unknown }): boolean => id === 'oob';

const facts: readonly Fact[] = [
  {
    id: 'oob-answers-when-blocked',
    title: 'With the main loop blocked, `query-yank` out of band is answered, and nothing in band is',
    async run(context) {
      if (!(await context.schema()).has('query-yank')) return notApplicable(NO_YANK);
      const { monitor } = await blocked(context);
      monitor.execute('query-status', 'in band');
      const reply = await monitor.askOob('query-yank', {}, 2_000).catch(() => undefined);
      const answered = monitor.messages.some(({ id }) => id === 'in band');
      return all(
        holdsIf(Array.isArray(reply?.return), 'there is no answer out of band'),
        holdsIf(!answered, 'the command in band is answered'),
      );
    },
  },
  {
    id: 'oob-refusal-is-an-answer',
    title:
      'A command that does not run out of band is refused at once, with its id, while the main loop is blocked',
    async run(context) {
      const { monitor } = await blocked(context);
      const reply = await monitor.askOob('query-status', {}, 2_000).catch(() => undefined);
      return same(reply?.error?.class, 'GenericError');
    },
  },
  {
    id: 'oob-must-be-enabled',
    title: '`exec-oob` without the capability is a GenericError',
    async run(context) {
      const guest = await context.start({ args: ['-S'] });
      const monitor = await context.greeted(guest.qmpPath);
      await monitor.result('qmp_capabilities');
      return same((await monitor.askOob('query-status')).error?.class, 'GenericError');
    },
  },
  {
    id: 'oob-commands',
    title: 'Out of band run `migrate-pause`, `migrate-recover`, `query-yank`, `yank`, and no others',
    async run(context) {
      const schema = await context.schema();
      const { monitor } = await context.paused();
      const commands = await monitor.result<{ name: string }[]>('query-commands');
      const allowed = commands.map(({ name }) => name).filter((name) => schema.command(name)?.allowOob);
      return same(allowed.sort(), ['migrate-pause', 'migrate-recover', 'query-yank', 'yank']);
    },
  },
  {
    id: 'eight-in-flight',
    title: 'Out-of-band execution works behind 8 commands of which one runs, and starves behind 9',
    async run(context) {
      const { monitor: eight } = await blocked(context);
      askBehind(eight, 7);
      const answered = !(await eight.never(isOob, 2_000));
      const { monitor: nine, blockade } = await blocked(context);
      askBehind(nine, 8);
      const starved = await nine.never(isOob, 400);
      blockade.lift();
      await nine.until(isOob);
      return all(holdsIf(answered, 'it starves behind 8'), holdsIf(starved, 'it is answered behind 9'));
    },
  },
  {
    id: 'seven-when-none-runs',
    title: 'Where something else blocks the main loop, it works behind 7 commands and starves behind 8',
    async run(context) {
      const guest = await context.start({ args: ['-S'], monitors: 3 });
      const [first = '', second = '', third = ''] = guest.qmpPaths;
      const [seven, eight] = [await context.monitor(second), await context.monitor(third)];
      const blockade = context.use(await Blockade.make(guest));
      await blockade.raise(await context.monitor(first));
      askBehind(seven, 7);
      const answered = !(await seven.never(isOob, 2_000));
      askBehind(eight, 8);
      const starved = await eight.never(isOob, 400);
      blockade.lift();
      await eight.until(isOob);
      return all(holdsIf(answered, 'it starves behind 7'), holdsIf(starved, 'it is answered behind 8'));
    },
  },
  {
    id: 'one-at-a-time-without-oob',
    title: 'A client without out-of-band execution is read one command at a time',
    async run(context) {
      const args = ['-S', '-trace', 'handle_qmp_command'];
      const guest = await context.start({ args, monitors: 3 }).catch(() => undefined);
      if (guest === undefined) return notApplicable('this build can not trace');
      const [first = '', second = '', third = ''] = guest.qmpPaths;
      const one = await context.greeted(second);
      await one.result('qmp_capabilities');
      const many = await context.monitor(third);
      const blockade = context.use(await Blockade.make(guest));
      await blockade.raise(await context.monitor(first));
      const read = (name: string) => guest.stderr().split(`"${name}"`).length - 1;
      for (const n of [1, 2, 3]) {
        one.execute('query-name', `one ${n}`);
        many.execute('query-uuid', `many ${n}`);
      }
      // Its refusal shows that QEMU has read what was sent before.
      await many.askOob('query-status');
      const counts = [read('query-name'), read('query-uuid')];
      blockade.lift();
      await one.until(({ id }) => id === 'one 3');
      // What it traces comes by another way, and later.
      const deadline = Date.now() + 2_000;
      while (read('query-name') < 3 && Date.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 10));
      if (read('query-name') < 3) return notApplicable('this build does not trace to its standard error');
      return same(counts, [1, 3]);
    },
  },
  {
    id: 'hung-storage',
    title: '`stop` waits for hung storage and blocks every monitor; `yank` out of band frees it',
    async run(context) {
      if (!(await context.schema()).has('yank')) return notApplicable(NO_YANK);
      if (context.qemu.nbd === undefined) return notApplicable('there is no qemu-nbd to be hung');
      const storage = context.use(await Storage.start(context.qemu.nbd));
      const guest = await context.start({ args: storage.args, initial: 'r', monitors: 2 });
      const [first = '', second = ''] = guest.qmpPaths;
      const [monitor, other] = [await context.monitor(first), await context.monitor(second)];
      await storage.hang();
      // The guest reads at each beat: soon it waits for a sector.
      const reads = async () => (await statisticsOf(monitor)).rd_operations;
      for (let before = -1; before !== (before = await reads()); )
        await new Promise((resolve) => setTimeout(resolve, 300));
      monitor.execute('stop', 'stop');
      const stuck = await monitor.never(({ id }) => id === 'stop', 300);
      other.execute('query-status', 'status');
      const silent = await other.never(({ id }) => id === 'status', 300);
      const freed = await other.askOob('yank', { instances: [{ type: 'block-node', 'node-name': 'd0' }] });
      await Promise.all([monitor.until(({ id }) => id === 'stop'), other.until(({ id }) => id === 'status')]);
      return all(
        holdsIf(stuck, 'stop returns'),
        holdsIf(silent, 'the other monitor answers'),
        same(freed.return, {}),
      );
    },
  },
  {
    id: 'vanished-client',
    title: 'A monitor that a vanished client holds is freed by `yank` through another one',
    async run(context) {
      if (!(await context.schema()).has('yank')) return notApplicable(NO_YANK);
      const guest = await context.start({ args: ['-S'], monitors: 2 });
      const [held = '', local = ''] = guest.qmpPaths;
      const vanished = await context.monitor(held);
      const monitor = await context.monitor(local);
      const reply = await monitor.askOob('yank', { instances: [{ type: 'chardev', id: 'compat_monitor0' }] });
      if (reply.error !== undefined) return differs('yank refuses the chardev of a monitor');
      await vanished.end();
      await context.monitor(held);
      return holds;
    },
  },
];

export const outOfBand: Group = { title: 'Out-of-band execution', facts };
