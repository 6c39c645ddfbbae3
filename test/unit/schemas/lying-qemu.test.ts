// The fear: what QEMU sends, or who pretends to be it, is not what the types promise, and is found nowhere or anywhere.
import { describe, expect, test } from 'vitest';
import { isSchemaName, validate } from 'qmp-watchdog/schemas';

const image = { filename: 'disk.qcow2', format: 'qcow2', 'virtual-size': 1024 };
const inserted = {
  file: 'disk.qcow2',
  ro: false,
  drv: 'qcow2',
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
  image,
};
const disk = { device: 'd', type: 'unknown', removable: false, locked: false, inserted };
const withImage = (changed: object): object => ({ ...disk, inserted: { ...inserted, image: changed } });

describe('what is wrong is told with its place', () => {
  test.each([
    ['query-status', { running: 1, status: 'running' }, ['running'], 'expected a boolean, found 1'],
    ['query-status', { running: true }, ['status'], 'missing; expected a string'],
    ['query-status', 'running', [], 'expected an object, found a string'],
    ['query-status', [], [], 'expected an object, found an array'],
    ['query-status', undefined, [], 'missing; expected an object'],
    ['query-block', disk, [], 'expected an array, found an object'],
    ['query-block', [disk, null], [1], 'expected an object, found null'],
    [
      'query-block',
      [disk, withImage({ ...image, filename: 7 })],
      [1, 'inserted', 'image', 'filename'],
      'expected a string, found 7',
    ],
    [
      'query-block',
      [withImage({ ...image, 'backing-image': { ...image, format: true } })],
      [0, 'inserted', 'image', 'backing-image', 'format'],
      'expected a string, found true',
    ],
    ['SHUTDOWN', { guest: 'yes', reason: 'guest-reset' }, ['guest'], 'expected a boolean, found a string'],
    ['RTC_CHANGE', { offset: 0.5 }, ['offset'], 'expected a safe integer, found 0.5'],
    ['stop', null, [], 'expected an object, found null'],
    ['qom-get', undefined, [], 'missing; expected a value'],
    ['human-monitor-command', {}, [], 'expected a string, found an object'],
    ['guest-info', { version: '7.2' }, ['supported_commands'], 'missing; expected an array'],
  ] as const)('%s: %j', (name, value, path, message) => {
    expect(validate(name, value)).toEqual([{ path, message }]);
  });

  test('text that was found is not repeated: it may be a secret', () => {
    const [issue] = validate('query-status', { running: 'hunter2', status: 'running' });
    expect(issue?.message).toBe('expected a boolean, found a string');
  });

  test('a name that is not known is an error, not a value without issues', () => {
    expect(() => validate('query-nothing' as 'query-block', {})).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION', option: 'name' }),
    );
    expect(['query-block', 'STOP', 'guest-info', 'journal-record'].filter(isSchemaName)).toHaveLength(4);
    // Types have no schema of their own, and an object's inherited members are no names.
    expect(['BlockInfo', 'str', '__proto__', 'toString', ''].filter(isSchemaName)).toEqual([]);
  });
});

describe('a newer QEMU passes', () => {
  test.each([
    ['a member that is not known', 'query-status', { running: true, status: 'running', 'since-when': 7 }],
    ['a value of an enum that is not known', 'query-status', { running: false, status: 'hibernated' }],
    ['a branch of a union that is not known', 'GUEST_PANICKED', { action: 'pause', info: { type: 'new' } }],
    ['data of an event that had none', 'STOP', { why: 'because' }],
    ['a result of a command that had none', 'stop', { stopped: true }],
  ] as const)('%s', (_, name, value) => {
    expect(validate(name, value)).toEqual([]);
  });

  test('but what it has of old is checked', () => {
    const info = { type: 'hyper-v', arg1: 1, arg2: 2, arg3: 3, arg4: 'four', arg5: 5 };
    expect(validate('GUEST_PANICKED', { action: 'pause', info })).toEqual([
      { path: ['info', 'arg4'], message: 'expected an integer of 64 bits without a sign, found a string' },
    ]);
    expect(validate('GUEST_PANICKED', { action: 'pause', info: { type: 7 } })).toEqual([
      { path: ['info', 'type'], message: 'expected a string, found 7' },
    ]);
  });
});

describe('an older QEMU passes', () => {
  test('a member that came later may be absent, but is checked where it is', () => {
    const data = { device: '', operation: 'read', action: 'report', reason: 'Input/output error' };
    expect(validate('BLOCK_IO_ERROR', data)).toEqual([]);
    expect(validate('BLOCK_IO_ERROR', { ...data, 'qom-path': 1 })).toEqual([
      { path: ['qom-path'], message: 'expected a string, found 1' },
    ]);
  });

  test('a union from before it had its discriminator is checked as what it was', () => {
    const sev = { enabled: true, 'api-major': 1, 'api-minor': 2, 'build-id': 3, state: 'running' };
    expect(validate('query-sev', { ...sev, policy: 1, handle: 2 })).toEqual([]);
    expect(validate('query-sev', { ...sev, policy: 1 })).toEqual([
      { path: ['handle'], message: 'missing; expected an integer from 0 to 4294967295' },
    ]);
    expect(validate('query-sev', { ...sev, 'sev-type': 'sev', policy: 1, handle: 2 })).toEqual([]);
    expect(validate('query-sev', { ...sev, 'sev-type': 'sev', policy: 1 })).toEqual([
      { path: ['handle'], message: 'missing; expected an integer from 0 to 4294967295' },
    ]);
  });

  test.each([
    ['what became an object that may be null', 'query-migrate-parameters', { 'tls-creds': 'tls0' }],
    ['an integer whose type became wider', 'query-migrate', { 'xbzrle-cache': xbzrle(7) }],
  ] as const)('%s', (_, name, value) => {
    expect(validate(name, value)).toEqual([]);
  });

  function xbzrle(size: number): object {
    return {
      'cache-size': size,
      bytes: 0,
      pages: 0,
      'cache-miss': 0,
      'cache-miss-rate': 0.5,
      'encoding-rate': 0,
      overflow: 0,
    };
  }
});

describe('integers', () => {
  const sev = { enabled: true, 'api-major': 1, 'api-minor': 2, 'build-id': 3, state: 'running' };
  const values = (value: unknown) => [{ provider: 'kvm', stats: [{ name: 'exits', value }] }];

  test.each([
    [255, []],
    [256, [{ path: ['build-id'], message: 'expected an integer from 0 to 255, found 256' }]],
    [-1, [{ path: ['build-id'], message: 'expected an integer from 0 to 255, found -1' }]],
    [1n, [{ path: ['build-id'], message: 'expected an integer from 0 to 255, found the bigint 1' }]],
  ])('a uint8 of %s', (value, issues) => {
    expect(validate('query-sev', { ...sev, 'build-id': value, policy: 1, handle: 1 })).toEqual(issues);
  });

  test('a bigint where the types say number is reported, not hidden', () => {
    expect(validate('BALLOON_CHANGE', { actual: 2n ** 53n })).toEqual([
      { path: ['actual'], message: 'expected a safe integer, found the bigint 9007199254740992' },
    ]);
  });

  test('a wide integer is a number or a bigint, of 64 bits', () => {
    for (const value of [0, 2 ** 53 - 1, 2n ** 53n, 2n ** 64n - 1n])
      expect(validate('query-stats', values(value))).toEqual([]);
    for (const value of [-1, 2n ** 64n, -(2n ** 53n), 2 ** 53, 1.5])
      expect(validate('query-stats', values(value)), String(value)).toHaveLength(1);
    const signed = { device: 'd', msg: 'm', fatal: false };
    for (const offset of [-(2n ** 63n), 2n ** 63n - 1n])
      expect(validate('BLOCK_IMAGE_CORRUPTED', { ...signed, offset })).toEqual([]);
    expect(validate('BLOCK_IMAGE_CORRUPTED', { ...signed, offset: 2n ** 63n })).toHaveLength(1);
  });

  test('what is none of several types names them all', () => {
    expect(validate('query-stats', values('many'))).toEqual([
      {
        path: [0, 'stats', 0, 'value'],
        message: 'expected a number or a boolean or an array, found a string',
      },
    ]);
    expect(validate('query-stats', values([1, 2, 'x']))).toMatchObject([
      { path: [0, 'stats', 0, 'value', 2] },
    ]);
  });
});

describe('whatever comes is harmless', () => {
  test('members named __proto__ lend nothing to the object, and spoil no other', () => {
    const value: unknown = JSON.parse('{"running": true, "__proto__": {"status": "running"}}');
    expect(validate('query-status', value)).toEqual([
      { path: ['status'], message: 'missing; expected a string' },
    ]);
    const branch: unknown = JSON.parse(
      '{"action": "pause", "info": {"type": "s390", "__proto__": {"core": 1}}}',
    );
    expect(validate('GUEST_PANICKED', branch).map(({ path }) => path)).toContainEqual(['info', 'core']);
    expect(Object.prototype).not.toHaveProperty('core');
  });

  test('members that every object inherits are members like any other', () => {
    const value: unknown = JSON.parse(
      '{"running": true, "status": "running", "toString": 1, "constructor": 2}',
    );
    expect(validate('query-status', value)).toEqual([]);
    // A discriminator may have such a value.
    for (const type of ['constructor', '__proto__', 'toString'])
      expect(validate('GUEST_PANICKED', { action: 'pause', info: { type } })).toEqual([]);
  });

  test('a chain of 200 disk images is looked at to its end', () => {
    expect(validate('query-block', [withImage(chain(200, image))])).toEqual([]);
    const [issue] = validate('query-block', [withImage(chain(200, { ...image, format: 1 }))]);
    expect(issue?.path).toHaveLength(204);
  });

  test('what is nested without end is an issue, not an overflow of the stack', () => {
    const [issue] = validate('query-block', [withImage(chain(100_000, image))]);
    expect(issue?.message).toBe('nested more than 250 deep: not looked at');
  });

  test('a million wrong elements are twenty issues', () => {
    const issues = validate('query-block', Array(1_000_000).fill(1));
    expect(issues.map(({ path }) => path)).toEqual(Array.from({ length: 20 }, (_, index) => [index]));
  });

  test('a number of a million digits is told in few words', () => {
    const [issue] = validate('BALLOON_CHANGE', { actual: 1n << 3_000_000n });
    expect(issue?.message).toBe('expected a safe integer, found a bigint of more than 64 bits');
  });

  function chain(length: number, last: object): object {
    let chained = last;
    for (let count = 0; count < length; count += 1) chained = { ...image, 'backing-image': chained };
    return chained;
  }
});
