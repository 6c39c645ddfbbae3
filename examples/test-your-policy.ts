/** A policy tried in virtual time: five minutes of a hung guest take milliseconds, and every run is the same. */
import assert from 'node:assert/strict';
import { act, on, pets, QmpClient, Supervisor, Watchdog } from 'qmp-watchdog';
import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';

const clock = new VirtualClock();
await using qemu = new FakeQemu({ clock });
await using vm = await QmpClient.connect({ transport: qemu.transport() }, { clock });
const dog = new Watchdog({
  id: 'guest',
  timeout: 5_000,
  pets: pets.bytes({ stream: qemu.heartbeatStream() }),
  clock,
});
const supervisor = new Supervisor({
  vm,
  clock,
  watchdogs: [dog],
  mode: 'enforce',
  journal: 'none',
  policies: [{ name: 'hung guest', on: on.expired(dog), do: act.systemReset() }],
});

const done = new AbortController();
const run = supervisor.run({ signal: done.signal });
await clock.advance(60_000);
assert.equal(
  qemu.received.some(({ name }) => name === 'system_reset'),
  false,
  'a guest that beats is left alone',
);

qemu.guest.hang();
await clock.advance(5_100);
assert.equal(
  qemu.received.filter(({ name }) => name === 'system_reset').length,
  1,
  'a guest that hangs is reset once',
);

await clock.advance(1_000);
assert.equal(qemu.guest.state, 'alive');
assert.equal(supervisor.snapshot.incident, undefined, 'its first heartbeat ended the incident');
done.abort();
await run;
