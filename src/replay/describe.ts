import { printable } from '../journal/index.js';
import type { Replay } from './replay.js';
import { sinceThen } from './standing.js';

/**
 * A replay in plain words: moment by moment what was decided otherwise (`did`) than it would be (`now`), then what that
 * rests on, and from when on nothing can be said.
 */
export function describeReplay(replay: Replay): string {
  const { incident, policy, differences, assumptions, undecided } = replay;
  return [
    `${incident}, policy "${policy}": ${verdictOn(replay)}`,
    ...differences.flatMap(({ after, did, now }) => [
      ...did.map((words) => line(after, 'did', words)),
      ...now.map((words) => line(after, 'now', words)),
    ]),
    ...assumptions.map(({ after, what }) => line(after, 'assumed', what)),
    ...(undecided === undefined ? [] : [line(undecided.after, 'undecided from here', undecided.reason)]),
  ]
    .map(printable)
    .join('\n');
}

function verdictOn({ identical, differences }: Replay): string {
  if (identical) return 'the same decisions';
  return differences.length === 0 ? 'the same decisions, under other numbers' : 'other decisions';
}

function line(after: number, what: string, words: string): string {
  return `${sinceThen(after).padStart(12)}  ${what}: ${words}`;
}
