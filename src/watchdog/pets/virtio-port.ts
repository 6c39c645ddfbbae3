import {
  type Clock,
  type Deadline,
  Deadlines,
  knownOptions,
  milliseconds,
  nonEmpty,
} from '../../core/index.js';
import type { Qmp } from '../../qmp/index.js';
import { Vm } from '../../vm/index.js';
import { followBoots } from '../guest-armed/boots.js';
import { checkVm } from '../check-vm.js';
import type { PetSink, PetSource } from '../pet-source.js';

/** Options of `pets.virtioPort`. All times are milliseconds. */
export interface VirtioPortOptions {
  /** The VM, over whose monitor QEMU tells that the guest has opened or closed its port. */
  readonly vm: Qmp;
  /** The id of the device, as in `-device virtserialport,id=beat0,…`: of one without an id QEMU tells nothing. */
  readonly id: string;
  /**
   * For how long the guest may keep the port closed until it counts as lost, whatever the timeout. At least 2,000, because
   * QEMU tells of one change a second; give a daemon the time to be restarted. Excused then, as by a pause, it is lost when
   * it has been closed for as long again. Default Infinity: only its silence counts.
   */
  readonly closedFor?: number | undefined;
}

/**
 * Adds to a source on a virtio-serial port what QEMU knows of that port. That the guest has closed it says nothing
 * against silence: a daemon that crashed is what a watchdog is for, so silence counts on, and nothing is disarmed. It
 * explains the silence, rather: with the port closed it is the guest's own, even if nothing has proven this connection yet
 * and another reader might hold the other end. And after `closedFor` it is enough to go by.
 *
 * Whether the port is open is not known before QEMU has told or a first sign of life came in, after each boot and each new
 * session anew; unknown, it changes nothing. Where the connection to the port itself is gone, everything is.
 *
 * ```ts
 * import { pets, Vm, Watchdog } from 'qmp-watchdog';
 *
 * const vm = await Vm.connect({ path: '/run/vm1.qmp' });
 * const beats = pets.lines({ path: '/run/vm1.beat' }, { line: 'WATCHDOG=1' });
 * const source = pets.virtioPort(beats, { vm, id: 'beat0', closedFor: 10_000 });
 * const dog = new Watchdog({ id: 'guest', timeout: 60_000, pets: source });
 * ```
 * @throws {@link OptionError}
 */
export function virtioPort(source: PetSource, options: VirtioPortOptions): PetSource {
  knownOptions('pets.virtioPort', options, ['vm', 'id', 'closedFor']);
  const { vm } = options;
  checkVm('vm', vm);
  const id = nonEmpty('id', options.id);
  const limit = { min: 2_000, infinity: true };
  const closedFor = milliseconds('closedFor', options.closedFor, Number.POSITIVE_INFINITY, limit);
  return {
    name: `${source.name}, port ${id}`,
    ...(source.longestSilence !== undefined && { longestSilence: source.longestSilence }),
    start(sink, context) {
      const port = new GuestPort(id, closedFor, sink, context.clock);
      const forget = followPort(vm, id, port);
      const running = source.start(port, context);
      return {
        async [Symbol.asyncDispose]() {
          forget();
          port.end();
          await running[Symbol.asyncDispose]();
        },
      };
    },
  };
}

function followPort(vm: Qmp, id: string, port: GuestPort): () => void {
  const forgetChanges = vm.on('VSERPORT_CHANGE', ({ data }) => {
    if (data.id === id) port.changed(data.open);
  });
  // A boot closes the port without a word of the daemon's, and what was missed in a gap is not known.
  const doubt = (): void => port.doubt();
  const forgetBoots = followBoots(vm, { reset: doubt, shutdown: doubt, gap: doubt });
  const forgetSessions =
    vm instanceof Vm &&
    vm.onChange(({ type }) => {
      if (type === 'disconnected') doubt();
    });
  void vm.closed.then(doubt);
  return () => {
    forgetChanges();
    forgetBoots();
    if (forgetSessions) forgetSessions();
  };
}

/** What a source tells over a port, and what QEMU tells of the port. */
class GuestPort implements PetSink {
  readonly #id: string;
  readonly #closedFor: number;
  readonly #sink: PetSink;
  readonly #deadline: Deadline;
  readonly #clock: Clock;
  /** Whether the guest has been heard over the present connection, or would have been. */
  #spoken = false;
  /** Whether there is a connection. */
  #connected = false;
  #closed = false;
  #over = false;

  constructor(id: string, closedFor: number, sink: PetSink, clock: Clock) {
    this.#id = id;
    this.#closedFor = closedFor;
    this.#sink = sink;
    this.#clock = clock;
    this.#deadline = Deadlines.of(clock).create(() => this.#lost());
  }

  changed(open: boolean): void {
    if (!open) {
      this.#closed = true;
      this.#explain();
      this.#deadline.set(this.#clock.now() + this.#closedFor);
    } else if (this.#closed) this.doubt();
  }

  /** Whether the port is closed is not known any more. */
  doubt(): void {
    this.#deadline.clear();
    if (!this.#closed || this.#over) return;
    this.#closed = false;
    // The silence that comes now is explained by nothing but what has come over the connection before.
    if (this.#connected && !this.#spoken) this.#sink.opened();
  }

  /** Nothing is told from here on. */
  end(): void {
    this.#over = true;
    this.#deadline.clear();
  }

  pet(): void {
    this.#speaks();
    this.#sink.pet();
  }

  failed(reason: string): void {
    this.#speaks();
    this.#sink.failed(reason);
  }

  triggered(): void {
    this.#speaks();
    this.#sink.triggered();
  }

  paused(reason: string, max: number): void {
    this.#sink.paused(reason, max);
  }

  resumed(reason: string): void {
    this.#sink.resumed(reason);
  }

  asked(timeout: number): void {
    this.#sink.asked(timeout);
  }

  heard(): void {
    this.#speaks();
    this.#sink.heard();
  }

  /** It may have come from anybody. */
  refused(reason: string): void {
    this.#sink.refused(reason);
  }

  opened(): void {
    this.#connected = true;
    this.#spoken = false;
    this.#sink.opened();
    this.#explain();
  }

  closed(reason: string): void {
    this.#connected = false;
    this.#sink.closed(reason);
  }

  /** Something came through the port: it is, or was until now, open. */
  #speaks(): void {
    this.#spoken = true;
    this.#closed = false;
    this.#deadline.clear();
  }

  #explain(): void {
    if (this.#closed && this.#connected && !this.#spoken) this.#sink.heard();
  }

  #lost(): void {
    // Told again as long as it lasts: what excuses it now, or a connection that is gone, may not for ever.
    this.#deadline.set(this.#clock.now() + this.#closedFor);
    if (this.#connected)
      this.#sink.failed(
        `the guest has closed its port ${this.#id}, and not opened it again for ${this.#closedFor} ms`,
      );
  }
}
