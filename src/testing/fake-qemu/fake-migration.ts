import type { MigrationInfo, MigrationStatus, RunState } from '../../qmp/index.js';
import { Refusal } from './answer.js';
import type { FakeVm } from './fake-vm.js';
import type { MainLoop } from './main-loop.js';
import { outgoing } from './migration-info.js';

/** What a migration needs of the QEMU around it. */
export interface MigrationHost {
  readonly vm: FakeVm;
  readonly mainLoop: MainLoop;
  emit(event: string, data: object): void;
  /** Whether this QEMU is at least so new. */
  isSince(version: readonly [number, number]): boolean;
  /** The destination of a migration that failed ends. */
  exit(code: number): void;
}

const UNDER_WAY: ReadonlySet<MigrationStatus> = new Set([
  ...(['setup', 'active', 'pre-switchover', 'device', 'cancelling'] as const),
]);

/**
 * The migration of the VM. A VM that waits for one (`status: 'inmigrate'`) is its destination, any other the source. It
 * goes on when a test says so; MIGRATION tells of it if the capability `events` has been set. Two fakes know nothing of
 * each other: whoever plays both sides tells both.
 */
export class FakeMigration {
  readonly #host: MigrationHost;
  readonly #capabilities = new Set<string>();
  #side: 'source' | 'destination' | undefined;
  #status: MigrationStatus = 'none';
  #error: string | undefined;
  /** What the VM was in before it stopped for it. */
  #before: RunState = 'running';

  /** @internal */
  constructor(host: MigrationHost) {
    this.#host = host;
    if (host.vm.status === 'inmigrate') this.#side = 'destination';
  }

  /** As in `query-migrate`; `none` when there has been no migration. */
  get status(): MigrationStatus {
    return this.#status;
  }

  /** The source begins, as `migrate` does: `setup`, then `active`. The destination takes the stream: `active`. */
  start(): void {
    this.#host.mainLoop.run(() => {
      this.#error = undefined;
      if (this.#side !== 'destination' || this.#host.vm.status !== 'inmigrate') {
        this.#side = 'source';
        this.#go('setup');
      }
      this.#host.mainLoop.afterReply(() => {
        if (this.#status === 'setup' || this.#side === 'destination') this.#go('active');
      });
    });
  }

  /**
   * All memory is there. The source stops, passes through `finish-migrate` and ends in `postmigrate`; with the capability
   * `pause-before-switchover` it waits for `migrate-continue` in between. The destination runs.
   */
  complete(): void {
    this.#host.mainLoop.run(() => {
      const { vm } = this.#host;
      if (this.#side === 'destination') {
        if (vm.status !== 'inmigrate') return;
        vm.enter('running');
        this.#go('completed');
      } else if (this.#status === 'active') {
        this.#before = vm.status;
        vm.enter('finish-migrate');
        if (this.#capabilities.has('pause-before-switchover')) this.#go('pre-switchover');
        else this.#switchOver(this.#host.isSince([10, 0]));
      }
    });
  }

  /** It fails with `error`. The source goes on with what it did before; the destination's process ends with exit code 1. */
  fail(error: string): void {
    this.#host.mainLoop.run(() => {
      const { vm } = this.#host;
      this.#error = error;
      if (this.#side === 'destination') {
        this.#go('failed');
        this.#host.exit(1);
      } else if (UNDER_WAY.has(this.#status)) {
        const tellsFailing = this.#host.isSince([11, 0]);
        this.#go(tellsFailing ? 'failing' : 'failed');
        if (vm.status === 'finish-migrate') vm.enter(this.#before);
        if (tellsFailing) this.#go('failed');
      }
    });
  }

  /** @internal As the command `migrate`. @throws {@link Refusal} */
  migrate(): void {
    if (UNDER_WAY.has(this.#status) && this.#side === 'source')
      throw new Refusal("There's a migration process in progress");
    if (this.#host.vm.status === 'inmigrate') throw new Refusal('Guest is waiting for an incoming migration');
    if (this.#host.vm.status === 'postmigrate')
      throw new Refusal("Can't migrate the vm that was paused due to previous migration");
    this.start();
  }

  /** @internal As the command `migrate-continue`. @throws {@link Refusal} */
  continue(state: unknown): void {
    if (this.#status !== state) throw new Refusal(`Migration not in expected state: ${this.#status}`);
    this.#host.mainLoop.afterReply(() => this.#switchOver(true));
  }

  /** @internal As the command `migrate_cancel`: nothing when there is none. */
  cancel(): void {
    if (this.#side !== 'source' || !UNDER_WAY.has(this.#status)) return;
    this.#go('cancelling');
    this.#host.mainLoop.afterReply(() => {
      this.#go('cancelled');
      if (this.#host.vm.status === 'finish-migrate') this.#host.vm.enter(this.#before);
    });
  }

  /** @internal As the command `migrate-set-capabilities`. */
  setCapabilities(capabilities: readonly { readonly capability: string; readonly state: boolean }[]): void {
    for (const { capability, state } of capabilities) {
      if (state) this.#capabilities.add(capability);
      else this.#capabilities.delete(capability);
    }
  }

  /** @internal As `query-migrate` tells: what was sent, on the source only. */
  query(): MigrationInfo {
    const status = this.#status;
    if (status === 'none') {
      const waits = this.#side === 'destination' && this.#host.isSince([10, 0]);
      return waits ? { status: 'setup' } : {};
    }
    return {
      status,
      ...(this.#side === 'source' ? outgoing(status, this.#host.isSince) : {}),
      ...(status === 'failed' && this.#error !== undefined ? { 'error-desc': this.#error } : {}),
    };
  }

  #switchOver(tellsDevice: boolean): void {
    if (tellsDevice) this.#go('device');
    this.#go('completed');
    this.#host.vm.enter('postmigrate');
  }

  #go(status: MigrationStatus): void {
    this.#status = status;
    if (this.#capabilities.has('events')) this.#host.emit('MIGRATION', { status });
  }
}
