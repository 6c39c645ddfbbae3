import type { RecordBody } from '../journal/index.js';
import type { Cause } from '../policy/index.js';
import { type AnyEvent, describeClosedReason } from '../qmp/index.js';
import type { VmChange } from '../vm/index.js';
import type { WatchdogTransition } from '../watchdog/index.js';

/** The cause that a watchdog's transition is; undefined when it is none. */
export function causeOf(watchdog: string, transition: WatchdogTransition): Cause | undefined {
  if (transition.type === 'expired') {
    const { cause: expiry, silentFor, at } = transition;
    return { on: 'expired', watchdog, expiry, silentFor, at };
  }
  if (transition.type !== 'pretimeout') return undefined;
  const { silentFor, at } = transition;
  return { on: 'pretimeout', watchdog, silentFor, at };
}

/** What is recorded of a change of a VM's sessions or process; undefined when nothing is. */
export function recordOf(change: VmChange): RecordBody | undefined {
  switch (change.type) {
    case 'disconnected':
      return {
        kind: 'vm',
        event: change.type,
        detail: { reason: describeClosedReason(change.reason) },
      };
    case 'exited':
      return { kind: 'vm', event: change.type, detail: { ...change.exit } };
    case 'gap': {
      const { session, blindFor } = change;
      return { kind: 'vm', event: 'gap', detail: { session, blindFor } };
    }
    default:
      return undefined;
  }
}

/** Whether a RESET is the guest's own. */
export function isByGuest({ data }: AnyEvent): boolean {
  return typeof data === 'object' && data !== null && 'guest' in data && data.guest === true;
}
