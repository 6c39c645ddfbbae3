import {
  act,
  type DumpOptions,
  type PostMortemActionOptions,
  type QuiesceActionOptions,
} from '../actions/index.js';
import { knownOptions, nonEmpty } from '../core/index.js';
import {
  type Action,
  type EscalationStep,
  type Limit,
  type Notifier,
  on as triggers,
  type SingleAction,
  type Trigger,
} from '../policy/index.js';
import type { Preset } from './preset.js';

/** Options of {@link failoverSafe}. */
export interface FailoverSafeOptions {
  /** What it begins with. Default `on.fault()`: whatever is serious. */
  readonly on?: Trigger | undefined;
  /** How the VM is quieted: the options of `act.quiesce`. */
  readonly quiesce?: QuiesceActionOptions | undefined;
  /**
   * What is done when that does not come to a proof of L2, such as fencing the VM by an action of yours; then the rest
   * follows all the same. Default: nothing more is done, and people are told.
   */
  readonly otherwise?: EscalationStep | undefined;
  /** What is kept for whoever looks for what went wrong: the options of `act.postMortem`. Default: nothing. */
  readonly postMortem?: PostMortemActionOptions | undefined;
  /** Where the guest's memory is dumped: the options of `act.dump`. Default: nowhere. */
  readonly dump?: DumpOptions | undefined;
  /** Who is told when it begins, when the VM is failover-safe, when it ends, and when somebody must look. */
  readonly notify?: Notifier | readonly Notifier[] | undefined;
  /** Names the policy. Default `failover-safe`. */
  readonly name?: string | undefined;
  /** How often it may begin. Default: as for any policy. */
  readonly limit?: Limit | undefined;
}

const KNOWN = ['on', 'quiesce', 'otherwise', 'postMortem', 'dump', 'notify', 'name', 'limit'];

/**
 * What was proposed for KVM in 2010: when something serious fails under a VM, it is brought to a state from which failover
 * needs no fencing, that is told, and the VM is kept for post-mortem. First it is quieted, to avoid further wreckage; then,
 * with its disks released, the evidence is kept and the memory dumped. QEMU is never ended by it, unless `quiesce` was
 * given the process to kill where nothing else proves that nobody writes.
 *
 * ```ts
 * import { failoverSafe, hostError, notify, Supervisor, Vm } from 'qmp-watchdog';
 *
 * const vm = await Vm.connect({ path: '/run/vm1.qmp' });
 * const { policies } = failoverSafe({
 *   postMortem: { folder: (incident) => `/srv/evidence/vm1-${incident}`, journal: '/var/lib/vm1.jsonl' },
 *   dump: { path: (incident) => `/srv/evidence/vm1-${incident}.dump` },
 *   notify: notify.webhook('https://ops.example/hook'),
 * });
 * await new Supervisor({
 *   vm,
 *   policies,
 *   hostErrors: [hostError.edac({ id: 'memory' })],
 *   mode: 'enforce',
 *   journal: '/var/lib/vm1.jsonl',
 * }).run();
 * ```
 * @throws {@link OptionError}
 */
export function failoverSafe(options: FailoverSafeOptions = {}): Preset {
  knownOptions('failoverSafe', options, KNOWN);
  const { on = triggers.fault(), postMortem, dump, notify, name = 'failover-safe', limit } = options;
  const after: SingleAction[] = [];
  if (postMortem !== undefined) after.push(act.postMortem(postMortem));
  if (dump !== undefined) after.push(act.dump(dump));
  return {
    watchdogs: [],
    policies: [
      {
        name: nonEmpty('failoverSafe.name', name),
        on,
        do: act.sequence(quieted(options), ...after),
        notify,
        limit,
        // What merely waits must not hold it up.
        severity: 'fatal',
      },
    ],
  };
}

function quieted({ quiesce, otherwise }: FailoverSafeOptions): Action {
  const action = act.quiesce(quiesce);
  if (otherwise === undefined) return action;
  return act.escalate({ action, timeout: action.timeout }, otherwise);
}
