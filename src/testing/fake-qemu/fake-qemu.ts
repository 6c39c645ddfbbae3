import type { Readable } from 'node:stream';
import { type Clock, type Unsubscribe, unsubscribe } from '../../core/index.js';
import type { EventDataOf, EventName, SocketAddress, Transport } from '../../qmp/index.js';
import { outsideOf } from '../virtual-clock.js';
import { Refusal, type ScriptedAnswer } from './answer.js';
import { BUILT_IN, type CommandHost } from './commands.js';
import { EventThrottle } from './event-throttle.js';
import { FakeGuest } from './fake-guest.js';
import { FakeProcess, type QemuExit } from './fake-process.js';
import { FakeVm } from './fake-vm.js';
import { MainLoop } from './main-loop.js';
import { MemoryTransport, readableOf } from './memory-link.js';
import { Monitor } from './monitor.js';
import { checkFakeOptions, type FakeQemuOptions } from './options.js';
import type { CommandLane, Request } from './request.js';
import { SocketChardev } from './socket-chardev.js';
import { SocketFront } from './socket-front.js';
import type { Wire } from './wire.js';

/** A command that a client sent to the fake. */
export interface ReceivedCommand {
  readonly name: string;
  /** Its arguments; empty when it had none. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Whether it was sent with `execute` or `exec-oob`. */
  readonly lane: CommandLane;
  /** Its id, as it came; `undefined` when it had none. */
  readonly id: unknown;
  /** When QEMU read it, by the clock's `now()`. */
  readonly at: number;
}

/**
 * Answers a command. Returns what the command returns (nothing is the empty object), an {@link answer}, or a promise
 * of either. What it throws becomes an error reply.
 */
export type Script = (args: Readonly<Record<string, unknown>>, command: ReceivedCommand) => unknown;

/** The arguments of {@link FakeQemu.emit} after the event's name. */
export type EmitRest<E extends string> = E extends EventName
  ? Record<never, never> extends EventDataOf<E>
    ? [data?: EventDataOf<E>]
    : [data: EventDataOf<E>]
  : [data?: object];

/** How many commands {@link FakeQemu.received} remembers. */
const REMEMBERED = 10_000;
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
  readonly #clock: Clock;
  readonly #name: string;
  readonly #monitor: Monitor;
  readonly #console: SocketChardev;
  readonly #throttle: EventThrottle;
  readonly #commands: CommandHost;
  readonly #fronts: SocketFront[] = [];
  readonly #scripts = new Map<string, { readonly script: Script; readonly oob: boolean }>();
  #received: ReceivedCommand[] = [];

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
    this.#monitor = new Monitor(
      {
        clock: this.#clock,
        mainLoop: this.mainLoop,
        oob: checked.oob,
        greeting: { QMP: { version: checked.version, capabilities: checked.oob ? ['oob'] : [] } },
        alive,
        received: (command) => this.#remember(command),
        scripted: (command, builtIn) => this.#scripted(command, builtIn),
        builtIn: (command) => this.#builtIn(command),
      },
      checked.pretty,
    );
    this.#throttle = new EventThrottle(this.#clock, isSince, (event) =>
      this.mainLoop.run(() => this.#monitor.send(event)),
    );
    this.#commands = {
      vm: this.vm,
      version: checked.version,
      name: checked.name,
      uuid: checked.uuid,
      commandNames: Object.keys(BUILT_IN).filter((name) => isSince(BUILT_IN[name]?.since ?? [0, 0])),
      isSince,
      hangUp: () => this.wire.hangUp(),
    };
    this.#turned();
  }

  /** How the monitor's bytes travel, and what goes wrong on the way. */
  get wire(): Wire {
    return this.#monitor.wire;
  }

  /** The commands that clients sent, oldest first; the last 10,000 of them. */
  get received(): readonly ReceivedCommand[] {
    return this.#received;
  }

  /** Forgets the commands received so far. */
  forgetReceived(): void {
    this.#received = [];
  }

  /**
   * Scripts the replies to a command, known or not, until unsubscribed; a later script replaces it.
   * `oob`: whether the command may be executed out of band; by default only those that QEMU allows.
   */
  on(
    command: string,
    script: Script | ScriptedAnswer,
    options: { readonly oob?: boolean | undefined } = {},
  ): Unsubscribe {
    const entry = {
      script: typeof script === 'function' ? script : () => script,
      oob: options.oob ?? BUILT_IN[command]?.oob ?? false,
    };
    this.#scripts.set(command, entry);
    return unsubscribe(() => {
      if (this.#scripts.get(command) === entry) this.#scripts.delete(command);
    });
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

  /** Ends it like SIGKILL, and removes its sockets. Idempotent. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.process.kill('SIGKILL');
    await Promise.all(this.#fronts.map((front) => front.close(false)));
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

  #remember({ name, args, lane, id }: Extract<Request, { kind: 'command' }>): void {
    this.#received.push({ name, args, lane, id, at: this.#clock.now() });
    if (this.#received.length > REMEMBERED) this.#received.shift();
  }

  #scripted(command: Extract<Request, { kind: 'command' }>, builtIn: () => unknown): unknown {
    const entry = this.#scripts.get(command.name);
    if (entry === undefined) return builtIn();
    if (command.lane === 'out-of-band' && !entry.oob) throw notOutOfBand(command.name);
    const { name, args, lane, id } = command;
    return entry.script(args, { name, args, lane, id, at: this.#clock.now() });
  }

  #builtIn({ name, args, lane }: Extract<Request, { kind: 'command' }>): unknown {
    const command = BUILT_IN[name];
    if (command === undefined || !this.#commands.isSince(command.since ?? [0, 0])) {
      throw new Refusal(`The command ${name} has not been found`, 'CommandNotFound');
    }
    if (lane === 'out-of-band' && command.oob !== true) throw notOutOfBand(name);
    const unexpected = Object.keys(args).find((member) => command.takes?.includes(member) !== true);
    if (unexpected !== undefined) throw new Refusal(`Parameter '${unexpected}' is unexpected`);
    return command.run(this.#commands, args);
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

function notOutOfBand(name: string): Refusal {
  return new Refusal(`The command ${name} does not support OOB`);
}
