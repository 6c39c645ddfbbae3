// The fear: QEMU accepts a connection and says nothing, or falls silent later, and we wait for ever or call it dead.
import { describe, expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { answer, FakeQemu, type FakeQemuOptions, VirtualClock } from 'qmp-watchdog/testing';
import { errorOf, outcomeOf } from '../unit/qmp/wire.js';

const setting = (options: FakeQemuOptions = {}) => {
  const clock = new VirtualClock();
  return { clock, qemu: new FakeQemu({ clock, ...options }) };
};

describe('connecting to', () => {
  test('a stopped process gets no greeting: its kernel accepts, and several may wait', async () => {
    const { clock, qemu } = setting();
    qemu.process.stop();
    const errors = [1, 2].map(() => errorOf(QmpClient.connect({ transport: qemu.transport() }, { clock })));
    await clock.advance(5_000);
    for (const error of errors)
      expect(await error).toMatchObject({ code: 'ERR_GREETING_TIMEOUT', timeout: 5_000 });
    qemu.process.continue();
    await using client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
    expect(await client.execute('query-status')).toMatchObject({ status: 'running' });
  });

  test('a monitor that another client holds gets its greeting when that one leaves', async () => {
    const { clock, qemu } = setting();
    const first = await QmpClient.connect({ transport: qemu.transport() }, { clock });
    const impatient = errorOf(
      QmpClient.connect({ transport: qemu.transport() }, { clock, greetingTimeout: 100 }),
    );
    const patient = QmpClient.connect({ transport: qemu.transport() }, { clock, greetingTimeout: 60_000 });
    await clock.advance(100);
    expect(await impatient).toMatchObject({ code: 'ERR_GREETING_TIMEOUT' });
    expect((await impatient).message).toContain('another client holds this monitor');
    await clock.advance(50_000);
    expect(await outcomeOf(patient)).toBeUndefined();
    await first.close();
    await using second = await patient;
    expect(await second.execute('query-status')).toMatchObject({ status: 'running' });
  });

  test('a QEMU whose main loop is blocked gets a greeting, and no answer to its negotiation', async () => {
    const { clock, qemu } = setting();
    qemu.mainLoop.stall();
    const error = errorOf(QmpClient.connect({ transport: qemu.transport() }, { clock }));
    await clock.advance(5_000);
    expect(await error).toMatchObject({ code: 'ERR_NEGOTIATION_TIMEOUT', timeout: 5_000 });
  });

  test('a QEMU that greets late is waited for, and each step has a deadline of its own', async () => {
    const { clock, qemu } = setting();
    qemu.wire.greetingDelay = 4_000;
    const connecting = QmpClient.connect({ transport: qemu.transport() }, { clock });
    await clock.advance(4_000);
    await using client = await connecting;
    expect(client.version.qemu).toEqual({ major: 7, minor: 2, micro: 22 });
    const never = setting();
    never.qemu.wire.greetingDelay = Number.POSITIVE_INFINITY;
    const error = errorOf(
      QmpClient.connect({ transport: never.qemu.transport() }, { clock: never.clock, greetingTimeout: 300 }),
    );
    await never.clock.advance(300);
    expect(await error).toMatchObject({ code: 'ERR_GREETING_TIMEOUT', timeout: 300 });
  });
});

describe('a session with', () => {
  const connected = async (options: FakeQemuOptions = {}) => {
    const { clock, qemu } = setting(options);
    return { clock, qemu, client: await QmpClient.connect({ transport: qemu.transport() }, { clock }) };
  };

  test('a process that is stopped and continued is unresponsive, and responsive again', async () => {
    const { clock, qemu, client } = await connected();
    qemu.process.stop();
    const stopped = client.liveness({ timeout: 1_000 });
    const command = client.execute('query-status', {}, { timeout: 60_000 });
    await clock.advance(1_000);
    expect((await stopped).verdict).toBe('unresponsive');
    expect(await outcomeOf(client.closed)).toBeUndefined();
    qemu.process.continue();
    expect(await command).toMatchObject({ status: 'running' });
    expect((await clock.runUntil(client.liveness())).verdict).toBe('responsive');
    expect(client.statistics.inFlight).toBe(0);
  });

  test('a main loop that is blocked is told from a stopped process, on every version', async () => {
    for (const version of ['5.2.0', '7.2.22', '10.0.2', '11.1.3']) {
      const { clock, qemu, client } = await connected({ version });
      qemu.mainLoop.stall();
      const probe = client.liveness({ timeout: 1_000 });
      await clock.advance(1_000);
      const { verdict, evidence } = await probe;
      expect(verdict, version).toBe('main-loop-stalled');
      expect(evidence, version).toMatchObject({
        outOfBand: { state: 'answered' },
        inBand: { state: 'silent', waited: 1_000 },
      });
      qemu.mainLoop.resume();
      expect((await clock.runUntil(client.liveness())).verdict, version).toBe('responsive');
    }
  });

  test('a main loop that is blocked can not be told from a stopped process without out-of-band execution', async () => {
    for (const silence of ['mainLoop', 'process'] as const) {
      const { clock, qemu, client } = await connected({ oob: false });
      if (silence === 'mainLoop') qemu.mainLoop.stall();
      else qemu.process.stop();
      const probe = client.liveness({ timeout: 1_000 });
      await clock.advance(1_000);
      expect(await probe).toMatchObject({ verdict: 'unknown', why: 'no-oob' });
    }
  });

  test('a QEMU that is merely slow is not called stalled before its time, and its late answer is an answer', async () => {
    const { clock, qemu, client } = await connected();
    qemu.on('query-status', answer.after(1_500, answer.builtIn));
    const hasty = client.liveness({ timeout: 1_000 });
    await clock.advance(1_000);
    expect((await hasty).verdict).toBe('main-loop-stalled');
    const patient = client.liveness({ timeout: 1_000 });
    await clock.advance(500);
    expect(await patient).toMatchObject({
      verdict: 'responsive',
      evidence: { inBand: { state: 'answered', after: 1_500 } },
    });
    expect(qemu.received.filter(({ lane }) => lane === 'in-band').map(({ name }) => name)).toEqual([
      'qmp_capabilities',
      'query-status',
    ]);
  });

  test('a command that never returns has an outcome all the same, unknown, and what waited behind it another', async () => {
    const { clock, qemu, client } = await connected();
    qemu.on('stop', answer.never);
    const stop = errorOf(client.execute('stop'));
    const behind = errorOf(client.execute('query-status'));
    await clock.advance(10_000);
    expect(await stop).toMatchObject({ code: 'ERR_COMMAND_TIMEOUT', outcome: 'unknown' });
    expect(await behind).toMatchObject({ code: 'ERR_COMMAND_TIMEOUT', outcome: 'unknown' });
    expect(client.statistics).toMatchObject({ stuck: 2, inFlight: 2 });
  });

  test('a process of our own that stood still blames nobody, and hears what had been said meanwhile', async () => {
    const { clock, qemu, client } = await connected();
    qemu.on('query-status', answer.after(100, answer.builtIn));
    const probe = client.liveness({ timeout: 1_000 });
    const command = client.execute('query-status', {}, { timeout: 1_000 });
    await clock.stall(60_000);
    expect((await probe).verdict).toBe('responsive');
    expect(await command).toMatchObject({ status: 'running' });

    qemu.process.stop();
    const silent = client.liveness({ timeout: 1_000 });
    await clock.stall(60_000);
    expect(await silent).toMatchObject({ verdict: 'unknown', why: 'own-lag', evidence: { ownLag: 59_990 } });
  });
});
