// The fear: a misspelt or impossible option is found out only when the guest hangs.
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { OptionError } from '../../../../src/core/index.js';
import { type PetChannel, type PetLineOptions, pets } from '../../../../src/watchdog/pets/index.js';

const unix = { path: '/run/beat' };
const long = `/run/${'x'.repeat(103)}`;

/** What plain JavaScript may pass: the compiler would refuse most of it. */
const channels: readonly (readonly [string, unknown, string])[] = [
  ['nothing', undefined, 'channel'],
  ['null', null, 'channel'],
  ['a string', '/run/beat', 'channel'],
  ['no form that is known', {}, 'channel'],
  ['an empty path', { path: '' }, 'channel.path'],
  ['a path that is too long', { path: long }, 'channel.path'],
  ['a path and a port', { path: '/run/beat', port: 1 }, 'channel.port'],
  ['port 0', { port: 0 }, 'channel.port'],
  ['port 65536', { port: 65_536 }, 'channel.port'],
  ['half a port', { port: 1.5 }, 'channel.port'],
  ['an undefined port', { port: undefined }, 'channel.port'],
  ['an empty host', { host: '', port: 1 }, 'channel.host'],
  ['listening on nothing', { listen: undefined }, 'channel.listen'],
  ['listening on an empty path', { listen: { path: '' } }, 'channel.listen.path'],
  ['listening on a path that is too long', { listen: { path: long } }, 'channel.listen.path'],
  ['listening on port 0', { listen: { port: 0 } }, 'channel.listen.port'],
  ['listening and connecting', { listen: unix, path: '/run/beat' }, 'channel.path'],
  ['a misspelt host', { listen: { hots: 'x', port: 1 } }, 'channel.listen.hots'],
  ['no stream', { stream: undefined }, 'channel.stream'],
  ['a stream that can not be read', { stream: { on: () => {} } }, 'channel.stream'],
];

const options: readonly (readonly [what: string, given: unknown, option: string, channel?: PetChannel])[] = [
  ['null', null, 'pets.lines'],
  ['a misspelt name', { reconect: {} }, 'pets.lines.reconect'],
  ['a misspelt back-off', { reconnect: { mn: 1 } }, 'reconnect.mn'],
  ['no wait at all', { reconnect: { min: 0 } }, 'reconnect.min'],
  ['an infinite wait', { reconnect: { max: Number.POSITIVE_INFINITY } }, 'reconnect.max'],
  ['a longest wait below the shortest', { reconnect: { min: 200, max: 100 } }, 'reconnect.max'],
  ['a longest wait below the default of the shortest', { reconnect: { max: 99 } }, 'reconnect.max'],
  ['chance that is no function', { reconnect: { random: 0.5 } }, 'reconnect.random'],
  ['a back-off for a stream', { reconnect: {} }, 'pets.lines.reconnect', { stream: Readable.from([]) }],
  ['no time to connect', { connectTimeout: 0 }, 'connectTimeout'],
  ['not a number', { connectTimeout: Number.NaN }, 'connectTimeout'],
  ['a time to connect for who listens', { connectTimeout: 1 }, 'pets.lines.connectTimeout', { listen: unix }],
  ['no room for a line', { maxLineBytes: 0 }, 'maxLineBytes'],
  ['too much room for a line', { maxLineBytes: 2 ** 20 + 1 }, 'maxLineBytes'],
  ['half a byte', { maxLineBytes: 1.5 }, 'maxLineBytes'],
  ['an empty line', { line: '' }, 'line'],
  ['two lines', { line: 'a\nb' }, 'line'],
  ['a line end', { line: 'a\r' }, 'line'],
  ['a line that is longer than a line may be', { line: 'äöü', maxLineBytes: 5 }, 'line'],
  ['a matcher of another kind', { line: 1 }, 'line'],
];

function refusedOption(make: () => unknown): string | undefined {
  try {
    make();
  } catch (error) {
    if (error instanceof OptionError) return error.option;
    throw error;
  }
  return undefined;
}

describe('a channel is refused by name', () => {
  test.each(channels)('%s', (_, channel, option) => {
    expect(refusedOption(() => pets.lines(channel as PetChannel))).toBe(option);
    expect(refusedOption(() => pets.bytes(channel as PetChannel))).toBe(option);
  });
});

describe('an option is refused by name', () => {
  for (const [what, given, option, channel = unix] of options) {
    test(what, () => {
      expect(refusedOption(() => pets.lines(channel, given as PetLineOptions))).toBe(option);
    });
  }

  test('an option of lines is none of bytes', () => {
    expect(refusedOption(() => pets.bytes(unix, { line: 'x' } as object))).toBe('pets.bytes.line');
  });
});

test('what may be given is taken, and the name says what is followed', () => {
  const most = { reconnect: { min: 1, max: 1, random: () => 0 }, line: 'äöü', maxLineBytes: 6 };
  expect(pets.lines(unix, { ...most, connectTimeout: Number.POSITIVE_INFINITY }).name).toBe(
    'lines from unix:/run/beat',
  );
  expect(pets.bytes({ port: 65_535 }, { reconnect: { min: 3_600_000 } }).name).toBe(
    'bytes from tcp:localhost:65535',
  );
  expect(pets.bytes({ path: long.slice(0, -1) }).name).toMatch(/x$/);
  expect(pets.lines({ listen: { host: '::1', port: 1 } }, most).name).toBe(
    'lines from whoever connects to tcp:::1:1',
  );
  expect(pets.bytes({ stream: Readable.from([]) }).name).toBe('bytes from a stream');
});
