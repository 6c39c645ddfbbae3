// The fear: an event is lost, doubled, late or overtaken, and what is believed of a VM stays wrong.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnyEvent, JobInfo, RunState, VmChange } from 'qmp-watchdog';
import type { Answer } from '../../src/vm/answers.js';
import { openTopics, type Topic, unknownVm, type VmModel } from '../../src/vm/model.js';
import { reduceVm, type VmInput } from '../../src/vm/reduce.js';
import { stopReason } from '../../src/vm/stop-reason.js';

/** QEMU, as far as it is asked. */
interface Truth {
  status: RunState;
  ioStatus: 'ok' | 'failed' | 'nospace';
  jobs: JobInfo[];
  migration: 'none' | 'active' | 'completed' | 'failed';
  dumping: boolean;
}

/** What happens to a message on its way. */
type Fate = 'arrives' | 'is lost' | 'comes twice' | 'is late';

type Step =
  | { readonly do: 'change'; readonly what: keyof typeof CHANGES; readonly fate: Fate }
  | { readonly do: 'deliver'; readonly nth: number }
  | { readonly do: 'ask' | 'answer' | 'cut' | 'silence' | 'responsive' | 'reconcile' | 'time' | 'rest' };

const job = (status: JobInfo['status']): JobInfo => ({
  id: 'job0',
  type: 'backup',
  status,
  'current-progress': 1,
  'total-progress': 2,
});

/** What may happen in QEMU, and the events that it sends of it. */
const CHANGES = {
  stop: (qemu: Truth) => enter(qemu, 'paused', ['STOP']),
  cont: (qemu: Truth) => enter(qemu, 'running', ['RESUME']),
  ioError: (qemu: Truth) => {
    qemu.ioStatus = 'failed';
    return enter(qemu, 'io-error', [['BLOCK_IO_ERROR', { action: 'stop' }], 'STOP']);
  },
  repaired: (qemu: Truth) => {
    qemu.ioStatus = 'ok';
    return [];
  },
  panic: (qemu: Truth) => enter(qemu, 'guest-panicked', [['GUEST_PANICKED', { action: 'pause' }], 'STOP']),
  reset: (qemu: Truth) =>
    enter(qemu, qemu.status === 'running' ? 'running' : 'prelaunch', [['RESET', { guest: true }]]),
  suspend: (qemu: Truth) => enter(qemu, 'suspended', ['SUSPEND']),
  dump: (qemu: Truth) => {
    qemu.dumping = true;
    return enter(qemu, 'save-vm', ['STOP']);
  },
  dumped: (qemu: Truth) => {
    qemu.dumping = false;
    return enter(qemu, 'running', [['DUMP_COMPLETED', {}], 'RESUME']);
  },
  jobBegins: (qemu: Truth) => {
    qemu.jobs = [job('running')];
    return [['JOB_STATUS_CHANGE', { id: 'job0', status: 'running' }]];
  },
  jobEnds: (qemu: Truth) => {
    qemu.jobs = [];
    return [['JOB_STATUS_CHANGE', { id: 'job0', status: 'null' }]];
  },
  migrates: (qemu: Truth) => {
    qemu.migration = 'active';
    return [];
  },
  migrated: (qemu: Truth) => {
    qemu.migration = 'completed';
    return enter(qemu, 'postmigrate', ['STOP']);
  },
} satisfies Record<string, (qemu: Truth) => Sent[]>;

type Sent = string | (string | object)[];

function enter(qemu: Truth, status: RunState, events: Sent[]): Sent[] {
  if (qemu.status === status) return [];
  const silent = qemu.status !== 'running' && status !== 'running';
  qemu.status = status;
  return silent ? events.filter((event) => event !== 'STOP') : events;
}

function answerOf(qemu: Truth, topic: Topic): Answer {
  switch (topic) {
    case 'status':
      return { topic, value: { running: qemu.status === 'running', status: qemu.status } };
    case 'block':
      return {
        topic,
        value: [
          { device: 'd', type: 'unknown', removable: false, locked: false, 'io-status': qemu.ioStatus },
        ],
      };
    case 'jobs':
      return { topic, value: qemu.jobs };
    case 'migrate':
      // The source's side reports what it sent.
      return {
        topic,
        value: { status: qemu.migration, ...(qemu.migration !== 'none' && { ram: {} as never }) },
      };
    case 'dump':
      return { topic, value: { status: qemu.dumping ? 'active' : 'none' } };
  }
}

/** A VM's model, the QEMU it follows, and what is on its way between them. */
class World {
  readonly qemu: Truth = { status: 'running', ioStatus: 'ok', jobs: [], migration: 'none', dumping: false };
  readonly changes: VmChange[] = [];
  model: VmModel = unknownVm(0);
  now = 0;
  /** Events under way, the late ones out of order. */
  #events: AnyEvent[] = [];
  /** Questions that QEMU has not read yet, then answers that have not come yet: in order, as over one socket. */
  #questions: { topic: Topic; hints: number }[] = [];
  #answers: { answer: Answer; hints: number }[] = [];

  constructor() {
    this.#connect();
  }

  step(step: Step): void {
    this.now += 1;
    switch (step.do) {
      case 'change':
        for (const sent of CHANGES[step.what](this.qemu)) this.#send(sent, step.fate);
        return;
      case 'deliver': {
        const [event] = this.#events.splice(step.nth % Math.max(this.#events.length, 1), 1);
        if (event !== undefined) this.input({ type: 'event', event: { ...event, at: this.now } });
        return;
      }
      case 'ask':
        for (const topic of openTopics(this.model)) this.#ask(topic);
        return;
      case 'answer':
        this.#executeOne();
        this.#answerOne();
        return;
      case 'silence':
        this.#executeOne();
        return;
      case 'cut':
        this.input({ type: 'disconnected', reason: { kind: 'ended' }, at: this.now });
        this.#events = [];
        this.#questions = [];
        this.#answers = [];
        this.#connect();
        return;
      case 'responsive':
        this.input({ type: 'health', verdict: 'responsive', at: this.now });
        return;
      case 'reconcile':
        this.input({ type: 'reconcile', at: this.now });
        return;
      case 'rest':
        this.quiet();
        return;
      case 'time':
        this.now += 1_000;
    }
  }

  /** Everything under way arrives, everything is asked once more, and nothing happens meanwhile. */
  quiet(): void {
    for (const event of this.#events.splice(0))
      this.input({ type: 'event', event: { ...event, at: this.now } });
    this.input({ type: 'health', verdict: 'responsive', at: this.now });
    this.input({ type: 'reconcile', at: this.now });
    for (let round = 0; round < 20; round += 1) {
      while (this.#questions.length > 0) this.#executeOne();
      while (this.#answers.length > 0) this.#answerOne();
      for (const topic of openTopics(this.model)) this.#ask(topic);
    }
  }

  input(input: VmInput): void {
    const { model, changes } = reduceVm(this.model, input);
    this.model = model;
    this.changes.push(...changes);
  }

  #connect(): void {
    this.input({ type: 'connected', name: undefined, uuid: undefined, at: this.now });
  }

  #send(sent: Sent, fate: Fate): void {
    const [event, data = {}] = typeof sent === 'string' ? [sent] : sent;
    const made: AnyEvent = {
      event: String(event),
      data,
      timestamp: { seconds: 0, microseconds: 0 },
      at: this.now,
    };
    if (fate === 'is late') this.#events.push(made);
    else if (fate !== 'is lost') this.input({ type: 'event', event: made });
    if (fate === 'comes twice') this.input({ type: 'event', event: made });
  }

  #ask(topic: Topic): void {
    this.#questions.push({ topic, hints: this.model.topics[topic].hints });
    this.input({ type: 'asked', topic, at: this.now });
  }

  #executeOne(): void {
    const question = this.#questions.shift();
    if (question !== undefined)
      this.#answers.push({ answer: answerOf(this.qemu, question.topic), hints: question.hints });
  }

  #answerOne(): void {
    const answered = this.#answers.shift();
    if (answered !== undefined) this.input({ type: 'answered', ...answered, at: this.now });
  }
}

const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('change' as const),
        what: fc.constantFrom(...(Object.keys(CHANGES) as (keyof typeof CHANGES)[])),
        fate: fc.constantFrom<Fate>('arrives', 'arrives', 'is lost', 'comes twice', 'is late'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('deliver' as const), nth: fc.nat(9) }) },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constantFrom(
          'ask',
          'ask',
          'answer',
          'answer',
          'silence',
          'cut',
          'responsive',
          'reconcile',
          'time',
          'rest',
        ),
      }),
    },
  ),
  { maxLength: 60 },
) as fc.Arbitrary<Step[]>;

test('once the connection has been quiet, what is believed is what is', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const world = new World();
      for (const step of all) world.step(step);
      world.quiet();
      const { state } = world.model;
      const { qemu } = world;
      expect(state.confidence).toBe('known');
      expect(state.run).toMatchObject({
        running: qemu.status === 'running',
        status: qemu.status,
        why: stopReason(qemu.status, qemu.dumping),
      });
      expect(state.blockErrors.map(({ status }) => status)).toEqual(
        qemu.ioStatus === 'ok' || qemu.status !== 'io-error' ? [] : [qemu.ioStatus],
      );
      expect(state.jobs).toEqual(qemu.jobs);
      expect(state.migration.status).toBe(qemu.migration);
    }),
    { numRuns: 2_000 },
  );
});

test('every change goes on from where the last one left, and the state is where they lead', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const world = new World();
      for (const step of all) world.step(step);
      let run: unknown;
      let health: unknown;
      let migration: unknown;
      for (const change of world.changes) {
        if (change.type === 'run') {
          expect(change.from).toBe(run);
          run = change.to;
        } else if (change.type === 'migration') {
          if (migration !== undefined) expect(change.from).toBe(migration);
          migration = change.to;
        } else if (change.type === 'health') {
          if (health !== undefined) expect(change.from).toBe(health);
          health = change.to;
        }
      }
      expect(world.model.state.run).toBe(run);
      if (health !== undefined) expect(world.model.state.health).toBe(health);
      if (migration !== undefined) expect(world.model.state.migration).toBe(migration);
    }),
    { numRuns: 500 },
  );
});

test('nothing is known while something is open, or nobody answers', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const world = new World();
      for (const step of all) {
        world.step(step);
        const { state, topics } = world.model;
        if (state.confidence !== 'known') continue;
        expect(state.connected).toBe(true);
        expect(state.run?.status).toBeDefined();
        for (const topic of Object.values(topics)) expect(topic.answered).toBe(topic.hints);
      }
    }),
    { numRuns: 500 },
  );
});
