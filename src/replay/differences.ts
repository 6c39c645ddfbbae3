import { inWords, type RecordBody } from '../journal/index.js';

/** A decision of an engine: the record that it is, and when it was taken. */
export interface Decision {
  /** Milliseconds since the incident began; negative before that. */
  readonly after: number;
  readonly record: RecordBody;
}

/** A moment at which something else was decided than would be now, in plain words. */
export interface Difference {
  /** Milliseconds since the incident began. */
  readonly after: number;
  /** What was decided then, and would not be. */
  readonly did: readonly string[];
  /** What would be decided, and was not. */
  readonly now: readonly string[];
}

/** Moment by moment, what only one of the two has decided. Numbers of orders and incidents are no difference. */
export function differencesOf(
  recorded: readonly Decision[],
  replayed: readonly Decision[],
): readonly Difference[] {
  const moments = [...new Set([...recorded, ...replayed].map(({ after }) => after))].sort((a, b) => a - b);
  const did = wordsByMoment(recorded);
  const now = wordsByMoment(replayed);
  return moments.flatMap((after) => {
    const [one, other] = [did.get(after) ?? [], now.get(after) ?? []];
    const difference = { after, did: without(one, other), now: without(other, one) };
    return difference.did.length + difference.now.length === 0 ? [] : [difference];
  });
}

function wordsByMoment(decisions: readonly Decision[]): ReadonlyMap<number, readonly string[]> {
  const moments = new Map<number, string[]>();
  for (const { after, record } of decisions) {
    const words = moments.get(after) ?? [];
    moments.set(after, words);
    words.push(inWords(record) ?? record.kind);
  }
  return moments;
}

/** What of these is not among the others, as often as it is there more often. */
function without(all: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return all.filter((one) => {
    const index = left.indexOf(one);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
