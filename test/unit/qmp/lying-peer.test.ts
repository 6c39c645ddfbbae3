// The fear: something wrong reaches those who were promised something right; or checking loses, reorders or stops the rest.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { InvalidEventError, InvalidReplyError, QmpClient } from '../../../src/qmp/index.js';
import { BUILT_IN } from '../../../src/testing/fake-qemu/commands.js';
import { FakeQemu, VirtualClock } from '../../../src/testing/index.js';
import { connected, errorOf, eventLine, outcomeOf, Wire } from './wire.js';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A session whose invalid events are kept. */
async function checked(validate: 'events' | 'all' = 'all') {
  const invalid: InvalidEventError[] = [];
  const session = await connected({ validate, onInvalidEvent: (error) => void invalid.push(error) });
  return { ...session, invalid };
}

const wrongReset = { guest: 'no', reason: 'guest-reset' };
const reset = { guest: false, reason: 'guest-reset' };

describe('a wrong event', () => {
  test('reaches no listener, stream or expectation, and is told with what is wrong and where', async () => {
    const { wire, client, invalid } = await checked('events');
    const heard: unknown[] = [];
    client.on('RESET', ({ data }) => heard.push(data));
    const stream = client.events(['RESET']);
    const expected = client.expect('RESET', { timeout: 1_000 }).wait();
    wire.event('RESET', wrongReset);
    expect(await outcomeOf(expected)).toBeUndefined();
    wire.event('RESET', reset);
    expect((await expected).data).toEqual(reset);
    expect(heard).toEqual([reset]);
    expect((await stream[Symbol.asyncIterator]().next()).value).toMatchObject({ data: reset, lost: 0 });
    expect(invalid).toEqual([expect.any(InvalidEventError)]);
    expect(invalid[0]).toMatchObject({
      code: 'ERR_INVALID_EVENT',
      event: 'RESET',
      issues: [{ path: ['guest'], message: 'expected a boolean, found a string' }],
      message: expect.stringContaining('RESET was dropped') as string,
    });
    expect(invalid[0]?.message).toContain('guest: expected a boolean, found a string');
    expect(client.statistics).toMatchObject({ events: 2, invalidEvents: 1 });
  });

  test('in the long form, and without the data that it must have, is found as well', async () => {
    const { wire, client, invalid } = await checked('events');
    client.on('RESET', () => expect.unreachable());
    wire.say({ event: 'RESET', data: { reason: 'guest-reset' }, timestamp: {} }, { event: 'RESET' });
    wire.event('RESET');
    expect(invalid.map(({ issues }) => issues[0]?.path)).toEqual([['guest'], ['guest'], ['guest']]);
  });

  test('does not end the session, and takes nothing else out of order', async () => {
    const { wire, client } = await checked();
    const order: string[] = [];
    client.on('STOP', () => order.push('STOP'));
    client.on('RESET', () => order.push('RESET'));
    client.on('RESUME', () => order.push('RESUME'));
    const running = client.execute('query-status').then(() => order.push('reply'));
    wire.bytes(eventLine('STOP') + eventLine('RESET', wrongReset) + eventLine('RESUME'));
    wire.reply(wire.last, { running: true, status: 'running' });
    await running;
    expect(order).toEqual(['STOP', 'RESUME', 'reply']);
  });

  test('of no name that is known is delivered as it is', async () => {
    const { wire, client, invalid } = await checked();
    const heard: unknown[] = [];
    for (const name of ['__com.example_EVENT', '__proto__', 'journal-record'])
      client.on(name, ({ event }) => heard.push(event));
    wire.event('__com.example_EVENT', { any: 'thing' });
    wire.event('__proto__', {});
    expect(heard).toEqual(['__com.example_EVENT', '__proto__']);
    expect(invalid).toEqual([]);
  });

  test('SHUTDOWN is checked though nobody listens, and does not become the reason of the end', async () => {
    const { wire, client, invalid } = await checked();
    wire.event('SHUTDOWN', { guest: false, reason: 7 });
    wire.end();
    expect(await client.closed).toEqual({ kind: 'ended' });
    expect(invalid).toHaveLength(1);
  });

  test('is a process warning, the first of each name, where nobody is told', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const { wire, client } = await connected({ validate: 'events' });
    client.on('RESET', () => expect.unreachable());
    client.on('RTC_CHANGE', () => expect.unreachable());
    for (let count = 0; count < 100; count += 1) wire.event('RESET', wrongReset);
    wire.event('RTC_CHANGE', { offset: null });
    expect(warn.mock.calls.map(([message]) => String(message))).toEqual([
      expect.stringContaining('guest: expected a boolean, found a string'),
      expect.stringContaining('offset: expected a safe integer, found null'),
    ]);
    expect(client.statistics.invalidEvents).toBe(101);
  });

  test('a handler that throws or rejects hurts nobody, and is reported', async () => {
    const reported: unknown[] = [];
    const { wire, client } = await connected({
      validate: 'events',
      onInvalidEvent: async ({ event }) => {
        if (event === 'RESET') throw new Error('thrown later');
      },
      onListenerError: (error, where) => void reported.push([where, String(error)]),
    });
    const heard: unknown[] = [];
    client.on('RESET', ({ data }) => heard.push(data));
    wire.event('RESET', wrongReset);
    wire.event('RESET', reset);
    expect(heard).toEqual([reset]);
    await vi.waitFor(() => expect(reported).toEqual([['onInvalidEvent', 'Error: thrown later']]));
  });
});

describe('a wrong reply', () => {
  test('rejects with the place of what is wrong; the command has most likely run', async () => {
    const { wire, client } = await checked();
    const running = errorOf(client.execute('query-status'));
    wire.reply(wire.last, { running: 'yes' });
    const error = await running;
    expect(error).toBeInstanceOf(InvalidReplyError);
    expect(error).toMatchObject({
      code: 'ERR_INVALID_REPLY',
      command: 'query-status',
      outcome: 'unknown',
      issues: [
        { path: ['running'], message: 'expected a boolean, found a string' },
        { path: ['status'], message: 'missing; expected a string' },
      ],
    });
    expect(error.message).toContain('running: expected a boolean, found a string (and 1 more)');
  });

  test('frees its place in the window, its deadline and its abort listener', async () => {
    const { clock, wire, client } = await checked();
    const { signal } = new AbortController();
    const removed = vi.spyOn(signal, 'removeEventListener');
    const running = errorOf(client.execute('query-status', {}, { signal }));
    wire.reply(wire.last, []);
    expect(await running).toBeInstanceOf(InvalidReplyError);
    expect(removed).toHaveBeenCalledOnce();
    expect(client.statistics).toMatchObject({ inFlight: 0, stuck: 0, lateReplies: 0 });
    await clock.advance(60_000);
    const next = client.execute('query-status');
    wire.reply(wire.last, { running: true, status: 'running' });
    expect(await next).toEqual({ running: true, status: 'running' });
  });

  test('is found whichever way the command was executed', async () => {
    const { wire, client } = await checked();
    for (const execute of [
      () => client.executeOob('query-yank'),
      () => client.executeAny('query-yank'),
      () => client.execute('query-yank'),
    ]) {
      const running = errorOf(execute());
      wire.reply(wire.last, [{ type: 7 }]);
      expect((await running).message).toContain('[0].type: expected a string, found 7');
    }
  });

  test('a long path is told by its end', async () => {
    const { wire, client } = await checked();
    let image: object = { filename: 1, format: 'raw', 'virtual-size': 1 };
    for (let count = 0; count < 50; count += 1)
      image = { filename: 'a', format: 'raw', 'virtual-size': 1, 'backing-image': image };
    const running = errorOf(client.execute('query-named-block-nodes'));
    wire.reply(wire.last, [{ ...block, image }]);
    const { message } = await running;
    expect(message).toContain('.backing-image.filename: expected a string, found 1');
    expect(message.length).toBeLessThan(500);
  });

  test('a refusal, an unknown command and a command of a downstream build are left alone', async () => {
    const { wire, client } = await checked();
    const refused = errorOf(client.execute('query-status'));
    wire.refuse(wire.last, 'not now');
    expect(await refused).toMatchObject({ code: 'ERR_COMMAND_REJECTED' });
    const unknown = client.executeAny('__com.example_look-at');
    wire.reply(wire.last, ['anything']);
    expect(await unknown).toEqual(['anything']);
  });

  const block = {
    file: 'a',
    ro: false,
    drv: 'raw',
    backing_file_depth: 0,
    encrypted: false,
    detect_zeroes: 'off',
    write_threshold: 0,
    bps: 0,
    bps_rd: 0,
    bps_wr: 0,
    iops: 0,
    iops_rd: 0,
    iops_wr: 0,
    cache: { writeback: true, direct: false, 'no-flush': false },
  };
});

describe('the option', () => {
  test("'events' leaves replies alone, and nothing is checked without it", async () => {
    for (const validate of ['events', undefined] as const) {
      const { wire, client } = await connected({ validate });
      const running = client.execute('query-status');
      wire.reply(wire.last, 'nonsense');
      expect(await running).toBe('nonsense');
    }
    const { wire, client } = await connected();
    const heard: unknown[] = [];
    client.on('RESET', ({ data }) => heard.push(data));
    wire.event('RESET', wrongReset);
    expect(heard).toEqual([wrongReset]);
    expect(client.statistics.invalidEvents).toBe(0);
  });

  test.each([
    ['validate', { validate: 'replies' as 'all' }],
    ['onInvalidEvent', { onInvalidEvent: 'warn' as unknown as () => void }],
  ])('%s: what can not be used is an OptionError', async (option, options) => {
    await expect(QmpClient.connect({ transport: new Wire() }, options)).rejects.toMatchObject({
      code: 'ERR_OPTION',
      option,
    });
  });
});

test('a SHUTDOWN whose reason can not become text does not end this process', async () => {
  const { wire, client } = await connected();
  wire.event('SHUTDOWN', { guest: true, reason: { toString: 1, valueOf: 1 } });
  wire.end();
  const reason = 'an object with toString, valueOf';
  expect(await client.closed).toEqual({ kind: 'ended', shutdown: { guest: true, reason } });
});

describe.each(['5.2.0', '7.2.22', '10.0.2', '11.1.0'])('the fake as QEMU %s', (version) => {
  test('sends nothing that is wrong', async () => {
    const clock = new VirtualClock();
    const invalid: InvalidEventError[] = [];
    const heard = new Set<string>();
    const lives: ((qemu: FakeQemu) => void)[] = [
      ({ vm }) => vm.ioError({ nospace: true }),
      ({ vm }) => vm.ioError({ action: 'report', operation: 'read' }),
      ({ vm }) => vm.panic(),
      ({ vm }) => vm.guestReset(),
      ({ vm }) => vm.guestShutdown(),
      ({ vm }) => {
        vm.suspend();
        vm.wakeUp();
      },
      ({ vm }) => vm.watchdog('pause'),
      ({ vm }) => vm.powerdown(),
      ({ vm }) => vm.reset(),
      ({ vm }) => vm.stop(),
      ({ jobs }) => jobs.start({ id: 'j', type: 'mirror' }).ready(),
      ({ jobs }) => jobs.start({ id: 'j', autoFinalize: false }).complete(),
      ({ jobs }) => {
        jobs.start({ id: 'j', autoDismiss: false }).fail('No space left on device');
        jobs.start({ id: 'k' }).command('cancel');
      },
      ({ dump }) => dump.start(),
      ({ dump }) => {
        dump.start();
        dump.finish({ error: 'No space left on device' });
      },
      ({ migration }) => {
        migration.setCapabilities([{ capability: 'events', state: true }]);
        migration.start();
      },
      ({ migration }) => {
        migration.start();
        migration.complete();
      },
      ({ migration }) => {
        migration.start();
        migration.fail('Unable to write to socket: Broken pipe');
      },
    ];
    for (const live of lives) {
      await using qemu = new FakeQemu({
        ...{ clock, version, actions: { panic: 'pause', shutdown: 'pause' } },
        // What is looked at is what it answers, even to commands without the arguments that they need.
        onComplaint: 'collect',
      });
      await using client = await QmpClient.connect(
        { transport: qemu.transport() },
        { clock, validate: 'all', onInvalidEvent: (error) => void invalid.push(error) },
      );
      for (const event of EVENTS) client.on(event, () => heard.add(event));
      live(qemu);
      for (const command of Object.keys(BUILT_IN).filter((name) => name !== 'quit')) {
        const error: unknown = await client.executeAny(command).catch((reason: unknown) => reason);
        expect(error, command).not.toBeInstanceOf(InvalidReplyError);
      }
      await client.execute('quit');
      await client.closed;
    }
    expect(invalid).toEqual([]);
    expect([...heard].sort()).toEqual([...EVENTS].sort());
  });

  const EVENTS = [
    'BLOCK_IO_ERROR',
    'BLOCK_JOB_CANCELLED',
    'BLOCK_JOB_COMPLETED',
    'BLOCK_JOB_PENDING',
    'BLOCK_JOB_READY',
    'DUMP_COMPLETED',
    'GUEST_PANICKED',
    'JOB_STATUS_CHANGE',
    'MIGRATION',
    'POWERDOWN',
    'RESET',
    'RESUME',
    'SHUTDOWN',
    'STOP',
    'SUSPEND',
    'WAKEUP',
    'WATCHDOG',
  ];
});
