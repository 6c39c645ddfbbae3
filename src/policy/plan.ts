import type { Action, SingleAction } from './action.js';

/** Where an incident goes on: with another step, or nowhere. */
export type Target = number | 'end';

/** A single action of a plan, and what follows it. */
export interface Step {
  readonly action: SingleAction;
  /** The time that it has to cure; undefined where only its own deadline bounds it. */
  readonly timeout: number | undefined;
  /** The step that follows when it was done; `end`: its cure is waited for. */
  readonly done: Target;
  /** The step that follows when it was not done, or did not cure. */
  readonly otherwise: Target;
}

/** The single actions of a policy, laid out flat: escalations go on when a step did not cure, sequences when it was done. */
export function stepsOf(planned: Action): readonly Step[] {
  return layOut(planned, undefined, 0, 'end', 'end');
}

function layOut(
  planned: Action,
  timeout: number | undefined,
  first: number,
  done: Target,
  otherwise: Target,
): readonly Step[] {
  if (planned.kind === 'action') return [{ action: planned, timeout, done, otherwise }];
  const parts =
    planned.kind === 'escalation'
      ? planned.steps
      : planned.actions.map((action) => ({ action, timeout: undefined }));
  const steps: Step[] = [];
  for (const [index, part] of parts.entries()) {
    const begin = first + steps.length;
    const next = index + 1 < parts.length ? begin + sizeOf(part.action) : undefined;
    steps.push(
      ...(planned.kind === 'escalation'
        ? layOut(part.action, part.timeout, begin, done, next ?? otherwise)
        : layOut(part.action, timeout, begin, next ?? done, otherwise)),
    );
  }
  return steps;
}

function sizeOf(planned: Action): number {
  if (planned.kind === 'action') return 1;
  const parts = planned.kind === 'escalation' ? planned.steps.map(({ action }) => action) : planned.actions;
  return parts.reduce((sum, part) => sum + sizeOf(part), 0);
}
