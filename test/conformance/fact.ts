import type { Context } from './context.js';

/** What one QEMU did. `failed`: the experiment itself broke, so that nothing is known. */
export type Outcome =
  | 'holds'
  | { readonly differs: string }
  | { readonly notApplicable: string }
  | { readonly failed: string };

/** Something that this library is built on, and an experiment that shows whether it is so. */
export interface Fact {
  /** Names it in the table, and on the command line. */
  readonly id: string;
  /** What holds, in one sentence. */
  readonly title: string;
  /** Rejects when the experiment itself broke. */
  readonly run: (context: Context) => Promise<Outcome>;
}

/** Facts about the same side of QEMU: one table. */
export interface Group {
  readonly title: string;
  readonly facts: readonly Fact[];
}

export const holds = 'holds';
export const differs = (what: string): Outcome => ({ differs: what });
export const notApplicable = (why: string): Outcome => ({ notApplicable: why });

/** Holds if it is so; else it differs in this way. */
export function holdsIf(so: boolean, otherwise: string): Outcome {
  return so ? holds : differs(otherwise);
}

/** Holds if both are the same, in JSON; else tells what came instead. */
export function same(actual: unknown, expected: unknown): Outcome {
  const told = JSON.stringify(actual);
  if (told === JSON.stringify(expected)) return holds;
  const list = Array.isArray(actual) && actual.every((item) => typeof item === 'string');
  if (!list) return differs(told ?? 'nothing');
  return differs(actual.length === 0 ? 'nothing' : actual.join(', '));
}

/** The first that does not hold, or `holds`. */
export function all(...outcomes: readonly Outcome[]): Outcome {
  return outcomes.find((outcome) => outcome !== holds) ?? holds;
}
