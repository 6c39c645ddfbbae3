import { QmpClient } from '../../../src/qmp/index.js';
import { answer, FakeQemu, VirtualClock } from '../../../src/testing/index.js';

interface FakeJob {
  status: string;
  current: number;
  total: number;
  error?: string;
}

/** A QEMU with jobs that do what a test says, and send the events that QEMU's block jobs send. */
export interface FakeJobs extends AsyncDisposable {
  readonly clock: VirtualClock;
  readonly qemu: FakeQemu;
  readonly client: QmpClient;
  /** Whether events are sent. */
  told: boolean;
  /** How long an answer is on its way, in milliseconds; it says what was so when QEMU was asked. */
  delay: number;
  /** Sets how far it is, which no event tells. */
  progress(id: string, current: number, total: number): void;
  /** Goes through states, each with its event; `null` is the end of it. */
  go(id: string, ...statuses: string[]): void;
  /** The way of a block job from running to its end, dismissed automatically unless `stays`. */
  finish(id: string, options?: { error?: string; cancelled?: boolean; stays?: boolean }): void;
  /** Is concluded and stays so, without a word. */
  end(id: string, error?: string): void;
  /** Vanishes without a word. */
  vanish(id: string): void;
  /** How often QEMU was asked for its jobs. */
  asked(): number;
}

export async function fakeJobs(): Promise<FakeJobs> {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock });
  const jobs = new Map<string, FakeJob>();
  qemu.on('query-jobs', () => {
    const list = [...jobs].map(([id, { status, current, total, error }]) => ({
      ...{ 'current-progress': current, status, 'total-progress': total, type: 'backup', id },
      ...(error === undefined ? {} : { error }),
    }));
    return own.delay === 0 ? list : answer.after(own.delay, list);
  });
  const client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
  const own: FakeJobs = {
    clock,
    qemu,
    client,
    told: true,
    delay: 0,
    progress: (id, current, total) => void Object.assign(jobs.get(id) ?? {}, { current, total }),
    go(id, ...statuses) {
      for (const status of statuses) {
        const job = jobs.get(id) ?? { status, current: 0, total: 0 };
        job.status = status;
        if (status === 'null') jobs.delete(id);
        else jobs.set(id, job);
        if (own.told) qemu.emit<string>('JOB_STATUS_CHANGE', { id, status });
      }
    },
    finish(id, { error, cancelled = false, stays = false } = {}) {
      const failed = error !== undefined || cancelled;
      own.go(id, ...(failed ? ['aborting'] : ['waiting', 'pending']));
      const job = jobs.get(id);
      if (job !== undefined && failed) job.error = error ?? 'Operation canceled';
      const data = {
        type: 'backup',
        device: id,
        len: 0,
        offset: 0,
        speed: 0,
        ...(error === undefined ? {} : { error }),
      };
      if (own.told) qemu.emit<string>(cancelled ? 'BLOCK_JOB_CANCELLED' : 'BLOCK_JOB_COMPLETED', data);
      own.go(id, 'concluded', ...(stays ? [] : ['null']));
    },
    end: (id, error) =>
      void Object.assign(jobs.get(id) ?? {}, {
        status: 'concluded',
        ...(error === undefined ? {} : { error }),
      }),
    vanish: (id) => void jobs.delete(id),
    asked: () => qemu.received.filter(({ name }) => name === 'query-jobs').length,
    async [Symbol.asyncDispose]() {
      await client.close();
      await qemu[Symbol.asyncDispose]();
    },
  };
  return own;
}
