// A guest that arms its own watchdogs, in virtual time: what it says, what it is answered, and what follows.
import { Duplex } from 'node:stream';
import { GuestArmed, type GuestArmedOptions, type Watchdog } from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';

/** The guest's end of a port. */
export class Guest {
  /** Every line that it was answered. */
  readonly answers: string[] = [];
  /** Whether it reads what it is answered. */
  reads = true;
  readonly port: Duplex;
  #text = '';

  constructor() {
    this.port = new Duplex({
      decodeStrings: false,
      highWaterMark: 0,
      read: () => {},
      write: (text: string, _encoding, done) => {
        if (!this.reads) return;
        this.#text += text;
        const lines = this.#text.split('\n');
        this.#text = lines.pop() ?? '';
        this.answers.push(...lines);
        done();
      },
    });
  }

  send(text: string): void {
    this.port.push(Buffer.from(text));
  }
}

export interface Setting {
  readonly clock: VirtualClock;
  readonly guest: Guest;
  readonly armed: GuestArmed;
  /** `guest-1` and `guest-2`. */
  readonly dogs: readonly [Watchdog, Watchdog];
  /** `guest-1 expired@5000`, for everything that happened to a watchdog. */
  readonly log: string[];
  /** Says a line, and returns what it was answered, if it was. */
  say(line: string): Promise<string | undefined>;
}

/** Started. */
export async function guestArmed({
  clock = new VirtualClock(),
  ...options
}: Partial<Omit<GuestArmedOptions, 'clock'>> & { readonly clock?: VirtualClock } = {}): Promise<Setting> {
  const guest = new Guest();
  const armed = new GuestArmed({ port: { stream: guest.port }, clock, minTimeout: 1_000, ...options });
  const log: string[] = [];
  for (const dog of armed.watchdogs) {
    dog.on('transition', ({ type, at }) => log.push(`${dog.id} ${type}@${Math.round(at)}`));
    dog.start();
  }
  await clock.advance(0);
  log.length = 0;
  const [first, second] = armed.watchdogs;
  return {
    clock,
    guest,
    armed,
    dogs: [first!, second!],
    log,
    async say(line) {
      const before = guest.answers.length;
      guest.send(`${line}\n`);
      await clock.advance(0);
      return guest.answers.slice(before).join('|') || undefined;
    },
  };
}
