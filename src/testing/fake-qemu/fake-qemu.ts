import type { Readable } from 'node:stream';
import type { Clock, Unsubscribe } from '../../core/index.js';
import type { EventDataOf, EventName, SocketAddress, Transport } from '../../qmp/index.js';
import { outsideOf } from '../virtual-clock.js';
import type { ScriptedAnswer } from './answer.js';
import { BUILT_IN } from './commands.js';
import { type Complaint, Complaints } from './complaints.js';
import { Dispatcher, type ReceivedCommand, type Script } from './dispatcher.js';
import { EventThrottle } from './event-throttle.js';
import { FakeDump } from './fake-dump.js';
import { FakeGuest } from './fake-guest.js';
import { FakeJobs } from './fake-jobs.js';
import { FakeMigration } from './fake-migration.js';
import { FakeProcess, type QemuExit } from './fake-process.js';
import { FakeVm } from './fake-vm.js';
import { MainLoop } from './main-loop.js';
import { MemoryTransport, readableOf } from './memory-link.js';
import { Monitor } from './monitor.js';
import { checkFakeOptions, type FakeQemuOptions } from './options.js';
import { SocketChardev } from './socket-chardev.js';
import { SocketFront } from './socket-front.js';
import type { Wire } from './wire.js';

/** The arguments of {@link FakeQemu.emit} after the event's name. */
export type EmitRest<E extends string> = E extends EventName
  ? Record<never, never> extends EventDataOf<E>
    ? [data?: EventDataOf<E>]
    : [data: EventDataOf<E>]
  : [data?: object];

/** A console that is not read loses what comes: QEMU keeps next to nothing of it. */
const CONSOLE_UNSENT = 64 * 1024;

/**
 * A QEMU without QEMU: its monitor, byte for byte, its run states and events in their real order, a guest with
 * heartbeats, and every way that they are known to fail. It has no socket unless asked for one, and on a
 * {@link VirtualClock} it takes no time at all.
 *
 * Its parts are what the real one consists of: {@link FakeQemu.process}, {@link FakeQemu.mainLoop},
 * {@link FakeQemu.vm}, {@link FakeQemu.guest}, and the {@link FakeQemu.wire} that its monitor speaks through.
 *
 * ```ts
 * import { QmpClient } from 'qmp-watchdog';
 * import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';
 *
 * const clock = new VirtualClock();
 * await using qemu = new FakeQemu({ clock });
 * await using client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
 * qemu.vm.ioError({ nospace: true });
 * const { status } = await client.execute('query-status'); // 'io-error'
 * ```
 */
export class FakeQemu implements AsyncDisposable {
  /** The process, and its signals. */
  readonly process: FakeProcess;
  /** The thread that may hang while the monitor still greets. */
  readonly mainLoop: MainLoop;
  /** The machine and its run state. */
  readonly vm: FakeVm;
  /** What runs in the machine. */
  readonly guest: FakeGuest;
  /** The jobs that `query-jobs` lists. */
  readonly jobs: FakeJobs;
  /** What `dump-guest-memory` does. */
  readonly dump: FakeDump;
  /** What `migrate` does, and a migration that comes in. */
  readonly migration: FakeMigration;
  readonly #clock: Clock;
  readonly #name: string;
  readonly #monitor: Monitor;
  readonly #console: SocketChardev;
  readonly #throttle: EventThrottle;
  readonly #dispatcher: Dispatcher;
  readonly #fronts: SocketFront[] = [];

  /** @throws OptionError an option can not be used. */
  constructor(options: FakeQemuOptions = {}) {
    const checked = checkFakeOptions(options);
    const { qemu } = checked.version;
    const isSince = ([major, minor]: readonly [number, number]): boolean =>
      qemu.major > major || (qemu.major === major && qemu.minor >= minor);
    this.#clock = outsideOf(checked.clock);
    this.#name = checked.name ?? 'vm';
    this.process = new FakeProcess({
      terminate: () => this.vm.quit('host-signal'),
      changed: () => this.mainLoop.wake(),
      exited: (exit) => this.#exited(exit),
    });
    const alive = (): boolean => this.process.state === 'running';
    this.mainLoop = new MainLoop(alive, () => this.#turned());
    this.#console = new SocketChardev({ awake: () => this.mainLoop.turning });
    this.guest = new FakeGuest(this.#clock, checked.guest, (line) => this.#console.write(Buffer.from(line)));
    this.vm = new FakeVm(
      {
        mainLoop: this.mainLoop,
        guest: this.guest,
        isSince,
        emit: (event, data) => this.#emit(event, data),
        exit: (code) => this.process.exit({ code, signal: null }),
        changed: () => this.#wakeGuest(),
      },
      checked.status,
      checked.actions,
    );
    const emit = (event: string, data?: object): void => this.#emit(event, data);
    const exit = (code: number): void => this.process.exit({ code, signal: null });
    this.jobs = new FakeJobs(this.mainLoop, emit);
    this.dump = new FakeDump(this.vm, this.mainLoop, emit);
    this.migration = new FakeMigration({ vm: this.vm, mainLoop: this.mainLoop, isSince, emit, exit });
    this.#monitor = new Monitor(
      {
        clock: this.#clock,
        mainLoop: this.mainLoop,
        oob: checked.oob,
        greeting: { QMP: { version: checked.version, capabilities: checked.oob ? ['oob'] : [] } },
        alive,
        received: (command) => this.#dispatcher.remember(command),
        scripted: (command, builtIn) => this.#dispatcher.carryOut(command, builtIn),
        builtIn: (command) => this.#dispatcher.builtIn(command),
      },
      checked.pretty,
    );
    this.#throttle = new EventThrottle(this.#clock, isSince, (event) =>
      this.mainLoop.run(() => this.#monitor.send(event)),
    );
    const host = {
      vm: this.vm,
      jobs: this.jobs,
      dump: this.dump,
      migration: this.migration,
      version: checked.version,
      name: checked.name,
      uuid: checked.uuid,
      commandNames: Object.keys(BUILT_IN).filter((name) => isSince(BUILT_IN[name]?.since ?? [0, 0])),
      isSince,
      hangUp: () => this.wire.hangUp(),
    };
    const version = `${qemu.major}.${qemu.minor}.${qemu.micro}`;
    const complaints = new Complaints(`what was sent to this FakeQemu, a QEMU ${version}, is wrong`, checked);
    this.#dispatcher = new Dispatcher(this.#clock, host, complaints);
    this.#turned();
  }

  /** How the monitor's bytes travel, and what goes wrong on the way. */
  get wire(): Wire {
    return this.#monitor.wire;
  }

  /** The commands that clients sent, oldest first; the last 10,000 of them. */
  get received(): readonly ReceivedCommand[] {
    return this.#dispatcher.received;
  }

  /** Forgets the commands received so far. */
  forgetReceived(): void {
    this.#dispatcher.forgetReceived();
  }

  /**
   * What was wrong with commands that came in, oldest first, the first 100: a name, an argument or a value that this
   * version's QEMU does not have or deprecates, or a command that it has and the fake can answer only with a script. The
   * reply is QEMU's all the same. See the options `onComplaint` and `allow`.
   */
  get complaints(): readonly Complaint[] {
    return this.#dispatcher.complaints.list;
  }

  /**
   * Scripts the replies to a command, known or not, until unsubscribed; a later script replaces it. Its arguments are
   * checked all the same where this version's QEMU has such a command.
   * `oob`: whether the command may be executed out of band; by default only those that QEMU allows.
   */
  on(
    command: string,
    script: Script | ScriptedAnswer,
    options: { readonly oob?: boolean | undefined } = {},
  ): Unsubscribe {
    return this.#dispatcher.on(command, script, options.oob);
  }

  /** Sends an event, under QEMU's rate limits, to a client that has negotiated. It changes no state. */
  emit<E extends string>(event: E, ...[data]: EmitRest<E>): void {
    this.mainLoop.run(() => this.#emit(event, data));
  }

  /** A new connection to the monitor, without a socket. As on the real one, only one at a time is served. */
  transport(): Transport {
    return new MemoryTransport(`fake:${this.#name}`, this.#clock, () =>
      this.process.state === 'exited' ? undefined : this.#monitor.chardev,
    );
  }

  /**
   * Lets the monitor listen on a unix socket, whose path it takes over, or a TCP port (0: any free one; host
   * `127.0.0.1` unless given). Returns the address to connect to.
   */
  async listen(address: SocketAddress): Promise<SocketAddress> {
    return await this.#listen(await SocketFront.listen(this.#monitor.chardev, address));
  }

  /** A new connection to the guest's heartbeats, without a socket. Beats that nobody reads are lost. */
  heartbeatStream(): Readable {
    return readableOf(this.process.state === 'exited' ? undefined : this.#console, this.#clock);
  }

  /** Lets the heartbeats listen, as {@link FakeQemu.listen}. */
  async listenHeartbeat(address: SocketAddress): Promise<SocketAddress> {
    return await this.#listen(await SocketFront.listen(this.#console, address, CONSOLE_UNSENT));
  }

  /**
   * Ends it like SIGKILL, and removes its sockets. Idempotent.
   * @throws {@link MisuseError} once, when there are {@link FakeQemu.complaints}.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    this.process.kill('SIGKILL');
    await Promise.all(this.#fronts.map((front) => front.close(false)));
    this.#dispatcher.complaints.finish();
  }

  async #listen(front: SocketFront): Promise<SocketAddress> {
    this.#fronts.push(front);
    if (this.process.state === 'exited') await front.close(false);
    return front.address;
  }

  #emit(event: string, data: object | undefined): void {
    this.#throttle.emit({ event, data, wall: this.#clock.wall() });
  }

  #wakeGuest(): void {
    this.guest.setAwake(this.vm.running && this.mainLoop.turning);
  }

  #turned(): void {
    this.#wakeGuest();
    this.#console.wake();
    this.#monitor.wake();
  }

  #exited({ signal }: QemuExit): void {
    this.guest.setAwake(false);
    this.mainLoop.end();
    this.#throttle.end();
    this.#monitor.end();
    this.#console.close();
    for (const front of this.#fronts) void front.close(signal === 'SIGKILL');
  }
}
