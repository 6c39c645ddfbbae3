import { type Log, log } from '../core/index.js';
import { inWords, type JournalRecord } from '../journal/index.js';

/** What the engine made of what it was told; everything else is the supervisor's own doing, or the VM's. */
const OF_POLICIES: ReadonlySet<JournalRecord['kind']> = new Set([
  ...(['trigger', 'ignored', 'evidence', 'intent', 'would', 'result', 'ended'] as const),
  ...(['halted', 'resumed'] as const),
]);

/** Records in plain words under `DEBUG=qmp-watchdog:supervisor` and `qmp-watchdog:policy`. */
export class DecisionLog {
  readonly #vm: string;
  readonly #supervisor: Log = log('supervisor');
  readonly #policy: Log = log('policy');

  constructor(vm: string | undefined) {
    this.#vm = vm ?? 'VM';
  }

  get enabled(): boolean {
    return this.#supervisor.enabled || this.#policy.enabled;
  }

  tell(record: JournalRecord): void {
    // A watchdog tells of itself.
    if (record.kind === 'watchdog') return;
    const to = OF_POLICIES.has(record.kind) ? this.#policy : this.#supervisor;
    if (!to.enabled) return;
    const words = inWords(record);
    if (words === undefined) return;
    if ('incident' in record) to('%s %s: %s', this.#vm, record.incident, words);
    else to('%s: %s', this.#vm, words);
  }
}
