// The fear: the run-time schema says that something is there which is not, or never comes to an end.
import { describe, expect, test } from 'vitest';
import { OptionError, SchemaError } from 'qmp-watchdog';
import { runtimeSchema, type RuntimeSchema } from '../../../src/qmp/schema/runtime-schema.js';
import { FakeQemu } from '../../../src/testing/index.js';
import { QmpClient } from '../../../src/qmp/index.js';
import { recorded, type SchemaEntry, VERSIONS } from '../codegen/recorded-schema.js';

const replies = new Map(await Promise.all(VERSIONS.map(async (own) => [own, await recorded(own)] as const)));
const schemas = new Map([...replies].map(([version, reply]) => [version, runtimeSchema(reply)]));

function schema(version: string): RuntimeSchema {
  const own = schemas.get(version);
  if (own === undefined) throw new Error(`no schema of ${version} was recorded`);
  return own;
}

/** The versions in which there is such a thing. */
function versionsWith(path: string): string {
  return VERSIONS.filter((version) => schema(version).has(path)).join(' ');
}

describe('a path', () => {
  test.each([
    // Commands, events, arguments, data.
    ['query-status', '5.2 7.2 10.0 11.1'],
    ['query-events', '5.2'],
    ['query-stauts', ''],
    ['BLOCK_IO_ERROR', '5.2 7.2 10.0 11.1'],
    ['BLOCK_IO_ERROR/reason', '5.2 7.2 10.0 11.1'],
    ['BLOCK_IO_ERROR/qom-path', '10.0 11.1'],
    ['MEM_UNPLUG_ERROR', '5.2 7.2'],
    ['set-action/panic', '7.2 10.0 11.1'],
    ['blockdev-add/driver', '5.2 7.2 10.0 11.1'],
    // What a command returns is not what it takes.
    ['query-status:return', '5.2 7.2 10.0 11.1'],
    ['query-status:return/running', '5.2 7.2 10.0 11.1'],
    ['query-status:return/singlestep', '5.2 7.2'],
    ['query-status/running', ''],
    ['stop:return/anything', ''],
    ['STOP:return', ''],
    // Arrays and alternates are looked through.
    ['query-block:return/inserted/image/filename', '5.2 7.2 10.0 11.1'],
    ['query-block:return/inserted/children/node-name', '11.1'],
    ['blockdev-add/file/filename', '5.2 7.2 10.0 11.1'],
    // An image within an image within an image.
    [
      'query-block:return/inserted/image/backing-image/backing-image/backing-image/format',
      '5.2 7.2 10.0 11.1',
    ],
    // Values.
    ['set-action/panic=exit-failure', '7.2 10.0 11.1'],
    ['set-action/panic=exit-success', ''],
    ['query-status:return/status=preconfig', '5.2'],
    ['query-status:return/running=true', ''],
    ['object-add/qom-type=iothread', '7.2 10.0 11.1'],
    ['query-migrate-capabilities:return/capability=mapped-ram', '10.0 11.1'],
    // Branches: any, or the one of a value.
    ['GUEST_PANICKED/info/arg1', '5.2 7.2 10.0 11.1'],
    ['GUEST_PANICKED/info/type=hyper-v/arg1', '5.2 7.2 10.0 11.1'],
    ['GUEST_PANICKED/info/type=s390/arg1', ''],
    ['GUEST_PANICKED/info/type=s390/psw-addr', '5.2 7.2 10.0 11.1'],
    ['GUEST_PANICKED/info/type=tdx/message', '11.1'],
    ['blockdev-add/driver=qcow2/lazy-refcounts', '5.2 7.2 10.0 11.1'],
    ['blockdev-add/driver=raw/lazy-refcounts', ''],
    ['blockdev-add/driver=raw/node-name', '5.2 7.2 10.0 11.1'],
    ['blockdev-add/driver=nbd/server/type=inet/host', '5.2 7.2 10.0 11.1'],
    ['blockdev-add/driver=nbd/server/type=unix/host', ''],
    ['blockdev-add/driver=qcow2/file/driver=nbd/server/type=unix/path', '5.2 7.2 10.0 11.1'],
    // A union in a union: the outer one's members stay.
    ['migrate/channels/addr/transport=socket/type=inet/host', '10.0 11.1'],
    ['migrate/channels/addr/transport=socket/type=inet/transport', '10.0 11.1'],
    ['migrate/channels/addr/type=inet/host', '10.0 11.1'],
    ['migrate/channels/addr/transport=exec/type=inet/host', ''],
    ['migrate/channels/addr/transport=socket/type=inet/args', ''],
    // What is no discriminator has no branches, and a value without an enum is none.
    ['set-action/panic=pause/anything', ''],
  ])('%s leads somewhere in: %s', (path, versions) => {
    expect(versionsWith(path)).toBe(versions);
  });

  test.each([
    ['', "its beginning, '', has no name"],
    ['/driver', "its beginning, '', has no name"],
    ['blockdev-add/', "step 1, '', has no name"],
    ['blockdev-add//driver', "step 1, '', has no name"],
    ['blockdev-add/driver=', "step 1, 'driver=', has no value after '='"],
    ['blockdev-add/=qcow2', "step 1, '=qcow2', has no name"],
    ['blockdev-add/driver=a=b', "step 1, 'driver=a=b', has more than one '='"],
    ['blockdev-add/dri ver', 'has a character that is in no name'],
    ['blockdev-add/driver:return', 'has a character that is in no name'],
    ['query-block:returns/device', "after the name and ':' only 'return' may stand"],
    ['query-block:return:return', "after the name and ':' only 'return' may stand"],
    [':return/device', 'it must begin with the name of a command or event'],
    ['query-block=x', "'=x' must follow a member, or ':return'"],
    [`query-block${'/x'.repeat(500)}`, 'it is longer than 1000 characters'],
    [7 as unknown as string, 'it is no string'],
  ])('%j is refused, and told why', (path, why) => {
    expect(() => schema('11.1').has(path)).toThrow(OptionError);
    expect(() => schema('11.1').has(path)).toThrow(why);
  });

  test('may have every name that a real schema has', () => {
    for (const [version, reply] of replies) {
      const own = schema(version);
      const objects = new Map(reply.map((entry) => [entry.name, entry]));
      for (const entry of reply) {
        if (entry['meta-type'] !== 'command' && entry['meta-type'] !== 'event') continue;
        expect(own.has(entry.name), entry.name).toBe(true);
        for (const member of list(objects.get(String(entry['arg-type'])), 'members')) {
          expect(own.has(`${entry.name}/${member.name}`), `${entry.name}/${member.name}`).toBe(true);
          const type = objects.get(String(member['type']));
          const values =
            type?.['meta-type'] === 'enum' ? [...list(type, 'members'), ...list(type, 'values')] : [];
          for (const value of values) {
            const name = typeof value === 'string' ? value : value.name;
            expect(own.has(`${entry.name}/${member.name}=${name}`), `${member.name}=${name}`).toBe(true);
          }
        }
      }
    }
  });
});

function list(entry: SchemaEntry | undefined, key: string): readonly SchemaEntry[] {
  const value = entry?.[key];
  return Array.isArray(value) ? value : [];
}

describe('what is told of a command or an event', () => {
  test('is its own', () => {
    const own = schema('11.1');
    expect(own.command('yank')).toEqual({ allowOob: true, features: [], deprecated: false, unstable: false });
    expect(own.command('query-kvm')).toEqual({
      allowOob: false,
      features: ['deprecated'],
      deprecated: true,
      unstable: false,
    });
    expect(own.command('x-query-irq')?.unstable).toBe(true);
    expect(own.event('STOP')).toEqual({ features: [], deprecated: false, unstable: false });
  });

  test('is nothing where there is none: an event is no command, and an object has no members of its own', () => {
    const own = schema('7.2');
    for (const name of ['STOP', 'nosuch', 'constructor', '__proto__', '0']) {
      expect(own.command(name), name).toBeUndefined();
      expect(own.has(`${name === 'STOP' ? 'nosuch' : name}/toString`), name).toBe(false);
    }
    for (const name of ['stop', 'constructor']) expect(own.event(name), name).toBeUndefined();
    expect(() => own.command('')).toThrow(OptionError);
  });
});

const object = (name: string, rest: object): object => ({ name, 'meta-type': 'object', ...rest });
const command = { name: 'a', 'meta-type': 'command', 'arg-type': 'o', 'ret-type': 'o' };

describe('a reply that is no schema', () => {
  test.each([
    ['the reply: expected a list; found an empty object', {}],
    ['the reply: expected a list; found null', null],
    ['the reply: expected at most 20000 entries; found 20001', Array.from({ length: 20_001 }, () => 0)],
    ['entry 0: expected an object; found 7', [7]],
    ['entry 0: expected an object; found an array of 0', [[]]],
    ["entry 0: expected a string under 'name'; found 1", [{ name: 1 }]],
    ["a: expected a string under 'meta-type'; found undefined", [{ name: 'a' }]],
    ["a: expected a string under 'arg-type'; found undefined", [{ ...command, 'arg-type': undefined }]],
    ['a: expected a type that is listed; found "o"', [command]],
    [
      'entry 1: expected each name once; found "o"',
      [object('o', { members: [] }), object('o', { members: [] })],
    ],
    ["o: expected a list under 'members'; found 7", [object('o', { members: 7 })]],
    ["o, 'members': expected an object; found 7", [object('o', { members: [7] })]],
    ["o: expected a string under 'type'; found undefined", [object('o', { members: [{ name: 'm' }] })]],
    ['o: expected a type that is listed; found "x"', [object('o', { members: [{ name: 'm', type: 'x' }] })]],
    [
      'o: expected a type that is listed; found "x"',
      [object('o', { tag: 't', variants: [{ case: 'c', type: 'x' }] })],
    ],
    ["o: expected a string under 'tag'; found 1", [object('o', { tag: 1 })]],
    ["e: expected strings under 'values'; found 1", [{ name: 'e', 'meta-type': 'enum', values: [1] }]],
    ["a: expected strings under 'features'; found 1", [{ ...command, features: [1] }]],
    [
      'l: expected a type that is listed; found "x"',
      [{ name: 'l', 'meta-type': 'array', 'element-type': 'x' }],
    ],
  ])('says where: %s', (message, reply) => {
    expect(() => runtimeSchema(reply)).toThrow(SchemaError);
    expect(() => runtimeSchema(reply)).toThrow(message);
  });

  test('a kind of a newer QEMU is passed over', () => {
    const own = runtimeSchema([
      command,
      object('o', { members: [{ name: 'm', type: 'new' }], colour: 'red' }),
      { name: 'new', 'meta-type': 'tensor', shape: [] },
    ]);
    expect(own.has('a/m')).toBe(true);
    expect(own.has('a/m/n')).toBe(false);
    expect(own.has('a/m=n')).toBe(false);
  });
});

describe('a graph without an end', () => {
  const own = runtimeSchema([
    command,
    object('o', {
      members: [
        { name: 'self', type: 'o' },
        { name: 'list', type: '[l]' },
        { name: 'tag', type: 'e' },
      ],
      tag: 'tag',
      // A branch that is the union itself.
      variants: [{ case: 'x', type: 'o' }],
    }),
    { name: '[l]', 'meta-type': 'array', 'element-type': 'alt' },
    { name: 'alt', 'meta-type': 'alternate', members: [{ type: '[l]' }, { type: 'alt' }] },
    { name: 'e', 'meta-type': 'enum', values: ['x'] },
  ]);

  test.each([
    [`a${'/self'.repeat(190)}`, true],
    [`a${'/tag=x'.repeat(160)}`, true],
    ['a/list', true],
    ['a/list/list', false],
    ['a/list=x', false],
    ['a/self/nosuch', false],
  ])('is walked as far as the path goes: %#', (path, found) => {
    expect(own.has(path)).toBe(found);
  });
});

describe('the fake QEMU', () => {
  test.each([
    ['5.2.0', '5.2'],
    ['7.2.22', '7.2'],
    ['10.0.0', '10.0'],
    ['11.1.0', '11.1'],
  ])('%s says nothing of itself that a real one does not', async (version, real) => {
    await using qemu = new FakeQemu({ version });
    await using client = await QmpClient.connect({ transport: qemu.transport() });
    const reply = await client.execute('query-qmp-schema');
    expect(pathsOf(reply.map((entry) => ({ ...entry }))).length).toBeGreaterThan(100);
    expect(pathsOf(reply.map((entry) => ({ ...entry }))).filter((path) => !schema(real).has(path))).toEqual(
      [],
    );
    const fake = await client.schema();
    for (const { name } of await client.execute('query-commands'))
      expect(fake.command(name)?.allowOob, name).toBe(schema(real).command(name)?.allowOob);
    expect(fake.has('BLOCK_IO_ERROR/qom-path')).toBe(real === '10.0' || real === '11.1');
    expect(fake.has('set-action/panic=exit-failure')).toBe(real !== '5.2');
  });
});

/** All paths of a reply, six steps deep. */
function pathsOf(reply: readonly SchemaEntry[]): readonly string[] {
  const types = new Map(reply.map((entry) => [entry.name, entry]));
  const below = (path: string, name: unknown, depth: number): readonly string[] => {
    const type = types.get(String(name));
    if (type === undefined) throw new Error(`${path}: no type ${String(name)}`);
    if (type['meta-type'] === 'array') return below(path, type['element-type'], depth);
    if (type['meta-type'] === 'enum')
      return [...list(type, 'values')].map((value) => `${path}=${String(value)}`);
    if (depth === 0) return [path];
    const members = list(type, 'members').flatMap((own) =>
      below(`${path}/${own.name}`, own['type'], depth - 1),
    );
    const branches = list(type, 'variants').flatMap((own) =>
      below(`${path}/${String(type['tag'])}=${String(own['case'])}`, own['type'], depth - 1),
    );
    return [path, ...members, ...branches];
  };
  return reply.flatMap((entry) => {
    if (entry['meta-type'] === 'event') return below(entry.name, entry['arg-type'], 6);
    if (entry['meta-type'] !== 'command') return [];
    return [
      ...below(entry.name, entry['arg-type'], 6),
      ...below(`${entry.name}:return`, entry['ret-type'], 6),
    ];
  });
}
