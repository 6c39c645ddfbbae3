// The fear: more commands are with QEMU than its queue holds, and the out-of-band lane starves when it is needed most.
import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { connected, errorOf, outcomeOf, type Wire } from './wire.js';

const names = (wire: Wire): (string | undefined)[] =>
  wire.sent.slice(1).map((sent) => sent.execute ?? sent['exec-oob']);

describe('the window', () => {
  test('lets seven in-band commands out, and the others in their order as replies come', async () => {
    const { client, wire } = await connected();
    const results = Array.from({ length: 12 }, (_, n) => client.executeAny(`c${n}`));
    const seven = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6'];
    expect(names(wire)).toEqual(seven);
    wire.reply(wire.sent[4]!, 3);
    expect(names(wire)).toEqual([...seven, 'c7']);
    wire.refuse(wire.sent[1]!);
    expect(names(wire)).toEqual([...seven, 'c7', 'c8']);
    for (let n = 1; n < wire.sent.length; n += 1) if (n !== 4 && n !== 1) wire.reply(wire.sent[n]!, n - 1);
    expect(names(wire)).toEqual([...seven, 'c7', 'c8', 'c9', 'c10', 'c11']);
    expect(await errorOf(results[0]!)).toMatchObject({ outcome: 'rejected' });
    expect(await Promise.all(results.slice(1))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(client.statistics).toMatchObject({ inFlight: 0, stuck: 0 });
  });

  test('does not hold back the out-of-band lane, and is not filled by it', async () => {
    const { client, wire } = await connected();
    for (let n = 0; n < 8; n += 1) void client.executeAny(`c${n}`).catch(() => {});
    const results = Array.from({ length: 20 }, () => client.executeOob('query-yank'));
    expect(names(wire).filter((name) => name === 'query-yank')).toHaveLength(20);
    expect(names(wire)).not.toContain('c7');
    for (const sent of wire.sent) if (sent['exec-oob'] !== undefined) wire.reply(sent, []);
    await Promise.all(results);
    expect(names(wire)).not.toContain('c7');
    expect(client.statistics.inFlight).toBe(7);
  });

  test('may be narrower, or without an end', async () => {
    const one = await connected({ window: 1 });
    for (let n = 0; n < 3; n += 1) void one.client.executeAny(`c${n}`).catch(() => {});
    expect(names(one.wire)).toEqual(['c0']);
    const all = await connected({ window: Number.POSITIVE_INFINITY });
    for (let n = 0; n < 50; n += 1) void all.client.executeAny(`c${n}`).catch(() => {});
    expect(names(all.wire)).toHaveLength(50);
  });
});

describe('a command that was given up', () => {
  test('keeps its place until its late reply, which settles nothing', async () => {
    const { client, wire, clock } = await connected();
    const results = Array.from({ length: 7 }, () => client.execute('stop', {}, { timeout: 1_000 }));
    const errors = results.map(errorOf);
    await clock.advance(1_000);
    for (const error of await Promise.all(errors))
      expect(error).toMatchObject({
        code: 'ERR_COMMAND_TIMEOUT',
        outcome: 'unknown',
        command: 'stop',
        timeout: 1_000,
      });
    expect(client.statistics).toMatchObject({ stuck: 7, inFlight: 7, lateReplies: 0 });

    const next = client.executeAny('next');
    expect(names(wire)).not.toContain('next');
    wire.reply(wire.sent[3]!);
    expect(client.statistics).toMatchObject({ stuck: 6, inFlight: 7, lateReplies: 1 });
    expect(names(wire)).toContain('next');
    wire.reply(wire.last, 'right');
    expect(await next).toBe('right');
    for (const sent of wire.sent.slice(1, -1)) wire.reply(sent);
    expect(client.statistics).toMatchObject({ stuck: 0, inFlight: 0, lateReplies: 7, staleReplies: 1 });
  });

  test('keeps its place when its late reply is an error that nobody waits for', async () => {
    const { client, wire, clock } = await connected({ window: 1 });
    const error = errorOf(client.execute('stop', {}, { timeout: 10 }));
    await clock.advance(10);
    await error;
    const next = client.executeAny('next');
    wire.refuse(wire.last);
    wire.reply(wire.last, 1);
    expect(await next).toBe(1);
  });

  test('by its signal keeps its place too', async () => {
    const { client, wire } = await connected({ window: 1 });
    const controller = new AbortController();
    const given = client.execute('stop', {}, { signal: controller.signal });
    const next = client.executeAny('next');
    controller.abort('enough');
    expect(await errorOf(given)).toMatchObject({ code: 'ERR_ABORTED', outcome: 'unknown', cause: 'enough' });
    expect(client.statistics).toMatchObject({ stuck: 1, inFlight: 1 });
    expect(names(wire)).toEqual(['stop']);
    wire.reply(wire.last);
    expect(names(wire)).toEqual(['stop', 'next']);
    wire.reply(wire.last, 1);
    expect(await next).toBe(1);
  });

  test('before it was sent never is, and takes no place', async () => {
    const { client, wire, clock } = await connected({ window: 1 });
    const first = client.executeAny('first', {}, { timeout: 60_000 });
    const controller = new AbortController();
    const timedOut = errorOf(client.execute('stop', {}, { timeout: 1_000 }));
    const aborted = errorOf(client.execute('cont', {}, { signal: controller.signal, timeout: 60_000 }));
    const third = client.executeAny('third', {}, { timeout: 60_000 });
    await clock.advance(1_000);
    controller.abort();
    expect(await timedOut).toMatchObject({
      code: 'ERR_COMMAND_TIMEOUT',
      outcome: 'not-sent',
      command: 'stop',
    });
    expect((await timedOut).message).toBe(
      'stop was not answered within 1000 ms; it was never sent, because earlier commands fill the window',
    );
    expect(await aborted).toMatchObject({ code: 'ERR_ABORTED', outcome: 'not-sent' });
    expect(client.statistics).toMatchObject({ stuck: 0, inFlight: 1 });
    wire.reply(wire.last, 1);
    wire.reply(wire.last, 3);
    expect([await first, await third]).toEqual([1, 3]);
    expect(names(wire)).toEqual(['first', 'third']);
  });

  test('out of band is counted as stuck, and takes no place in the window', async () => {
    const { client, wire, clock } = await connected({ window: 1 });
    const error = errorOf(client.executeOob('query-yank', {}, { timeout: 10 }));
    await clock.advance(10);
    expect(await error).toMatchObject({ outcome: 'unknown' });
    expect(client.statistics).toMatchObject({ stuck: 1, inFlight: 1 });
    void client.executeAny('a').catch(() => {});
    expect(names(wire)).toEqual(['query-yank', 'a']);
  });

  test('with a thousand others, by one signal, leaves no listener on it', async () => {
    const { client } = await connected({ window: 1 });
    const controller = new AbortController();
    const errors = Array.from({ length: 1_000 }, () =>
      errorOf(client.execute('stop', {}, { signal: controller.signal })),
    );
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1_000);
    controller.abort();
    const outcomes = (await Promise.all(errors)).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'not-sent')).toHaveLength(999);
    expect(outcomes[0]).toBe('unknown');
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });
});

test('a command that could not be written takes no place', async () => {
  const { client, wire } = await connected({ window: 1 });
  const cycle: { self?: object } = {};
  cycle.self = cycle;
  expect(await errorOf(client.executeAny('a', cycle))).toMatchObject({
    code: 'ERR_OPTION',
    option: 'arguments of a',
  });
  expect(await errorOf(client.executeAny('a', (() => {}) as object))).toMatchObject({ code: 'ERR_OPTION' });
  expect(client.statistics.inFlight).toBe(0);
  const result = client.executeAny('b');
  wire.reply(wire.last, 1);
  expect(await result).toBe(1);
  expect(await outcomeOf(client.closed)).toBeUndefined();
});
