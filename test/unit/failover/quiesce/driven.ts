// A course with a world that answers well, but for what a test says.
import type { Answer, Ask, Course, Failure, Question, Resume } from '../../../../src/failover/quiesce/ask.js';
import { quiesceCourse } from '../../../../src/failover/quiesce/course.js';
import type { Ending } from '../../../../src/failover/quiesce/known.js';
import type { Plan } from '../../../../src/failover/quiesce/progress.js';
import type {
  ImageRelease,
  PositiveControl,
  ReleaseEvidence,
  StorageSurvey,
} from '../../../../src/failover/storage/index.js';

/** What a question is answered with: a value, a failure, or never. */
export type Reply = { readonly value: unknown } | Failure | 'never' | undefined;
/** Asked before the well-behaved world is; undefined leaves it to that. */
export type Script = (ask: Ask, world: World) => Reply;

const FILE = { node: 'f0', tops: ['d0'], driver: 'file', kind: 'local-file', path: '/images/0' } as const;

export const CONTROL: PositiveControl = {
  v: 1,
  images: [{ ...FILE, identity: { device: 'fe:00', inode: '7', born: '1' }, unprovable: undefined }],
  unlisted: [],
};

export class World {
  now = 1_000;
  session = 1;
  running = true;
  status = 'running';
  active = true;
  migration: string | undefined;
  jobs: readonly string[] = [];
  gone = false;
  readonly asked: Ask[] = [];
  readonly #script: Script;

  constructor(script: Script) {
    this.#script = script;
  }

  /** The questions, without those for time and for the state. */
  get course(): readonly string[] {
    const dull = new Set<Question>([
      'pause',
      'status',
      'migration',
      'here',
      'jobs',
      'nodes',
      'survey',
      'ways',
      'control',
    ]);
    return this.asked
      .filter(({ ask }) => !dull.has(ask))
      .map((ask) => (ask.ask === 'latch' ? `latch ${ask.resume.step}` : ask.ask));
  }

  answer(ask: Ask): Answer {
    this.asked.push(ask);
    this.now += 1;
    const reply = this.#script(ask, this) ?? { value: this.#well(ask) };
    if (reply === 'never') {
      this.now += ask.timeout;
      return { ok: false, at: this.now, session: undefined, how: 'unknown', message: 'no answer in time' };
    }
    return 'how' in reply
      ? { ok: false, at: this.now, session: undefined, ...reply }
      : { ok: true, at: this.now, session: this.session, value: reply.value };
  }

  #well(ask: Ask): unknown {
    switch (ask.ask) {
      case 'status':
        return { running: this.running, status: this.status };
      case 'ways':
        return { setActive: true };
      case 'jobs':
        return this.jobs.map((id) => ({ id, type: 'mirror', status: 'running' }));
      case 'cancel-job':
        this.jobs = this.jobs.filter((id) => id !== ask.id);
        return undefined;
      case 'migration':
        return this.migration === undefined
          ? {}
          : { status: this.migration, ...(this.migration === 'completed' && { ram: {}, 'total-time': 9 }) };
      case 'cancel-migration':
        this.migration = 'cancelled';
        return undefined;
      case 'survey':
        return this.survey;
      case 'control':
        return CONTROL;
      case 'frozen':
        return false;
      case 'freeze':
        return 1;
      case 'stop':
        this.running = false;
        this.status = 'paused';
        return undefined;
      case 'set-inactive':
        this.active = false;
        return undefined;
      case 'nodes':
        return [
          { name: 'f0', driver: 'file', active: this.active },
          { name: 'd0', driver: 'raw', active: this.active },
        ];
      case 'migrate':
        this.migration = 'completed';
        this.active = false;
        return undefined;
      case 'yank':
        return [];
      case 'prove':
        return this.evidence();
      case 'kill':
        this.gone = true;
        return { pid: 7 };
      case 'pause':
        this.now += ask.timeout;
        return undefined;
      default:
        return undefined;
    }
  }

  get survey(): StorageSurvey {
    return { images: [{ ...FILE, writable: this.active, unprovable: undefined }], unlisted: [] };
  }

  evidence(change: Partial<ImageRelease> = {}): ReleaseEvidence {
    const free = this.gone || !this.active;
    const image: ImageRelease = {
      ...FILE,
      verdict: free ? 'released' : 'held',
      why: undefined,
      flushed: free,
      flushWatched: 'control',
      unflushed: undefined,
      ...change,
    };
    return { images: [image], unlisted: [], released: free, flushed: free };
  }
}

const PLAN: Plan = {
  timeout: 90_000,
  budgets: {
    ...{ look: 5_000, control: 10_000, latch: 11_000, jobs: 10_000, freeze: 5_000, stop: 15_000 },
    ...{ release: 30_000, verify: 15_000, kill: 10_000 },
  },
  freeze: false,
  doubtfulStorage: false,
  save: false,
  kill: false,
  onlyLook: false,
};

/** Drives a course to its end. */
export function drive(
  script: Script = () => undefined,
  plan: Partial<Plan> = {},
  { resumed, world = new World(script) }: { readonly resumed?: Resume; readonly world?: World } = {},
): { readonly ending: Ending; readonly world: World } {
  const course: Course<Ending> = quiesceCourse({ ...PLAN, ...plan }, world.now, resumed);
  let next = course.next();
  for (let asks = 0; next.done !== true; asks += 1) {
    if (asks > 2_000) throw new Error('it goes on for ever');
    next = course.next(world.answer(next.value));
  }
  return { ending: next.value, world };
}
