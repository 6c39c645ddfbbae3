// The fear: the answer to somebody else's command, or to one that was given up, is taken for the answer to ours.
import { describe, expect, test } from 'vitest';
import { GuestAgent } from '../../../src/agent/index.js';
import { answer, FakeAgent, VirtualClock } from '../../../src/testing/index.js';
import { connected, errorOf, stateOf, Wire, wired } from './setting.js';

describe('before the synchronisation', () => {
  const begin = () => {
    const clock = new VirtualClock();
    const wire = new Wire();
    return { clock, wire, connecting: GuestAgent.connect({ transport: wire }, { clock }) };
  };

  test('nothing is believed but 0xFF with the id that was asked for', async () => {
    const { clock, wire, connecting } = begin();
    await clock.advance(0);
    const { arguments: args, id } = wire.last;
    const asked = Number(args?.['id']);
    for (const stale of [
      '{"return": {}}\n',
      '{"error": {"class": "GenericError", "desc": "JSON parse error"}}\n',
      'half a line of an earlier life {"ret',
      `\xff{"return": ${asked - 1}}\n`,
      `\xff{"return": "${asked}"}\n`,
      `\xff{"error": {"class": "GenericError", "desc": "${asked}"}}\n`,
      `\xff[${asked}]\n`,
      `\xff${' '.repeat(5_000)}{"return": ${asked}}\n`,
      `{"return": ${asked}}\n`,
      '\xff\xff\xff\n\n',
    ])
      wire.bytes(stale);
    await clock.advance(0);
    expect(await stateOf(connecting)).toBeUndefined();
    wire.bytes(`rest of something"}\xff{"return": ${asked}, "id": "${id}"}\n`);
    await using agent = await clock.runUntil(connecting, { limit: 0 });
    expect(agent.state).toBe('present');
  });

  test('ids differ, fit into a double, and can not be foreseen', async () => {
    const ids = new Set<unknown>();
    for (let n = 0; n < 20; n += 1) {
      const { clock, wire, connecting } = begin();
      await clock.advance(0);
      const id = wire.last.arguments?.['id'];
      expect(Number.isSafeInteger(id)).toBe(true);
      ids.add(id);
      wire.sync();
      await (await connecting).close();
    }
    expect(ids.size).toBe(20);
  });

  test('only the latest of several questions counts', async () => {
    const { clock, wire, connecting } = begin();
    await clock.advance(2_000);
    const [first, second] = wire.written;
    wire.sync(first);
    await clock.advance(0);
    expect(await stateOf(connecting)).toBeUndefined();
    wire.sync(second);
    await using agent = await clock.runUntil(connecting, { limit: 0 });
    expect(agent.statistics.staleReplies).toBe(1);
  });
});

test('the reply to an earlier client comes first, and is dropped', async () => {
  const clock = new VirtualClock();
  await using fake = new FakeAgent({ clock });
  fake.on('guest-get-host-name', () => answer.after(3_000, { 'host-name': 'the wrong one' }));
  const first = await clock.runUntil(GuestAgent.connect({ transport: () => fake.transport() }, { clock }));
  await errorOf(clock, first.execute('guest-get-host-name', {}, { timeout: 10 }));
  await first.close();
  fake.on('guest-get-host-name', () => ({ 'host-name': 'ours' }));
  await using second = await clock.runUntil(
    GuestAgent.connect({ transport: () => fake.transport() }, { clock }),
  );
  expect(await clock.runUntil(second.execute('guest-get-host-name'))).toEqual({ 'host-name': 'ours' });
});

test('half a command of an earlier client does not swallow ours', async () => {
  const clock = new VirtualClock();
  await using fake = new FakeAgent({ clock });
  const rude = fake.transport();
  rude.start({ received: () => {}, closed: () => {} });
  rude.write(Buffer.from('{"execute": "guest-exec", "arguments": {"path": "/bin/'));
  await clock.advance(0);
  rude.close();
  await using agent = await clock.runUntil(
    GuestAgent.connect({ transport: () => fake.transport() }, { clock }),
  );
  expect(await clock.runUntil(agent.ping())).toBe(0);
});

describe('after a command was given up', () => {
  test('its late reply settles nothing', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.on('guest-get-host-name', () => answer.after(5_000, { 'host-name': 'late' }));
    expect(await errorOf(clock, agent.execute('guest-get-host-name', {}, { timeout: 1_000 }))).toMatchObject({
      outcome: 'unknown',
    });
    const info = await clock.runUntil(agent.execute('guest-get-osinfo'));
    expect(info).toMatchObject({ id: 'fake' });
    expect(agent.statistics.staleReplies).toBeGreaterThan(0);
  });

  test('nothing is sent before the agent has answered a new synchronisation', async () => {
    const { clock, wire, agent } = await wired({ commandTimeout: 1_000, syncTimeout: 60_000 });
    wire.onWrite = () => {};
    const lost = errorOf(clock, agent.execute('guest-get-host-name'));
    const next = agent.execute('guest-get-osinfo', {}, { timeout: 100_000 });
    await lost;
    expect(wire.last).toMatchObject({ sync: true });
    wire.reply({ 'host-name': 'late' });
    wire.bytes('{"return": {"id": "not ours"}}\n');
    await clock.advance(1_000);
    expect(wire.last).toMatchObject({ sync: true });
    wire.sync();
    await clock.advance(0);
    expect(wire.last).toMatchObject({ execute: 'guest-get-osinfo' });
    wire.reply({ id: 'ours' });
    expect(await next).toEqual({ id: 'ours' });
    await agent.close();
  });

  test('an aborted one counts as that', async () => {
    const { clock, wire, agent } = await wired();
    wire.onWrite = () => {};
    const controller = new AbortController();
    const aborted = agent
      .execute('guest-info', {}, { signal: controller.signal })
      .catch((error: unknown) => error);
    await clock.advance(0);
    controller.abort(new Error('enough'));
    expect(await aborted).toMatchObject({
      name: 'AbortError',
      outcome: 'unknown',
      cause: new Error('enough'),
    });
    expect(wire.last).toMatchObject({ sync: true });
    await agent.close();
  });
});

describe('a reply', () => {
  test('must carry the id of its command, where the agent repeats ids', async () => {
    const { clock, wire, agent } = await wired();
    wire.onWrite = () => {};
    const name = agent.execute('guest-get-host-name');
    await clock.advance(0);
    wire.say({ return: { 'host-name': 'no id' } }, { return: { 'host-name': 'other' }, id: 'x' });
    wire.bytes('\xff{"return": 5}\n');
    await clock.advance(0);
    expect(await stateOf(name)).toBeUndefined();
    wire.reply({ 'host-name': 'right' });
    expect(await name).toEqual({ 'host-name': 'right' });
    expect(agent.statistics.staleReplies).toBe(3);
    await agent.close();
  });

  test('that 0xFF announces is to a synchronisation, also where the agent does not repeat ids', async () => {
    const clock = new VirtualClock();
    const wire = new Wire();
    wire.onWrite = (written) => {
      if (written.sync) queueMicrotask(() => wire.sync({ ...written, id: '' }));
    };
    const agent = await clock.runUntil(GuestAgent.connect({ transport: wire }, { clock }));
    const name = agent.execute('guest-get-host-name');
    await clock.advance(0);
    wire.bytes('\xff{"return": {"host-name": "not this"}}\n');
    wire.say({ return: { 'host-name': 'this' } });
    expect(await name).toEqual({ 'host-name': 'this' });
    await agent.close();
  });

  test('that nobody waits for is not kept for the next command', async () => {
    const { clock, wire, agent } = await wired();
    wire.onWrite = () => {};
    wire.say({ return: { 'host-name': 'early' } });
    wire.bytes('{"return": {"host-name": "earl');
    const name = agent.execute('guest-get-host-name');
    await clock.advance(0);
    wire.bytes('y"}}\n');
    wire.reply({ 'host-name': 'right' });
    expect(await clock.runUntil(name)).toEqual({ 'host-name': 'right' });
    await agent.close();
  });

  test('to one command ends that command only', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    let running = 0;
    let most = 0;
    fake.on('guest-info', async () => {
      running += 1;
      most = Math.max(most, running);
      await clock.outside.sleep(10);
      running -= 1;
      return { version: '1', supported_commands: [] };
    });
    await clock.runUntil(Promise.all(Array.from({ length: 5 }, () => agent.execute('guest-info'))));
    expect(most).toBe(1);
  });
});

describe('an agent that is killed in the middle of a reply', () => {
  test.for([0, 1, 7, 20])(
    'after %i bytes leaves an unknown outcome, and a clean start to the next',
    async (afterBytes) => {
      await using setting = await connected();
      const { fake, agent, clock } = setting;
      fake.kill({ afterBytes });
      const error = await errorOf(clock, agent.execute('guest-info', {}, { timeout: 1_000 }));
      expect(error).toMatchObject({ name: 'GuestTimeoutError', outcome: 'unknown' });
      await clock.advance(10_000);
      expect(agent.state).toBe('absent');
      fake.start();
      const info = await clock.runUntil(agent.execute('guest-info'));
      expect(info.version).toBe('7.2.22');
    },
  );
});
