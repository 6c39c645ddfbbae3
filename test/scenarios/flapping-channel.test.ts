// The fear: a channel that is had and lost again and again, and brings nothing, is neither silence nor absence for long enough,
// and nobody hears of it.
import { expect, test } from 'vitest';
import { act, on, type PetSink, type PetSource, QmpClient, Supervisor, Watchdog } from 'qmp-watchdog';
import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';
import 'p-retry';

test.for([
  ['without a sign of life: it is paged, once', 0, 1],
  ['with a sign of life each time: it is well', 1, 0],
] as const)('%s', async ([, pets, pages]) => {
  const clock = new VirtualClock();
  await using qemu = new FakeQemu({ clock });
  const vm = await clock.runUntil(QmpClient.connect({ transport: qemu.transport() }, { clock }));
  let sink: PetSink | undefined;
  const source: PetSource = {
    name: 'forwarded port',
    start(given) {
      sink = given;
      return { [Symbol.asyncDispose]: async () => {} };
    },
  };
  await using dog = new Watchdog({ id: 'guest', timeout: 10_000, pets: source, clock });
  const policies = [{ name: 'hung guest', on: on.expired(dog), do: act.systemReset() }];
  const supervisor = new Supervisor({ vm, watchdogs: [dog], policies, clock });
  const told: string[] = [];
  supervisor.on('page', ({ reason }) => told.push(reason));
  const stop = new AbortController();
  const end = supervisor.run({ signal: stop.signal });
  await clock.advance(100);
  for (let times = 0; times < 200; times += 1) {
    sink!.opened();
    for (let pet = 0; pet < pets; pet += 1) sink!.pet();
    await clock.advance(1);
    sink!.closed('it was closed by the other side');
    await clock.advance(4_000);
  }
  expect(told.filter((reason) => reason.startsWith('nothing is known'))).toHaveLength(pages);
  stop.abort();
  await clock.runUntil(end);
});
