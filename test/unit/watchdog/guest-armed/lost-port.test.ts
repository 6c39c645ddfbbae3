// The fear: QEMU closes the port, and a guest is taken for silent, or its watchdog for disarmed.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { GuestArmed, type GuestArmedOptions, type WatchdogTransition } from 'qmp-watchdog';
import { dial, Peer, temporaryPath } from '../pets/sockets.js';

interface Running {
  readonly armed: GuestArmed;
  readonly told: WatchdogTransition[];
  /** Waits until this has happened to the first timer, so many times in all. */
  until(type: WatchdogTransition['type'], times?: number): Promise<void>;
}

function start(options: GuestArmedOptions): Running {
  const armed = new GuestArmed({ minTimeout: 1_000, reconnect: { min: 10, max: 10 }, ...options });
  const told: WatchdogTransition[] = [];
  const waiting = new Set<() => void>();
  armed.watchdogs[0]!.on('transition', (transition) => {
    told.push(transition);
    for (const look of [...waiting]) look();
  });
  onTestFinished(() => armed[Symbol.asyncDispose]());
  for (const watchdog of armed.watchdogs) watchdog.start();
  return {
    armed,
    told,
    until: (type, times = 1) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (told.filter((transition) => transition.type === type).length < times) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

async function ask(socket: Socket, line: string): Promise<string> {
  socket.write(`${line}\n`);
  const [bytes] = await once(socket, 'data');
  return String(bytes);
}

test('a chardev that is lost and comes back: unknown meanwhile, armed all the time, and then it counts anew', async () => {
  const path = temporaryPath();
  const peer = await Peer.listen({ path });
  const { until, told, armed } = start({ port: { path } });
  const first = await peer.next();
  expect(await ask(first, 'ARM 0 1')).toBe('OK 1 1\n');
  first.destroy();
  await until('unknown', 2);
  const second = await peer.next();
  await until('known', 2);
  const known = told.at(-1)!.at;
  // Half a line of the lost connection is not continued in this one.
  expect(await ask(second, 'STATUS')).toMatch(/^OK STATUS 1=1\/1 2=0\n$/);
  await until('expired');
  expect(told.at(-1)!.at - known).toBeGreaterThanOrEqual(1_000);
  const types = told.map(({ type }) => type).filter((type) => type !== 'late');
  expect(types).toEqual(['unknown', 'known', 'armed', 'unknown', 'known', 'expired']);
  expect(armed.watchdogs.map(({ state }) => state)).toEqual(['expired', 'disarmed']);
});

test('a QEMU that dials in, and dials in again before its old connection was seen to end', async () => {
  const path = temporaryPath();
  const { armed } = start({ port: { listen: { path } } });
  await vi.waitFor(() => expect(existsSync(path)).toBe(true), { interval: 5 });
  const first = await dial({ path });
  expect(await ask(first, 'ARM 0 5 daemon')).toBe('OK 1 5\n');
  const second = await dial({ path });
  expect(await ask(second, 'ARM 0 9 daemon')).toBe('OK 1 9\n');
  expect(armed.snapshot.timers).toMatchObject([{ armed: true, timeout: 9_000 }, { armed: false }]);
});

test('a stranger who talks nonsense takes neither the port from the guest nor an answer, however much it says', async () => {
  const path = temporaryPath();
  const { armed, told } = start({ port: { listen: { path } } });
  await vi.waitFor(() => expect(existsSync(path)).toBe(true), { interval: 5 });
  const guest = await dial({ path });
  expect(await ask(guest, 'ARM 0 5 daemon')).toBe('OK 1 5\n');
  const stranger = await dial({ path });
  expect(await ask(stranger, 'GET / HTTP/1.1')).toMatch(/^ERR SYNTAX expected HELLO/);
  stranger.write('Host: localhost\n'.repeat(1_000));
  await vi.waitFor(() => expect(armed.watchdogs[0]!.snapshot.refusedCount).toBe(1_001), { interval: 5 });
  expect(await ask(guest, 'ARM 0 9')).toBe('OK 2 9\n');
  // One request of the guest's makes it the guest: the end of a killed QEMU's connection may never be seen.
  const over = once(guest, 'close');
  stranger.write('PET 1 5\n');
  await over;
  expect(told.map(({ type }) => type)).toEqual(['unknown', 'known', 'armed', 'unknown', 'known']);
});

test('it follows one connection for all timers, and lets go of it with the last of them', async () => {
  const path = temporaryPath();
  const peer = await Peer.listen({ path });
  const { armed, until } = start({ port: { path }, timers: 5 });
  const socket = await peer.next();
  await until('known');
  const [last, ...others] = armed.watchdogs;
  await Promise.all(others.map((watchdog) => watchdog.stop()));
  expect(await ask(socket, 'ARM 0 5')).toBe('OK 1 5\n');
  expect(peer.connections).toBe(1);
  const over = once(socket, 'close');
  await last!.stop();
  await over;
  for (const watchdog of armed.watchdogs) watchdog.start();
  expect(await ask(await peer.next(), 'PET 1 5')).toBe('OK 1 5\n');
});
