// The fear: a channel that is had and lost again and again, and brings nothing, is neither silence nor absence for long enough,
// and nobody hears of it.
import { expect, test } from 'vitest';
import { act, on, type PetSink, type PetSource, QmpClient, Supervisor, Watchdog } from 'qmp-watchdog';
import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';
import 'p-retry';

interface Flapping {
  /** How long it is there each time, in milliseconds. */
  readonly there: number;
  /** How long it is gone each time, in milliseconds; 0: it is back before anything else has its turn. */
  readonly gone?: number;
  /** How often it pets then. */
  readonly pets?: number;
  readonly timeout?: number;
  readonly before?: (dog: Watchdog) => void;
}

test.for<[string, Flapping, number]>([
  ['without a sign of life: it is paged, once', { there: 1 }, 1],
  ['with a sign of life each time: it is well', { there: 1, pets: 1 }, 0],
  ['for longer, and never for as long as its silence must last: it is paged, once', { there: 70_000 }, 1],
  [
    'for a while, with somebody who waits and takes over at once: it is paged, once',
    { there: 20_000, gone: 0 },
    1,
  ],
  ['for longer, with a sign of life', { there: 70_000, pets: 1 }, 0],
  ['for as long as its silence must last: that is told', { there: 70_000, timeout: 10_000 }, 0],
  ['while nobody waits for pets', { there: 70_000, before: (dog) => dog.disarm() }, 0],
  ['while its silence is excused', { there: 70_000, before: (dog) => dog.pause('backup', 1e9) }, 0],
])('%s', async ([, { there, gone = 4_000, pets = 0, timeout = there + 10_000, before }, pages]) => {
  const clock = new VirtualClock();
  await using qemu = new FakeQemu({ clock, guest: { interval: 10_000 } });
  const vm = await clock.runUntil(QmpClient.connect({ transport: qemu.transport() }, { clock }));
  let sink: PetSink | undefined;
  const source: PetSource = {
    name: 'forwarded port',
    start(given) {
      sink = given;
      return { [Symbol.asyncDispose]: async () => {} };
    },
  };
  await using dog = new Watchdog({ id: 'guest', timeout, pets: source, clock });
  const policies = [{ name: 'hung guest', on: on.expired(dog), do: act.systemReset() }];
  const supervisor = new Supervisor({ vm, watchdogs: [dog], policies, clock });
  const told: string[] = [];
  supervisor.on('page', ({ reason }) => told.push(reason));
  const stop = new AbortController();
  const end = supervisor.run({ signal: stop.signal });
  await clock.advance(100);
  before?.(dog);
  for (let times = 0; times < Math.max(200_000 / (there + gone), 6); times += 1) {
    sink!.opened();
    for (let pet = 0; pet < pets; pet += 1) sink!.pet();
    await clock.advance(there);
    sink!.closed('it was closed by the other side');
    if (gone > 0) await clock.advance(gone);
  }
  expect(told.filter((reason) => reason.startsWith('nothing is known'))).toHaveLength(pages);
  stop.abort();
  await clock.runUntil(end);
});
