import { Allowance, type Clock, type Deadline, Deadlines } from '../../core/index.js';
import type { WatchdogTransition } from '../transition.js';

/** What one watchdog tells: whoever is told may be slower than whoever floods it. */
const MOST = { aSecond: 100, atOnce: 100 };
/** After how many milliseconds it is told how a flood has ended, at the latest. */
const AFTER_FLOOD = 1_000;

/** Transitions of one kind follow each other: what the last of them was is what holds. */
const KINDS: Readonly<Record<WatchdogTransition['type'], 'life' | 'pause' | 'channel'>> = {
  armed: 'life',
  disarmed: 'life',
  pretimeout: 'life',
  expired: 'life',
  recovered: 'life',
  late: 'life',
  grace: 'life',
  paused: 'pause',
  resumed: 'pause',
  unknown: 'channel',
  known: 'channel',
};

/** Tells on what happens to a watchdog; of a flood, how it began and how it ended. */
export class Telling {
  readonly #clock: Clock;
  readonly #tell: (transition: WatchdogTransition) => void;
  readonly #transitions: Allowance;
  readonly #refusals: Allowance;
  /** The last of each kind, where it has not been told. */
  readonly #withheld = new Map<string, WatchdogTransition>();
  readonly #later: Deadline;

  constructor(clock: Clock, tell: (transition: WatchdogTransition) => void) {
    this.#clock = clock;
    this.#tell = tell;
    this.#transitions = new Allowance(MOST.aSecond, MOST.atOnce, clock.now());
    this.#refusals = new Allowance(MOST.aSecond, MOST.atOnce, clock.now());
    this.#later = Deadlines.of(clock).create(() => this.flush());
  }

  /** Whether one more refusal is to be told. */
  get refusal(): boolean {
    return this.#refusals.take(this.#clock.now());
  }

  transition(transition: WatchdogTransition): void {
    const now = this.#clock.now();
    this.#withheld.delete(KINDS[transition.type]);
    if (this.#transitions.take(now)) {
      this.#tell(transition);
      return;
    }
    if (this.#withheld.size === 0) this.#later.set(now + AFTER_FLOOD);
    this.#withheld.set(KINDS[transition.type], transition);
  }

  /** Tells what was withheld. */
  flush(): void {
    this.#later.clear();
    for (const transition of this.#withheld.values()) this.#tell(transition);
    this.#withheld.clear();
  }
}
