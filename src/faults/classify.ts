import { own } from '../core/index.js';
import type { AnyEvent, EventDataOf, EventName, RunState } from '../qmp/index.js';
import type { BlockError } from '../vm/index.js';
import type { HostError } from './host-error/index.js';
import { type Severity, worse } from './severity.js';

/** Something that went wrong: QEMU said so, the VM stands still for it, or it was found on the host. */
export type VmFault =
  | { readonly on: 'event'; readonly event: AnyEvent }
  | {
      readonly on: 'run-state';
      readonly status: RunState;
      /** The drives that it stands still for. */
      readonly blockErrors: readonly BlockError[];
    }
  | { readonly on: 'host-error'; readonly source: string; readonly error: HostError };

/** How bad a fault is, and why. */
export interface Classification {
  readonly severity: Severity;
  readonly why: string;
}

/**
 * Says otherwise than {@link classify} how bad a fault is; undefined leaves it at `usual`. It must be pure, and must not
 * throw.
 */
export type Classify = (fault: VmFault, usual: Classification) => Severity | Classification | undefined;

/**
 * How bad a fault is. What a fault says that is newer than this package is taken for `serious`; an event that is none of a
 * fault's is `info`.
 */
export function classify(fault: VmFault, otherwise?: Classify): Classification {
  const usual = usualOf(fault);
  const said = otherwise?.(fault, usual) ?? usual;
  return typeof said === 'string' ? { severity: said, why: usual.why } : said;
}

/** One degree worse, because it came back so often. */
export function worsened({ severity, why }: Classification, times: number): Classification {
  return { severity: worse(severity), why: `${why}, at least ${times} times` };
}

function usualOf(fault: VmFault): Classification {
  switch (fault.on) {
    case 'event':
      return ofEvent(fault.event);
    case 'run-state':
      return ofRunState(fault.status, fault.blockErrors);
    case 'host-error':
      return { severity: fault.error.severity, why: fault.error.message };
  }
}

function ofEvent({ event, data }: AnyEvent): Classification {
  // The table ties each name to the data of its event; what came over the wire is only claimed to be that.
  const judge = own(BY_EVENT, event) as ((data: unknown) => Classification) | undefined;
  return judge?.(Object(data)) ?? is('info', event);
}

const BY_EVENT = {
  BLOCK_IMAGE_CORRUPTED: ({ msg, fatal }) =>
    fatal ? is('fatal', `image unusable: ${msg}`) : is('serious', `image corrupted: ${msg}`),
  // QEMU stops the VM, tells the guest, or says nothing to it, as the drive's `werror` and `rerror` want.
  BLOCK_IO_ERROR({ operation, action, nospace, reason }) {
    if (nospace === true) return is('degraded', `no space: extend the storage and continue`);
    const what = `${operation} failed: ${reason}`;
    if (action === 'report') return is('degraded', `${what}; the guest was told`);
    if (action === 'ignore') return is('degraded', `${what}; ignored`);
    return is('serious', what);
  },
  BLOCK_JOB_ERROR: ({ device, operation }) => is('degraded', `${operation} of job ${device} failed`),
  // Its crash kernel has taken over, and dumps the guest by itself.
  GUEST_CRASHLOADED: () => is('degraded', 'the guest has panicked and dumps itself'),
  GUEST_PANICKED({ action, info }) {
    const what = `the guest has panicked${info?.type === undefined ? '' : ` (${info.type})`}`;
    // It runs on: into its own crash kernel, perhaps.
    return action === 'run' ? is('serious', `${what}, and runs on`) : is('fatal', what);
  },
  MEMORY_FAILURE({ recipient, action, flags }) {
    const where = `memory failure in the ${recipient === 'guest' ? "guest's" : "host's own"} memory`;
    // One came while another was being handled.
    if (flags?.recursive === true) return is('fatal', `${where}, recursive`);
    switch (action) {
      case 'ignore':
        return recipient === 'guest'
          ? is('serious', `${where}, and the guest can not be told: it will run into it`)
          : is('degraded', `${where}, which nothing needs now`);
      case 'inject':
        return flags?.['action-required'] === true
          ? is('serious', `${where}, which it was using: it was told`)
          : is('degraded', `${where}, which it was not using: it was told`);
      case 'fatal':
        return is('fatal', `${where}, which is needed`);
      case 'reset':
        return is('fatal', `${where}, and the guest can not go on`);
      default:
        return is('serious', `${where}: ${action}`);
    }
  },
  NETDEV_STREAM_DISCONNECTED: ({ 'netdev-id': id }) => is('degraded', `network backend ${id} is gone`),
  NETDEV_VHOST_USER_DISCONNECTED: ({ 'netdev-id': id }) => is('degraded', `network backend ${id} is gone`),
  PR_MANAGER_STATUS_CHANGED: ({ id, connected }) =>
    connected
      ? is('info', `reservation helper ${id} is there`)
      : is('degraded', `reservation helper ${id} is gone`),
  // Too few of its children agree: the guest's request has failed.
  QUORUM_FAILURE: ({ reference }) => is('serious', `quorum lost: ${reference}`),
  QUORUM_REPORT_BAD: ({ 'node-name': node, type, error }) =>
    is('degraded', `${type} of ${node} failed: ${error ?? 'it differs from the others'}`),
  // The watchdog that the guest sees has expired.
  WATCHDOG: ({ action }) => is('degraded', `the guest let its watchdog expire (${action})`),
} satisfies { readonly [E in EventName]?: (data: EventDataOf<E>) => Classification };

/** The events that a fault may be told by. */
export const FAULT_EVENTS: readonly string[] = Object.keys(BY_EVENT);

/** QEMU's own loss of a device that it was given, too: it stops with `internal-error` when VFIO reports one. */
function ofRunState(status: RunState, blockErrors: readonly BlockError[]): Classification {
  const what = `the VM stands still: ${status}`;
  switch (status) {
    case 'internal-error':
    case 'guest-panicked':
      return is('fatal', what);
    case 'io-error': {
      const isFull = blockErrors.length > 0 && blockErrors.every((one) => one.status === 'nospace');
      return isFull ? is('degraded', `${what}, for want of space`) : is('serious', what);
    }
    case 'watchdog':
      return is('degraded', what);
    default:
      return is('info', what);
  }
}

function is(severity: Severity, why: string): Classification {
  return { severity, why };
}

/** Which faults are of one kind and at one place: what comes back is counted by this. */
export function kindOf(fault: VmFault): string {
  switch (fault.on) {
    case 'event':
      return `${fault.event.event} ${placeOf(Object(fault.event.data))}`;
    case 'run-state':
      return fault.status;
    case 'host-error': {
      const { node = '', device = '', path = '' } = fault.error;
      return [fault.source, node, device, path].join(' ');
    }
  }
}

const PLACES = ['qom-path', 'node-name', 'device', 'reference', 'netdev-id', 'id', 'recipient'];

function placeOf(data: object): string {
  for (const name of PLACES) {
    const place: unknown = Reflect.get(data, name);
    // With -blockdev a device is the empty string.
    if (typeof place === 'string' && place !== '') return place;
  }
  return '';
}
