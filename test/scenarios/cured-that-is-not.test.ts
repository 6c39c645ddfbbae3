// The fear: the order of events and replies fools us: cont has returned, and the VM stands again; stop is told before it is done.
import { describe, expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { FakeQemu, type FakeQemuOptions, VirtualClock } from 'qmp-watchdog/testing';

const ALL = [
  'STOP',
  'RESUME',
  'RESET',
  'SHUTDOWN',
  'BLOCK_IO_ERROR',
  'GUEST_PANICKED',
  'WATCHDOG',
  'POWERDOWN',
] as const;

const connect = async (options: FakeQemuOptions = {}) => {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock, ...options });
  const client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
  const order: string[] = [];
  for (const event of ALL) client.on(event, () => order.push(event));
  const execute = async (command: 'stop' | 'cont' | 'system_reset' | 'quit'): Promise<void> => {
    await client.execute(command);
    order.push(command);
  };
  return { clock, qemu, client, order, execute };
};

describe('what comes before its reply', () => {
  test('STOP, RESUME, RESET and the SHUTDOWN of quit', async () => {
    const { client, order, execute } = await connect();
    for (const command of ['stop', 'cont', 'system_reset', 'quit'] as const) await execute(command);
    expect(order).toEqual(['STOP', 'stop', 'RESUME', 'cont', 'RESET', 'system_reset', 'SHUTDOWN', 'quit']);
    await client.closed;
  });

  test('nothing does where nothing changes', async () => {
    const { order, execute } = await connect();
    for (const command of ['cont', 'stop', 'stop', 'cont', 'cont'] as const) await execute(command);
    expect(order).toEqual(['cont', 'STOP', 'stop', 'stop', 'RESUME', 'cont', 'cont']);
  });
});

test('cont with the fault still there: RESUME, the reply, the error and STOP, all at once', async () => {
  const { clock, qemu, client, order, execute } = await connect();
  qemu.vm.ioError({ persistent: true });
  await clock.advance(0);
  expect(order.splice(0)).toEqual(['BLOCK_IO_ERROR', 'STOP']);
  const { event } = await client.expect('STOP').during(() => execute('cont'));
  // The reply came second, but in one read with the rest: whoever awaits it goes on when all of it has been heard.
  expect(order).toEqual(['RESUME', 'BLOCK_IO_ERROR', 'STOP', 'cont']);
  expect(event.at).toBe(clock.now());
  expect(await client.execute('query-status')).toMatchObject({ status: 'io-error' });
  qemu.vm.repair();
  await execute('cont');
  await clock.advance(1_000);
  expect(order.slice(4)).toEqual(['RESUME', 'cont']);
});

test('an error from before the connection is in no event, and in the queries', async () => {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock });
  qemu.vm.ioError({ nospace: true });
  await using client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
  expect(client.statistics.events).toBe(0);
  expect(await client.execute('query-status')).toMatchObject({ status: 'io-error', running: false });
  expect(await client.executeAny('query-block')).toMatchObject([{ 'io-status': 'nospace', device: '' }]);
});

describe('system_reset', () => {
  test('leaves a VM that did not run in prelaunch, and one that ran running', async () => {
    const { client, execute } = await connect();
    await execute('system_reset');
    expect(await client.execute('query-status')).toMatchObject({ status: 'running' });
    await execute('stop');
    await execute('system_reset');
    expect(await client.execute('query-status')).toMatchObject({ status: 'prelaunch' });
    await execute('cont');
    expect(await client.execute('query-status')).toMatchObject({ status: 'running' });
  });

  test('is required from internal-error and shutdown before cont', async () => {
    for (const status of ['internal-error', 'shutdown'] as const) {
      const { client, execute } = await connect({ status });
      await expect(client.execute('cont')).rejects.toMatchObject({
        outcome: 'rejected',
        desc: 'Resetting the Virtual Machine is required',
      });
      await execute('system_reset');
      await execute('cont');
      expect(await client.execute('query-status')).toMatchObject({ status: 'running' });
    }
  });
});

describe('events come in the order of QEMU', () => {
  const cases: Record<
    string,
    {
      readonly options?: FakeQemuOptions;
      readonly act: (qemu: FakeQemu) => void;
      readonly order: readonly string[];
      readonly status?: string;
    }
  > = {
    'a disk error that stops': {
      act: ({ vm }) => vm.ioError(),
      order: ['BLOCK_IO_ERROR', 'STOP'],
      status: 'io-error',
    },
    'a shutdown with -no-shutdown': {
      options: { actions: { shutdown: 'pause' } },
      act: ({ vm }) => vm.guestShutdown(),
      order: ['SHUTDOWN', 'STOP'],
      status: 'shutdown',
    },
    'a panic that pauses': {
      options: { actions: { panic: 'pause' } },
      act: ({ vm }) => vm.panic(),
      order: ['GUEST_PANICKED', 'STOP'],
      status: 'guest-panicked',
    },
    'a panic that powers off, without STOP': {
      act: ({ vm }) => vm.panic(),
      order: ['GUEST_PANICKED', 'SHUTDOWN'],
    },
    'a watchdog that resets': {
      act: ({ vm }) => vm.watchdog(),
      order: ['WATCHDOG', 'RESET'],
      status: 'running',
    },
    'a watchdog that pauses': {
      options: { actions: { watchdog: 'pause' } },
      act: ({ vm }) => vm.watchdog(),
      order: ['WATCHDOG', 'STOP'],
      status: 'watchdog',
    },
    'a watchdog that only presses the button': {
      options: { actions: { watchdog: 'shutdown' } },
      act: ({ vm }) => vm.watchdog(),
      order: ['WATCHDOG', 'POWERDOWN'],
      status: 'running',
    },
    'a watchdog that powers off, without SHUTDOWN': {
      options: { actions: { watchdog: 'poweroff' } },
      act: ({ vm }) => vm.watchdog(),
      order: ['WATCHDOG'],
    },
  };

  test.for(Object.entries(cases))('%s', async ([, { options, act, order: expected, status }]) => {
    const { clock, qemu, client, order } = await connect(options);
    act(qemu);
    await clock.advance(0);
    expect(order).toEqual(expected);
    if (status === undefined) expect(await client.closed).toMatchObject({ kind: 'ended' });
    else expect(await client.execute('query-status')).toMatchObject({ status });
  });
});
