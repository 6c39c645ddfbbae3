import { knownOptions } from '../core/index.js';
import { type ActionContext, type ActionResult, action, type SingleAction } from '../policy/index.js';
import { SessionClosedError } from '../qmp/index.js';
import { EndWatch } from './ended.js';
import { done, failed, notDone, unknown } from './outcome.js';
import type { ActionOptions } from './system-reset.js';

/** How long the proof of the process's end may come after the end of its session, in milliseconds. */
const PROOF = 3_000;

/**
 * Ends QEMU: for the guest a power cut, for its disks an orderly end. Verified by SHUTDOWN for this reason, by the end of
 * the session, and, where `vm` is a `Vm` that was given QEMU's `process`, by proof that the process has ended. Without
 * that the outcome is `unknown`: a session that has ended proves nothing of who writes to a disk.
 *
 * Source: the command `quit` and the event SHUTDOWN of QEMU's QMP reference; QEMU 11.1 may hang up before it answers.
 */
export function quit(options: ActionOptions = {}): SingleAction {
  knownOptions('quit', options, ['timeout']);
  return action({
    name: 'quit',
    destructive: true,
    idempotent: true,
    // It drains and flushes the disks first.
    timeout: options.timeout ?? 30_000,
    async run(context) {
      try {
        return await end(context);
      } catch (error) {
        return notDone(error);
      }
    },
  });
}

async function end(context: ActionContext): Promise<ActionResult> {
  const { vm, signal } = context;
  using watch = new EndWatch(vm);
  try {
    await vm.execute('quit', {}, { signal });
  } catch (error) {
    if (!(error instanceof SessionClosedError) || error.outcome === 'not-sent') throw error;
  }
  const { closed, exit } = await watch.ended(PROOF, context);
  const evidence = { closed: closed.kind, shutdown: closed.shutdown, exit };
  if (exit !== undefined) return exit.cause === 'quit' ? done('ended', evidence) : failed('exited', evidence);
  return closed.shutdown?.reason === 'host-qmp-quit'
    ? unknown('no-proof-of-exit', evidence)
    : unknown('disconnected', evidence);
}
