import type { HangOptions } from '../fake-qemu/fake-guest.js';
import type { IoError, VmActions } from '../fake-qemu/fake-vm.js';
import type { RunState } from '../../qmp/index.js';
import type { SimulatedHostError } from '../simulation/simulated-host.js';

/** How a command goes wrong. `{}` and an error are QEMU's replies; `delay` is milliseconds. */
export type CommandFault =
  /** `{}`, and nothing is done. */
  | { readonly how: 'ignored' }
  /** An error, and nothing is done. */
  | { readonly how: 'refused' }
  /** No reply, ever, and nothing is done; commands after it wait. */
  | { readonly how: 'unanswered' }
  /** Done and answered only after `delay`. */
  | { readonly how: 'late'; readonly delay: number }
  /** Done at once, and answered after `delay`. */
  | { readonly how: 'late-reply'; readonly delay: number }
  /** Answered at once, and done after `delay`. */
  | { readonly how: 'late-effect'; readonly delay: number }
  /** The main loop hangs with it until `resume-main-loop`. */
  | { readonly how: 'stalls' }
  /** Done, and the connection is lost before the reply. */
  | { readonly how: 'cut-off' };

/** Something that happens to a simulated VM, to whoever supervises it, or to what is between them. */
export type Fault =
  /** The guest: as the methods of `FakeGuest`. */
  | ({ readonly do: 'hang' } & HangOptions)
  | { readonly do: 'recover' }
  | { readonly do: 'mute' }
  | { readonly do: 'unmute' }
  /** From its next boot on it takes so many milliseconds to its first heartbeat. */
  | { readonly do: 'boot-time'; readonly time: number }
  /** What it does to itself: as the methods of `FakeVm`. */
  | { readonly do: 'panic' }
  | { readonly do: 'guest-reset' }
  | { readonly do: 'guest-shutdown' }
  | { readonly do: 'suspend' }
  | { readonly do: 'watchdog'; readonly action?: VmActions['watchdog'] | undefined }
  /** Its disk. */
  | ({ readonly do: 'io-error' } & IoError)
  | { readonly do: 'repair' }
  /** An operator at another monitor. */
  | { readonly do: 'stop' }
  | { readonly do: 'cont' }
  | { readonly do: 'reset' }
  | { readonly do: 'quit' }
  /** Any run state, for whatever else leads there. */
  | { readonly do: 'enter'; readonly status: RunState }
  /** Its migration to another host. */
  | { readonly do: 'migrate' }
  | { readonly do: 'complete-migration' }
  | { readonly do: 'fail-migration' }
  /** QEMU: as `MainLoop` and `FakeProcess`. */
  | { readonly do: 'stall-main-loop' }
  | { readonly do: 'resume-main-loop' }
  | { readonly do: 'stop-process' }
  | { readonly do: 'continue-process' }
  | { readonly do: 'kill-process' }
  /** The next such command goes wrong, or the next `times`. */
  | ({ readonly do: 'command'; readonly command: string; readonly times?: number | undefined } & CommandFault)
  /** The connections. */
  | { readonly do: 'cut-connection' }
  /** For so many milliseconds. Default 1,000. */
  | { readonly do: 'cut-heartbeats'; readonly for?: number | undefined }
  | { readonly do: 'lose-event'; readonly event: string; readonly times?: number | undefined }
  /** The host: this process stands still, the host sleeps, somebody sets its clock. Milliseconds. */
  | { readonly do: 'stall'; readonly for: number }
  | { readonly do: 'sleep-host'; readonly for: number }
  | { readonly do: 'step-wall'; readonly by: number }
  /** The host has an error, which the source `host` finds. */
  | ({ readonly do: 'host-error' } & SimulatedHostError)
  /** Who looks after the supervisor. */
  | { readonly do: 'enforce' }
  | { readonly do: 'observe' }
  | { readonly do: 'maintenance'; readonly ttl: number }
  | { readonly do: 'resume'; readonly policy: string }
  /** It ends, and another one goes on with its journal. */
  | { readonly do: 'restart' }
  /** So many other VMs of the fleet; and somebody has cleared that up. */
  | { readonly do: 'others-fall-silent'; readonly count: number }
  | { readonly do: 'resume-fleet' };

/** The name of a {@link Fault}. */
export type FaultName = Fault['do'];

/** A fault and when it happens: milliseconds by the simulation's clock, which begins at 200. */
export type TimedFault = { readonly at: number } & Fault;

/** What is done by this process: it waits while the process stalls. All else happens outside, at its time. */
const INSIDE: ReadonlySet<FaultName> = new Set<FaultName>([
  ...(['stall', 'sleep-host', 'step-wall', 'enforce', 'observe', 'maintenance', 'resume'] as const),
  ...(['restart', 'others-fall-silent', 'resume-fleet', 'cut-heartbeats', 'host-error'] as const),
]);

/** Whether this process does it. */
export function isInside(fault: Fault): boolean {
  return INSIDE.has(fault.do);
}

/** The fault on one line, for people. */
export function describeFault(fault: Fault): string {
  const members = Object.entries(fault)
    .filter(([name, value]) => name !== 'do' && name !== 'at' && value !== undefined)
    .map(([name, value]) => `${name} ${value}`);
  return members.length === 0 ? fault.do : `${fault.do} (${members.join(', ')})`;
}
