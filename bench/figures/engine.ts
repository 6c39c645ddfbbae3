import { Child } from '../child.js';
import { markdown, number } from '../report.js';
import { median } from '../statistics.js';
import type { OwnFigure } from './figure.js';

const POLICIES = [1, 10, 100];
const ROUNDS = 7;

export const engine: OwnFigure = {
  kind: 'own',
  name: 'engine',
  meaning:
    'The policy engine alone, which is a pure function: 50,000 incidents of three inputs each (an event, the facts that were gathered, the result of the action), with so many policies that look at the event, of which the last one acts. Compiled code, unlike in a *reaction*, which comes once in a while.',
  async run() {
    await using child = await Child.start<number, number>('engine-side.ts', {});
    const rows: string[][] = [];
    for (const policies of POLICIES) {
      await child.ask(policies);
      const found: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) found.push(await child.ask(policies));
      const steps = median(found);
      rows.push([
        `${policies}`,
        `${number(steps / 1_000)} k/s`,
        `${number(steps / 3_000)} k/s`,
        `${number(1_000_000 / steps)} µs`,
      ]);
    }
    return { rows: [], table: markdown(['policies', 'steps', 'incidents', 'one step'], rows) };
  },
};
