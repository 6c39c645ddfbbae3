// The fear: a guest that moves to another host is watched by both or by none, or is armed twice by one state.
import { describe, expect, test } from 'vitest';
import { type ArmedTimers, ArmedTimersError } from 'qmp-watchdog';
import { ImportedStates } from '../../../../src/watchdog/guest-armed/imported-states.js';
import { guestArmed, type Setting } from './guest.js';

/** As it arrives at the other host. */
const sent = (state: ArmedTimers): ArmedTimers => JSON.parse(JSON.stringify(state));

const states = ({ dogs }: Setting): readonly string[] => dogs.map(({ state }) => state);

async function failureOf(setting: Setting, state: unknown): Promise<string> {
  try {
    // What comes from elsewhere may be anything.
    setting.armed.import(state as ArmedTimers);
  } catch (error) {
    expect(error).toBeInstanceOf(ArmedTimersError);
    expect(error).toMatchObject({ code: 'ERR_ARMED_TIMERS' });
    return (error as ArmedTimersError).failure;
  }
  return 'none';
}

async function migrating(): Promise<{ readonly source: Setting; readonly target: Setting }> {
  const source = await guestArmed();
  await source.say('ARM 0 30 daemon');
  await source.say('ARM 0 60');
  await source.clock.advance(20_000);
  return { source, target: await guestArmed() };
}

test('what was left travels, and has its grace', async () => {
  const { source, target } = await migrating();
  const state = sent(source.armed.export());
  expect(state).toEqual({
    version: 1,
    id: expect.stringMatching(/^[\da-f-]{36}$/),
    epoch: 1,
    timers: [
      { id: 1, name: 'daemon', timeout: 30_000, remaining: 10_000 },
      { id: 2, timeout: 60_000, remaining: 40_000 },
    ],
  });
  target.armed.import(state, { grace: 5_000 });
  expect(target.dogs.map(({ timeLeft }) => timeLeft)).toEqual([15_000, 45_000]);
  expect(target.dogs[0].snapshot.channel).toBe('unproven');
  await target.clock.advance(14_000);
  expect(await target.say('ARM 0 30 daemon')).toBe('OK 1 30');
  expect(target.dogs.map(({ timeLeft }) => timeLeft)).toEqual([30_000, 31_000]);
  await target.clock.advance(31_000);
  expect(states(target)).toEqual(['expired', 'expired']);
});

test('a guest that does not come up at the other host is found there', async () => {
  const { source, target } = await migrating();
  target.armed.import(sent(source.armed.export()));
  await target.clock.advance(39_999);
  expect(states(target)).toEqual(['armed', 'armed']);
  await target.clock.advance(1);
  expect(states(target)).toEqual(['expired', 'armed']);
});

test('nobody counts while the VM stands still: the whole timeout is left; and nothing of one that has expired', async () => {
  const { source } = await migrating();
  await source.clock.advance(10_000);
  for (const dog of source.dogs) dog.pause('VM postmigrate', 3_600_000);
  await source.clock.advance(10_000);
  expect(source.armed.export().timers).toMatchObject([{ remaining: 0 }, { remaining: 60_000 }]);
  expect(states(source)).toEqual(['disarmed', 'disarmed']);
});

describe('the source', () => {
  test('is disarmed for good, and says so to its guest', async () => {
    const { source } = await migrating();
    const state = source.armed.export();
    source.log.length = 0;
    for (const line of ['ARM 0 30', 'ARM 0 30 daemon', 'PET 1 30', 'DISARM 1', 'BYE'])
      expect(await source.say(line)).toBe('ERR MOVED the timers of this guest are watched elsewhere');
    expect(await source.say('STATUS')).toBe('OK STATUS 1=0 2=0');
    await source.clock.advance(1_000_000);
    expect(source.log).toEqual([]);
    expect(source.armed.export()).toBe(state);
    expect(source.armed.snapshot).toMatchObject({
      moved: true,
      timers: [{ armed: false }, { armed: false }],
    });
  });

  test('can take back what it gave away, once', async () => {
    const { source } = await migrating();
    const state = sent(source.armed.export());
    source.armed.import(state, { grace: 1_000 });
    expect(source.dogs.map(({ timeLeft }) => timeLeft)).toEqual([11_000, 41_000]);
    expect(await source.say('PET 1 30')).toBe('OK 1 30');
    expect(await failureOf(source, state)).toBe('imported');
    const later = source.armed.export();
    expect(later.id).not.toBe(state.id);
    expect(later.epoch).toBe(2);
  });
});

describe('a state', () => {
  test('arms once', async () => {
    const { source, target } = await migrating();
    const state = sent(source.armed.export());
    target.armed.import(state);
    await target.say('DISARM 1');
    expect(await failureOf(target, state)).toBe('imported');
    expect(states(target)).toEqual(['disarmed', 'armed']);
  });

  test('arms once in a process, whichever object imports it, and though the one that did be gone', async () => {
    const { source, target } = await migrating();
    const state = sent(source.armed.export());
    target.armed.import(state);
    await target.say('DISARM 1');
    const another = await guestArmed();
    expect(await failureOf(another, sent(state))).toBe('imported');
    // Nor does it come back to where it was exported while it is armed elsewhere.
    expect(await failureOf(source, state)).toBe('imported');
    expect(states(source)).toEqual(['disarmed', 'disarmed']);
    const onward = sent(target.armed.export());
    await target.armed[Symbol.asyncDispose]();
    expect(await failureOf(another, state)).toBe('imported');
    expect(states(another)).toEqual(['disarmed', 'disarmed']);
    another.armed.import(onward);
    expect(states(another)).toEqual(['disarmed', 'armed']);
  });

  test('is remembered among many, and the memory of them is bounded', () => {
    const imported = new ImportedStates(3);
    for (const id of ['a', 'b', 'b', 'c', 'd']) imported.add(id);
    expect(['a', 'b', 'c', 'd'].map((id) => imported.has(id))).toEqual([false, true, true, true]);
  });

  test('leaves alone what the guest has armed by itself already', async () => {
    const { source, target } = await migrating();
    expect(await target.say('ARM 0 90 daemon')).toBe('OK 1 90');
    target.armed.import(sent(source.armed.export()));
    expect(target.dogs.map(({ timeLeft }) => timeLeft)).toEqual([90_000, 70_000]);
    const other = await guestArmed();
    await other.say('ARM 0 30');
    expect(await other.say('ARM 0 90 daemon')).toBe('OK 2 90');
    const again = await migrating();
    other.armed.import(sent(again.source.armed.export()));
    expect(other.armed.snapshot.timers).toMatchObject([
      { armed: true, name: undefined, timeout: 30_000 },
      { armed: true, name: 'daemon', timeout: 90_000 },
    ]);
  });

  test('is granted what this host grants', async () => {
    const { source } = await migrating();
    const target = await guestArmed({ maxTimeout: 20_000 });
    target.armed.import(sent(source.armed.export()));
    expect(target.armed.snapshot.timers).toMatchObject([{ timeout: 20_000 }, { timeout: 20_000 }]);
  });

  test('that leaves a timer more than any may have here is cut down, and what the guest is told are whole seconds', async () => {
    const { source } = await migrating();
    const good = sent(source.armed.export());
    const target = await guestArmed({ maxTimeout: 20_000, byeGrace: 40_000, bootGrace: 50_000 });
    expect(() => target.armed.import(good, { grace: 1e12 })).toThrow(/import.grace must be/);
    target.armed.import(
      { ...good, timers: [{ id: 1, timeout: 7_400.5, remaining: 1e12 }] },
      { grace: 86_400_000 },
    );
    expect(target.dogs[0].timeLeft).toBe(86_450_000);
    expect(await target.say('STATUS')).toBe('OK STATUS 1=8/86450 2=0');
  });

  test('that is none, or another version, or too large arms nothing', async () => {
    const { source, target } = await migrating();
    const good = sent(source.armed.export());
    const [first, second] = good.timers;
    for (const bad of [
      undefined,
      null,
      [],
      'text',
      { ...good, id: '' },
      { ...good, id: 'x'.repeat(101) },
      { ...good, epoch: 0 },
      { ...good, timers: {} },
      { ...good, timers: [first, first] },
      { ...good, timers: [first, { ...second, remaining: -1 }] },
      { ...good, timers: [first, { ...second, remaining: Number.NaN }] },
      { ...good, timers: [first, { ...second, timeout: 0 }] },
      { ...good, timers: [first, { ...second, timeout: 1e13 }] },
      { ...good, timers: [first, { ...second, id: 1.5 }] },
      { ...good, timers: [first, { ...second, name: 'a b' }] },
      { ...good, timers: [first, null] },
    ])
      expect(await failureOf(target, bad), JSON.stringify(bad)).toBe('malformed');
    expect(await failureOf(target, { ...good, version: 2 })).toBe('version');
    expect(await failureOf(target, { ...good, timers: [first, { ...second, id: 3 }] })).toBe('no-space');
    expect(await failureOf(await guestArmed({ timers: 1 }), good)).toBe('no-space');
    expect(states(target)).toEqual(['disarmed', 'disarmed']);
    expect(await failureOf(target, good)).toBe('none');
  });

  test('has a grace of at least a second', async () => {
    const { source, target } = await migrating();
    const state = source.armed.export();
    expect(() => target.armed.import(state, { grace: 0 })).toThrow(/import.grace must be/);
    expect(() => target.armed.import(state, { gracé: 0 } as object)).toThrow(/left out/);
    expect(states(target)).toEqual(['disarmed', 'disarmed']);
  });
});
