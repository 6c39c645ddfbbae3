import { afterEach, describe, expect, test } from 'vitest';
import { QmpClient, type RunState } from '../../../src/qmp/index.js';
import { answer, FakeQemu, type FakeQemuOptions, VirtualClock } from '../../../src/testing/index.js';
import { brief, type Message, negotiated, type RawClient } from './raw-client.js';

const made: FakeQemu[] = [];
afterEach(async () => {
  for (const qemu of made.splice(0)) await qemu[Symbol.asyncDispose]();
});

interface Setting {
  readonly clock: VirtualClock;
  readonly qemu: FakeQemu;
  readonly client: RawClient;
  /** Sends commands and returns what came, in few words. */
  run(...commands: (string | object)[]): Promise<string[]>;
}

async function fake(options: FakeQemuOptions = {}): Promise<Setting> {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock, ...options });
  made.push(qemu);
  const client = await negotiated(qemu);
  const run = async (...commands: (string | object)[]): Promise<string[]> => {
    client.send(
      ...commands.map((command) =>
        typeof command === 'string' ? { execute: command, id: command } : command,
      ),
    );
    return (await client.messages()).map(tell);
  };
  return { clock, qemu, client, run };
}

/** As `brief`, with what an event says. */
function tell(message: Message): string {
  const { data } = message;
  return data === undefined ? brief(message) : `${brief(message)} ${Object.values(data).join(' ')}`;
}

describe('the run state', () => {
  test('stop and cont: the event comes before the reply, and none when nothing changes', async () => {
    const { qemu, run } = await fake();
    expect(await run('stop', 'stop', 'cont', 'cont')).toEqual([
      'STOP',
      'return stop',
      'return stop',
      'RESUME',
      'return cont',
      'return cont',
    ]);
    expect(qemu.vm.status).toBe('running');
  });

  test('stop leaves prelaunch as it is', async () => {
    const { qemu, run } = await fake({ status: 'prelaunch' });
    expect(await run('stop')).toEqual(['return stop']);
    expect(qemu.vm.status).toBe('prelaunch');
  });

  test.each<[RunState, RunState]>([
    ['running', 'running'],
    ['paused', 'prelaunch'],
    ['io-error', 'prelaunch'],
    ['internal-error', 'prelaunch'],
    ['shutdown', 'prelaunch'],
    ['guest-panicked', 'prelaunch'],
    ['prelaunch', 'prelaunch'],
    ['inmigrate', 'inmigrate'],
    ['finish-migrate', 'finish-migrate'],
  ])('system_reset leads from %s to %s', async (from, to) => {
    const { qemu, run } = await fake({ status: from });
    expect(await run('system_reset')).toEqual(['RESET false host-qmp-system-reset', 'return system_reset']);
    expect(qemu.vm.status).toBe(to);
  });

  test.each<[RunState, string, RunState]>([
    ['paused', 'RESUME', 'running'],
    ['prelaunch', 'RESUME', 'running'],
    ['io-error', 'RESUME', 'running'],
    ['guest-panicked', 'RESUME', 'running'],
    ['postmigrate', 'RESUME', 'running'],
    ['internal-error', 'GenericError cont', 'internal-error'],
    ['shutdown', 'GenericError cont', 'shutdown'],
    ['finish-migrate', 'GenericError cont', 'finish-migrate'],
    ['suspended', 'return cont', 'suspended'],
  ])('cont from %s: %s, then %s', async (from, first, to) => {
    const { qemu, run } = await fake({ status: from });
    expect((await run('cont'))[0]).toBe(first);
    expect(qemu.vm.status).toBe(to);
  });

  test('cont refuses with the words of QEMU', async () => {
    const { qemu } = await fake({ status: 'internal-error' });
    expect(() => qemu.vm.cont()).toThrow('Resetting the Virtual Machine is required');
  });

  test('system_powerdown asks, and the guest ignores it', async () => {
    const { qemu, run } = await fake();
    expect(await run('system_powerdown')).toEqual(['POWERDOWN', 'return system_powerdown']);
    expect(qemu.vm.status).toBe('running');
  });

  test('a suspended guest is woken by system_wakeup only', async () => {
    const { qemu, client, run } = await fake();
    qemu.vm.suspend();
    expect((await client.messages()).map(tell)).toEqual(['SUSPEND']);
    expect(await run('cont', 'stop')).toEqual(['return cont', 'return stop']);
    expect(qemu.vm.status).toBe('suspended');
    expect(await run('system_wakeup', 'system_wakeup')).toEqual([
      'WAKEUP',
      'return system_wakeup',
      'GenericError system_wakeup',
    ]);
    expect(qemu.vm.status).toBe('running');
  });

  test('enter leads anywhere, with STOP or RESUME', async () => {
    const { qemu, client } = await fake();
    qemu.vm.enter('internal-error');
    qemu.vm.enter('postmigrate');
    qemu.vm.enter('running');
    expect((await client.messages()).map(tell)).toEqual(['STOP', 'RESUME']);
  });
});

describe('the end', () => {
  test('quit: SHUTDOWN, the reply, the end of the connection, exit code 0', async () => {
    const { qemu, client, run } = await fake();
    expect(await run('quit')).toEqual(['SHUTDOWN false host-qmp-quit', 'return quit']);
    expect(client.closed).toBe(true);
    expect(client.error).toBeUndefined();
    expect(await qemu.process.exited).toEqual({ code: 0, signal: null });
  });

  test('with reboot=shutdown system_reset ends QEMU', async () => {
    const { qemu, client, run } = await fake({ actions: { reboot: 'shutdown' } });
    expect(await run('system_reset')).toEqual([
      'SHUTDOWN false host-qmp-system-reset',
      'return system_reset',
    ]);
    expect(client.closed).toBe(true);
    expect(qemu.process.state).toBe('exited');
  });

  test('with shutdown=pause as well it stops in shutdown, and the next one tells SHUTDOWN alone', async () => {
    const { qemu, run } = await fake({ actions: { reboot: 'shutdown', shutdown: 'pause' } });
    expect(await run('system_reset')).toEqual([
      'SHUTDOWN false host-qmp-system-reset',
      'STOP',
      'return system_reset',
    ]);
    expect(qemu.vm.status).toBe('shutdown');
    expect(await run('system_reset')).toEqual([
      'SHUTDOWN false host-qmp-system-reset',
      'return system_reset',
    ]);
  });

  test('SIGTERM: SHUTDOWN, then the end, exit code 0', async () => {
    const { qemu, client } = await fake();
    qemu.process.kill('SIGTERM');
    expect((await client.messages()).map(tell)).toEqual(['SHUTDOWN false host-signal']);
    expect(client.closed).toBe(true);
    expect(await qemu.process.exited).toEqual({ code: 0, signal: null });
  });

  test('SIGKILL: the end, and nothing else', async () => {
    const { qemu, client } = await fake();
    qemu.process.kill('SIGKILL');
    qemu.process.kill('SIGKILL');
    expect(await client.messages()).toEqual([]);
    expect(client.closed).toBe(true);
    expect(await qemu.process.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });

  test('the library tells quit from SIGKILL by the SHUTDOWN', async () => {
    for (const [end, shutdown] of [
      [(qemu: FakeQemu) => qemu.vm.quit(), { guest: false, reason: 'host-qmp-quit' }],
      [(qemu: FakeQemu) => qemu.process.kill('SIGKILL'), undefined],
    ] as const) {
      const clock = new VirtualClock();
      const qemu = new FakeQemu({ clock });
      const client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
      end(qemu);
      expect((await client.closed).shutdown).toEqual(shutdown);
    }
  });

  test('a process that has ended refuses connections, and nothing is left running', async () => {
    const clock = new VirtualClock();
    const qemu = new FakeQemu({ clock });
    qemu.on('slow', answer.after(60_000));
    const client = await negotiated(qemu);
    client.send({ execute: 'slow' });
    await clock.advance(10);
    qemu.emit('RTC_CHANGE', { offset: 1 });
    await qemu[Symbol.asyncDispose]();
    await qemu[Symbol.asyncDispose]();
    expect(clock.pendingTimers).toEqual([]);
    const late = QmpClient.connect({ transport: qemu.transport() }, { clock });
    await expect(late).rejects.toMatchObject({ name: 'SessionClosedError' });
    qemu.vm.ioError();
    expect(qemu.vm.status).toBe('running');
  });
});

describe('what befalls the guest', () => {
  test('an I/O error: BLOCK_IO_ERROR, STOP, io-error; cont brings it back', async () => {
    const { qemu, client, run } = await fake();
    qemu.vm.ioError({ nospace: true });
    const messages = await client.messages();
    expect(messages.map(brief)).toEqual(['BLOCK_IO_ERROR', 'STOP']);
    expect(messages[0]?.data).toEqual({
      device: '',
      'node-name': 'disk0',
      operation: 'write',
      action: 'stop',
      nospace: true,
      reason: 'No space left on device',
    });
    expect(qemu.vm.status).toBe('io-error');
    client.send({ execute: 'query-block' });
    expect((await client.messages())[0]?.return).toMatchObject([
      { 'io-status': 'nospace', inserted: { 'node-name': 'disk0' } },
    ]);
    expect(await run('cont')).toEqual(['RESUME', 'return cont']);
  });

  test('qom-path comes with QEMU 9.2; nospace only with action stop', async () => {
    const { qemu, client } = await fake({ version: '10.0.0' });
    qemu.vm.ioError({ action: 'report', operation: 'read' });
    const [event, ...rest] = await client.messages();
    expect(event?.data).toMatchObject({
      'qom-path': '/machine/peripheral/disk0',
      action: 'report',
      operation: 'read',
    });
    expect(event?.data).not.toHaveProperty('nospace');
    expect(rest).toEqual([]);
    expect(qemu.vm.status).toBe('running');
  });

  test('while the fault persists cont is followed by the error again, until it is repaired', async () => {
    const { qemu, client, run } = await fake();
    qemu.vm.ioError({ persistent: true });
    await client.take();
    expect((await run('cont')).map((line) => line.split(' ')[0])).toEqual([
      'RESUME',
      'return',
      'BLOCK_IO_ERROR',
      'STOP',
    ]);
    expect(qemu.vm.status).toBe('io-error');
    qemu.vm.repair();
    expect(await run('cont')).toEqual(['RESUME', 'return cont']);
    expect(qemu.vm.status).toBe('running');
  });

  test.each([
    [{}, ['GUEST_PANICKED poweroff', 'SHUTDOWN true guest-panic'], { code: 0, signal: null }],
    [
      { panic: 'exit-failure' },
      ['GUEST_PANICKED poweroff', 'SHUTDOWN true guest-panic'],
      { code: 1, signal: null },
    ],
    [{ panic: 'pause' }, ['GUEST_PANICKED pause', 'STOP'], 'guest-panicked'],
    [{ shutdown: 'pause' }, ['GUEST_PANICKED pause', 'STOP'], 'guest-panicked'],
    [{ panic: 'none' }, ['GUEST_PANICKED run'], 'running'],
  ] as const)('a panic with %j: %j', async (actions, expected, end) => {
    const { qemu, client } = await fake({ actions });
    qemu.vm.panic();
    expect((await client.messages()).map(tell)).toEqual(expected);
    if (typeof end === 'string') expect(qemu.vm.status).toBe(end);
    else expect(await qemu.process.exited).toEqual(end);
  });

  test('a panic may carry information', async () => {
    const { qemu, client } = await fake({ actions: { panic: 'pause' } });
    qemu.vm.panic({ type: 'hyper-v' });
    expect((await client.messages())[0]?.data).toEqual({ action: 'pause', info: { type: 'hyper-v' } });
  });

  test.each([
    ['reset', ['WATCHDOG reset', 'RESET true guest-reset'], 'running'],
    ['pause', ['WATCHDOG pause', 'STOP'], 'watchdog'],
    ['shutdown', ['WATCHDOG shutdown', 'POWERDOWN'], 'running'],
    ['none', ['WATCHDOG none'], 'running'],
    ['debug', ['WATCHDOG debug'], 'running'],
    ['inject-nmi', ['WATCHDOG inject-nmi'], 'running'],
  ] as const)('a watchdog with action %s: %j', async (action, expected, status) => {
    const { qemu, client } = await fake();
    qemu.vm.watchdog(action);
    expect((await client.messages()).map(tell)).toEqual(expected);
    expect(qemu.vm.status).toBe(status);
  });

  test('a watchdog with action poweroff ends QEMU without SHUTDOWN, by the action that is set', async () => {
    const { qemu, client, run } = await fake();
    await run({ execute: 'set-action', arguments: { watchdog: 'poweroff' } });
    qemu.vm.watchdog();
    expect((await client.messages()).map(tell)).toEqual(['WATCHDOG poweroff']);
    expect(client.closed).toBe(true);
    expect(await qemu.process.exited).toEqual({ code: 0, signal: null });
  });

  test.each([
    [{}, ['RESET true guest-reset'], 'running'],
    [{ reboot: 'shutdown' }, ['SHUTDOWN true guest-reset'], 'exited'],
    [{ reboot: 'shutdown', shutdown: 'pause' }, ['SHUTDOWN true guest-reset', 'STOP'], 'shutdown'],
  ] as const)('a reset by the guest with %j: %j', async (actions, expected, end) => {
    const { qemu, client } = await fake({ actions });
    qemu.vm.guestReset();
    expect((await client.messages()).map(tell)).toEqual(expected);
    expect(end === 'exited' ? qemu.process.state : qemu.vm.status).toBe(end);
  });

  test('a shutdown by the guest', async () => {
    const { qemu, client } = await fake();
    qemu.vm.guestShutdown();
    expect((await client.messages()).map(tell)).toEqual(['SHUTDOWN true guest-shutdown']);
    expect(qemu.process.state).toBe('exited');
  });

  test('a guest that does not run does nothing, and the test is told', async () => {
    const { qemu } = await fake({ status: 'paused' });
    expect(() => qemu.vm.panic()).toThrow('the fake guest can not panic: the VM is paused');
    expect(() => qemu.vm.watchdog('reset')).toThrow(/paused/);
  });

  test('set-action refuses what it does not know', async () => {
    const { client } = await fake({ allow: ['set-action'] });
    client.send({ execute: 'set-action', arguments: { reboot: 'bogus' }, id: 1 });
    expect(await client.take()).toEqual([
      `{"id": 1, "error": {"class": "GenericError", "desc": "Parameter 'reboot' does not accept value 'bogus'"}}`,
    ]);
  });

  test('before QEMU 6.0 there is no set-action', async () => {
    const { run } = await fake({ version: '5.2.0', allow: ['set-action'] });
    expect(await run({ execute: 'set-action', id: 1 })).toEqual(['CommandNotFound 1']);
  });
});

describe('events', () => {
  test('any event can be sent, and only a client that has negotiated hears it', async () => {
    const { qemu, client } = await fake();
    qemu.emit('DEVICE_DELETED', { path: '/machine/x' });
    qemu.emit('STOP');
    expect((await client.messages()).map(tell)).toEqual(['DEVICE_DELETED /machine/x', 'STOP']);
    expect(qemu.vm.status).toBe('running');
    client.close();
    await client.take();
    qemu.emit('RESUME');
    const next = await negotiated(qemu);
    expect(next.text).toBe('');
  });

  test('limited ones: the first at once, the last of the next second late, stamped when it occurred', async () => {
    const { clock, qemu, client } = await fake();
    const at: [number, unknown, number | undefined][] = [];
    const collect = async (): Promise<void> => {
      for (const { data, timestamp } of await client.messages())
        at.push([
          clock.now(),
          data?.['offset'],
          timestamp && (timestamp.seconds - 1_767_225_600) * 1000 + timestamp.microseconds / 1000,
        ]);
    };
    for (let offset = 0; offset < 5; offset += 1) {
      qemu.emit('RTC_CHANGE', { offset });
      await collect();
      await clock.advance(100);
    }
    await clock.advance(499);
    await collect();
    await clock.advance(1);
    await collect();
    await clock.advance(1000);
    await collect();
    qemu.emit('RTC_CHANGE', { offset: 99 });
    await collect();
    expect(at).toEqual([
      [0, 0, 0],
      [1000, 4, 400],
      [2000, 99, 2000],
    ]);
  });

  test('a repeated WATCHDOG arrives up to a second after its RESET', async () => {
    const { clock, qemu, client } = await fake();
    qemu.vm.watchdog('reset');
    await clock.advance(100);
    qemu.vm.watchdog('reset');
    await clock.advance(1000);
    expect((await client.messages()).map(tell)).toEqual([
      'WATCHDOG reset',
      'RESET true guest-reset',
      'RESET true guest-reset',
      'WATCHDOG reset',
    ]);
  });

  test('VSERPORT_CHANGE is limited by id, BLOCK_IO_ERROR from 9.2 on', async () => {
    const { qemu, client } = await fake({ version: '9.2.0' });
    qemu.emit('VSERPORT_CHANGE', { id: 'a', open: true });
    qemu.emit('VSERPORT_CHANGE', { id: 'b', open: true });
    qemu.emit('VSERPORT_CHANGE', { id: 'a', open: false });
    qemu.vm.ioError({ action: 'report' });
    qemu.vm.ioError({ action: 'report' });
    expect((await client.messages()).map(brief)).toEqual([
      'VSERPORT_CHANGE',
      'VSERPORT_CHANGE',
      'BLOCK_IO_ERROR',
    ]);
    const old = await fake({ version: '7.2.0' });
    old.qemu.vm.ioError({ action: 'report' });
    old.qemu.vm.ioError({ action: 'report' });
    expect(await old.client.messages()).toHaveLength(2);
  });
});
