import { type RawMessage, RawMonitor } from '../qemu/raw-monitor.js';

/** QMP in the raw, with what nearly every experiment asks. */
export class Monitor extends RawMonitor {
  #asked = 0;

  /** Greeted; nothing was negotiated. */
  static async greeted(path: string): Promise<Monitor> {
    const monitor = new Monitor(path);
    await monitor.until(({ QMP }) => QMP !== undefined);
    return monitor;
  }

  static override async negotiated(path: string): Promise<Monitor> {
    const monitor = await Monitor.greeted(path);
    await monitor.result('qmp_capabilities', { enable: ['oob'] });
    return monitor;
  }

  /** The reply, whatever it is; its id in `messages` is the command's name and a number. */
  async ask(command: string, args: object = {}, timeout?: number): Promise<RawMessage> {
    const wanted = `${command} ${(this.#asked += 1)}`;
    this.execute(command, wanted, args);
    return await this.until(({ id }) => id === wanted, timeout);
  }

  /** Out of band. */
  async askOob(command: string, args: object = {}, timeout?: number): Promise<RawMessage> {
    const wanted = `${command} ${(this.#asked += 1)}`;
    this.write(JSON.stringify({ 'exec-oob': command, arguments: args, id: wanted }));
    return await this.until(({ id }) => id === wanted, timeout);
  }

  /** What it returned; rejects when it was refused. */
  async result<T = unknown>(command: string, args: object = {}, timeout?: number): Promise<T> {
    const reply = await this.ask(command, args, timeout);
    if (reply.error !== undefined) throw new Error(`${command}: ${reply.error.desc}`);
    return reply.return as T; // each experiment knows what it asked for
  }

  /** The class with which a command is refused; `{}` and the like when it is not. */
  async refusal(command: string, args: object = {}): Promise<string> {
    const reply = await this.ask(command, args);
    return reply.error?.class ?? JSON.stringify(reply.return);
  }

  async status(): Promise<string> {
    return (await this.result<{ status: string }>('query-status')).status;
  }

  /** Returns as soon as the run state is this. */
  async becomes(status: string, timeout = 10_000): Promise<void> {
    const deadline = performance.now() + timeout;
    for (;;) {
      const now = await this.status();
      if (now === status) return;
      if (performance.now() > deadline) throw new Error(`it is ${now} and not ${status}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** A place in `messages`: what comes from now on. */
  get mark(): number {
    return this.messages.length;
  }

  /** The first event of this name, of those that came since `from` or will come. */
  async event(name: string, from = 0, timeout?: number): Promise<RawMessage> {
    return await this.until(
      (message) => message.event === name && this.messages.indexOf(message) >= from,
      timeout,
    );
  }

  /** The names of the events since, of these if they are given. */
  events(from = 0, names?: readonly string[]): string[] {
    return this.story(from).filter((name) => /^[A-Z_]+$/.test(name) && (names?.includes(name) ?? true));
  }

  /** Events by their names and replies by their commands, in the order in which they came. */
  story(from = 0): string[] {
    return this.messages
      .slice(from)
      .map(({ event, id, QMP }) => event ?? (QMP ? 'greeting' : String(id).replace(/ \d+$/, '')));
  }

  /** Whether no such message comes within so many milliseconds. */
  async never(fits: (message: RawMessage) => boolean, duration: number): Promise<boolean> {
    return await this.until(fits, duration).then(
      () => false,
      () => true,
    );
  }

  /** Returns when QEMU has closed the connection. */
  async end(timeout = 8_000): Promise<void> {
    await this.until(() => false, timeout).catch((error) => {
      if (!this.ended) throw error;
    });
  }
}
