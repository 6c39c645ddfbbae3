// The fear: something odd comes in over the guest's port, and disarms a watchdog, or fills our memory, or is answered for ever.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guestArmed } from './guest.js';

describe('a line that is no request', () => {
  test('is answered with what was expected, counted, and changes nothing', async () => {
    const { dogs, say } = await guestArmed();
    await say('ARM 0 30');
    for (const [line, expected] of [
      ['ARM', 'ARM 0 <seconds> [<name>] or ARM <id> <seconds>'],
      ['ARM 0', 'ARM 0 <seconds> [<name>] or ARM <id> <seconds>'],
      ['ARM 0 0', 'ARM 0 <seconds> [<name>] or ARM <id> <seconds>'],
      ['ARM 0 -1', 'ARM 0 <seconds> [<name>] or ARM <id> <seconds>'],
      ['ARM 0 30 ', 'ARM 0 <seconds> [<name>] or ARM <id> <seconds>'],
      ['ARM 0 30 a b', 'ARM 0 <seconds> [<name>] or ARM <id> <seconds>'],
      ['ARM 1 30 name', 'ARM 0 <seconds> [<name>] or ARM <id> <seconds>'],
      ['PET 0 30', 'PET <id> <seconds>'],
      ['PET 1 0', 'PET <id> <seconds>'],
      ['PET 1 1e9', 'PET <id> <seconds>'],
      ['PET 1 9999999999', 'PET <id> <seconds>'],
      ['DISARM', 'DISARM <id>'],
      ['DISARM 0', 'DISARM <id>'],
      ['DISARM 1 0', 'DISARM <id>'],
      ['HELLO', 'HELLO <version>'],
      ['BYE BYE', 'BYE'],
      ['disarm 1', 'HELLO, ARM, PET, DISARM, STATUS, BYE'],
    ])
      expect(await say(line!), line).toBe(`ERR SYNTAX expected ${expected}`);
    expect(dogs[0].snapshot).toMatchObject({ state: 'armed', petCount: 1, refusedCount: 17 });
    expect(dogs[0].snapshot.lastRefusal).toBe('a line that is no request: "disarm 1"');
  });

  test('and that looks like one of our answers is not answered: a terminal would send that back as well', async () => {
    const { guest, clock, dogs, say } = await guestArmed();
    for (const line of ['OK 1 30', 'ERR SYNTAX expected BYE']) expect(await say(line)).toBeUndefined();
    // A terminal with its echo on, in earnest.
    const { push } = guest.port;
    guest.answers.push = (...lines) => {
      for (const line of lines) push.call(guest.port, Buffer.from(`${line}\r\n`));
      return Array.prototype.push.apply(guest.answers, lines);
    };
    await say('login:');
    await clock.advance(60_000);
    expect(guest.answers).toHaveLength(1);
    expect(dogs[0].snapshot.refusedCount).toBe(4);
  });

  test('and is longer than any request is dropped to its end', async () => {
    const { clock, guest, say } = await guestArmed();
    guest.send('ARM 0 30'.padEnd(129, ' '));
    await clock.advance(0);
    expect(guest.answers).toEqual(['ERR TOOLONG a line of more than 128 bytes']);
    guest.send('x'.repeat(100_000));
    expect(await say('ARM 0 40')).toBeUndefined();
    expect(await say('ARM 0 50')).toBe('OK 1 50');
  });
});

test('lines may come in pieces, several at once, and end with a carriage return', async () => {
  const { clock, guest } = await guestArmed();
  for (const piece of ['\r\n\nAR', 'M 0 3', '0\r', '\nPET 1 40\nSTAT', 'US\r\n']) {
    guest.send(piece);
    await clock.advance(0);
  }
  expect(guest.answers).toEqual(['OK 1 30', 'OK 1 40', 'OK STATUS 1=40/40 2=0']);
});

describe('a flood', () => {
  test('is not answered by a flood, and the signs of life in it count', async () => {
    const { clock, guest, dogs, armed } = await guestArmed();
    guest.send('ARM 0 30\nARM 0 30 daemon\n');
    await clock.advance(0);
    for (let second = 0; second < 60; second += 1) {
      guest.send(`${'noise\n'.repeat(500)}PET 1 30\n${'STATUS\n'.repeat(500)}ARM 0 30 daemon\n`);
      await clock.advance(1_000);
    }
    // Twenty at once, and ten a second.
    expect(guest.answers.length).toBeLessThanOrEqual(20 + 10 * 60);
    expect(dogs.map(({ state }) => state)).toEqual(['armed', 'armed']);
    expect(dogs[0].snapshot.petCount).toBe(61);
    expect(armed.snapshot.unansweredCount).toBe(0);
    await clock.advance(30_000);
    expect(dogs.map(({ state }) => state)).toEqual(['expired', 'expired']);
  });

  test('does not arm or disarm what could not be answered', async () => {
    const { clock, guest, dogs } = await guestArmed();
    guest.send(`ARM 0 30\n${'STATUS\n'.repeat(30)}ARM 0 30\nDISARM 1\nBYE\n`);
    await clock.advance(0);
    expect(dogs.map(({ timeLeft }) => timeLeft)).toEqual([30_000, undefined]);
    expect(dogs[0].snapshot.lastRefusal).toBe('BYE: more requests than are answered');
  });

  test('of a guest that reads no answers keeps none of them for long', async () => {
    const { clock, guest, dogs, armed } = await guestArmed();
    guest.reads = false;
    for (let second = 0; second < 600; second += 1) {
      guest.send(`ARM 0 30\n${'STATUS\n'.repeat(20)}`);
      await clock.advance(1_000);
      guest.send('PET 1 30\n');
    }
    expect(guest.port.writableLength).toBeLessThan(20_000);
    expect(armed.snapshot.unansweredCount).toBeGreaterThan(1_000);
    expect(dogs[0].state).toBe('armed');
  });
});

test('whatever comes in, nothing throws, what was armed stays armed, and each answer is one short line', async () => {
  const word = fc.constantFrom(
    'ARM',
    'PET',
    'STATUS',
    'BYE',
    'HELLO',
    'OK',
    'ERR',
    '0',
    '1',
    '2',
    '3',
    '30',
    '',
    'x',
  );
  const line = fc.oneof(
    fc.array(word, { maxLength: 5 }).map((words) => words.join(' ')),
    fc.string({ maxLength: 200 }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(line, fc.uint8Array({ maxLength: 300 })), { maxLength: 30 }),
      async (input) => {
        const { clock, guest, dogs, say } = await guestArmed({ nowayout: true });
        await say('ARM 0 30');
        for (const piece of input) {
          guest.port.push(Buffer.from(typeof piece === 'string' ? `${piece}\n` : piece));
          await clock.advance(200);
        }
        expect(dogs[0].state).toBe('armed');
        for (const answer of guest.answers) expect(answer).toMatch(/^(OK|ERR) [ -~]{1,120}$/);
        guest.port.push('\n');
        await clock.advance(5_000);
        expect(await say('PET 1 30')).toBe('OK 1 30');
      },
    ),
    { numRuns: 200 },
  );
});
