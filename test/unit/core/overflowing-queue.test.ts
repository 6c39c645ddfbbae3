// The fear: a consumer that is too slow grows a queue without bound, or loses items without being told how many.
import { describe, expect, test } from 'vitest';
import { BoundedQueue } from '../../../src/core/index.js';

const setting = (capacity: number) => {
  const ends: string[] = [];
  const queue = new BoundedQueue<string, string>(capacity, (reason) => ends.push(reason));
  const taken = async (n: number): Promise<string[]> => {
    const items: string[] = [];
    for (let i = 0; i < n; i += 1) {
      const result = await queue.next();
      items.push(result.done ? `end: ${result.value}` : `${result.value.item} lost ${result.value.lost}`);
    }
    return items;
  };
  return { queue, ends, taken };
};

describe('a full queue', () => {
  test('drops the oldest and says so on the next item that is taken', async () => {
    const { queue, taken } = setting(2);
    for (const item of ['a', 'b', 'c', 'd', 'e']) queue.push(item);
    expect(queue.size).toBe(2);
    expect(await taken(2)).toEqual(['d lost 3', 'e lost 0']);
  });

  test('counts each loss where it happened, in order', async () => {
    const { queue, taken } = setting(2);
    for (const item of ['a', 'b', 'c']) queue.push(item);
    expect(await taken(1)).toEqual(['b lost 1']);
    for (const item of ['d', 'e', 'f']) queue.push(item);
    expect(await taken(2)).toEqual(['e lost 2', 'f lost 0']);
    queue.push('g');
    expect(await taken(1)).toEqual(['g lost 0']);
  });

  test('with room for one keeps the newest, and the count of all before it', async () => {
    const { queue, taken } = setting(1);
    for (const item of ['a', 'b', 'c', 'd']) queue.push(item);
    expect(queue.size).toBe(1);
    expect(await taken(1)).toEqual(['d lost 3']);
    queue.push('e');
    expect(await taken(1)).toEqual(['e lost 0']);
  });

  test('never holds more than its capacity, and accounts for every item, whatever the pace', async () => {
    for (const capacity of [1, 2, 3, 7]) {
      const { queue } = setting(capacity);
      let pushed = 0;
      let accounted = 0;
      for (let round = 0; round < 200; round += 1) {
        for (let n = (round * 7) % 11; n > 0; n -= 1) {
          queue.push(String(pushed));
          pushed += 1;
          expect(queue.size).toBeLessThanOrEqual(capacity);
        }
        for (let n = (round * 5) % 4; n > 0 && queue.size > 0; n -= 1) {
          const { value } = await queue.next();
          accounted += (value as { lost: number }).lost;
          expect(value).toMatchObject({ item: String(accounted) });
          accounted += 1;
        }
      }
      while (queue.size > 0) accounted += ((await queue.next()).value as { lost: number }).lost + 1;
      expect(accounted).toBe(pushed);
    }
  });

  test('may hold undefined like anything else', async () => {
    const queue = new BoundedQueue<undefined, string>(2, () => {});
    queue.push(undefined);
    queue.push(undefined);
    queue.push(undefined);
    expect([await queue.next(), await queue.next()]).toEqual([
      { done: false, value: { item: undefined, lost: 1 } },
      { done: false, value: { item: undefined, lost: 0 } },
    ]);
  });
});

describe('a waiting consumer', () => {
  test('gets the next item at once', async () => {
    const { queue, taken } = setting(1);
    const waiting = taken(1);
    queue.push('a');
    expect(await waiting).toEqual(['a lost 0']);
    expect(queue.size).toBe(0);
  });

  test('is served in the order of asking when it asks twice', async () => {
    const { queue, taken } = setting(1);
    const [first, second] = [taken(1), taken(1)];
    queue.push('a');
    queue.push('b');
    expect([await first, await second]).toEqual([['a lost 0'], ['b lost 0']]);
  });
});

describe('an ended queue', () => {
  test('hands out what waits, and then its reason, again and again', async () => {
    const { queue, ends, taken } = setting(5);
    queue.push('a');
    queue.push('b');
    queue.end('over');
    queue.push('too late');
    queue.end('again');
    expect(ends).toEqual(['over']);
    expect(await taken(4)).toEqual(['a lost 0', 'b lost 0', 'end: over', 'end: over']);
  });

  test('ends every consumer that waits', async () => {
    const { queue, taken } = setting(1);
    const waiting = [taken(1), taken(1)];
    queue.end('over');
    expect(await Promise.all(waiting)).toEqual([['end: over'], ['end: over']]);
  });

  test('keeps the loss that nobody was told of before the end', async () => {
    const { queue, taken } = setting(1);
    queue.push('a');
    queue.push('b');
    queue.end('over');
    expect(await taken(2)).toEqual(['b lost 1', 'end: over']);
  });

  test('ends a for await, and drops nothing on the way', async () => {
    const { queue } = setting(3);
    queue.push('a');
    queue.push('b');
    queue.end('over');
    const items: string[] = [];
    for await (const { item } of queue) items.push(item);
    expect(items).toEqual(['a', 'b']);
  });
});

test('a queue whose consumer left drops what waited, and takes nothing more', async () => {
  const { queue, ends, taken } = setting(3);
  queue.push('a');
  queue.leave('left');
  queue.push('b');
  expect(queue.size).toBe(0);
  expect(ends).toEqual(['left']);
  expect(await taken(1)).toEqual(['end: left']);
});

test('a queue that ended before its consumer left keeps its reason', async () => {
  const { queue, ends, taken } = setting(3);
  queue.push('a');
  queue.end('over');
  queue.leave('left');
  expect(ends).toEqual(['over']);
  expect(await taken(1)).toEqual(['end: over']);
});
