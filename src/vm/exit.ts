import type { ClosedReason } from '../qmp/index.js';

/**
 * How a QEMU process ended, by what was heard last and, where it is our child, its exit code:
 * - `quit`, `signal`, `guest-shutdown`, `reset` (under `-no-reboot`), `panic`: its SHUTDOWN said so;
 * - `watchdog-poweroff`: an emulated watchdog switched it off, which has no SHUTDOWN;
 * - `crashed`: a signal or a failing exit code and no word before;
 * - `unexplained`: it is gone, and nothing says why.
 */
export type VmExitCause =
  | 'quit'
  | 'signal'
  | 'guest-shutdown'
  | 'reset'
  | 'panic'
  | 'watchdog-poweroff'
  | 'crashed'
  | 'unexplained';

/** The end of a QEMU process. */
export interface VmExit {
  readonly cause: VmExitCause;
  /** Its exit code, where we are its parent and it ended by itself. */
  readonly code?: number;
  /** What killed it, where we are its parent. */
  readonly signal?: string;
  /** What shows that it has ended. */
  readonly by: 'child' | 'pid';
  /** When it was noticed, by the clock's `now()`. */
  readonly at: number;
}

/** What is known when a process has ended. */
export interface ExitEvidence {
  readonly by: 'child' | 'pid';
  readonly code?: number | undefined;
  readonly signal?: string | undefined;
  readonly shutdown: ClosedReason['shutdown'];
  /** What the last WATCHDOG before the end, if one came shortly before it, was to do. */
  readonly watchdogAction: string | undefined;
  readonly at: number;
}

const CAUSES: readonly (readonly [RegExp, VmExitCause])[] = [
  [/^host-qmp-quit$|^host-ui$/, 'quit'],
  [/^host-signal$/, 'signal'],
  [/^guest-shutdown$/, 'guest-shutdown'],
  [/reset$/, 'reset'],
  [/^guest-panic$/, 'panic'],
];

/** Explains the end of a process. */
export function explainExit({ by, code, signal, shutdown, watchdogAction, at }: ExitEvidence): VmExit {
  return {
    cause: causeOf(),
    ...(code !== undefined && { code }),
    ...(signal !== undefined && { signal }),
    by,
    at,
  };

  function causeOf(): VmExitCause {
    if (signal !== undefined) return 'crashed';
    if (shutdown !== undefined)
      return CAUSES.find(([reason]) => reason.test(shutdown.reason))?.[1] ?? 'unexplained';
    if (code !== undefined && code !== 0) return 'crashed';
    // Of QEMU's ways to end, this one alone is announced by WATCHDOG only.
    return watchdogAction === 'poweroff' ? 'watchdog-poweroff' : 'unexplained';
  }
}
