// The fear: a line is taken for a sign of life that is none, or a good one is refused.
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { settle, systemClock } from '../../../../src/core/index.js';
import { pets, type PetLineOptions } from '../../../../src/watchdog/pets/index.js';
import { Recorder } from './recorder.js';

/** What is told of `text`, after `opened` and `heard`. */
async function judge(line: PetLineOptions['line'], text: string | Buffer): Promise<string[]> {
  const source = new PassThrough();
  const recorder = new Recorder();
  await using _ = pets.lines({ stream: source }, { line }).start(recorder, { clock: systemClock });
  source.write(text);
  await settle();
  expect(recorder.told.splice(0, 2)).toEqual(['opened', 'heard']);
  return recorder.told;
}

const refused = (line: string): string => `refused: a line that is no sign of life: ${JSON.stringify(line)}`;

test('a text fits the line that is exactly it', async () => {
  expect(
    await judge('WATCHDOG=1', 'WATCHDOG=1\nWATCHDOG=10\n WATCHDOG=1\nwatchdog=1\nWATCHDOG=1\r\n'),
  ).toEqual(['pet', refused('WATCHDOG=10'), refused(' WATCHDOG=1'), refused('watchdog=1'), 'pet']);
});

test('without a matcher every line fits that is not empty', async () => {
  expect(await judge(undefined, 'BOOT\n\n\r\n\r\r\n \nHB\n')).toEqual(['pet', 'pet', 'pet']);
});

test.each(['', 'g', 'y', 'gy'])(
  'an expression with the flags "%s" begins anew at each line',
  async (flags) => {
    const expression = new RegExp('HB [0-9A-F]{4}', flags);
    expression.lastIndex = 3;
    expect(await judge(expression, 'HB 0001\nHB 0002\nHB 0003\nHB\nHB 0004\n')).toEqual([
      'pet',
      'pet',
      'pet',
      refused('HB'),
      'pet',
    ]);
    expect(expression.lastIndex, "it is the owner's").toBe(3);
  },
);

test('a sticky expression fits only at the beginning of a line', async () => {
  expect(await judge(/HB/y, 'HB 1\nx HB 2\n')).toEqual(['pet', refused('x HB 2')]);
});

test('a function is given the line without its end', async () => {
  const seen: string[] = [];
  const line = (text: string): boolean => {
    seen.push(text);
    return text.startsWith('HB');
  };
  expect(await judge(line, 'HB 1\r\nBOOT\n')).toEqual(['pet', refused('BOOT')]);
  expect(seen).toEqual(['HB 1', 'BOOT']);
});

test('a function that throws has refused the line, and is asked again at the next', async () => {
  const line = (text: string): boolean => {
    if (text === 'bad') throw new Error('can not read this');
    return true;
  };
  expect(await judge(line, 'bad\ngood\n')).toEqual([
    'refused: the line function threw "can not read this" at "bad"',
    'pet',
  ]);
});

test('a function that throws what is no error has refused the line', async () => {
  const line = (): boolean => {
    throw undefined;
  };
  expect(await judge(line, 'HB\n')).toEqual(['refused: the line function threw "undefined" at "HB"']);
});

test('an answer that is merely truthy, such as a promise, lets nothing through', async () => {
  // As plain JavaScript may do.
  const line = (async () => false) as unknown as (line: string) => boolean;
  expect(await judge(line, 'HB\n')).toEqual([
    'refused: the line function answered an empty object, which is neither true nor false, to "HB"',
  ]);
});

test('bytes that are no UTF-8 are refused, and harm nobody', async () => {
  expect(await judge('HB', Buffer.concat([Buffer.of(0xff, 0xfe, 0x80, 0x0a), Buffer.from('HB\n')]))).toEqual([
    refused('\ufffd\ufffd\ufffd'),
    'pet',
  ]);
});
