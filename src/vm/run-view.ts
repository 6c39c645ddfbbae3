import type { Transition } from './model.js';
import type { ChangeSource } from './change.js';
import type { RunView } from './state.js';

/** Sets whether the VM runs; the time stays that since which it does so. */
export function setRun(next: Transition, view: Omit<RunView, 'since'>, source?: ChangeSource): void {
  const from = next.state.run;
  if (from?.running === view.running && from.status === view.status && from.why === view.why) return;
  const to: RunView = { ...view, since: from?.running === view.running ? from.since : next.at };
  next.update({ run: to });
  next.note({ type: 'run', from, to }, source);
}
