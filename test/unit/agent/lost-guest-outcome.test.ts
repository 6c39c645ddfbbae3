// The fear: a command whose answer never came is called failed, or keeps its caller waiting for ever, or leaves something behind.
import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { Deadlines } from '../../../src/core/index.js';
import { connected, errorOf, type Wire, wired } from './setting.js';

type Session = Awaited<ReturnType<typeof wired>>;

describe('a command', () => {
  const paths: Record<string, (session: Session, controller: AbortController) => unknown> = {
    answered: ({ wire }) => wire.reply({ version: '1', supported_commands: [] }),
    refused: ({ wire }) => wire.say({ error: { class: 'GenericError', desc: 'no' }, id: wire.last.id }),
    'timed out': ({ clock }) => clock.advance(1_000),
    aborted: (_, controller) => controller.abort(),
    closed: ({ agent }) => agent.close(),
    'hung up': ({ wire }) => wire.end(),
    broken: ({ wire }) => wire.end(new Error('EPIPE')),
    'garbage came': ({ wire }) => wire.bytes('garbage\n'),
    'too much came': ({ wire }) => wire.bytes('x'.repeat(3_000)),
    'the wrong shape came': ({ wire }) => wire.reply([1]),
  };
  test.for(Object.entries(paths))('that was %s leaves nothing behind', async ([, take]) => {
    const session = await wired({ maxMessageBytes: 2_048 });
    const { agent, clock, wire } = session;
    wire.onWrite = () => {};
    const controller = new AbortController();
    const result = agent.execute('guest-info', {}, { signal: controller.signal, timeout: 1_000 });
    result.catch(() => {});
    await clock.advance(0);
    expect(getEventListeners(controller.signal, 'abort').length).toBe(1);
    await take(session, controller);
    await clock.advance(0);
    await result.catch(() => {});
    expect(getEventListeners(controller.signal, 'abort').length).toBe(0);
    await agent.close();
    expect(Deadlines.of(clock).size).toBe(0);
    expect(clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
  });

  const ends: Record<string, (wire: Wire, session: Session) => unknown> = {
    'the end of the connection': (wire) => wire.end(),
    'its breaking': (wire) => wire.end(new Error('EPIPE')),
    'close()': (_, { agent }) => agent.close(),
  };
  test.for(Object.entries(ends))(
    'has after %s the outcome unknown if it was sent, and not-sent if it was not',
    async ([, end]) => {
      const session = await wired();
      const { agent, clock, wire } = session;
      wire.onWrite = () => {};
      const sent = agent.execute('guest-info').catch((error: unknown) => error);
      const queued = agent.execute('guest-ping').catch((error: unknown) => error);
      await clock.advance(0);
      await end(wire, session);
      expect(await sent).toMatchObject({
        name: 'GuestClosedError',
        outcome: 'unknown',
        command: 'guest-info',
      });
      expect(await queued).toMatchObject({ name: 'GuestClosedError', outcome: 'not-sent' });
      await agent.close();
    },
  );

  test('that the agent refuses is rejected, in the guest’s words made harmless', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.on('guest-info', () => {
      throw new Error(`\u001b[2Jno\n${'x'.repeat(5_000)}`);
    });
    const error = await errorOf(clock, agent.execute('guest-info'));
    expect(error).toMatchObject({ name: 'GuestRejectedError', outcome: 'rejected', class: 'GenericError' });
    expect(error['desc']).toMatch(/^ \[2Jno x{900,}\.\.\.$/);
    expect(error.message.length).toBeLessThan(1_200);
  });

  test('that is blocked, or not known, is rejected', async () => {
    await using setting = await connected({}, { blocked: ['guest-exec'] });
    const { agent, clock } = setting;
    expect(await errorOf(clock, agent.execute('guest-exec', { path: '/bin/true' }))).toMatchObject({
      outcome: 'rejected',
      class: 'CommandNotFound',
      desc: 'Command guest-exec has been disabled',
    });
    expect(await errorOf(clock, agent.executeAny('guest-nonsense'))).toMatchObject({
      outcome: 'rejected',
      class: 'CommandNotFound',
    });
  });

  test('is never repeated', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.on('guest-set-time', () => {
      fake.hangUp();
      return {};
    });
    expect(await errorOf(clock, agent.execute('guest-set-time', { time: 5 }))).toMatchObject({
      outcome: 'unknown',
    });
    await clock.advance(60_000);
    expect(fake.received.filter(({ name }) => name === 'guest-set-time')).toHaveLength(1);
    expect(agent.state).toBe('present');
  });
});

describe('the queue', () => {
  test('is bounded, and says so', async () => {
    await using setting = await connected({ maxQueued: 2 });
    const { fake, agent, clock } = setting;
    fake.hang();
    const waiting = [agent.ping(), agent.ping(), agent.ping()].map((ping) => ping.catch(() => {}));
    const error = await errorOf(clock, agent.ping());
    expect(error).toMatchObject({ name: 'GuestQueueFullError', outcome: 'not-sent' });
    expect(agent.statistics.queued).toBe(2);
    fake.resume();
    await clock.runUntil(Promise.all(waiting));
    expect(await clock.runUntil(agent.ping())).toBe(0);
  });

  test('keeps the order', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    const commands = ['guest-info', 'guest-ping', 'guest-get-osinfo', 'guest-get-host-name'] as const;
    await clock.runUntil(Promise.all(commands.map((command) => agent.execute(command))));
    expect(fake.received.slice(1).map(({ name }) => name)).toEqual(commands);
  });
});

describe('what can not be asked', () => {
  const cycle: { self?: object } = {};
  cycle.self = cycle;

  test.for<[string, string, unknown, unknown, string]>([
    ['the synchronisation itself', 'guest-sync-delimited', { id: 1 }, {}, 'command'],
    ['no name', '', {}, {}, 'command'],
    ['arguments that are no object', 'guest-ping', 5, {}, 'arguments of guest-ping'],
    ['arguments that JSON can not say', 'guest-ping', cycle, {}, 'arguments of guest-ping'],
    ['a misspelt option', 'guest-ping', {}, { timout: 1 }, 'guest-ping.timout'],
    ['a negative time', 'guest-ping', {}, { timeout: -1 }, 'timeout'],
    ['a controller for a signal', 'guest-ping', {}, { signal: new AbortController() }, 'signal'],
  ])('%s is refused by name, and nothing is sent', async ([, command, args, options, option]) => {
    const { agent, clock, wire } = await wired();
    const error = await errorOf(clock, agent.executeAny(command, args as object, options as object));
    expect(error).toMatchObject({ code: 'ERR_OPTION', option });
    expect(wire.written).toHaveLength(1);
    await agent.close();
  });

  test('a silent command by execute', async () => {
    const { agent, clock, wire } = await wired();
    expect(await errorOf(clock, agent.execute('guest-shutdown' as 'guest-ping'))).toMatchObject({
      code: 'ERR_OPTION',
    });
    expect(wire.written).toHaveLength(1);
    await agent.close();
  });
});

test('what is sent is ASCII, whatever it says', async () => {
  const { agent, clock, wire } = await wired();
  wire.onWrite = () => {};
  const opening = agent.execute('guest-file-open', { path: '/ä/🙂/\u007f' });
  opening.catch(() => {});
  await clock.advance(0);
  const bytes = wire.bytesWritten.at(-1);
  expect(bytes?.every((byte) => byte < 0x7f)).toBe(true);
  expect(wire.last.arguments).toEqual({ path: '/ä/🙂/\u007f' });
  await agent.close();
});

test('close is idempotent, as is disposal', async () => {
  const { agent, wire } = await wired();
  const ends = [agent.close(), agent.close(), agent[Symbol.asyncDispose]()];
  await Promise.all(ends);
  expect(await agent.closed).toEqual({ kind: 'closed' });
  expect(wire.closed).toBe(1);
});
