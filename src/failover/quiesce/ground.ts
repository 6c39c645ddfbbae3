import { randomUUID } from 'node:crypto';
import { type GuestAgent, GuestRejectedError } from '../../agent/index.js';
import { AbortError, messageOf, onAbort, TimeoutError, waitFor } from '../../core/index.js';
import { latchDetail, useOf } from '../../proof/index.js';
import type { QmpClient } from '../../qmp/index.js';
import type { Vm, ProcessIdentity } from '../../vm/index.js';
import {
  forgetControl,
  type LookOptions,
  type PositiveControl,
  proveReleased,
  type StorageSurvey,
  survey,
  takeControl,
} from '../storage/index.js';
import { type Answer, type Ask, type NodeActivity, type Question, RUNNING } from './ask.js';
import { failureOf, NotSent, Refused } from './failure.js';
import type { KilledProcess } from './kill.js';
import { openSink, type MigrationSink } from './migration-sink.js';
import type { CheckedQuiesce } from './options.js';

/** What a wait of one question takes. */
interface Limits {
  readonly signal: AbortSignal | undefined;
  readonly timeout: number;
}

/** Undone whoever has lost interest. */
const UNDOING: ReadonlySet<Question> = new Set(['thaw', 'unlatch']);
/** Longer than what is asked is given itself, so that its own error comes first. */
const GRACE = 250;
/** How long what is left of a stream may take to reach its file, and its disk, in milliseconds. */
const SAVED_TIMEOUT = 10_000;
/** How long the end of a sink is waited for, in milliseconds. */
const ENDED_TIMEOUT = 1_000;

/** What a {@link Ground} knows besides its VM. */
interface GroundOptions {
  readonly process: KilledProcess | undefined;
  readonly by: ProcessIdentity | undefined;
  readonly resumed: { readonly token: string } | undefined;
}

/** Answers what a course asks, on a real VM. Dispose of it when the course has ended. */
export class Ground implements AsyncDisposable {
  readonly token: string;
  readonly #vm: Vm;
  readonly #options: CheckedQuiesce;
  readonly #process: KilledProcess | undefined;
  /** Who sees to it. */
  readonly #by: ProcessIdentity | undefined;
  /** All that were taken, those in whose place another one was, too: each keeps its images open. */
  readonly #controls: PositiveControl[] = [];
  #sink: MigrationSink | undefined;
  #disposed = false;

  constructor(vm: Vm, options: CheckedQuiesce, { process, by, resumed }: GroundOptions) {
    this.#vm = vm;
    this.#options = options;
    this.#process = process;
    this.#by = by;
    this.token = resumed?.token ?? randomUUID();
  }

  /** Never rejects. */
  async answer(ask: Ask): Promise<Answer> {
    const { clock } = this.#options;
    const signal = UNDOING.has(ask.ask) ? undefined : this.#options.signal;
    const client = this.#vm.session;
    const session = this.#vm.state.session;
    // Not every one of these can be taken back.
    if (signal?.aborted)
      return { ok: false, at: clock.now(), session: undefined, ...failureOf(signal.reason, signal) };
    // What is given up must not go on with its next command.
    const own = new AbortController();
    const forget = onAbort(signal, (reason) => own.abort(reason));
    try {
      const value = await waitFor(
        {
          clock,
          signal,
          timeout: ask.timeout + GRACE,
          timedOut: () =>
            new TimeoutError('ERR_TIMEOUT', `${ask.ask} took longer than ${ask.timeout} ms`, ask.timeout),
          aborted: (reason) => new AbortError(ask.ask, reason),
        },
        this.#do(ask, { signal: own.signal, timeout: ask.timeout }),
      );
      const same = this.#vm.session === client && client !== undefined;
      return { ok: true, value, at: clock.now(), session: same ? session : undefined };
    } catch (error) {
      return { ok: false, at: clock.now(), session: undefined, ...failureOf(error, signal) };
    } finally {
      forget();
      own.abort(new Error('its time is over'));
    }
  }

  /** Why the guest's state was not saved as a whole, once a migration has completed; undefined when it was. Never rejects. */
  async unsaved(): Promise<string | undefined> {
    const { saveTo, clock, signal } = this.#options;
    if (saveTo === undefined || this.#sink === undefined) return 'nothing was sent';
    const limits = {
      clock,
      signal,
      timeout: SAVED_TIMEOUT,
      timedOut: () =>
        new TimeoutError('ERR_TIMEOUT', `it was not complete in ${SAVED_TIMEOUT} ms`, SAVED_TIMEOUT),
      aborted: (reason: unknown) => new AbortError(saveTo, reason),
    };
    return await waitFor(limits, this.#sink.unsaved()).catch(messageOf);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    await Promise.all(this.#controls.map(forgetControl));
    if (this.#sink !== undefined) await this.#ended(this.#sink);
  }

  /** The file may lie on what hangs; its end is waited for no longer than this. */
  async #ended(sink: MigrationSink): Promise<void> {
    const { clock } = this.#options;
    const limits = {
      clock,
      signal: undefined,
      timeout: ENDED_TIMEOUT,
      timedOut: () => new TimeoutError('ERR_TIMEOUT', 'a sink did not end in time', ENDED_TIMEOUT),
      aborted: (reason: unknown) => new AbortError('sink', reason),
    };
    await waitFor(limits, Promise.resolve(sink[Symbol.asyncDispose]())).catch(() => {});
  }

  #do(ask: Ask, limits: Limits): Promise<unknown> {
    const vm = this.#vm;
    switch (ask.ask) {
      case 'status':
        return vm.execute('query-status', {}, limits);
      case 'ways':
        return this.#ways(limits);
      case 'jobs':
        return vm.execute('query-jobs', {}, limits);
      case 'cancel-job':
        return vm.execute('job-cancel', { id: ask.id }, limits);
      case 'migration':
        return vm.execute('query-migrate', {}, limits);
      case 'here':
        return Promise.resolve(this.#isHere());
      case 'cancel-migration':
        return vm.execute('migrate_cancel', {}, limits);
      case 'survey':
        return survey(vm, limits);
      case 'control':
        return this.#control(ask.survey, limits);
      case 'latch':
        return vm.latch({
          token: this.token,
          reason: vm.state.latch?.reason ?? this.#options.reason,
          detail: latchDetail({
            stage: 'releasing',
            ...useOf(vm.state.latch, this.token),
            proof: undefined,
            // JSON, as it will be read back.
            resume: { ...ask.resume, by: this.#by },
          }),
        });
      case 'unlatch':
        return vm.unlatch(this.token, ask.reason);
      case 'consent':
        return this.#consent();
      case 'frozen':
        return this.#isFrozen(limits);
      case 'freeze':
        return this.#freeze(limits);
      case 'thaw':
        return this.#agent().thaw(limits);
      case 'stop':
        return vm.execute('stop', {}, limits);
      case 'set-inactive':
        return this.#setInactive(ask.node, limits);
      case 'nodes':
        return this.#nodes(limits);
      case 'migrate':
        return this.#migrate(limits);
      case 'yank':
        return this.#yank(ask.what, limits);
      case 'prove':
        return proveReleased(ask.control, this.#look(limits));
      case 'kill':
        return this.#kill(limits);
      case 'pause':
        return this.#options.clock.sleep(ask.timeout, { signal: limits.signal });
    }
  }

  #look(limits: Limits): LookOptions {
    const { qemuIo, clock } = this.#options;
    return { ...limits, qemuIo, clock };
  }

  async #control(surveyed: StorageSurvey, limits: Limits): Promise<PositiveControl> {
    const control = await takeControl(surveyed, { ...this.#look(limits), pid: await this.#process?.pid() });
    this.#controls.push(control);
    if (this.#disposed) await forgetControl(control);
    return control;
  }

  async #ways(limits: Limits): Promise<{ setActive: boolean }> {
    const schema = await this.#vm.schema(limits);
    return { setActive: schema.command('blockdev-set-active') !== undefined };
  }

  /** Its migration was noted, and so barred its start. Only one who says that the guest runs nowhere else lifts that. */
  #isHere(): boolean {
    const { migration, interlocks } = this.#vm.state;
    return (
      migration.status === 'completed' &&
      !interlocks.some(({ bars, by }) => bars === 'cont' && by === 'library')
    );
  }

  async #consent(): Promise<void> {
    const withdrawn = await this.#options.stillStands();
    if (withdrawn !== undefined) throw new Refused(withdrawn);
  }

  async #setInactive(node: string | undefined, limits: Limits): Promise<void> {
    await this.#standingStill(limits, (client) =>
      client.execute(
        'blockdev-set-active',
        { active: false, ...(node !== undefined && { 'node-name': node }) },
        limits,
      ),
    );
  }

  async #migrate(limits: Limits): Promise<void> {
    const { saveTo } = this.#options;
    if (this.#sink !== undefined) await this.#ended(this.#sink);
    const sink = await openSink(this.#vm, { saveTo, ...limits });
    // It may have been given up meanwhile.
    if (this.#disposed) {
      await this.#ended(sink);
      throw new NotSent('nobody waits for it any more');
    }
    this.#sink = sink;
    // Through the session, because the latch bars every other migration: whoever gets the guest so would run it.
    await this.#standingStill(limits, (client) => client.execute('migrate', { uri: sink.uri }, limits));
  }

  /** Asks right before, and sends in the same session, and on nothing is waited in between. */
  async #standingStill(limits: Limits, send: (client: QmpClient) => Promise<unknown>): Promise<void> {
    const client = this.#vm.session;
    if (client === undefined) throw new NotSent('there is no session');
    const { running } = await client.execute('query-status', {}, limits);
    if (running) throw new Refused(RUNNING);
    if (this.#vm.session !== client) throw new NotSent('the session that was asked is over');
    await send(client);
  }

  async #nodes(limits: Limits): Promise<readonly NodeActivity[]> {
    const nodes = await this.#vm.execute('query-named-block-nodes', { flat: true }, limits);
    return nodes.map(({ 'node-name': name = '', drv, active }) => ({ name, driver: drv, active }));
  }

  async #yank(what: 'block-node' | 'migration', limits: Limits): Promise<readonly string[]> {
    const instances = (await this.#vm.executeOob('query-yank', {}, limits)).filter(
      ({ type }) => type === what,
    );
    if (instances.length === 0) return [];
    await this.#vm.executeOob('yank', { instances }, limits);
    return instances.map((one) => String('node-name' in one ? one['node-name'] : one.type));
  }

  async #kill(limits: Limits): Promise<Readonly<Record<string, unknown>>> {
    if (this.#process === undefined) throw new Refused('which process it is was not told');
    return await this.#process.kill(limits);
  }

  async #isFrozen(limits: Limits): Promise<boolean> {
    return (await this.#agent().execute('guest-fsfreeze-status', {}, limits)) === 'frozen';
  }

  async #freeze(limits: Limits): Promise<number> {
    try {
      return await this.#agent().execute('guest-fsfreeze-freeze', {}, limits);
    } catch (error) {
      // Not there, or not allowed, because somebody else froze just now: then it did nothing, and a thaw would undo theirs.
      if (error instanceof GuestRejectedError && error.class === 'CommandNotFound')
        throw new NotSent(error.message);
      throw error;
    }
  }

  #agent(): GuestAgent {
    if (this.#options.agent === undefined) throw new Refused('there is no guest agent to ask');
    return this.#options.agent;
  }
}
