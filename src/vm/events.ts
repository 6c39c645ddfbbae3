import type { AnyEvent } from '../qmp/index.js';
import { setRun } from './run-view.js';
import { type Topic, Transition, type VmModel, type VmStep } from './model.js';
import type { StopReason } from './state.js';

type Reaction = (next: Transition, data: Readonly<Record<string, unknown>>) => void;

/** The event says why the STOP after it comes, and `query-status` will say whether it did. */
const stops =
  (why: StopReason): Reaction =>
  (next) => {
    next.keep({ stopping: why });
    next.hint('status');
  };

const asks =
  (...topics: readonly Topic[]): Reaction =>
  (next) =>
    next.hint(...topics);

/** What each event hints at. An event is a hint: it starts a question, whose answer decides. */
const REACTIONS: Readonly<Record<string, Reaction>> = {
  STOP(next) {
    setRun(next, { running: false, status: undefined, why: next.model.stopping });
    next.keep({ stopping: undefined });
    next.hint('status', 'migrate');
  },
  RESUME(next) {
    setRun(next, { running: true, status: 'running', why: undefined });
    next.hint('status', 'block', 'migrate');
  },
  SUSPEND(next) {
    setRun(next, { running: false, status: 'suspended', why: 'guest-suspended' });
    next.hint('status');
  },
  WAKEUP(next) {
    setRun(next, { running: true, status: 'running', why: undefined });
    next.hint('status');
  },
  RESET(next, data) {
    const boots = next.state.boots + 1;
    next.update({ boots });
    next.note({ type: 'reset', guest: data['guest'] === true, reason: text(data['reason']), boots });
    next.hint('status', 'block');
  },
  SHUTDOWN(next, data) {
    next.keep({ stopping: 'guest-shutdown' });
    next.note({ type: 'shutdown', guest: data['guest'] === true, reason: text(data['reason']) });
    next.hint('status');
  },
  GUEST_PANICKED(next, data) {
    if (data['action'] === 'pause') stops('panic')(next, data);
    else next.hint('status');
  },
  WATCHDOG(next, data) {
    const action = text(data['action']);
    next.keep({ watchdog: { action, at: next.at } });
    if (action === 'pause') stops('watchdog')(next, data);
    else next.hint('status');
  },
  BLOCK_IO_ERROR(next, data) {
    if (data['action'] === 'stop') stops('io-error')(next, data);
    next.hint('block');
  },
  BLOCK_JOB_COMPLETED: asks('jobs'),
  BLOCK_JOB_CANCELLED: asks('jobs'),
  BLOCK_JOB_ERROR: asks('jobs', 'status', 'block'),
  BLOCK_JOB_READY: asks('jobs'),
  BLOCK_JOB_PENDING: asks('jobs'),
  JOB_STATUS_CHANGE: asks('jobs'),
  MIGRATION: asks('migrate', 'status'),
  COLO_EXIT: asks('migrate', 'status'),
  DUMP_COMPLETED: asks('dump', 'status'),
};

/** The events that a VM's state is followed by. */
export const FOLLOWED_EVENTS: readonly string[] = Object.keys(REACTIONS);

/** Takes an event as the hint that it is. */
export function takeEvent(model: VmModel, event: AnyEvent): VmStep {
  const next = new Transition(model, event.at, 'event');
  next.keep({ heardAt: event.at });
  const { data } = event;
  REACTIONS[event.event]?.(next, typeof data === 'object' && data !== null ? { ...data } : {});
  return next.end();
}

/** What pretends to be QEMU may send anything. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
