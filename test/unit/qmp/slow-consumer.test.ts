// The fear: a consumer that is slow, or gone, stops the reading of the socket, or keeps all that it did not take.
import { expect, test } from 'vitest';
import { connected } from './wire.js';

test('an iterator that nobody takes from holds up neither replies nor other listeners', async () => {
  const { client, wire } = await connected();
  const slow = client.events(['STOP'], { capacity: 10 });
  let heard = 0;
  client.on('STOP', () => void (heard += 1));
  for (let n = 0; n < 5_000; n += 1) wire.event('STOP', undefined, n);
  const result = client.execute('query-name');
  wire.reply(wire.last, { name: 'prompt' });
  expect(await result).toEqual({ name: 'prompt' });
  expect(heard).toBe(5_000);
  const first = await slow.next();
  expect(first.value).toMatchObject({ lost: 4_990, timestamp: { seconds: 4_990 } });
  await client.close();
  let rest = 0;
  for await (const { lost } of slow) rest += 1 + lost;
  expect(rest).toBe(9);
});

test('by default an iterator keeps 1024 events', async () => {
  const { client, wire } = await connected();
  const slow = client.events(['STOP']);
  for (let n = 0; n < 1_030; n += 1) wire.event('STOP', undefined, n);
  expect((await slow.next()).value).toMatchObject({ lost: 6, timestamp: { seconds: 6 } });
});

test('of two iterators the slow one loses, and the prompt one does not', async () => {
  const { client, wire } = await connected();
  const slow = client.events(['STOP'], { capacity: 1 });
  const prompt = client.events(['STOP'], { capacity: 1 });
  for (let n = 0; n < 10; n += 1) {
    wire.event('STOP', undefined, n);
    expect((await prompt.next()).value).toMatchObject({ lost: 0, timestamp: { seconds: n } });
  }
  expect((await slow.next()).value).toMatchObject({ lost: 9, timestamp: { seconds: 9 } });
});

test('a listener whose promise never settles holds up nothing', async () => {
  const { client, wire } = await connected();
  let calls = 0;
  client.on('STOP', () => {
    calls += 1;
    return new Promise(() => {});
  });
  for (let n = 0; n < 100; n += 1) wire.event('STOP');
  expect(calls).toBe(100);
});

test('a message that stands half finished is reported once for each time that it takes too long, and ends nothing', async () => {
  const { client, wire, clock } = await connected({ halfMessageTimeout: 1_000 });
  wire.bytes('{"event": ');
  await clock.advance(999);
  expect(client.statistics.halfMessages).toBe(0);
  await clock.advance(1);
  expect(client.statistics.halfMessages).toBe(1);
  await clock.advance(60_000);
  expect(client.statistics.halfMessages).toBe(1);
  wire.bytes('"STOP"}\r\n');
  expect(client.statistics.events).toBe(1);
  await clock.advance(60_000);
  expect(client.statistics.halfMessages).toBe(1);
});

test('a stream of events that never pauses at the end of a message is not half a message', async () => {
  const { client, wire, clock } = await connected({ halfMessageTimeout: 1_000 });
  const event = '{"event": "STOP"}\r\n';
  wire.bytes(event.slice(0, 8));
  for (let n = 0; n < 100; n += 1) {
    await clock.advance(100);
    wire.bytes(event.slice(8) + event.slice(0, 8));
  }
  expect(client.statistics).toMatchObject({ halfMessages: 0, events: 100 });
});

test('but a message that goes on dribbling is reported, however steadily it does', async () => {
  const { client, wire, clock } = await connected({ halfMessageTimeout: 1_000 });
  wire.bytes('{"return": "');
  for (let n = 0; n < 20; n += 1) {
    await clock.advance(100);
    wire.bytes('x');
  }
  expect(client.statistics.halfMessages).toBeGreaterThanOrEqual(1);
});
