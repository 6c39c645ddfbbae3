// Fills a journal whose files are small, until it is killed. Run by killed-supervisor.test.ts.
import { SystemClock } from 'qmp-watchdog';
import { FileJournal } from '../../../src/journal/index.js';

const [path = ''] = process.argv.slice(2);

const clock = new SystemClock();
const journal = await FileJournal.open(path, { clock, timeout: 5_000, maxBytes: 2_000, keep: 999 });
const stamp = (n: number) =>
  ({ v: 1, n, time: new Date(clock.wall()).toISOString(), at: clock.now() }) as const;
const { incidents } = journal.recalled({ at: clock.now(), boot: clock.boot(), wall: clock.wall() });
await journal.append({
  ...stamp(1),
  kind: 'started',
  boot: clock.boot(),
  mode: 'enforce',
  policies: ['p'],
  watchdogs: [],
});
for (let next = incidents + 1; ; next += 1) {
  const incident = `i${next}`;
  await journal.append({
    ...stamp(next),
    kind: 'trigger',
    incident,
    policy: 'p',
    cause: { text: 'x'.repeat(300) },
  });
  // Whoever is told relies on it.
  await journal.append(
    { ...stamp(next), kind: 'intent', incident, order: next, action: 'a' },
    { sync: true },
  );
  process.stdout.write(`${next}\n`);
}
