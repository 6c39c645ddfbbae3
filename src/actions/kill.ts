import { knownOptions, messageOf } from '../core/index.js';
import { type ActionContext, type ActionResult, action, type SingleAction } from '../policy/index.js';
import type { Liveness } from '../qmp/index.js';
import { checkProcess, ProcessWatch, type VmProcess } from '../vm/index.js';
import { done, failed, unknown } from './outcome.js';
import type { ActionOptions } from './system-reset.js';

/** How long the monitor may take to answer, in milliseconds, before what was found earlier grows old. */
const LIVENESS_TIMEOUT = 500;
/** A monitor that is silent for less has said nothing yet: milliseconds since it was asked. */
const SILENCE = 2_000;
/** Between looks at a process that was killed. */
const LOOK = 20;

/**
 * Kills QEMU with SIGKILL: for the guest a power cut, and for its disks, too. Which process it is, by its start time and
 * its boot, is looked up when this is called, so call it while that QEMU runs: a pid that another process has got since is
 * never killed. Done with the proof that the process has ended; one that the kernel holds is `unknown`.
 *
 * It needs two sources: the silent watchdog, whose channel is proven, and the monitor, which either says in the same
 * session that the VM runs, or is connected and silent. Without a session, or where no watchdog expired, there is one
 * source, and nothing is killed.
 * @throws {@link OptionError}
 */
export function kill(process: VmProcess, options: ActionOptions = {}): SingleAction {
  knownOptions('kill', options, ['timeout']);
  const watch = new ProcessWatch(checkProcess(process));
  const remembered = watch.remember();
  return action({
    name: 'kill',
    destructive: true,
    idempotent: true,
    timeout: options.timeout ?? 10_000,
    evidence: ['pets-silent', 'channel-proven', 'second-source', 'no-own-lag'],
    async run(context) {
      await remembered;
      return await end(context, watch);
    },
  });
}

async function end(context: ActionContext, watch: ProcessWatch): Promise<ActionResult> {
  const { signal, clock, cause } = context;
  if (cause.on !== 'expired') return failed(`one-source: ${cause.on}`);
  const { verdict, evidence: found } = await askMonitor(context);
  const evidence = { pid: watch.pid, monitor: verdict, status: found.status?.status };
  if (verdict === 'disconnected' || verdict === 'unknown') return failed(`one-source: ${verdict}`, evidence);
  if (verdict === 'responsive' && found.status?.running !== true)
    return failed(`not-running: ${found.status?.status ?? 'unknown'}`, evidence);
  const withdrawn = await context.stillStands();
  if (withdrawn !== undefined) return failed(withdrawn, evidence);

  const before = await watch.look();
  const { pid } = watch;
  if (before.verdict === 'unknown' || pid === undefined)
    return failed(`process-unknown: ${before.verdict === 'unknown' ? before.why : 'it has no id'}`, evidence);
  // The monitor is connected: somebody serves it.
  if (before.verdict === 'exited') return failed('another-process', evidence);
  try {
    globalThis.process.kill(pid, 'SIGKILL');
  } catch (error) {
    return failed('not-killed', { ...evidence, error: messageOf(error) });
  }
  const killedAt = clock.now();
  try {
    for (;;) {
      const now = await watch.look();
      if (now.verdict === 'exited')
        return done('killed', { ...evidence, by: now.by, after: clock.now() - killedAt });
      await clock.sleep(LOOK, { signal });
    }
  } catch (error) {
    return unknown('not-ended', { ...evidence, error: messageOf(error) });
  }
}

/** A silence that has just begun is waited for; the other evidence is then too old, and is gathered anew. */
async function askMonitor({ vm, signal }: ActionContext): Promise<Liveness> {
  const first = await vm.liveness({ signal, timeout: LIVENESS_TIMEOUT });
  const { inBand } = first.evidence;
  if (inBand.state !== 'silent' || inBand.waited >= SILENCE) return first;
  return await vm.liveness({ signal, timeout: SILENCE - inBand.waited });
}
