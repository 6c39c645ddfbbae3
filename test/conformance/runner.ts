import { Context } from './context.js';
import type { Fact, Outcome } from './fact.js';
import type { ExaminedQemu } from './qemu.js';

export interface Finding {
  readonly qemu: ExaminedQemu;
  readonly fact: Fact;
  readonly outcome: Outcome;
  /** Milliseconds. */
  readonly took: number;
}

export interface RunOptions {
  /** How many experiments run at the same time. Default: 2. */
  readonly concurrency?: number;
  /** How long one may take, in milliseconds; it has failed then. Default: 60,000. */
  readonly deadline?: number;
  readonly onFinding?: (finding: Finding) => void;
}

/** Makes every experiment on every QEMU. */
export async function examineAll(
  qemus: readonly ExaminedQemu[],
  facts: readonly Fact[],
  { concurrency = 2, deadline = 60_000, onFinding }: RunOptions = {},
): Promise<Finding[]> {
  const waiting = qemus.flatMap((qemu) => facts.map((fact) => ({ qemu, fact })));
  const findings: Finding[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const began = performance.now();
      const outcome = await experiment(next.fact, next.qemu, deadline);
      const finding = { ...next, outcome, took: performance.now() - began };
      findings.push(finding);
      onFinding?.(finding);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return findings;
}

async function experiment(fact: Fact, qemu: ExaminedQemu, deadline: number): Promise<Outcome> {
  await using context = new Context(qemu);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(resolve, deadline, { failed: `no result within ${deadline} ms` });
  });
  try {
    return await Promise.race([fact.run(context), late]);
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
