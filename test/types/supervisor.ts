// Compiled only; each line under @ts-expect-error must not compile. The fear: a slip of the pen makes it act, or not act.
import {
  type Action,
  act,
  action,
  type ActionResult,
  type Cause,
  type IncidentEnd,
  type JournalRecord,
  on,
  type Policy,
  type Qmp,
  type RunEnd,
  Supervisor,
  type SupervisorOptions,
  type Trigger,
  Watchdog,
  type WatchdogTransition,
} from 'qmp-watchdog';

declare const vm: Qmp;
declare const policies: readonly Policy[];
declare const dog: Watchdog;

// Modes and journals.

new Supervisor({ vm, policies });
new Supervisor({ vm, policies, mode: 'observe' });
new Supervisor({ vm, policies, mode: 'observe', journal: '/var/lib/vm1.jsonl' });
new Supervisor({ vm, policies, mode: 'enforce', journal: '/var/lib/vm1.jsonl' });
new Supervisor({ vm, policies, mode: 'enforce', journal: 'none' });
// @ts-expect-error nothing is enforced without saying where it is recorded
new Supervisor({ vm, policies, mode: 'enforce' });
// @ts-expect-error nor with that left open
new Supervisor({ vm, policies, mode: 'enforce', journal: undefined });
// @ts-expect-error a mode of that name there is not
new Supervisor({ vm, policies, mode: 'act', journal: 'none' });
// @ts-expect-error a mode that is known only later needs a journal too
new Supervisor({ vm, policies, mode: Math.random() < 0.5 ? 'observe' : 'enforce' });
new Supervisor({ vm, policies, mode: Math.random() < 0.5 ? 'observe' : 'enforce', journal: 'none' });
// @ts-expect-error it is over a VM
new Supervisor({ policies });
// @ts-expect-error and has policies
new Supervisor({ vm });
// @ts-expect-error a misspelt option
new Supervisor({ vm, policies, watchdog: [dog] });
// @ts-expect-error an id is no watchdog: here the supervisor starts it
new Supervisor({ vm, policies, watchdogs: ['guest'] });
// @ts-expect-error times are milliseconds
new Supervisor({ vm, policies, bootGrace: '5min' });

const enforced: SupervisorOptions = { vm, policies, mode: 'enforce', journal: 'none' };
void enforced;

// Triggers.

const triggers: readonly Trigger[] = [
  on.expired(dog),
  on.expired('guest'),
  on.event('RESET'),
  on.event('BLOCK_IO_ERROR', (data) => data.action === 'stop' && data.nospace !== true),
];
void triggers;
// @ts-expect-error QEMU has no event of that name
on.event('BLOCK_IO_EROR');
// @ts-expect-error nor has this event's data such a member
on.event('BLOCK_IO_ERROR', (data) => data.nospac);
// @ts-expect-error this event carries nothing
on.event('STOP', (data) => data.reason === 'x');
// @ts-expect-error what `where` says is yes or no, at once
on.event('RESET', async (data) => data.guest);
// @ts-expect-error a timeout is no watchdog
on.expired(5_000);

// Policies.

const policy: Policy = { name: 'p', on: on.expired(dog), do: act.systemReset() };
void policy;
// @ts-expect-error an action is called
const notCalled: Policy = { name: 'p', on: on.expired(dog), do: act.systemReset };
// @ts-expect-error a command's name is no action
const named: Policy = { name: 'p', on: on.expired(dog), do: 'system_reset' };
// @ts-expect-error a policy without a name can not be found in the journal
const nameless: Policy = { on: on.expired(dog), do: act.stop() };
// @ts-expect-error a limit has a period
const endless: Policy = { name: 'p', on: on.expired(dog), do: act.stop(), limit: { max: 3 } };
void [notCalled, named, nameless, endless];

// Actions.

act.escalate({ action: act.injectNmi(), timeout: 5_000 }, { action: act.systemReset(), timeout: 60_000 });
// @ts-expect-error each step has its time to cure
act.escalate({ action: act.injectNmi() });
// @ts-expect-error steps are what is escalated
act.escalate(act.injectNmi(), act.systemReset());
// @ts-expect-error QMP's word for it is cont
act.resume();
// @ts-expect-error there is no such run state
act.cont({ from: ['broken'] });
act.cont({ from: ['io-error', 'paused'], timeout: 1_000 });
act.cont({ settle: 1_000, attempts: 3, backoff: { min: 500, max: 2_000 } });
// @ts-expect-error the waits have a shortest and a longest
act.cont({ backoff: 500 });
const both: readonly Action[] = [act.stop(), act.escalate({ action: act.stop(), timeout: 1 })];
void both;

const complete = {
  name: 'own',
  destructive: true,
  idempotent: false,
  timeout: 1_000,
  run: async (): Promise<ActionResult> => ({ outcome: 'done', reason: 'so', evidence: {} }),
} as const;
action(complete);
action({ ...complete, run: async () => undefined, verify: complete.run });
// @ts-expect-error what it can destroy must be said
action({ name: 'own', idempotent: true, timeout: 1, run: complete.run });
// @ts-expect-error and how long it may take
action({ name: 'own', destructive: true, idempotent: true, run: complete.run });
// @ts-expect-error success is `done`
action({ ...complete, run: async () => ({ outcome: 'ok', reason: 'so', evidence: {} }) });
// @ts-expect-error there is no such evidence
action({ ...complete, evidence: ['pets-slient'] });
action({
  ...complete,
  run: async ({ vm: qmp, signal, cause }) => {
    await qmp.execute('stop', {}, { signal });
    // @ts-expect-error a command of that name there is not
    await qmp.execute('halt', {}, { signal });
    if (cause.on === 'expired') return { outcome: 'done', reason: cause.watchdog, evidence: {} };
    // @ts-expect-error an event has no watchdog
    return { outcome: 'done', reason: cause.watchdog, evidence: {} };
  },
});

// What comes back is told apart by its discriminator, in full.

const ended = (end: RunEnd): string => {
  switch (end.kind) {
    case 'aborted':
      return String(end.reason);
    case 'closed':
      return end.reason.kind;
  }
};
const told = (record: JournalRecord): IncidentEnd | undefined =>
  record.kind === 'ended' ? record.how : undefined;
const outcomes = (result: ActionResult): 0 | 1 | 2 => {
  switch (result.outcome) {
    case 'done':
      return 0;
    case 'failed':
      return 1;
    case 'unknown':
      return 2;
  }
};
const causes = (cause: Cause): string => {
  switch (cause.on) {
    case 'expired':
      return cause.expiry;
    case 'pretimeout':
      return cause.watchdog;
    case 'event':
      return cause.event.event;
    case 'host-error':
      return cause.error.severity;
    case 'run-state':
      return cause.status;
    case 'state':
      return cause.what;
  }
};
const transitions = (transition: WatchdogTransition): number =>
  transition.type === 'expired' ? transition.silentFor : transition.at;
void [ended, told, outcomes, causes, transitions];
// @ts-expect-error a record is what happened, and is not changed
(({}) as JournalRecord).n = 2;

// Watchdogs.

new Watchdog({ id: 'guest', timeout: 5_000, armOn: 'first-pet', onExpiry: 'rearm' });
// @ts-expect-error a watchdog has a timeout
new Watchdog({ id: 'guest' });
// @ts-expect-error a watchdog has an id
new Watchdog({ timeout: 5_000 });
// @ts-expect-error a path is no source
new Watchdog({ id: 'guest', timeout: 5_000, pets: '/run/vm1.heartbeat' });
// @ts-expect-error a pause has a reason and a bound
dog.pause('backup');
// @ts-expect-error it tells no such thing
dog.on('dead', () => {});
dog.on('expired', ({ silentFor, cause }) => `${silentFor} ${cause}`);
// @ts-expect-error a recovery has no cause
dog.on('recovered', ({ cause }) => cause);
// @ts-expect-error its state is its own to change
dog.state = 'armed';
