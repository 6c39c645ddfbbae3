import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeQemu } from 'qmp-watchdog/testing';
import type { Machine } from './machine.js';

/** The fake QEMU that comes with the package, behind real sockets. */
export async function fakeMachine(): Promise<Machine> {
  const folder = await mkdtemp(join(tmpdir(), 'fake-qemu-'));
  const qemu = new FakeQemu({ name: 'demo' });
  return {
    what: 'the fake QEMU of qmp-watchdog/testing, whose guest beats every 100 ms (no qemu-system-x86_64 was asked for or found)',
    qmp: await qemu.listen({ path: join(folder, 'qmp') }),
    heartbeat: await qemu.listenHeartbeat({ path: join(folder, 'heartbeat') }),
    hang: async () => {
      qemu.guest.hang();
      return 'hang with interrupts off';
    },
    async [Symbol.asyncDispose]() {
      await qemu[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
