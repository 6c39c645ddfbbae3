// A model of what is around the engine in a supervisor: it listens to the machine, looks for evidence, and acts.
import type { ActionResult, Cause, Facts, Policy, SingleAction } from 'qmp-watchdog';
import type { Effect, EngineInput, EngineState } from '../../../src/policy/index.js';
import { Excuse } from './excuse.js';
import { type Mine, perform, standing } from './hands.js';
import type { MachineEvent } from './machine.js';
import { BOOT_GRACE, PRETIMEOUT, TIMEOUT, UNKNOWN_AFTER } from './policies.js';
import { Senses } from './senses.js';
import { momentOf, remember, type Surroundings } from './surroundings.js';
import { ModelWatchdog } from './watchdog.js';

type ActEffect = Extract<Effect, { do: 'act' }>;

export class Shell {
  state: EngineState;
  readonly #around: Surroundings;
  readonly #dog: ModelWatchdog;
  readonly #senses: Senses;
  readonly #excuse: Excuse;
  #policies: readonly Policy[];
  #reloading: readonly Policy[] | undefined;
  #wakeAt = Number.POSITIVE_INFINITY;
  #planned = Number.POSITIVE_INFINITY;
  #closed = false;
  #acting: SingleAction | undefined;
  /** How long this process has stood still in all, and until when it does. */
  #lag = 0;
  #stalledUntil = 0;
  #arrived = 0;
  /** When the guest was last heard, or this began. */
  heardAt: number;

  constructor(around: Surroundings, policies: readonly Policy[]) {
    this.#around = around;
    this.#policies = policies;
    const { time, library, memory, auditor } = around;
    const { now } = time;
    this.heardAt = now;
    this.#dog = new ModelWatchdog('guest', TIMEOUT, PRETIMEOUT, now, {
      expired: (expiry, silentFor) =>
        this.#caused({ on: 'expired', watchdog: 'guest', expiry, silentFor, at: time.now }),
      pretimeout: (silentFor) =>
        this.#caused({ on: 'pretimeout', watchdog: 'guest', silentFor, at: time.now }),
      recovered: () => {
        this.input({ type: 'recovered', watchdog: 'guest' });
        this.#showDog();
      },
      quiet: () => this.#senses.gather(() => {}),
    });
    const mine: Mine = (delay, task) => this.#mine(delay, task);
    this.#senses = new Senses(around, this.#dog, mine, () => this.#lag);
    this.#excuse = new Excuse(around, this.#dog, this.#senses, mine, (vm) => this.input({ type: 'vm', vm }));
    const { state, effects } = library.carryOn(
      memory.recalled(momentOf(now)),
      { mode: 'enforce', policies },
      now,
    );
    this.state = state;
    remember(around, {
      kind: 'started',
      boot: now,
      mode: state.mode ?? 'enforce',
      policies: [],
      watchdogs: [],
    });
    auditor.effects(undefined, effects, now);
    for (const effect of effects) this.#take(effect);
    auditor.restarted(policies.map(({ name }) => name));
    if (around.heartbeatsCut) this.#dog.closed();
    if (around.suspicion !== undefined) this.input({ type: 'suspect', reason: around.suspicion });
    this.#excuse.ask();
    this.#plan();
  }

  /** Told to end, which it can not be while this process stands still. */
  end(): void {
    if (this.#around.time.now >= this.#stalledUntil) this.input({ type: 'end', how: 'stopped' });
    this.close();
  }

  /** Killed: what it had under way goes on without it. */
  close(): void {
    this.#closed = true;
  }

  /** Whether anything has come over the present channel of the heartbeats. */
  get isHeard(): boolean {
    return this.#dog.snapshot(this.#around.time.now).channel === 'proven';
  }

  input(input: EngineInput): void {
    if (this.#closed) return;
    const { time, library, auditor } = this.#around;
    const settings = {
      mode: 'enforce' as const,
      policies: this.#policies,
      bootGrace: BOOT_GRACE,
      unknownAfter: UNKNOWN_AFTER,
    };
    const { state, effects } = library.policy.step(settings, this.state, input, time.now);
    this.state = state;
    auditor.step(input, state, effects, time.now);
    for (const effect of effects) this.#take(effect);
    if (this.#reloading !== undefined && state.incident?.phase !== 'acting') this.#reload(this.#reloading);
    this.#plan();
  }

  /** Other policies from now on, or as soon as no action runs. */
  reload(policies: readonly Policy[]): void {
    this.#mine(0, () => {
      if (this.state.incident?.phase === 'acting') this.#reloading = policies;
      else this.#reload(policies);
    });
  }

  #reload(policies: readonly Policy[]): void {
    this.#reloading = undefined;
    const { incident } = this.state;
    if (incident !== undefined && !policies.some(({ name }) => name === incident.policy))
      this.input({ type: 'abandon', how: 'reloaded' });
    this.#policies = policies;
    this.input({ type: 'reloaded' });
  }

  /** This process stands still. */
  stall(duration: number): void {
    const { time } = this.#around;
    if (time.now < this.#stalledUntil) return;
    this.#stalledUntil = time.now + duration;
    // What has arrived is read before any timer decides.
    time.after(duration, () => {
      this.#lag += duration;
      this.#dog.excuse(duration, time.now);
      if (this.#arrived > 0 && !this.#closed) this.#pet();
      this.#arrived = 0;
      this.#plan();
    });
  }

  beat(): void {
    const { heartbeatsCut, time } = this.#around;
    if (heartbeatsCut || this.#closed) return;
    if (time.now < this.#stalledUntil) this.#arrived += 1;
    else this.#pet();
  }

  #pet(): void {
    this.heardAt = this.#around.time.now;
    this.#dog.pet(this.heardAt);
  }

  heartbeats(cut: boolean): void {
    this.#mine(0, () => {
      if (cut) this.#dog.closed();
      else this.#dog.opened(this.#around.time.now);
      this.#plan();
    });
  }

  /** The connection is back: nobody knows what has happened meanwhile. */
  reconnected(): void {
    this.#mine(0, () => {
      this.#dog.startGrace(BOOT_GRACE, this.#around.time.now);
      this.#excuse.ask();
    });
  }

  /** Somebody tells it something, when it listens. */
  tell(input: EngineInput): void {
    this.#mine(0, () => this.input(input));
  }

  event(event: MachineEvent): void {
    const { time, connected } = this.#around;
    if (!connected) return;
    if (this.#around.losing === event) {
      this.#around.losing = undefined;
      return;
    }
    const at = time.now;
    this.#mine(0, () => {
      if (event === 'RESET') this.#dog.startGrace(BOOT_GRACE, time.now);
      this.#excuse.ask();
      if ((event === 'RESET' || event === 'RESUME') && this.#acting === undefined)
        this.input({ type: 'changed', at });
      if (event === 'GUEST_PANICKED')
        this.input({
          type: 'cause',
          cause: {
            on: 'event',
            at,
            event: { event, data: {}, timestamp: { seconds: 0, microseconds: 0 }, at },
          },
        });
    });
  }

  #take(effect: Effect): void {
    switch (effect.do) {
      case 'record':
        remember(this.#around, effect.body);
        return;
      case 'gather':
        this.#gather(effect.order);
        return;
      case 'ask':
        this.#senses.migrates((verdict) =>
          this.input({
            type: 'answers',
            order: effect.order,
            answers: { 'query-migrate': { verdict, reason: 'so' } },
          }),
        );
        return;
      case 'act':
        // The intent is written first.
        this.#mine(this.#around.random.chance(40) ? 1_500 : this.#around.random.below(10), () =>
          this.#act(effect),
        );
        return;
      case 'suspend':
        this.#excuse.standsIn(effect.status === 'paused' ? 'paused' : 'io-error');
        this.#excuse.ask();
        return;
      case 'listen':
        this.#dog.listenAnew(this.#around.time.now);
        return;
      case 'rearm':
        if (this.#dog.state === 'expired') this.#dog.arm(this.#around.time.now);
        return;
      case 'wake':
        this.#wakeAt = effect.at ?? Number.POSITIVE_INFINITY;
        return;
      default:
    }
  }

  /** Does it in this process: not while that stands still, and not when it has ended. */
  #mine(delay: number, task: () => void): void {
    const { time } = this.#around;
    const run = (): void => {
      if (this.#closed) return;
      if (time.now < this.#stalledUntil) time.at(this.#stalledUntil, run);
      else task();
    };
    time.after(delay, run);
  }

  #plan(): void {
    const due = Math.min(this.#dog.due, this.#wakeAt);
    if (due >= this.#planned || this.#closed) return;
    this.#planned = due;
    this.#mine(due - this.#around.time.now, () => {
      this.#planned = Number.POSITIVE_INFINITY;
      this.#dog.look(this.#around.time.now);
      if (this.#wakeAt <= this.#around.time.now) {
        this.#wakeAt = Number.POSITIVE_INFINITY;
        this.input({ type: 'wake' });
      }
      this.#plan();
    });
  }

  #caused(cause: Cause): void {
    this.input({ type: 'cause', cause });
    this.#showDog();
  }

  #showDog(): void {
    this.input({ type: 'watchdog', watchdog: this.#dog.snapshot(this.#around.time.now) });
  }

  #gather(order: number): void {
    const { stallsLooking } = this.#around;
    this.#around.stallsLooking = 0;
    this.#senses.gather((facts) => this.input({ type: 'facts', order, facts }));
    if (stallsLooking > 0) this.stall(stallsLooking);
  }

  #act(effect: ActEffect): void {
    const { time, library, machine, auditor } = this.#around;
    const { order, action, timeout } = effect;
    const facts: Facts = {
      ...effect.rests.facts,
      watchdog: effect.rests.facts.watchdog && this.#dog.snapshot(time.now),
    };
    const verdict =
      standing(this.state, effect.action, time.now - facts.at) ??
      library.policy.judgeEvidence({ ...effect.rests, facts });
    if (verdict.verdict !== 'holds') {
      this.input({ type: 'not-begun', order, verdict, facts });
      return;
    }
    auditor.does(effect, machine);
    this.#acting = action;
    let settled = false;
    const settle = (outcome: ActionResult['outcome'], reason: string): void => {
      if (settled) return;
      settled = true;
      this.#acting = undefined;
      this.input({ type: 'result', order, result: { outcome, reason, evidence: {} } });
    };
    this.#mine(timeout, () => settle('unknown', 'ERR_ACTION_TIMEOUT'));
    perform(this.#around, (delay, task) => this.#mine(delay, task), action, settle);
  }
}
