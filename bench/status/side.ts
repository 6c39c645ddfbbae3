// The process that supervises VMs and serves their status.
import { act, on, pets, Supervisor, Vm, Watchdog } from 'qmp-watchdog';
import { serveStatus } from 'qmp-watchdog/status';
import { FakeQemu } from 'qmp-watchdog/testing';
import { assignment, serve } from '../child.js';

/** What it is started with. */
export interface SideAssignment {
  /** Of the unix socket. */
  readonly path: string;
  readonly vms: number;
}

/** What a span of life was like. */
export interface Life {
  /** By how much expiries came late, in milliseconds. */
  readonly late: readonly number[];
  /** Of one core. */
  readonly cpu: number;
}

/** So many expire one after the other, each after so many milliseconds, within a span. */
const SILENT = 2_000;
/** Short: a stall of the machine makes all late that are armed in it. */
const TIMEOUT = 300;
const SPAN = 4_000;
const TICK = 5;

const { path, vms } = assignment<SideAssignment>();
const supervisors = await Promise.all(Array.from({ length: vms }, (_, nth) => supervise(`vm${nth}`)));
await serveStatus(supervisors, { socket: path });

serve<'live', Life>(async () => await live());

async function supervise(name: string): Promise<Supervisor> {
  const qemu = new FakeQemu({ guest: { interval: 1_000 } });
  const vm = await Vm.connect(() => ({ transport: qemu.transport() }), { interlocks: 'none' });
  const dog = new Watchdog({
    id: 'guest',
    timeout: 5_000,
    pets: pets.bytes({ stream: qemu.heartbeatStream() }),
  });
  const policies = [{ name: 'hung guest', on: on.expired(dog), do: act.systemReset() }];
  const supervisor = new Supervisor({ vm, name, watchdogs: [dog], policies });
  void supervisor.run();
  return supervisor;
}

function live(): Promise<Life> {
  const late: number[] = [];
  const dogs: Watchdog[] = [];
  const before = process.cpuUsage();
  const began = performance.now();
  return new Promise((resolve) => {
    const arming = setInterval(() => {
      const due = Math.min(((performance.now() - began) / SPAN) * SILENT, SILENT);
      while (dogs.length < due) dogs.push(silentDog((lateness) => late.push(lateness)));
      if (late.length < SILENT) return;
      clearInterval(arming);
      for (const dog of dogs) void dog.stop();
      const { user, system } = process.cpuUsage(before);
      resolve({ late, cpu: (user + system) / 1_000 / (performance.now() - began) });
    }, TICK);
  });
}

/** It is never petted. */
function silentDog(expired: (lateness: number) => void): Watchdog {
  const dog = new Watchdog({ id: 'silent', timeout: TIMEOUT });
  const due = performance.now() + TIMEOUT;
  dog.on('expired', () => expired(performance.now() - due));
  dog.start();
  return dog;
}
