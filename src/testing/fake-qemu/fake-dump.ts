import type { DumpQueryResult, RunState } from '../../qmp/index.js';
import { Refusal } from './answer.js';
import type { FakeVm } from './fake-vm.js';
import type { MainLoop } from './main-loop.js';

/** How many bytes QEMU dumps of a PC with 16 MiB. */
const MEMORY = 16_842_752;

/**
 * `dump-guest-memory`: the VM stands still while QEMU writes its memory away. A detached dump goes on until
 * {@link FakeDump.finish}; any other is done before its command is answered.
 */
export class FakeDump {
  readonly #vm: FakeVm;
  readonly #mainLoop: MainLoop;
  readonly #emit: (event: string, data: object) => void;
  #status: 'none' | 'active' | 'completed' | 'failed' = 'none';
  #completed = 0;
  /** What the VM goes back to. */
  #before: RunState | undefined;

  /** @internal */
  constructor(vm: FakeVm, mainLoop: MainLoop, emit: (event: string, data: object) => void) {
    this.#vm = vm;
    this.#mainLoop = mainLoop;
    this.#emit = emit;
  }

  /** Whether a dump is under way. */
  get active(): boolean {
    return this.#status === 'active';
  }

  /** Begins a detached dump, as the command does for the client of another monitor: STOP and `save-vm` when the VM ran. */
  start(): void {
    this.#mainLoop.run(() => {
      this.#status = 'active';
      this.#completed = 0;
      this.#before = this.#vm.running ? this.#vm.status : undefined;
      if (this.#before !== undefined) this.#vm.enter('save-vm');
    });
  }

  /** Ends the dump: DUMP_COMPLETED, with `error` where it failed, and RESUME when the VM ran before. */
  finish(options: { readonly error?: string | undefined } = {}): void {
    const { error } = options;
    this.#mainLoop.run(() => {
      if (!this.active) return;
      this.#status = error === undefined ? 'completed' : 'failed';
      if (error === undefined) this.#completed = MEMORY;
      this.#emit('DUMP_COMPLETED', { result: this.query(), ...(error === undefined ? {} : { error }) });
      if (this.#before !== undefined) this.#vm.enter(this.#before);
    });
  }

  /** @internal As `query-dump` tells. */
  query(): DumpQueryResult {
    const total = this.#status === 'none' ? 0 : MEMORY;
    return { status: this.#status, completed: this.#completed, total };
  }

  /** @internal The formats that it has; those with lzo and snappy take libraries that not every QEMU was built with. */
  formats(isSince: (version: readonly [number, number]) => boolean): readonly string[] {
    return [
      ...['elf', 'kdump-zlib'],
      ...(isSince([8, 2]) ? ['kdump-raw-zlib'] : []),
      // 10.0 has it for every guest, 11.1 only for one that is Windows.
      ...(isSince([11, 0]) ? [] : ['win-dmp']),
    ];
  }

  /** @internal As the command. @throws {@link Refusal} */
  command(
    args: Readonly<Record<string, unknown>>,
    isSince: (version: readonly [number, number]) => boolean,
  ): void {
    if (this.#vm.status === 'inmigrate')
      throw new Refusal(`Dump not allowed during ${isSince([10, 1]) ? '' : 'incoming '}migration.`);
    this.refuseWhileActive();
    if (!/^(file|fd):/.test(String(args['protocol'])))
      throw new Refusal(
        isSince([9, 2])
          ? "parameter 'protocol' must start with 'file:' or 'fd:'"
          : "Invalid parameter 'protocol'",
      );
    this.start();
    if (args['detach'] !== true) this.finish();
  }

  /** @internal What QEMU says to whom a dump is in the way of. @throws {@link Refusal} */
  refuseWhileActive(): void {
    if (this.active) throw new Refusal('There is a dump in process, please wait.');
  }
}
