import type { Clock } from '../../core/index.js';
import { Refusal } from '../fake-qemu/answer.js';

/** How a program of a {@link FakeAgent} is called. */
export interface FakeProgramCall {
  readonly args: readonly string[];
  /** `NAME=value`, or `undefined` for the agent's own environment. */
  readonly env: readonly string[] | undefined;
  /** What stands on its standard input. */
  readonly input: Buffer;
}

/** How a program of a {@link FakeAgent} ends. */
export interface FakeProgramEnd {
  /** Default 0, unless a signal ended it. */
  readonly exitCode?: number | undefined;
  /** The number of the signal that ended it. */
  readonly signal?: number | undefined;
  readonly stdout?: string | Uint8Array | undefined;
  readonly stderr?: string | Uint8Array | undefined;
  /** How long it runs, in milliseconds; `Infinity`: for ever. Default 0. */
  readonly takes?: number | undefined;
}

/** A program that the agent can start. */
export type FakeProgram = (call: FakeProgramCall) => FakeProgramEnd;

interface Process {
  readonly end: FakeProgramEnd;
  readonly endsAt: number;
  readonly capture: boolean;
}

/** The programs of a fake guest, and their processes. */
export class FakePrograms {
  readonly #clock: Clock;
  readonly #programs = new Map<string, FakeProgram>();
  readonly #processes = new Map<number, Process>();
  #lastPid = 999;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  set(path: string, program: FakeProgram): void {
    this.#programs.set(path, program);
  }

  /** The agent ended: it does not know what it started any more. */
  forget(): void {
    this.#processes.clear();
  }

  start(path: string, call: FakeProgramCall, capture: boolean): number {
    const program = this.#programs.get(path);
    if (program === undefined)
      throw new Refusal(
        `Guest agent command failed, error was 'Failed to execute child process "${path}" (No such file or directory)'`,
      );
    const end = program(call);
    this.#lastPid += 1;
    this.#processes.set(this.#lastPid, { end, endsAt: this.#clock.now() + (end.takes ?? 0), capture });
    return this.#lastPid;
  }

  status(pid: unknown): object {
    const process = typeof pid === 'number' ? this.#processes.get(pid) : undefined;
    if (process === undefined) throw new Refusal("Invalid parameter 'pid'");
    if (this.#clock.now() < process.endsAt) return { exited: false };
    // As the real one: who has asked once is not told again.
    this.#processes.delete(Number(pid));
    const { exitCode, signal, stdout = '', stderr = '' } = process.end;
    const output = (name: string, bytes: string | Uint8Array): object =>
      process.capture && bytes.length > 0 ? { [name]: Buffer.from(bytes).toString('base64') } : {};
    return {
      exited: true,
      ...(signal === undefined ? { exitcode: exitCode ?? 0 } : { signal }),
      ...output('out-data', stdout),
      ...output('err-data', stderr),
    };
  }
}
