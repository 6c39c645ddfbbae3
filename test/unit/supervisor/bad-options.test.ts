// The fear: a supervisor is taken that watches the wrong thing, or acts where it was not told to.
import { expect, test } from 'vitest';
import { OptionError, type Qmp, Supervisor, type SupervisorOptions, Watchdog } from 'qmp-watchdog';

const vm = { execute: () => Promise.resolve({}) } as unknown as Qmp;
const dog = (id = 'dog'): Watchdog => new Watchdog({ id, timeout: 1_000 });
const make = (options: object): Supervisor =>
  new Supervisor({ vm, policies: [], ...options } as SupervisorOptions);

test.each<[string, object, RegExp]>([
  [
    'enforcing without a journal',
    { mode: 'enforce' },
    /supervisor\.journal must be the path of a file, or 'none' written out/,
  ],
  [
    'another mode',
    { mode: 'dry-run' },
    /supervisor\.mode must be one of 'observe', 'enforce'; got "dry-run"/,
  ],
  ['no VM', { vm: undefined }, /supervisor\.vm must be a connected Vm or QmpClient/],
  ['a journal without a name', { journal: '' }, /supervisor\.journal/],
  [
    'no policies',
    { policies: undefined },
    /supervisor\.policies must be an array of policies; got undefined/,
  ],
  ['one policy that is no array', { policies: {} }, /supervisor\.policies/],
  ['two watchdogs of one id', { watchdogs: [dog(), dog()] }, /supervisor\.watchdogs .* got "dog"/],
  ['a name without letters', { name: '' }, /supervisor\.name/],
  ['a misspelt option', { journl: 'x' }, /supervisor\.journl must be left out/],
  ['no time for the journal', { journalTimeout: 0 }, /supervisor\.journalTimeout/],
  [
    'a journal of a few records',
    { journalMaxBytes: 1_000 },
    /supervisor\.journalMaxBytes .* at least 1048576/,
  ],
  ['no older file of the journal', { journalKeep: 0 }, /supervisor\.journalKeep .* from 1 to 999/],
  [
    'acting without a journal that has failed',
    { onJournalFailure: 'enforce' },
    /supervisor\.onJournalFailure must be one of 'end', 'observe'/,
  ],
  ['no boot grace', { bootGrace: 0 }, /supervisor\.bootGrace/],
  ['an endless unknown', { unknownAfter: Number.POSITIVE_INFINITY }, /supervisor\.unknownAfter/],
  ['an endless pause', { pauseLimit: Number.POSITIVE_INFINITY }, /supervisor\.pauseLimit/],
])('%s is refused by name, value and range', (_, change, message) => {
  expect(() => make(change)).toThrow(OptionError);
  expect(() => make(change)).toThrow(message);
});

test('it observes unless it is told to act', () => {
  expect(make({}).snapshot).toEqual({
    mode: 'observe',
    running: false,
    incident: undefined,
    policies: [],
    halted: {},
    watchdogs: [],
  });
  expect(make({ mode: 'enforce', journal: 'none' }).snapshot.mode).toBe('enforce');
});

test('what it would run with is checked before anything begins', async () => {
  await expect(make({}).run({ sgnal: undefined } as never)).rejects.toThrow(/run\.sgnal must be left out/);
});
