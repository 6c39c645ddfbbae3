import { randomBytes } from 'node:crypto';
import {
  type Deadline,
  Deadlines,
  GuardedEmitter,
  knownOptions,
  LagMonitor,
  log,
  messageOf,
  milliseconds,
  nonEmpty,
  OptionError,
  type Unsubscribe,
  type WaitOptions,
} from '../../core/index.js';
import type { PetSource } from '../pet-source.js';
import { Acknowledgements } from './acknowledgements.js';
import { INCARNATION_BYTES, isReason, LONGEST_PAUSE, NONCE_BYTES } from './frame.js';
import { type HeartbeatKeys, KeyRing } from './keys.js';
import { type Carrier, Line } from './line.js';
import { HeartbeatMachine } from './machine.js';
import { type CheckedHeartbeatOptions, checkRole, checkToken, type HeartbeatPath } from './options.js';
import { type BeatMoment, OwnHealth } from './own-health.js';
import { OwnWord } from './own-word.js';
import type { OpenLine } from './path.js';
import { PathRecord } from './path-record.js';
import { describePath, follow } from './paths.js';
import { Peer } from './peer.js';
import { type HeartbeatRefusal, type HeartbeatRefusalCause, noRefusals } from './refusal.js';
import type { HeartbeatEvents, HeartbeatPeer, HeartbeatSnapshot } from './snapshot.js';

/** While it leaves it says so at least every so many milliseconds: it may be lost. */
const LEAVING_INTERVAL = 200;

const debug = log('heartbeat');

/** Says to other nodes that this one is there, and hears whether they are. Made by {@link heartbeat}. */
export class Heartbeat implements AsyncDisposable {
  readonly node: string;
  readonly #options: CheckedHeartbeatOptions;
  readonly #incarnation: string = randomBytes(INCARNATION_BYTES).toString('hex');
  readonly #lag: LagMonitor;
  readonly #unwatchLag: () => void;
  readonly #word: OwnWord;
  readonly #health: OwnHealth;
  readonly #peers: ReadonlyMap<string, Peer>;
  readonly #machine: HeartbeatMachine;
  readonly #paths: readonly PathRecord[];
  readonly #refused = noRefusals();
  readonly #emitter: GuardedEmitter<HeartbeatEvents>;
  readonly #acknowledgements: Acknowledgements;
  readonly #tick: Deadline;
  readonly #ending = new AbortController();
  readonly #running: Promise<unknown>;
  #speaking = false;

  /** @internal */
  constructor(options: CheckedHeartbeatOptions) {
    const { clock, cluster, node, interval, keys } = options;
    this.#options = options;
    this.node = node;
    this.#emitter = new GuardedEmitter(options.onListenerError);
    this.#lag = LagMonitor.of(clock);
    this.#unwatchLag = this.#lag.watch();
    this.#health = new OwnHealth(options.maxLag, options.healthy);
    this.#word = new OwnWord(options.role, options.token, this.#health);
    const changed = (peer: HeartbeatPeer): void => this.#emitter.emit('peer', peer);
    this.#peers = new Map(options.peers.map((name) => [name, new Peer(name, options, clock, changed)]));
    const machines = new Map([...this.#peers].map(([name, { machine }]) => [name, machine]));
    this.#machine = new HeartbeatMachine({
      identity: { cluster, node, interval, incarnation: this.#incarnation },
      keys,
      health: this.#health,
      word: this.#word,
      peers: machines,
      nonce: () => randomBytes(NONCE_BYTES).toString('hex'),
    });
    this.#acknowledgements = new Acknowledgements([...machines.values()], clock);
    this.#paths = options.paths.map((path) => new PathRecord(describePath(path)));
    this.#tick = Deadlines.of(clock).create((now) => this.#beat(now));
    this.#tick.set(clock.now() + interval);
    this.#health.examine(this.#moment());
    this.#running = this.#follow();
  }

  /**
   * The signs of life of one peer, for `new Watchdog({ pets })`; on the same clock. It is open once the peer has proved
   * over one path that it is there, closed while there is none, or the peer has left, or does not hear us.
   * @throws {@link OptionError} it is not among `peers`.
   */
  peer(node: string): PetSource {
    const peer = this.#peers.get(node);
    if (peer === undefined)
      throw new OptionError('node', node, `one of the peers: ${[...this.#peers.keys()].join(', ')}`);
    return peer.source;
  }

  /** Everything at this moment. */
  get snapshot(): HeartbeatSnapshot {
    const { cluster, clock } = this.#options;
    const { state, reason, role, token } = this.#word.at(clock.now());
    return {
      cluster,
      node: this.node,
      incarnation: this.#incarnation,
      state,
      reason,
      role,
      ...(token !== undefined && { token }),
      lag: this.#health.lag,
      peers: [...this.#peers.values()].map((peer) => peer.snapshot),
      paths: this.#paths.map((path) => path.state),
      refused: { ...this.#refused },
    };
  }

  /** Calls `listener` at each such event. */
  on<Name extends keyof HeartbeatEvents & string>(
    name: Name,
    listener: (event: HeartbeatEvents[Name]) => unknown,
  ): Unsubscribe {
    return this.#emitter.on(name, listener);
  }

  /**
   * Says that this node may be silent on purpose, and why, for at most `max` milliseconds. It goes on saying so as long
   * as it can. A second pause replaces the first. `reason`: one line of at most 200 bytes.
   * @throws {@link OptionError}
   */
  pause(reason: string, max: number): void {
    milliseconds('pause.max', max ?? Number.NaN, 0, { min: 1, max: LONGEST_PAUSE });
    this.#word.pause(checkReason('pause.reason', reason), this.#options.clock.now() + max);
    this.#speak();
  }

  /** Ends the pause. */
  resume(): void {
    this.#word.resume();
    this.#speak();
  }

  /** Says what this node is to the others from now on: at most 32 printable ASCII characters. @throws {@link OptionError} */
  setRole(role: string): void {
    this.#word.role = checkRole(role);
    this.#speak();
  }

  /** Says which lease this node holds from now on; undefined for none. @throws {@link OptionError} */
  setToken(token: bigint | undefined): void {
    this.#word.token = checkToken(token);
    this.#speak();
  }

  /**
   * Signs and believes with these keys from now on. To rotate without a gap: give every node the new key as `otherKey`,
   * then every node the new one as `key` and the old one as `otherKey`, then every node the new one alone.
   * @throws {@link OptionError}
   */
  setKeys(keys: HeartbeatKeys): void {
    // First, because it shows nothing of what may be a secret in the wrong place.
    const ring = new KeyRing(keys);
    knownOptions('setKeys', keys, ['key', 'otherKey']);
    this.#machine.keys = ring;
  }

  /**
   * Says that this process ends on purpose, so that no peer takes its silence for death, until the heartbeat is disposed
   * of. There is no way back. Resolves with the nodes that have confirmed it, when all that can be heard have, and at the
   * latest after `timeout` milliseconds (default 1,000). `reason` as of `pause`.
   * @throws {@link OptionError}
   * @throws {@link AbortError} the signal aborted. It leaves all the same.
   */
  async leave(reason: string, options: WaitOptions = {}): Promise<readonly string[]> {
    const wait = Acknowledgements.check('leave', options);
    this.#word.leave(checkReason('leave.reason', reason));
    const { issued } = this.#machine;
    const { signal } = this.#ending;
    if (signal.aborted) return [];
    this.#beat(this.#options.clock.now());
    return await this.#acknowledgements.of(issued, wait, signal);
  }

  /** Ends it without a word: see {@link Heartbeat.leave}. Its sources are closed. Idempotent. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#ending.signal.aborted) {
      this.#tick.clear();
      this.#unwatchLag();
      for (const peer of this.#peers.values()) peer.end('this heartbeat has ended');
      this.#ending.abort();
    }
    await this.#running;
    this.#emitter.clear();
  }

  async #follow(): Promise<void> {
    // Nothing is told and nothing fails before the caller has what it disposes of.
    await null;
    await Promise.all(
      this.#options.paths.map(async (path, place) => {
        const record = this.#paths[place];
        if (record !== undefined) await this.#followPath(path, record);
      }),
    );
  }

  async #followPath(path: HeartbeatPath, record: PathRecord): Promise<void> {
    const { clock, backoff, connectTimeout, proofTimeout } = this.#options;
    try {
      await follow(path, {
        ...{ name: record.name, clock, signal: this.#ending.signal, log: debug },
        ...{ backoff, connectTimeout, proofTimeout },
        up: () => record.up(),
        down: (reason) => record.down(reason),
        open: (carrier) => this.#open(carrier, record),
        refused: (cause, from, detail) => this.#refuse(record, { cause, from, detail }),
      });
    } catch (error) {
      // Nobody awaits a path: its state is what tells.
      record.down(`it can not be followed any more: ${messageOf(error)}`);
      debug('%s: %s', record.name, messageOf(error));
    }
  }

  #open(carrier: Carrier, record: PathRecord): OpenLine {
    const refused = (cause: HeartbeatRefusalCause, detail: string): void =>
      this.#refuse(record, { cause, from: carrier.name, detail });
    const line = new Line(carrier, this.#options.freshness, this.#options.clock.now(), refused);
    record.lineOpened();
    this.#machine.lineOpened(line, this.#moment());
    let over = false;
    return {
      receive: (bytes) => {
        if (over || this.#ending.signal.aborted) return;
        this.#machine.receive(line, bytes, this.#moment());
        this.#lookLater();
      },
      ended: (reason) => {
        if (over) return;
        over = true;
        record.lineEnded();
        this.#machine.lineEnded(line, reason);
        this.#lookLater();
      },
    };
  }

  #lookLater(): void {
    for (const peer of this.#peers.values()) peer.lookLater();
    this.#acknowledgements.look();
  }

  #refuse(record: PathRecord, refusal: HeartbeatRefusal): void {
    record.refuse(refusal.cause);
    this.#refused[refusal.cause] += 1;
    if (debug.enabled) debug('%s: %s: %s', refusal.from, refusal.cause, refusal.detail);
    if (this.#emitter.listenerCount('refused') > 0) this.#emitter.emit('refused', refusal);
  }

  #beat(now: number): void {
    const { interval } = this.#options;
    this.#tick.set(now + (this.#word.leaves ? Math.min(interval, LEAVING_INTERVAL) : interval));
    this.#machine.beat(this.#moment());
  }

  /** Once for all that is changed in one go. */
  #speak(): void {
    if (this.#speaking) return;
    this.#speaking = true;
    queueMicrotask(() => {
      this.#speaking = false;
      if (!this.#ending.signal.aborted) this.#machine.say(this.#moment());
    });
  }

  #moment(): BeatMoment {
    const now = this.#options.clock.now();
    return { now, stalled: this.#lag.total(now) };
  }
}

function checkReason(option: string, reason: string): string {
  if (isReason(nonEmpty(option, reason))) return reason;
  throw new OptionError(option, reason, 'one line of at most 200 bytes');
}
