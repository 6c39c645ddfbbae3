// The fear: QEMU prints something in a way that a client did not expect: on many lines, empty, huge, rounded, without an id.
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { since, startGuest } from './qemu-under-test.js';
import { RawMonitor } from './raw-monitor.js';

describe.concurrent('QEMU', () => {
  test('prints one line of ASCII a message, events as the quick reader expects them, replies with their id last', async () => {
    await using guest = await startGuest();
    using monitor = await RawMonitor.negotiated(guest.qmpPath);
    for (const command of ['stop', 'cont', 'system_reset', 'query-name']) monitor.execute(command, command);
    await monitor.until(({ id }) => id === 'query-name');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that they are absent is the point
    for (const line of monitor.lines) expect(line).toMatch(/^\{[^\x00-\x1f\x7f-\uffff]*\}$/);
    const events = monitor.lines.filter((line) => line.includes('"event"'));
    expect(events.length).toBeGreaterThanOrEqual(3);
    for (const line of events)
      expect(line).toMatch(
        /^\{"timestamp": \{"seconds": \d+, "microseconds": \d+\}, "event": "[A-Z_]+"(, "data": .*)?\}$/,
      );
    expect(monitor.lines.filter((line) => line.startsWith('{"return": {}, "id": "'))).toHaveLength(5);
  });

  test('with pretty=on is understood all the same', async () => {
    await using guest = await startGuest({
      args: (directory) => [
        ...['-chardev', `socket,id=pretty,path=${directory}/pretty,server=on,wait=off`],
        ...['-mon', 'chardev=pretty,mode=control,pretty=on'],
      ],
    });
    await using client = await QmpClient.connect({ path: `${guest.directory}/pretty` });
    expect(client.capabilities).toEqual(['oob']);
    expect(client.version.qemu.major).toBeGreaterThanOrEqual(5);
    const stopped = await client.expect('STOP').during(() => client.execute('stop'));
    expect(stopped).toMatchObject({ result: {}, event: { event: 'STOP' } });
    const schema = await client.executeAny('query-qmp-schema', {}, { timeout: 20_000 });
    expect((schema as unknown[]).length).toBeGreaterThan(800);
    await expect(client.executeAny('device_del', { id: 'none' })).rejects.toMatchObject({
      class: 'DeviceNotFound',
    });
    expect((await client.liveness()).verdict).toBe('responsive');
  });

  test('replies with hundreds of kilobytes, in one message', async () => {
    await using guest = await startGuest({ args: ['-S'] });
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    const schema = (await client.executeAny('query-qmp-schema', {}, { timeout: 20_000 })) as {
      name: string;
    }[];
    expect(JSON.stringify(schema).length).toBeGreaterThan(100_000);
    expect(schema.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['query-status', 'stop', 'STOP', 'yank']),
    );
    await client.close();
    await using capped = await QmpClient.connect({ path: guest.qmpPath }, { maxMessageBytes: 100_000 });
    await expect(capped.executeAny('query-qmp-schema', {}, { timeout: 20_000 })).rejects.toMatchObject({
      code: 'ERR_SESSION_CLOSED',
      outcome: 'unknown',
      reason: { kind: 'violation', error: { code: 'ERR_PROTOCOL' } },
    });
  });

  test('returns an empty text, an empty list and an empty object', async () => {
    await using guest = await startGuest({ args: ['-S'] });
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    expect(await client.executeAny('human-monitor-command', { 'command-line': '' })).toBe('');
    expect(await client.executeAny('query-jobs')).toEqual([]);
    expect(await client.execute('query-migrate')).toEqual({});
  });

  test('sends integers beyond 2^53, and takes them', async () => {
    await using guest = await startGuest({ args: ['-S', '-cpu', 'qemu64,ucode-rev=0xffffffffffffffff'] });
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    const [cpu] = (await client.executeAny('query-cpus-fast')) as { 'qom-path': string }[];
    const property = { path: cpu!['qom-path'], property: 'ucode-rev' };
    expect(await client.executeAny('qom-get', property)).toBe(18446744073709551615n);
    await client.executeAny('object-add', {
      'qom-type': 'iothread',
      id: 'io1',
      'poll-max-ns': 9007199254740993n,
    });
    expect(await client.executeAny('qom-get', { path: '/objects/io1', property: 'poll-max-ns' })).toBe(
      9007199254740993n,
    );
  });

  test('takes text that is not ASCII, and gives it back', async () => {
    await using guest = await startGuest({ args: ['-S', '-name', 'Gerät ⚙ 𝄞'] });
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    expect(await client.execute('query-name')).toEqual({ name: 'Gerät ⚙ 𝄞' });
    await client.executeAny('object-add', { 'qom-type': 'secret', id: 'sec0', data: 'Gerät ⚙ 𝄞' });
    expect(await client.executeAny('qom-get', { path: '/objects/sec0', property: 'data' })).toBe('Gerät ⚙ 𝄞');
  });

  test('echoes any id, refuses by class, and answers garbage with an error that belongs to no command', async () => {
    await using guest = await startGuest({ args: ['-S'] });
    const socket = connect(guest.qmpPath);
    await once(socket, 'connect');
    await using client = await QmpClient.connect({ stream: socket });
    await expect(client.executeAny('no-such-command')).rejects.toMatchObject({
      outcome: 'rejected',
      class: 'CommandNotFound',
    });
    await expect(client.executeAny('device_del', { id: 'none' })).rejects.toMatchObject({
      class: 'DeviceNotFound',
    });
    await expect(client.executeAny('balloon', { value: 1 })).rejects.toMatchObject({
      class: 'DeviceNotActive',
    });
    await expect(client.executeAny('query-status', { unexpected: 1 })).rejects.toMatchObject({
      class: 'GenericError',
    });

    // Somebody else's bytes in our connection: 0xFF resets QEMU's parser and draws an error, half a command another.
    socket.write(Buffer.from([0xff]));
    socket.write(
      '{"execute": }\n{"execute":"query-name","id":{"any":[1,null]}}{"execute":"query-name","id":7}',
    );
    expect(await client.execute('query-status')).toMatchObject({ status: 'prelaunch' });
    expect(client.statistics.errorsWithoutId).toBeGreaterThanOrEqual(2);
    expect(client.statistics).toMatchObject({ staleReplies: 2, inFlight: 0 });
  });

  test('says since 11.1 where it found broken JSON: line and byte', async () => {
    await using guest = await startGuest({ args: ['-S'] });
    using monitor = await RawMonitor.negotiated(guest.qmpPath);
    monitor.write('\n\n  {"é": }');
    const { error } = await monitor.until((message) => message.error !== undefined);
    expect(error).toEqual({
      class: 'GenericError',
      desc: `${since(11, 1) ? '3:10: ' : ''}JSON parse error, expecting value`,
    });
  });

  test('buffers without bound for a client that does not read, and goes on serving the others', async () => {
    await using guest = await startGuest({ args: ['-S'], monitors: 2 });
    using deaf = await RawMonitor.negotiated(guest.qmpPaths[0]!);
    deaf.pause();
    const COMMANDS = 30;
    for (let n = 0; n < COMMANDS; n += 1) deaf.execute('query-qmp-schema', `s${n}`);
    await using client = await QmpClient.connect({ path: guest.qmpPaths[1]! });
    // Its main loop takes them one after the other: our reply comes in between or after them.
    for (let n = 0; n < COMMANDS; n += 1) await client.execute('query-status', {}, { timeout: 30_000 });
    expect((await client.liveness({ timeout: 10_000 })).verdict).toBe('responsive');
    deaf.resume();
    await deaf.until(({ id }) => id === `s${COMMANDS - 1}`, 30_000);
    expect(deaf.lines.join('').length).toBeGreaterThan(COMMANDS * 100_000);
  });
});
