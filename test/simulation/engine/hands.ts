// Whether an action is begun, and what becomes of it.
import type { ActionResult, SingleAction } from 'qmp-watchdog';
import type { EngineState, EvidenceVerdict } from '../../../src/policy/index.js';
import type { Surroundings } from './surroundings.js';

/** Does something in the supervisor's process: not while that stands still, and not when it has ended. */
export type Mine = (delay: number, task: () => void) => void;

/** How old evidence may be when the action begins. */
const FRESH = 1_000;

/** As the performer looks once more, `age` after the evidence was gathered: why it may not begin after all. */
export function standing(
  { incident, maintenance, suspicion, mode }: EngineState,
  { destructive }: SingleAction,
  age: number,
): EvidenceVerdict | undefined {
  if (maintenance !== undefined) return { verdict: 'refused', reason: 'maintenance' };
  if (mode === 'observe') return { verdict: 'refused', reason: 'observing' };
  if (suspicion !== undefined && destructive) return { verdict: 'unknown', reason: 'many-silent' };
  if (incident?.recovered === true) return { verdict: 'refused', reason: 'petted-again' };
  if (incident?.superseded === true) return { verdict: 'refused', reason: 'superseded' };
  return age > FRESH ? { verdict: 'unknown', reason: 'evidence-too-old' } : undefined;
}

/** Does it, or fails to, as the next misdeed has it. `settle` is told how it went, at most once that counts. */
export function perform(
  around: Surroundings,
  mine: Mine,
  { name }: SingleAction,
  settle: (outcome: ActionResult['outcome'], reason: string) => void,
): void {
  const { time, machine, misdeed } = around;
  around.misdeed = undefined;
  const isReset = name.startsWith('reset');
  // Nobody can see an NMI.
  const seen = (): void =>
    mine(name === 'cont' || name === 'reset-and-cont' ? 500 : 1, () => {
      if (name === 'nmi') settle('unknown', 'delivered');
      else if (name === 'dump' || machine.status === 'running') settle('done', name);
      else settle('failed', `not-running: ${machine.status}`);
    });
  const change = (): void => {
    if (name === 'nmi') machine.nmi();
    else if (isReset) machine.reset();
    if (name === 'cont' || name === 'reset-and-cont') machine.cont();
  };
  switch (misdeed) {
    case 'refused':
      mine(1, () => settle('failed', 'rejected'));
      return;
    case 'ignored':
      mine(1_500, () => settle(name === 'cont' ? 'failed' : 'unknown', 'ignored'));
      return;
    case 'late':
      // Whatever became of who asked for it.
      time.after(7_000, () => machine.whenTurning(change));
      return;
    case 'unanswered':
      machine.whenTurning(change);
      mine(1, () => settle('unknown', 'disconnected'));
      return;
    case 'slow':
      time.after(800, () =>
        machine.whenTurning(() => {
          change();
          seen();
        }),
      );
      return;
    default:
      machine.whenTurning(() => {
        change();
        seen();
      });
  }
}
