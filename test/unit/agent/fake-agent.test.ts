// The fear: the fake agent is kinder than the real one, and what passes against it fails in production.
import { connect } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GuestAgent, guestPortOpen } from '../../../src/agent/index.js';
import { QmpClient } from '../../../src/qmp/index.js';
import { FakeAgent, type FakeAgentOptions, FakeQemu, VirtualClock } from '../../../src/testing/index.js';

/** What it answers to these bytes, as latin1. */
async function said(options: FakeAgentOptions, ...sent: readonly string[]): Promise<string[]> {
  const clock = new VirtualClock();
  await using fake = new FakeAgent({ clock, ...options });
  const transport = fake.transport();
  const answers: string[] = [];
  transport.start({ received: (bytes) => answers.push(bytes.toString('latin1')), closed: () => {} });
  for (const text of sent) {
    transport.write(Buffer.from(text, 'latin1'));
    await clock.advance(0);
  }
  return answers;
}

describe('byte for byte as qemu-ga 7.2:', () => {
  test('a synchronisation draws an error for 0xFF, and an answer that 0xFF announces', async () => {
    expect(
      await said({}, '\xff{"execute":"guest-sync-delimited","arguments":{"id":9007199254740991}}'),
    ).toEqual([
      `{"error": {"class": "GenericError", "desc": "JSON parse error, stray '\\uFFFD'"}}\n`,
      '\xff{"return": 9007199254740991}\n',
    ]);
  });

  test('ids are repeated, requests need no newline, and 0xFF ends half a command', async () => {
    expect(
      await said(
        {},
        '{"execute":"guest-sync-delimited","arguments":{"id":12},"id":"x"}{"execute":"guest-ping","id":"abc"}',
        '{"execute":"gue\xff{"execute":"guest-ping"}',
      ),
    ).toEqual([
      '\xff{"return": 12, "id": "x"}\n',
      '{"return": {}, "id": "abc"}\n',
      // The real one names only the last token.
      expect.stringMatching(/^\{"error": \{"class": "GenericError", "desc": "JSON parse error, stray /),
      '{"return": {}}\n',
    ]);
  });

  test('what is blocked, unknown or unsafe while frozen is refused in these words', async () => {
    expect(
      await said(
        { blocked: ['guest-shutdown'] },
        '{"execute":"guest-shutdown","id":4}{"execute":"nope","id":4}',
        '{"execute":"guest-fsfreeze-freeze"}{"execute":"guest-fsfreeze-freeze"}{"execute":"guest-fsfreeze-status","id":4}',
        '{"execute":"guest-fsfreeze-thaw"}{"execute":"guest-fsfreeze-thaw"}',
      ),
    ).toEqual([
      '{"id": 4, "error": {"class": "CommandNotFound", "desc": "Command guest-shutdown has been disabled"}}\n',
      '{"id": 4, "error": {"class": "CommandNotFound", "desc": "The command nope has not been found"}}\n',
      '{"return": 1}\n',
      '{"error": {"class": "CommandNotFound", "desc": "Command guest-fsfreeze-freeze has been disabled: the agent is in frozen state"}}\n',
      '{"return": "frozen", "id": 4}\n',
      '{"return": 1}\n',
      '{"return": 0}\n',
    ]);
  });

  test('files are read to their end', async () => {
    expect(
      await said(
        { files: { '/etc/hostname': 'vm\n' } },
        '{"execute":"guest-file-open","arguments":{"path":"/etc/hostname"},"id":4}',
        '{"execute":"guest-file-read","arguments":{"handle":1000,"count":5},"id":4}',
        '{"execute":"guest-file-read","arguments":{"handle":1000,"count":5000},"id":4}',
        '{"execute":"guest-file-close","arguments":{"handle":1000}}',
      ),
    ).toEqual([
      '{"return": 1000, "id": 4}\n',
      '{"return": {"count": 3, "buf-b64": "dm0K", "eof": true}, "id": 4}\n',
      '{"return": {"count": 0, "buf-b64": "", "eof": true}, "id": 4}\n',
      '{"return": {}}\n',
    ]);
  });
});

test('an absent one carries out later what was written to it, whoever wrote it', async () => {
  const clock = new VirtualClock();
  await using fake = new FakeAgent({ clock, present: false });
  const transport = fake.transport();
  transport.start({ received: () => {}, closed: () => {} });
  transport.write(Buffer.from('{"execute":"guest-shutdown"}'));
  await clock.advance(3_600_000);
  expect(fake.powered).toEqual([]);
  fake.start();
  await clock.advance(0);
  expect(fake.powered).toEqual(['powerdown']);
});

test('the answer to a client that has left goes to the next one', async () => {
  const clock = new VirtualClock();
  await using fake = new FakeAgent({ clock });
  fake.on('guest-slow', async () => {
    await clock.outside.sleep(100);
    return 'late';
  });
  const first = fake.transport();
  first.start({ received: () => {}, closed: () => {} });
  first.write(Buffer.from('{"execute":"guest-slow"}'));
  await clock.advance(0);
  first.close();
  const second = fake.transport();
  let heard = '';
  second.start({
    received: (bytes) => {
      heard += bytes.toString();
    },
    closed: () => {},
  });
  await clock.advance(100);
  expect(heard).toBe('{"return": "late"}\n');
});

test('over real sockets, one client at a time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fake-agent-'));
  try {
    await using fake = new FakeAgent();
    const path = join(folder, 'agent');
    await fake.listen({ path });
    const tcp = await fake.listen({ port: 0 });
    {
      await using agent = await GuestAgent.connect({ path });
      expect(await agent.ping()).toBeLessThan(5_000);
      const waiting = GuestAgent.connect(tcp, { timeout: 200 });
      await expect(waiting).rejects.toMatchObject({ name: 'GuestAgentAbsentError' });
    }
    await using agent = await GuestAgent.connect(tcp);
    expect(await agent.ping()).toBeLessThan(5_000);
    await using stream = new FakeAgent();
    const address = await stream.listen({ path: `${path}2` });
    const socket = connect('path' in address ? address.path : '');
    await using other = await GuestAgent.connect({ stream: socket });
    expect(await other.ping()).toBeLessThan(5_000);
  } finally {
    await rm(folder, { recursive: true });
  }
});

describe('guestPortOpen', () => {
  const devices = (open: unknown): object[] => [
    { label: 'other', 'frontend-open': true },
    { label: 'agent0', filename: 'x', 'frontend-open': open },
  ];

  test('asks QEMU each time', async () => {
    await using qemu = new FakeQemu();
    await using qmp = await QmpClient.connect({ transport: qemu.transport() });
    const isOpen = guestPortOpen(qmp, 'agent0');
    let open = false;
    qemu.on('query-chardev', () => devices(open));
    expect(await isOpen()).toBe(false);
    open = true;
    expect(await isOpen()).toBe(true);
  });

  test.for<[string, unknown, string | boolean]>([
    ['no such device', [], 'QEMU has no character device "agent0"'],
    ['an answer of another shape', 'x', 'QEMU has no character device "agent0"'],
    ['a member of another shape', devices('yes'), false],
  ])('with %s opens nothing', async ([, answer, result]) => {
    const isOpen = guestPortOpen({ executeAny: async () => answer }, 'agent0');
    if (typeof result === 'string') await expect(isOpen()).rejects.toThrow(result);
    else expect(await isOpen()).toBe(result);
  });
});
