import { once } from 'node:events';
import { connect } from 'node:net';
import { type GuestCommand, parseHeartbeat } from '../../guest/index.js';
import type { Context } from '../context.js';
import { all, differs, type Fact, type Group, holdsIf, same } from '../fact.js';

/** What became of a machine whose guest got these commands. */
interface Story {
  /** Events by name, with what decides in brackets. */
  readonly events: readonly string[];
  /** The run state, or the exit code. */
  readonly end: string;
}

const DECIDES = ['action', 'reason'];

/** Lets the guest do it, and tells what followed until `last`, an event, or until QEMU ended. */
async function story(
  context: Context,
  args: readonly string[],
  letters: readonly GuestCommand[],
  last: string | 'end',
): Promise<Story> {
  const { guest, monitor } = await context.machine({ args });
  const from = monitor.mark;
  for (const letter of letters) await guest.send(letter).catch(() => {});
  if (last === 'end') await monitor.end(10_000);
  else await monitor.event(last, from, 10_000);
  const end = monitor.ended ? `exit code ${(await guest.exited).code}` : await monitor.status();
  const events = monitor.messages.slice(from).flatMap(({ event, data }) => {
    if (event === undefined) return [];
    const detail = DECIDES.map((name) => data?.[name]).find((value) => value !== undefined);
    return [detail === undefined ? event : `${event} (${detail})`];
  });
  return { events, end };
}

const EXPIRE = ['w', 'k'] as const;

/** A fact about what follows when the guest does this. */
function follows(
  id: string,
  title: string,
  args: readonly string[],
  letters: readonly GuestCommand[],
  expected: readonly string[],
  end: string,
): Fact {
  const last = end.startsWith('exit') ? 'end' : (expected.at(-1) ?? '').replace(/ .*/, '');
  return {
    id,
    title,
    run: async (context) => {
      const told = await story(context, args, letters, last);
      return all(same(told.events, expected), same([told.end], [end]));
    },
  };
}

const facts: readonly Fact[] = [
  follows(
    'watchdog-reset',
    'An expired watchdog device with action reset: WATCHDOG, RESET',
    [],
    EXPIRE,
    ['WATCHDOG (reset)', 'RESET (guest-reset)'],
    'running',
  ),
  follows(
    'watchdog-pause',
    'An expired watchdog device with action pause: WATCHDOG, STOP, and the state `watchdog`',
    ['-watchdog-action', 'pause'],
    EXPIRE,
    ['WATCHDOG (pause)', 'STOP'],
    'watchdog',
  ),
  follows(
    'watchdog-none',
    'An expired watchdog device with action none: WATCHDOG, and the guest is left as it is',
    ['-watchdog-action', 'none'],
    EXPIRE,
    ['WATCHDOG (none)'],
    'running',
  ),
  follows(
    'watchdog-inject-nmi',
    'An expired watchdog device with action inject-nmi: WATCHDOG, and the guest decides',
    ['-watchdog-action', 'inject-nmi'],
    EXPIRE,
    ['WATCHDOG (inject-nmi)'],
    'running',
  ),
  follows(
    'watchdog-shutdown',
    'An expired watchdog device with action shutdown: WATCHDOG, POWERDOWN: a button pressed, which a hung guest does not hear',
    ['-watchdog-action', 'shutdown'],
    EXPIRE,
    ['WATCHDOG (shutdown)', 'POWERDOWN'],
    'running',
  ),
  follows(
    'watchdog-poweroff',
    'An expired watchdog device with action poweroff: WATCHDOG, then the end with exit code 0 and without SHUTDOWN',
    ['-watchdog-action', 'poweroff'],
    EXPIRE,
    ['WATCHDOG (poweroff)'],
    'exit code 0',
  ),
  follows(
    'panic',
    'A panic: GUEST_PANICKED (poweroff) once, SHUTDOWN by guest-panic, exit code 0',
    [],
    ['p'],
    ['GUEST_PANICKED (poweroff)', 'SHUTDOWN (guest-panic)'],
    'exit code 0',
  ),
  follows(
    'panic-that-pauses',
    'A panic under `-no-shutdown`: GUEST_PANICKED (pause), STOP, and the state `guest-panicked`',
    ['-no-shutdown'],
    ['p'],
    ['GUEST_PANICKED (pause)', 'STOP'],
    'guest-panicked',
  ),
  follows(
    'crash-loaded',
    'A crash kernel loaded: GUEST_CRASHLOADED, and it runs on',
    [],
    ['c'],
    ['GUEST_CRASHLOADED (run)'],
    'running',
  ),
  {
    id: 'shutdown-by-pvpanic',
    title: 'A shutdown told through pvpanic: GUEST_PVSHUTDOWN, SHUTDOWN by guest-shutdown',
    async run(context) {
      const { guest, monitor } = await context.machine();
      await guest.send('P').catch(() => {});
      if (await monitor.never(({ event }) => event === 'SHUTDOWN', 1_000)) return differs('nothing is told');
      return same(monitor.events(), ['GUEST_PVSHUTDOWN', 'SHUTDOWN']);
    },
  },
  follows(
    'power-off',
    'A guest that powers off: SHUTDOWN by guest-shutdown, exit code 0',
    [],
    ['o'],
    ['SHUTDOWN (guest-shutdown)'],
    'exit code 0',
  ),
  follows(
    'triple-fault',
    'A triple fault: RESET by guest-reset',
    [],
    ['t'],
    ['RESET (guest-reset)'],
    'running',
  ),
  follows(
    'triple-fault-without-reboot',
    'A triple fault under `-no-reboot`: SHUTDOWN by guest-reset, exit code 0',
    ['-no-reboot'],
    ['t'],
    ['SHUTDOWN (guest-reset)'],
    'exit code 0',
  ),
  {
    id: 'hang',
    title: 'A guest that hangs with interrupts off: no event, and the state stays `running`',
    async run(context) {
      const { guest, monitor } = await context.machine();
      await guest.send('l');
      const silent = await monitor.never(({ event }) => event !== undefined, 500);
      return all(same(silent ? [] : monitor.events(), []), same(await monitor.status(), 'running'));
    },
  },
  {
    id: 'unread-heartbeats',
    title: 'What a guest writes to a serial port while nobody is connected to its socket is lost',
    async run(context) {
      const { guest, monitor } = await context.machine();
      await new Promise((resolve) => setTimeout(resolve, 600));
      await monitor.result('query-name');
      const socket = connect(guest.serialPath);
      context.use({ [Symbol.dispose]: () => void socket.destroy() });
      const beats = () => text.split('\n').map(parseHeartbeat);
      let text = '';
      let first: number | undefined;
      while ((first = beats().find((beat) => beat !== undefined)?.number) === undefined)
        text += (await once(socket, 'data'))[0];
      return holdsIf(first > 2, `the first is beat ${first}`);
    },
  },
  {
    id: 'memory-failure',
    title:
      'A machine check that the guest can not take: MEMORY_FAILURE, then RESET, both before the reply of the command',
    async run(context) {
      const { monitor } = await context.machine();
      const from = monitor.mark;
      await monitor.result('human-monitor-command', {
        'command-line': 'mce 0 9 0xbd80000000000134 7 0 0',
      });
      await monitor.event('RESET', from).catch(() => {});
      const { data } = await monitor.event('MEMORY_FAILURE', from);
      return all(
        same([data?.['recipient'], data?.['action']], ['guest', 'reset']),
        same(monitor.story(from), ['MEMORY_FAILURE', 'RESET', 'human-monitor-command']),
      );
    },
  },
];

export const guestEvents: Group = { title: 'What a guest does, and what is told of it', facts };
