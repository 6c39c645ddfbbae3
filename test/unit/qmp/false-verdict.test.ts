// The fear: a QEMU that is merely slow, or that we were too late to hear, is taken for dead; or probing makes it worse.
import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { Deadlines } from '../../../src/core/index.js';
import type { Liveness } from '../../../src/qmp/index.js';
import { deliver } from '../../../src/testing/outside.js';
import { connected, errorOf, outcomeOf, type Sent, type Session } from './wire.js';

const asked = ({ wire }: Session, lane: 'execute' | 'exec-oob'): readonly Sent[] =>
  wire.sent.slice(1).filter((sent) => lane in sent);
const inBand = (session: Session): Sent => asked(session, 'execute').at(-1)!;
const outOfBand = (session: Session): Sent => asked(session, 'exec-oob').at(-1)!;

const verdict = (liveness: Liveness): string =>
  liveness.verdict === 'unknown' ? `unknown: ${liveness.why}` : liveness.verdict;

describe('the verdict', () => {
  test('is responsive when the main loop answers, whatever the other lane says', async () => {
    const session = await connected();
    const probe = session.client.liveness();
    await session.clock.advance(30);
    session.wire.reply(inBand(session), { status: 'running', running: true });
    const liveness = await probe;
    expect(verdict(liveness)).toBe('responsive');
    expect(liveness.evidence).toEqual({
      inBand: { state: 'answered', after: 30 },
      outOfBand: { state: 'silent', waited: 20 },
      status: { status: 'running', running: true },
      ownLag: 0,
      inFlight: [{ command: 'query-yank', waited: 20 }],
      halfMessageBytes: 0,
    });
  });

  test('is main-loop-stalled when only the monitor thread answers', async () => {
    const session = await connected();
    const probe = session.client.liveness({ timeout: 500 });
    await session.clock.advance(11);
    session.wire.reply(outOfBand(session), []);
    await session.clock.advance(489);
    const liveness = await probe;
    expect(verdict(liveness)).toBe('main-loop-stalled');
    expect(liveness.evidence).toMatchObject({
      inBand: { state: 'silent', waited: 500 },
      outOfBand: { state: 'answered', after: 1 },
    });
    expect(liveness.evidence.inFlight).toEqual([{ command: 'query-status', waited: 500 }]);
  });

  test('is unresponsive when neither lane answers, after two seconds by default', async () => {
    const session = await connected();
    const probe = session.client.liveness();
    await session.clock.advance(1_999);
    expect(await outcomeOf(probe)).toBeUndefined();
    await session.clock.advance(1);
    expect(verdict(await probe)).toBe('unresponsive');
    expect((await probe).evidence).toMatchObject({
      inBand: { state: 'silent', waited: 2_000 },
      outOfBand: { state: 'silent', waited: 1_990 },
    });
  });

  test('takes an error for the answer that it is, on either lane', async () => {
    const session = await connected();
    const stalled = session.client.liveness({ timeout: 100 });
    await session.clock.advance(10);
    session.wire.refuse(outOfBand(session), 'The command query-yank does not support OOB');
    await session.clock.advance(90);
    expect(verdict(await stalled)).toBe('main-loop-stalled');
    const responsive = session.client.liveness();
    session.wire.refuse(inBand(session), 'no', 'CommandNotFound');
    expect(verdict(await responsive)).toBe('responsive');
  });

  test('asks a QEMU without query-yank something that draws an error', async () => {
    const session = await connected({ major: 5 });
    const probe = session.client.liveness({ timeout: 100 });
    await session.clock.advance(10);
    expect(outOfBand(session)['exec-oob']).toBe('query-status');
    session.wire.refuse(outOfBand(session), 'The command query-status does not support OOB');
    await session.clock.advance(90);
    expect(verdict(await probe)).toBe('main-loop-stalled');
  });

  test.for<[string, (session: Session) => unknown]>([
    ['closed before', ({ client }) => client.close()],
    ['ended before', ({ wire }) => wire.end()],
  ])('is disconnected when the session was %s, and nothing was asked', async ([, end]) => {
    const session = await connected();
    await end(session);
    const liveness = await session.client.liveness();
    expect(verdict(liveness)).toBe('disconnected');
    expect(liveness.evidence).toMatchObject({
      inBand: { state: 'not-asked' },
      outOfBand: { state: 'not-asked' },
      inFlight: [],
    });
    expect(session.wire.sent).toHaveLength(1);
  });

  test('is disconnected at once when the session ends meanwhile', async () => {
    const session = await connected();
    const probe = session.client.liveness();
    await session.clock.advance(70);
    session.wire.end();
    const liveness = await probe;
    expect(verdict(liveness)).toBe('disconnected');
    expect(liveness.evidence).toMatchObject({
      inBand: { state: 'silent', waited: 70 },
      outOfBand: { state: 'silent', waited: 60 },
    });
  });
});

describe('unknown is never taken for dead', () => {
  test('without out-of-band execution, where the main loop is silent', async () => {
    const session = await connected({ capabilities: [] });
    const probe = session.client.liveness({ timeout: 100 });
    expect(asked(session, 'exec-oob')).toEqual([]);
    await session.clock.advance(100);
    const liveness = await probe;
    expect(verdict(liveness)).toBe('unknown: no-oob');
    expect(liveness.evidence).toMatchObject({
      inBand: { state: 'silent', waited: 100 },
      outOfBand: { state: 'not-asked' },
    });
  });

  test('with a full window, where only the monitor thread could be asked and answers', async () => {
    const session = await connected({ window: 1 });
    void session.client.execute('stop', {}, { timeout: Number.POSITIVE_INFINITY }).catch(() => {});
    const probe = session.client.liveness({ timeout: 100 });
    session.wire.reply(outOfBand(session), []);
    await session.clock.advance(100);
    const liveness = await probe;
    expect(verdict(liveness)).toBe('unknown: window-full');
    expect(liveness.evidence).toMatchObject({
      inBand: { state: 'not-asked' },
      inFlight: [{ command: 'stop', waited: 100 }],
    });
  });

  test('with a full window and no other lane', async () => {
    const session = await connected({ window: 1, capabilities: [] });
    void session.client.execute('stop', {}, { timeout: Number.POSITIVE_INFINITY }).catch(() => {});
    const probe = session.client.liveness({ timeout: 100 });
    await session.clock.advance(100);
    expect(verdict(await probe)).toBe('unknown: window-full');
  });

  test('with a full window, silence of the monitor thread is silence: it never waits for the window', async () => {
    const session = await connected({ window: 1 });
    void session.client.execute('stop', {}, { timeout: Number.POSITIVE_INFINITY }).catch(() => {});
    const probe = session.client.liveness({ timeout: 100 });
    await session.clock.advance(100);
    expect(verdict(await probe)).toBe('unresponsive');
  });

  test('with more commands out than QEMU queues, when its silence out of band says nothing', async () => {
    const session = await connected({ window: 32 });
    const commands = Array.from({ length: 9 }, () =>
      session.client.execute('stop', {}, { timeout: Number.POSITIVE_INFINITY }),
    );
    for (const command of commands) command.catch(() => {});
    const probe = session.client.liveness({ timeout: 100 });
    await session.clock.advance(100);
    expect(verdict(await probe)).toBe('unknown: window-full');
    // The same question, still unanswered after some commands were: nothing says that QEMU has read it.
    session.wire.reply(session.wire.sent[1]!);
    const again = session.client.liveness({ timeout: 100 });
    await session.clock.advance(100);
    expect(verdict(await again)).toBe('unknown: window-full');
  });

  test('when this process itself was too late to judge', async () => {
    const session = await connected();
    const probe = session.client.liveness({ timeout: 100 });
    await session.clock.stall(100 + 51);
    const liveness = await probe;
    expect(verdict(liveness)).toBe('unknown: own-lag');
    // It asked out of band as late as that.
    expect(liveness.evidence.ownLag).toBe(141);
  });

  test.for<[string, boolean]>([
    ['unknown: own-lag', false],
    ['main-loop-stalled', true],
  ])('when it asked out of band so late that silence may be its own: %s', async ([expected, answers]) => {
    const session = await connected();
    const probe = session.client.liveness({ timeout: 100 });
    await session.clock.stall(90);
    if (answers) session.wire.reply(outOfBand(session), []);
    await session.clock.advance(10);
    expect(verdict(await probe)).toBe(expected);
  });

  test('but a small lag of its own is no excuse', async () => {
    const session = await connected();
    const probe = session.client.liveness({ timeout: 100 });
    await session.clock.advance(10);
    await session.clock.stall(90 + 50);
    expect(verdict(await probe)).toBe('unresponsive');
  });

  test('and an answer that waited in the socket during the lag is an answer', async () => {
    const session = await connected();
    const { clock, wire } = session;
    const probe = session.client.liveness({ timeout: 100 });
    clock.outside.setTimer(50, () => deliver(clock.outside, () => wire.reply(inBand(session))));
    await clock.stall(10_000);
    expect(verdict(await probe)).toBe('responsive');
  });
});

describe('probing', () => {
  test('asks out of band only when the main loop has not answered soon', async () => {
    const session = await connected();
    const quick = session.client.liveness();
    await session.clock.advance(9);
    session.wire.reply(inBand(session));
    expect((await quick).evidence.outOfBand).toEqual({ state: 'not-asked' });
    await session.clock.advance(10_000);
    expect(asked(session, 'exec-oob')).toEqual([]);
    const slow = session.client.liveness();
    await session.clock.advance(10);
    expect(asked(session, 'exec-oob')).toHaveLength(1);
    session.wire.reply(inBand(session));
    expect(verdict(await slow)).toBe('responsive');
  });

  test('of little time keeps most of it for the other lane', async () => {
    const session = await connected();
    const probe = session.client.liveness({ timeout: 20 });
    await session.clock.advance(5);
    session.wire.reply(outOfBand(session), []);
    await session.clock.advance(15);
    expect(verdict(await probe)).toBe('main-loop-stalled');
  });

  test('asks out of band at once where the main loop owes an answer already', async () => {
    const session = await connected();
    const first = session.client.liveness({ timeout: 100 });
    await session.clock.advance(10);
    session.wire.reply(outOfBand(session), []);
    await session.clock.advance(90);
    await first;
    const second = session.client.liveness({ timeout: 100 });
    expect(asked(session, 'exec-oob')).toHaveLength(2);
    await session.clock.advance(100);
    expect(verdict(await second)).toBe('unresponsive');
  });

  test('does not pile up questions that are not answered', async () => {
    const session = await connected();
    for (let n = 0; n < 20; n += 1) {
      const probe = session.client.liveness({ timeout: 100 });
      await session.clock.advance(100);
      const liveness = await probe;
      expect(verdict(liveness)).toBe('unresponsive');
      // How long QEMU has owed the answer, not how long this call waited.
      expect(liveness.evidence.inBand).toEqual({ state: 'silent', waited: 100 * (n + 1) });
    }
    expect(asked(session, 'execute')).toHaveLength(1);
    expect(asked(session, 'exec-oob')).toHaveLength(1);
    expect(session.client.statistics).toMatchObject({ inFlight: 2, stuck: 0 });
  });

  test('takes the late answer to an earlier question for what it is', async () => {
    const session = await connected();
    const first = session.client.liveness({ timeout: 100 });
    await session.clock.advance(100);
    expect(verdict(await first)).toBe('unresponsive');
    const second = session.client.liveness({ timeout: 100 });
    await session.clock.advance(20);
    session.wire.reply(inBand(session));
    expect(await second).toMatchObject({
      verdict: 'responsive',
      evidence: { inBand: { state: 'answered', after: 120 } },
    });
    const third = session.client.liveness({ timeout: 100 });
    expect(asked(session, 'execute')).toHaveLength(2);
    session.wire.reply(inBand(session));
    expect(verdict(await third)).toBe('responsive');
  });

  test('does not believe an answer of yesterday: one that came between two probes is asked for again', async () => {
    const session = await connected();
    const first = session.client.liveness({ timeout: 100 });
    await session.clock.advance(100);
    await first;
    session.wire.reply(inBand(session));
    session.wire.reply(outOfBand(session));
    await session.clock.advance(10_000);
    const second = session.client.liveness({ timeout: 100 });
    await session.clock.advance(100);
    expect(verdict(await second)).toBe('unresponsive');
    expect(asked(session, 'execute')).toHaveLength(2);
  });

  test('by many at once asks once, and answers all', async () => {
    const session = await connected();
    const probes = Array.from({ length: 5 }, () => session.client.liveness());
    expect(asked(session, 'execute')).toHaveLength(1);
    session.wire.reply(inBand(session));
    expect((await Promise.all(probes)).map(verdict)).toEqual(Array(5).fill('responsive'));
  });

  test('tells how much of a message QEMU fell silent in', async () => {
    const session = await connected();
    const probe = session.client.liveness({ timeout: 100 });
    session.wire.bytes('{"return": {"sta');
    await session.clock.advance(100);
    expect((await probe).evidence.halfMessageBytes).toBe(16);
  });

  test('ends by its signal, and leaves nothing behind on any path', async () => {
    const paths: Record<string, (session: Session, controller: AbortController) => unknown> = {
      aborted: (_, controller) => controller.abort('enough'),
      answered: (session) => session.wire.reply(inBand(session)),
      silent: ({ clock }) => clock.advance(100),
      closed: ({ client }) => client.close(),
    };
    for (const [path, take] of Object.entries(paths)) {
      const session = await connected();
      const controller = new AbortController();
      const probe = session.client.liveness({ signal: controller.signal, timeout: 100 });
      probe.catch(() => {});
      await take(session, controller);
      const outcome = await outcomeOf(probe);
      if (path === 'aborted')
        expect(outcome).toMatchObject({ error: { code: 'ERR_ABORTED', cause: 'enough' } });
      else expect(outcome, path).toMatchObject({ value: { verdict: expect.any(String) } });
      expect(getEventListeners(controller.signal, 'abort').length, path).toBe(0);
      expect(Deadlines.of(session.clock).size, path).toBe(0);
    }
  });

  test.for<[string, object, string]>([
    ['a misspelt option', { timout: 5 }, 'liveness.timout'],
    ['no time', { timeout: 0 }, 'liveness.timeout'],
    ['time without end', { timeout: Number.POSITIVE_INFINITY }, 'liveness.timeout'],
    ['a controller', { signal: new AbortController() }, 'liveness.signal'],
  ])('with %s is refused', async ([, options, option]) => {
    const session = await connected();
    expect(await errorOf(session.client.liveness(options))).toMatchObject({ code: 'ERR_OPTION', option });
    expect(session.wire.sent).toHaveLength(1);
  });

  test('with a signal that has aborted asks nothing', async () => {
    const session = await connected();
    expect(await errorOf(session.client.liveness({ signal: AbortSignal.abort('before') }))).toMatchObject({
      code: 'ERR_ABORTED',
    });
    expect(session.wire.sent).toHaveLength(1);
  });
});
