import { messageOf } from '../../core/index.js';
import {
  latchDetail,
  type Latched,
  latchedOf,
  type Level,
  type ProofRecord,
  useOf,
} from '../../proof/index.js';
import { type ProcessIdentity, thisProcess, type Vm } from '../../vm/index.js';
import { ProofRefusedError } from '../errors.js';
import { type FailoverSafe, mint } from '../proof.js';
import { lookUp, register } from '../register.js';
import { takeAlone, takeLatch } from './alone.js';
import type { Answer, Ask, Course, Resume } from './ask.js';
import { quiesceCourse } from './course.js';
import { livingDriver } from './driver.js';
import { type Ending, type FreezeState, nextOf } from './known.js';
import { forgetControl } from '../storage/index.js';
import { Ground } from './ground.js';
import { KilledProcess } from './kill.js';
import {
  type CheckedQuiesce,
  checkQuiesce,
  type QuiesceOptions,
  type RestoreProofOptions,
} from './options.js';
import { readResume } from './resume.js';
import type { NotQuiesced, QuiesceResult, Registration } from './result.js';
import { SeenContinued } from './seen-continued.js';

/**
 * Brings a VM to a state from which its failover needs no fence, as far as that can be had, and proves how far it has
 * come: it is latched, its jobs and a migration from here are ended, it is stopped, its disks are released, and it is
 * proven that they are. QEMU and the guest's memory stay, for whoever looks for the cause.
 *
 * Nothing is taken from what a command returned: queries of one session decide, and this host's own look at the images.
 * From the release on the VM stays latched, over a restart of this process, too: `restoreProof` goes on then. A VM that
 * an earlier call has latched is gone on with.
 *
 * ```ts
 * import { quiesce } from 'qmp-watchdog/failover';
 * import { Vm } from 'qmp-watchdog';
 *
 * await using vm = await Vm.connect({ path: '/run/vm1.qmp' });
 * const result = await quiesce(vm, { reason: 'BLOCK_IO_ERROR on disk0' });
 * if (result.outcome === 'quiesced' && result.level === 'L2') process.stdout.write(`${result.proof.token}\n`);
 * else process.stdout.write(`fence it, or: ${result.next}\n`);
 * ```
 * @throws OptionError It rejects for nothing else: what went wrong is a result.
 */
export async function quiesce(vm: Vm, options: QuiesceOptions = {}): Promise<QuiesceResult> {
  const checked = checkQuiesce('quiesce', options);
  return await alone(vm, async () =>
    latchedOf(vm.state.latch) === undefined ? await run(vm, checked, undefined) : await goOn(vm, checked),
  );
}

/**
 * What `quiesce` had begun before this process was restarted: the proof, if everything that it rests on is found so
 * again; else it goes on where it was. Where nothing had been released the latch is lifted, with the reason
 * `nothing-released`: whether the order stands is for you to say. A VM that is not latched is left as it is, with the
 * reason `not-latched`.
 * @throws OptionError It rejects for nothing else.
 */
export async function restoreProof(vm: Vm, options: RestoreProofOptions = {}): Promise<QuiesceResult> {
  const checked = checkQuiesce('restoreProof', options);
  return await alone(vm, async () => {
    const { latch } = vm.state;
    const kept = latchedOf(latch)?.resume;
    const resume = await readResume(kept);
    if (latch === undefined || resume?.step !== 'quieting') return await goOn(vm, checked);
    const driver = await livingDriver(kept?.['by']);
    if (driver !== undefined) return nothing(vm, seenToBy(driver), latch.token, 'none');
    const freeze = resume.frozen ? await thawed(vm, checked) : 'not-frozen';
    // Whoever gave the order was interrupted; nobody knows whether it stands. Lifted even if that can not be kept: after
    // the next restart it is lifted again.
    await vm.unlatch(latch.token, 'nothing of it was released').catch(() => {});
    return { ...nothing(vm, 'nothing-released', latch.token, 'none'), freeze };
  });
}

function seenToBy(pid: number): string {
  return `under-way: process ${pid} sees to it`;
}

/** Whoever was interrupted may have frozen its file systems. */
async function thawed({ state }: Vm, { agent, budgets }: CheckedQuiesce): Promise<FreezeState> {
  // One that does not run can not be thawed.
  if (agent === undefined || state.run?.running !== true) return 'unknown';
  // Without the signal: its latch, by which it is known, is lifted whoever has lost interest.
  return await agent.thaw({ timeout: budgets.freeze }).then(
    () => 'not-frozen',
    () => 'unknown',
  );
}

/** Two at a time would undo each other's steps. */
async function alone(vm: Vm, go: () => Promise<QuiesceResult>): Promise<QuiesceResult> {
  using taken = takeAlone(vm);
  return taken === undefined ? underWay(vm) : await go();
}

function underWay(vm: Vm): NotQuiesced {
  return nothing(vm, 'under-way', vm.state.latch?.token ?? '', 'none');
}

/** What the latch tells decides how much is left to do. */
async function goOn(vm: Vm, options: CheckedQuiesce): Promise<QuiesceResult> {
  const { latch } = vm.state;
  const latched = latchedOf(latch);
  if (latch === undefined || latched === undefined) return nothing(vm, 'not-latched', '', 'none');
  const driver = await livingDriver(latched.resume?.['by']);
  if (driver !== undefined) return nothing(vm, seenToBy(driver), latch.token, 'none');
  const standing = await standingOf(latched, options);
  if (standing !== undefined) return nothing(vm, standing, latch.token, 'none');
  const resume = await readResume(latched.resume);
  if (resume === undefined) return nothing(vm, 'latch-unreadable', latch.token, 'fence');
  return await run(vm, options, { token: latch.token, latched, resume });
}

/** Why nothing can be looked at again: the proof has been used, or may have been, and then the images are somebody else's. */
async function standingOf(
  { consumed, registered, proof }: Latched,
  options: CheckedQuiesce,
): Promise<string | undefined> {
  if (consumed) return 'consumed';
  if (!registered || proof === undefined || options.lease === undefined) return undefined;
  const { signal, clock } = options;
  try {
    const found = await lookUp(options.lease, proof.vm, { signal, clock });
    return found?.proof.token === proof.token && found.standing !== 'held' ? found.standing : undefined;
  } catch (error) {
    return `standing-unknown: ${messageOf(error)}`;
  }
}

interface Resumed {
  readonly token: string;
  readonly latched: Latched;
  readonly resume: Resume;
}

async function run(vm: Vm, options: CheckedQuiesce, resumed: Resumed | undefined): Promise<QuiesceResult> {
  const { clock, kill } = options;
  const process = kill === undefined ? undefined : new KilledProcess(kill, clock);
  const by = await thisProcess().catch(() => undefined);
  await using ground = new Ground(vm, options, { process, by, resumed });
  using taken = takeLatch(ground.token);
  if (taken === undefined) return underWay(vm);
  const plan = {
    timeout: options.timeout,
    budgets: options.budgets,
    freeze: options.agent !== undefined,
    doubtfulStorage: options.doubtfulStorage,
    save: options.saveTo !== undefined,
    kill: kill !== undefined,
    onlyLook: resumed?.latched.stage === 'proven',
  };
  const course = quiesceCourse(plan, clock.now(), resumed?.resume);
  using continued = new SeenContinued(vm);
  const ending = await follow(course, (ask) => continued.around(ask, (one) => ground.answer(one)));
  const { control } = ending.resume;
  if (control !== undefined) await forgetControl(control);
  const report = {
    next: ending.next,
    steps: ending.steps,
    latched: ending.latched,
    token: ground.token,
    freeze: ending.freeze,
    status: ending.status,
  };
  const { level } = ending;
  if (level === undefined)
    return { ...report, outcome: ending.uncertain ? 'unknown' : 'failed', reason: ending.reason };
  if (continued.refutes(level))
    return {
      ...report,
      ...{ outcome: 'unknown', reason: 'continued: somebody has started it since it was looked at' },
      next: level === 'L2' ? nextOf(ending.resume) : ending.next,
    };
  const proof = mint(recordOf(vm, ground.token, level, ending, clock.wall()));
  const { doubts, registration } =
    level === 'L2'
      ? await keep(vm, proof, { resume: ending.resume, by }, options)
      : { doubts: [], registration: undefined };
  const released = ending.way === 'migrate' && level !== 'L0';
  const unsaved = released ? await ground.unsaved() : 'its migration did not complete';
  return {
    ...report,
    outcome: 'quiesced',
    level,
    proof,
    doubts: [...ending.doubts, ...doubts],
    way: ending.way,
    registration,
    ...(options.saveTo === undefined
      ? { saved: undefined, unsaved: undefined }
      : { saved: unsaved === undefined ? options.saveTo : undefined, unsaved }),
    // Level and proof are of one make.
  } as QuiesceResult;
}

/** Asks what the course asks until it has ended. */
async function follow(course: Course<Ending>, answer: (ask: Ask) => Promise<Answer>): Promise<Ending> {
  let step = course.next();
  while (step.done !== true) step = course.next(await answer(step.value));
  return step.value;
}

function recordOf<L extends Level>(
  vm: Vm,
  token: string,
  level: L,
  { judgement, session, doubts, status, steps }: Ending,
  wall: number,
): ProofRecord & { readonly level: L } {
  const { name, uuid } = vm.state;
  return {
    level,
    vm: { name, uuid },
    session: session ?? vm.state.session,
    token,
    issued: new Date(wall).toISOString(),
    storage: judgement.storage,
    evidence: { ...judgement.evidence, status, doubts, steps },
  };
}

/** Writes the proof down where the latch is, and registers it. It stands whether or not either could be done. */
async function keep(
  vm: Vm,
  proof: FailoverSafe,
  { resume, by }: { readonly resume: Resume; readonly by: ProcessIdentity | undefined },
  { lease, signal, clock, reason }: CheckedQuiesce,
): Promise<{ readonly doubts: readonly string[]; readonly registration: Registration | undefined }> {
  const doubts: string[] = [];
  const write = async (registered: boolean): Promise<void> => {
    const detail = latchDetail({
      stage: 'proven',
      consumed: useOf(vm.state.latch, proof.token).consumed,
      registered,
      proof: proof.toJSON(),
      resume: { ...resume, by },
    });
    try {
      await vm.latch({ token: proof.token, reason: vm.state.latch?.reason ?? reason, detail });
    } catch (error) {
      doubts.push(`the proof could not be written down, and would be sought again: ${messageOf(error)}`);
    }
  };
  await write(lease !== undefined || useOf(vm.state.latch, proof.token).registered);
  if (lease === undefined) return { doubts, registration: undefined };
  try {
    await register(proof, lease, { signal, clock });
    return { doubts, registration: { registered: true } };
  } catch (error) {
    const refused = error instanceof ProofRefusedError;
    if (refused) await write(false);
    return { doubts, registration: { registered: refused ? false : 'unknown', error: messageOf(error) } };
  }
}

function nothing(vm: Vm, reason: string, token: string, next: NotQuiesced['next']): NotQuiesced {
  return {
    outcome: 'failed',
    reason,
    next,
    steps: [],
    latched: vm.state.latch !== undefined,
    token,
    freeze: 'unknown',
    status: vm.state.run?.status,
  };
}
