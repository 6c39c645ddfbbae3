import { inWords, type JournalRecord } from '../../journal/index.js';
import type { Simulation } from '../simulation/simulation.js';
import type { ReceivedCommand } from '../fake-qemu/dispatcher.js';
import { describeFault, type Fault } from './fault.js';

/** What changes nothing, and what every session begins with. */
const ASKS = /^(?:query-|qmp_capabilities$)/;

/** Writes down what happens in a simulation, in the order in which it does. */
export class ScenarioLog {
  readonly #sim: Simulation;
  readonly #lines: string[] = [];
  #received: ReceivedCommand | undefined;

  constructor(sim: Simulation) {
    this.#sim = sim;
    for (const record of sim.records) this.#record(record);
    sim.onRecord((record) => this.#record(record));
  }

  get text(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  /** Something happens. `happen` answers with why nothing comes of it. */
  fault(fault: Fault, happen: () => string | undefined): void {
    this.#catchUp();
    const line = this.#push(this.#sim.clock.now(), `>> ${describeFault(fault)}`);
    this.#explain(line, happen());
  }

  /** As {@link ScenarioLog.fault}, for what takes its time. */
  async faultInside(fault: Fault, happen: () => Promise<string | undefined>): Promise<void> {
    this.#catchUp();
    const line = this.#push(this.#sim.clock.now(), `>> ${describeFault(fault)}`);
    this.#explain(line, await happen());
  }

  /** How it is in the end. */
  end(): void {
    this.#catchUp();
    const { qemu, vm, guest, supervisor, clock } = this.#sim;
    const { incident, halted, mode } = supervisor.snapshot;
    const machine =
      qemu.process.state === 'running'
        ? `the VM ${vm.status}, its guest ${guest.state}`
        : `QEMU ${qemu.process.state}`;
    const busy = incident === undefined ? '' : `; ${incident.id} is ${incident.phase}`;
    const halts = Object.keys(halted).map((policy) => `; policy "${policy}" halted`);
    this.#push(clock.now(), `in the end: ${machine}; ${mode}${busy}${halts.join('')}`);
  }

  #record(record: JournalRecord): void {
    this.#catchUp();
    const words = inWords(record);
    if (words === undefined) return;
    const whose = 'incident' in record && record.incident !== undefined ? `${record.incident}: ` : '';
    this.#push(record.at, `${whose}${words}`);
  }

  /** What QEMU has been told to do since. */
  #catchUp(): void {
    const { received } = this.#sim.qemu;
    const from = this.#received === undefined ? 0 : received.lastIndexOf(this.#received) + 1;
    for (const { name, at } of received.slice(from))
      if (!ASKS.test(name)) this.#push(at, `QEMU gets ${name}`);
    this.#received = received.at(-1);
  }

  /** The number of the line. */
  #push(at: number, words: string): number {
    const seconds = (at / 1_000).toFixed(3).padStart(9);
    return this.#lines.push(`${seconds} s  ${words}`) - 1;
  }

  #explain(line: number, why: string | undefined): void {
    if (why !== undefined) this.#lines[line] += `  (nothing comes of it: ${why})`;
  }
}
