// The fear: a test is green although what its code sends is nothing that a QEMU would take.
import { describe, expect, test } from 'vitest';
import { CommandRejectedError, QmpClient } from '../../../src/qmp/index.js';
import { FakeQemu, type FakeQemuOptions, MisuseError, VirtualClock } from '../../../src/testing/index.js';
import { readVersions } from '../../../src/testing/fake-qemu/arguments/definitions.js';
import { KnownCommands } from '../../../src/testing/fake-qemu/arguments/misuse.js';
import { commandArguments } from '../../../src/testing/qapi/command-arguments.js';

interface Sent {
  readonly qemu: FakeQemu;
  /** QEMU's words, or what it returned. */
  send(command: string, args?: object): Promise<unknown>;
  end(): Promise<void>;
}

async function fake(options: FakeQemuOptions = {}): Promise<Sent> {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock, ...options });
  const client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
  return {
    qemu,
    send: async (command, args) =>
      await client.executeAny(command, args).catch((error: unknown) => {
        if (error instanceof CommandRejectedError) return error.desc;
        throw error;
      }),
    end: async () => {
      await client.close();
      await qemu[Symbol.asyncDispose]();
    },
  };
}

const refused: readonly (readonly [string, object | undefined, string])[] = [
  ['stpo', undefined, 'The command stpo has not been found'],
  ['stop', { x: 1 }, "Parameter 'x' is unexpected"],
  ['job-cancel', {}, "Parameter 'id' is missing"],
  ['job-cancel', { id: 1 }, "Invalid parameter type for 'id', expected: string"],
  ['set-action', { reboot: 'bogus' }, "Parameter 'reboot' does not accept value 'bogus'"],
  ['blockdev-add', { driver: 'bogus' }, "Parameter 'driver' does not accept value 'bogus'"],
  ['blockdev-add', { driver: 'raw', file: 3 }, "Invalid parameter type for 'file', expected: BlockdevRef"],
  ['blockdev-add', { driver: 'raw', file: { driver: 'file' } }, "Parameter 'file.filename' is missing"],
  ['blockdev-add', { driver: 'null-co', 'x-y': 1 }, "Parameter 'x-y' is unexpected"],
  [
    'migrate-set-capabilities',
    { capabilities: [{ capability: 'events', state: 1 }] },
    "Invalid parameter type for 'capabilities[0].state', expected: boolean",
  ],
  [
    'migrate-set-capabilities',
    { capabilities: 3 },
    "Invalid parameter type for 'capabilities', expected: array",
  ],
  [
    'blockdev-backup',
    { device: 'a', target: 'b', sync: 'full', speed: 1.5 },
    "Invalid parameter type for 'speed', expected: integer",
  ],
  [
    'block-dirty-bitmap-add',
    { node: 'a', name: 'b', granularity: 2 ** 40 },
    "Parameter 'granularity' expects uint32_t",
  ],
  [
    'blockdev-add',
    { driver: 'nbd', server: { type: 'inet', host: 'h', port: '1', q: 1 } },
    "Parameter 'server.q' is unexpected",
  ],
];

describe('what QEMU would refuse', () => {
  test.each(refused)('%s %j gets its error and is complained of', async (command, args, desc) => {
    const { qemu, send, end } = await fake();
    expect(await send(command, args)).toBe(desc);
    expect(qemu.complaints).toHaveLength(1);
    await expect(end()).rejects.toThrow(MisuseError);
  });

  test('the script of a command does not hear of it', async () => {
    const { qemu, send, end } = await fake();
    const heard: object[] = [];
    qemu.on('job-cancel', (args) => void heard.push(args));
    expect(await send('job-cancel', { job: 'j' })).toBe("Parameter 'id' is missing");
    await send('job-cancel', { id: 'j' });
    expect(heard).toEqual([{ id: 'j' }]);
    await expect(end()).rejects.toThrow(/job-cancel: QEMU 7\.2 answers "Parameter 'id' is missing"/);
  });
});

describe('what QEMU takes', () => {
  test.each([
    ['device_add', { driver: 'virtio-blk-pci', drive: 'd', 'any-property': 1 }],
    ['blockdev-add', { driver: 'raw', file: 'node' }],
    ['blockdev-add', { driver: 'qcow2', file: { driver: 'file', filename: 'f' }, backing: null }],
    ['blockdev-backup', { device: 'a', target: 'b', sync: 'full', speed: 2n ** 62n }],
    ['qom-set', { path: 'p', property: 'q', value: [{ any: 'thing' }] }],
  ])('%s is complained of only for want of an answer, and a script has one', async (command, args) => {
    const { qemu, send, end } = await fake();
    qemu.on(command, () => ({ done: true }));
    expect(await send(command, args)).toEqual({ done: true });
    expect(qemu.complaints).toEqual([]);
    await end();
  });

  test('and the fake has no answer to is complained of', async () => {
    const { send, end } = await fake();
    await send('query-kvm');
    await expect(end()).rejects.toThrow(/the fake has no answer of its own.*qemu\.on\('query-kvm'/);
  });

  test('but is to drop is carried out and complained of, script or not', async () => {
    const { qemu, send, end } = await fake({ version: '11.1.0' });
    qemu.on('block-job-pause', () => ({}));
    expect(await send('block-job-pause', { device: 'd' })).toEqual({});
    await send('block-job-pause', { device: 'e' });
    await expect(end()).rejects.toThrow(/QEMU 11\.1 deprecates this command \(it names job-pause instead\)/);
    expect(qemu.complaints).toHaveLength(1);
  });

  test('but has an argument that is to be dropped is complained of', async () => {
    const { qemu, send, end } = await fake();
    qemu.on('eject', () => ({}));
    await send('eject', { device: 'cd' });
    await expect(end()).rejects.toThrow("QEMU 7.2 deprecates 'device'");
  });

  test('is no business of the fake when it was sent out of band to learn whether the monitor lives', async () => {
    const clock = new VirtualClock();
    await using qemu = new FakeQemu({ clock, version: '5.2.0' });
    await using client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
    expect((await clock.runUntil(client.liveness())).verdict).toBe('responsive');
  });
});

describe('who means it says so', () => {
  test('by allowing commands: the replies stay, the complaints do not', async () => {
    const { qemu, send, end } = await fake({ allow: ['stpo', 'stop', 'query-kvm'] });
    expect(await send('stpo')).toBe('The command stpo has not been found');
    expect(await send('stop', { x: 1 })).toBe("Parameter 'x' is unexpected");
    await send('query-kvm');
    expect(qemu.complaints).toEqual([]);
    await end();
  });

  test('and a script of an allowed command gets what QEMU would refuse', async () => {
    const { qemu, send, end } = await fake({ allow: ['stop'] });
    qemu.on('stop', (args) => ({ ...args }));
    expect(await send('stop', { newer: 1 })).toEqual({ newer: 1 });
    await end();
  });

  test('by scripting a command that no QEMU has', async () => {
    const { qemu, send, end } = await fake();
    qemu.on('__com.example_snap', () => ({ ok: true }));
    expect(await send('__com.example_snap', { whatever: 1 })).toEqual({ ok: true });
    await end();
  });

  test('by asking for the list alone', async () => {
    const { qemu, send, end } = await fake({ onComplaint: 'collect' });
    await send('stpo');
    await send('stpo');
    expect(qemu.complaints).toMatchObject([{ command: 'stpo', at: 0 }]);
    await end();
  });
});

test('the end of a fake throws once, with all of it', async () => {
  const { qemu, send, end } = await fake();
  await send('stpo');
  await send('stop', { x: 1 });
  const error: unknown = await end().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(MisuseError);
  expect(error).toMatchObject({ code: 'ERR_MISUSE', complaints: [{ command: 'stpo' }, { command: 'stop' }] });
  await qemu[Symbol.asyncDispose]();
});

test('a test that sends ever new nonsense fills no memory', async () => {
  const { qemu, send, end } = await fake({ onComplaint: 'collect' });
  for (let n = 0; n < 150; n += 1) await send(`nonsense-${n}`);
  expect(qemu.complaints).toHaveLength(100);
  await end();
});

test.each([
  ['5.1.0', 'query-yank', false],
  ['5.2.0', 'query-yank', false],
  ['6.0.0', 'query-yank', true],
  ['7.2.22', 'blockdev-set-active', false],
  ['9.0.0', 'blockdev-set-active', true],
  ['9.0.0', 'query-migrationthreads', true],
  ['11.1.0', 'query-migrationthreads', false],
  ['12.0.0', 'query-status', true],
])('a QEMU %s: %s is known: %s; between two known versions either counts', (version, command, known) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const commands = new KnownCommands(([a, b]) => major > a || (major === a && minor >= b));
  expect(commands.look(command, {}).exists).toBe(known);
});

test('5.2 says less of the value of an enum', async () => {
  const { send, end } = await fake({ version: '5.2.0', allow: ['blockdev-add'] });
  expect(await send('blockdev-add', { driver: 'bogus' })).toBe("Invalid parameter 'bogus'");
  await end();
});

test('every definition of the table can be read, and all that it names is there', () => {
  const builtIn = /^(u?int\d*|size|str|bool|number|any|null|QType)$/;
  for (const version of readVersions(commandArguments)) {
    const pending = [...commandArguments.matchAll(/^([^A-Z\s]\S*) /gm)].map(([, name = '']) => name);
    const seen = new Set<string>();
    const named = (type: { readonly name: string } | string): void => {
      const name = typeof type === 'string' ? type : type.name;
      if (!builtIn.test(name) && !seen.has(name)) look(name);
    };
    const look = (name: string): void => {
      seen.add(name);
      const type = version.type(name);
      expect(type, name).toBeDefined();
      if (type?.kind === 'alternate') type.types.forEach(named);
      if (type?.kind !== 'object') return;
      if (type.base !== undefined) named(type.base);
      for (const member of type.members) named(member.type);
      for (const branch of type.by?.branches.values() ?? []) named(branch);
    };
    for (const command of pending) {
      const takes = version.command(command)?.takes;
      if (typeof takes === 'string') named(takes);
      else for (const member of takes?.members ?? []) named(member.type);
    }
    expect(seen.size).toBeGreaterThan(150);
  }
});
