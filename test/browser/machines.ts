// Real supervisors of fake QEMUs, in real time.
import { act, on, pets, type Policy, Supervisor, Vm, Watchdog } from 'qmp-watchdog';
import { FakeQemu } from 'qmp-watchdog/testing';

/** One VM and who looks after it. */
export interface Machine extends AsyncDisposable {
  readonly name: string;
  readonly qemu: FakeQemu;
  readonly supervisor: Supervisor;
}

export interface MachineOptions {
  readonly name: string;
  /** Of its watchdog, in milliseconds. Default 2,000. */
  readonly timeout?: number;
  /** How often its guest beats, in milliseconds. Default 200. */
  readonly interval?: number;
  /** What its watchdog is called. Default `guest`. */
  readonly dog?: string;
  readonly policyName?: string;
  readonly policies?: (dog: Watchdog) => readonly Policy[];
}

/** Supervised, and up. */
async function machine(options: MachineOptions): Promise<Machine> {
  const { name, timeout = 2_000, interval = 200, dog: id = 'guest', policyName = 'hung guest' } = options;
  const usual = (dog: Watchdog): readonly Policy[] => [
    { name: policyName, on: on.expired(dog), do: act.systemReset() },
  ];
  const qemu = new FakeQemu({ guest: { interval, bootTime: 100 }, name });
  const vm = await Vm.connect(() => ({ transport: qemu.transport() }), { interlocks: 'none' });
  const pretimeout = timeout / 4;
  const dog = new Watchdog({ id, timeout, pretimeout, pets: pets.bytes({ stream: qemu.heartbeatStream() }) });
  const policies = (options.policies ?? usual)(dog);
  const supervisor = new Supervisor({
    ...{ vm, name, mode: 'enforce', watchdogs: [dog], policies, journal: 'none', claim: 'none' },
  });
  const stopping = new AbortController();
  const run = supervisor.run({ signal: stopping.signal });
  return {
    ...{ name, qemu, supervisor },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await run;
      await vm.close();
      await qemu[Symbol.asyncDispose]();
    },
  };
}

/** Some machines, disposed of together. */
export interface MachineFleet extends AsyncDisposable {
  readonly supervisors: readonly Supervisor[];
  of(name: string): Machine;
}

export async function fleetOf(...all: readonly (string | MachineOptions)[]): Promise<MachineFleet> {
  const made = await Promise.all(all.map((one) => machine(typeof one === 'string' ? { name: one } : one)));
  const machines = new Map(made.map((one) => [one.name, one]));
  return {
    supervisors: made.map(({ supervisor }) => supervisor),
    of(name) {
      const found = machines.get(name);
      if (found === undefined) throw new Error(`there is no ${name}`);
      return found;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(made.map((one) => one[Symbol.asyncDispose]()));
    },
  };
}
