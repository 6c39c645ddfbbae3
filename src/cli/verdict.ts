import { FAILOVER_SAFE, FAILOVER_SAFE_USED, NOT_RUNNING, RUNNING, UNKNOWN } from './ocf.js';
import type { SeenVm } from './status-reply.js';

/**
 * How a VM is, for whoever decides where it runs:
 * - `running`, `paused`: its QEMU is there and answers, and its virtual CPUs run, or do not;
 * - `ended`: its process is known to have ended;
 * - `failover-safe`: it stands, and nothing here writes to its disks any more; `failover-safe-used`: and somebody has
 *   used the proof of that, and may have started it elsewhere;
 * - `unresponsive`: QEMU does not answer, and is not known to have ended;
 * - `unknown`: nobody can tell.
 */
export type VerdictWord =
  | 'running'
  | 'paused'
  | 'ended'
  | 'failover-safe'
  | 'failover-safe-used'
  | 'unresponsive'
  | 'unknown';

/** How a VM is. */
export interface Verdict {
  readonly verdict: VerdictWord;
  /** The exit code that says so. */
  readonly code: number;
  /** Why, in words. */
  readonly reason: string;
}

/** What is said of a VM whose state nobody can tell. */
export function unknown(reason: string, code: number = UNKNOWN): Verdict {
  return { verdict: 'unknown', code, reason };
}

/** Judges what a status says. Unknown is never taken for dead. */
export function verdictOn(vm: SeenVm): Verdict {
  return ofProof(vm) ?? ofProcess(vm) ?? ofRun(vm);
}

/** Whether the verdict may be another one in a moment: QEMU is being asked at this time. */
export function isBeingAsked({ confidence, connected, health, exit }: SeenVm): boolean {
  return confidence === 'stale' && connected === true && exit === null && !isSilent(health);
}

function ofProof({ failoverSafe, connected, running }: SeenVm): Verdict | undefined {
  // Somebody has started it past its supervisor: what was proven is over.
  if (failoverSafe?.level !== 'L2' || (connected === true && running === true)) return undefined;
  const { standing, registered, token } = failoverSafe;
  if (standing === 'held')
    return {
      verdict: 'failover-safe',
      code: FAILOVER_SAFE,
      reason: `nothing here writes to its disks any more: proof ${token}${registered ? ', and its lease store knows whether that was used elsewhere' : ''}`,
    };
  if (standing === 'consumed')
    return {
      verdict: 'failover-safe-used',
      code: FAILOVER_SAFE_USED,
      reason: `its proof ${token} was used: it may run elsewhere`,
    };
  return undefined;
}

function ofProcess({ exit, connected, health, supervised }: SeenVm): Verdict | undefined {
  // A session with what came after it says more than the end of what was there before.
  if (exit !== null && connected !== true) {
    // Whoever has looked away since knows nothing of what was started after it.
    if (!supervised) return unknown(`its process has ended (${exit.cause}), and nobody has looked since`);
    return { verdict: 'ended', code: NOT_RUNNING, reason: `its process has ended: ${exit.cause}` };
  }
  if (isSilent(health))
    return { verdict: 'unresponsive', code: UNKNOWN, reason: `QEMU does not answer: ${health}` };
  return undefined;
}

function isSilent(health: SeenVm['health']): boolean {
  return health === 'unresponsive' || health === 'main-loop-stalled';
}

function ofRun({ confidence, connected, running, run, why, failoverSafe }: SeenVm): Verdict {
  if (confidence === null) return unknown('one session is supervised, and no Vm: its state is not followed');
  if (connected !== true)
    return unknown('there is no QMP session, and its process is not known to have ended');
  if (confidence !== 'known' || running === null || run === null)
    return unknown(`what is known of it is ${confidence === 'known' ? 'not enough' : confidence}`);
  if (running) {
    const against =
      failoverSafe?.level === 'L2'
        ? `, in spite of its proof ${failoverSafe.token}: it may run elsewhere, too`
        : '';
    return {
      verdict: 'running',
      code: RUNNING,
      reason: `QEMU answers, and its virtual CPUs run${against}`,
    };
  }
  return {
    verdict: 'paused',
    code: RUNNING,
    reason: `QEMU answers, and its virtual CPUs do not run: ${why ?? run}`,
  };
}
