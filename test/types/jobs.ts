// Compiled only. The fear: a state that no job has is waited for, or an unknown end is taken for one.
import { job, type JobEnd, type JobProgress, type Qmp, type RuntimeSchema } from 'qmp-watchdog';
import type { JobStatus } from 'qmp-watchdog/qapi';
import type { Equal, Expect } from './expect.js';

declare const vm: Qmp;

/** States and ends. */
export async function jobs(signal: AbortSignal): Promise<void> {
  using backup = job(vm, 'backup0', { interval: 500 });
  const status = await backup.reached('ready', { timeout: 1_000, signal });
  type _Status = Expect<Equal<typeof status, JobStatus>>;
  // @ts-expect-error there is no such state
  await backup.reached('redy');
  const end: JobEnd = await backup.ended();
  if (end.outcome === 'unknown' && end.why === 'closed') end.reason.kind satisfies string;
  // @ts-expect-error only a failure has an error
  end.error;
  // @ts-expect-error an end is told in words, it is not a truth value
  end satisfies boolean;
  for await (const progress of backup.progress({ signal })) {
    type _Progress = Expect<Equal<typeof progress, JobProgress>>;
  }
  // @ts-expect-error a misspelt option
  job(vm, 'backup0', { intervall: 500 });
}

/** The run-time schema. */
export async function schema(): Promise<void> {
  const known: RuntimeSchema = await vm.schema({ timeout: 1_000 });
  known.has('query-block:return/device') satisfies boolean;
  // @ts-expect-error there may be no such command
  known.command('query-block').allowOob;
  // @ts-expect-error an event has no lane
  known.event('STOP')?.allowOob;
}
