/**
 * The main job from end to end: a guest hangs while QEMU goes on saying "running", a watchdog notices that its
 * heartbeats stopped, a non-maskable interrupt does not cure it, a reset does, and its first heartbeat proves it.
 *
 * Runs on the QEMU that is installed, else on the fake QEMU that comes with the package; `--fake` asks for the fake.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  act,
  type JournalRecord,
  on,
  pets,
  QmpClient,
  readJournal,
  Supervisor,
  systemClock,
  Watchdog,
} from 'qmp-watchdog';
import { fakeMachine } from './fake-machine.js';
import type { Machine } from './machine.js';
import { qemuOnPath, realMachine } from './real-machine.js';
import { screen } from './screen.js';
import { narrate, summary } from './story.js';

/** After this long something is wrong with the demo itself. */
const TIME_LIMIT = 18_000;
const BEATS_BEFORE_THE_HANG = 15;
const BEATS_AFTER_THE_RESET = 8;

const clock = systemClock;
const startedAt = clock.now();
const out = screen(startedAt, () => clock.now());
const interrupted = new AbortController();
const interrupt = (): void => interrupted.abort(new Error('interrupted'));
process.once('SIGINT', interrupt);
process.once('SIGTERM', interrupt);

async function start(): Promise<Machine> {
  const version = process.argv.includes('--fake') ? undefined : qemuOnPath();
  return version === undefined ? await fakeMachine() : await realMachine(version, interrupted.signal);
}

/** Resolves after so many more heartbeats. */
class BeatCounter {
  #left = 0;
  #reached: () => void = () => {};

  count(): void {
    this.#left -= 1;
    if (this.#left === 0) this.#reached();
  }

  more(beats: number): Promise<void> {
    this.#left = beats;
    return new Promise((resolve) => {
      this.#reached = resolve;
    });
  }
}

async function demo(journal: string): Promise<boolean> {
  out.title('1. A machine starts');
  await using machine = await start();
  out.line('plain', machine.what);
  await using vm = await QmpClient.connect(machine.qmp, { signal: interrupted.signal });
  const { major, minor, micro } = vm.version.qemu;
  out.line(
    'plain',
    `QMP: QEMU ${major}.${minor}.${micro} greeted; out-of-band execution ${vm.capabilities.includes('oob') ? 'on' : 'off'}`,
  );

  const beats = new BeatCounter();
  const heartbeats = pets.lines(machine.heartbeat, {
    line: (line) => {
      const number = /^HB ([0-9A-F]{4})/.exec(line)?.[1];
      if (number === undefined) return false;
      out.beat(number);
      beats.count();
      return true;
    },
  });
  const dog = new Watchdog({ id: 'guest', timeout: 2_000, pretimeout: 500, pets: heartbeats });
  const supervisor = new Supervisor({
    vm,
    name: 'demo',
    watchdogs: [dog],
    mode: 'enforce',
    journal,
    policies: [
      {
        name: 'hung guest',
        on: on.expired(dog),
        do: act.escalate(
          { action: act.injectNmi(), timeout: 1_500 },
          { action: act.systemReset(), timeout: 10_000 },
        ),
      },
    ],
  });
  supervisor.on('record', (record) => narrate(record, out));

  const finished = new AbortController();
  interrupted.signal.addEventListener('abort', () => finished.abort(interrupted.signal.reason), {
    once: true,
  });
  out.title('2. Its guest beats');
  const run = supervisor.run({ signal: finished.signal });
  const story = (async (): Promise<void> => {
    await beats.more(BEATS_BEFORE_THE_HANG);
    out.title('3. The guest hangs');
    const how = await machine.hang();
    const { status } = await vm.execute('query-status');
    out.line('bad', `told the guest to ${how}. QEMU still says: ${status}`);
    await new Promise<void>((resolve) => {
      dog.on('recovered', () => resolve());
    });
    await beats.more(BEATS_AFTER_THE_RESET);
    finished.abort(new Error('the demo is over'));
  })();
  const limit = clock.sleep(TIME_LIMIT, { signal: finished.signal }).then(
    () => finished.abort(new Error(`the demo took longer than ${TIME_LIMIT / 1000} s`)),
    () => {
      // It was over in time.
    },
  );
  const end = await run;
  finished.abort();
  await limit;
  // Ctrl-C reaches QEMU too, which may end before we notice.
  const signalled = end.kind === 'closed' && end.reason.shutdown?.reason === 'host-signal';
  if (interrupted.signal.aborted || signalled) return false;
  if (end.kind === 'closed') throw new Error('the QMP session ended before the story did');
  await story;
  return true;
}

const folder = await mkdtemp(join(tmpdir(), 'qmp-watchdog-demo-'));
try {
  const journal = join(folder, 'journal.jsonl');
  if (await demo(journal)) {
    const records: JournalRecord[] = [];
    for await (const record of readJournal(journal)) records.push(record);
    out.title('4. What happened, by the journal');
    for (const line of summary(records)) out.line(line.kind, line.text);
    process.stdout.write('\nNothing is left running.\n');
  } else {
    process.stdout.write('\nInterrupted; nothing is left running.\n');
    process.exitCode = 130;
  }
} catch (error) {
  process.stderr.write(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
  process.off('SIGINT', interrupt);
  process.off('SIGTERM', interrupt);
}
