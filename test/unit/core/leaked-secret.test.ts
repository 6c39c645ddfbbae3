// The fear: a password stands in a log, because somebody turned DEBUG on.
import { describe, expect, test } from 'vitest';
import { redact } from '../../../src/core/index.js';

const SECRET = 'hunter2';

describe('a secret is replaced wherever QMP or a guest agent carries one', () => {
  test.for<[string, unknown]>([
    ['set_password', { protocol: 'vnc', password: SECRET }],
    ['change-vnc-password', { password: SECRET }],
    ['block_passwd', { 'node-name': 'd0', password: SECRET }],
    ['object-add of a secret', { 'qom-type': 'secret', id: 'sec0', data: SECRET }],
    ['object-add of a keyring secret', { 'qom-type': 'secret_keyring', id: 'sec0', data: SECRET }],
    ['sev-inject-launch-secret', { 'packet-header': 'aa', secret: SECRET }],
    ['guest-set-user-password', { username: 'root', password: SECRET, crypted: false }],
    ['guest-ssh-add-authorized-keys', { username: 'root', keys: [SECRET] }],
    ['HMP set_password', { 'command-line': `set_password vnc ${SECRET}` }],
    ['HMP change vnc password', { 'command-line': `  change vnc password ${SECRET}` }],
    ['HMP change vnc passwd', { 'command-line': `change vnc passwd ${SECRET}` }],
    ['HMP object_add', { 'command-line': `object_add secret,id=s,data=${SECRET}` }],
    [
      'HMP object_add with a named type',
      { 'command-line': `object_add id=s,qom-type=secret,data=${SECRET}` },
    ],
    [
      'HMP object_add in JSON',
      { 'command-line': `object_add {"qom-type":"secret","id":"s","data":"${SECRET}"}` },
    ],
    ['a command within a transaction', { actions: [{ type: 'x', data: { deep: [{ password: SECRET }] } }] }],
    ['a reply', { kind: 'return', value: { password: SECRET } }],
  ])('%s', ([, args]) => {
    expect(JSON.stringify(args)).toContain(SECRET);
    const redacted = JSON.stringify(redact(args));
    expect(redacted).not.toContain(SECRET);
    expect(redacted).toContain('<redacted>');
  });
});

test('what is no secret stays as it is, and so does what was given', () => {
  const args = {
    'qom-type': 'iothread',
    data: 'no secret',
    'password-secret': 'the id of one',
    'command-line': 'info status',
    list: [1, 18446744073709551615n, null, undefined, true],
  };
  expect(redact(args)).toEqual(args);
  const secret = { password: SECRET };
  redact(secret);
  expect(secret).toEqual({ password: SECRET });
  expect([redact(5), redact(null), redact('text'), redact(5n), redact(undefined)]).toEqual([
    5,
    null,
    'text',
    5n,
    undefined,
  ]);
  const proto = redact(JSON.parse('{"__proto__": {"password": "x"}}')) as object;
  expect(Object.getPrototypeOf(proto)).toBe(Object.prototype);
  expect(JSON.stringify(proto)).toBe('{"__proto__":{"password":"<redacted>"}}');
});

test('what a hostile peer nests a hundred thousand deep is cut short', () => {
  let nested: unknown = { password: 'sesame' };
  for (let depth = 0; depth < 100_000; depth += 1) nested = [nested];
  const seen = redact(nested);
  let depth = 0;
  for (let inside = seen; Array.isArray(inside); inside = inside[0]) depth += 1;
  expect(depth).toBe(200);
});
