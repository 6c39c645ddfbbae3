// The fear: two copies of the package in one process, and `instanceof` no longer recognises an error.
import { describe, expect, test, vi } from 'vitest';
import { brand } from '../../../src/core/index.js';
import * as front from '../../../src/index.js';
import { CommandTimeoutError, OptionError, QmpWatchdogError, TimeoutError } from '../../../src/index.js';

type Front = typeof front;

async function secondCopy(): Promise<Front> {
  vi.resetModules();
  return await import('../../../src/index.js');
}

type ErrorClass = typeof QmpWatchdogError;

function isErrorClass(value: unknown): value is ErrorClass {
  return (
    typeof value === 'function' && (value === QmpWatchdogError || value.prototype instanceof QmpWatchdogError)
  );
}

/** Every error class that the package exports. */
const classes = Object.entries(front as Record<string, unknown>).filter(
  (entry): entry is [string, ErrorClass] => isErrorClass(entry[1]),
);

/** An instance without calling the constructor: enough for `instanceof`. */
const instance = (errorClass: ErrorClass): object => Object.create(errorClass.prototype);

describe('across copies', () => {
  test('there are two copies, or this file would prove nothing', async () => {
    const other = await secondCopy();
    expect(other.QmpWatchdogError).not.toBe(QmpWatchdogError);
    expect(classes.length).toBeGreaterThan(12);
  });

  test('an error of the one is an instance of the class of the other, both ways, for every class', async () => {
    const other = await secondCopy();
    for (const [name, ours] of classes) {
      const theirs = (other as Record<string, unknown>)[name] as ErrorClass;
      expect(theirs, name).not.toBe(ours);
      expect(instance(theirs) instanceof ours, name).toBe(true);
      expect(instance(ours) instanceof theirs, name).toBe(true);
      expect(instance(theirs) instanceof QmpWatchdogError, name).toBe(true);
    }
  });

  test('no class takes an error of another one for its own', async () => {
    const other = await secondCopy();
    for (const [name, ours] of classes) {
      for (const [otherName, otherClass] of classes) {
        const related =
          otherClass === ours || Object.prototype.isPrototypeOf.call(ours.prototype, otherClass.prototype);
        expect(
          instance((other as Record<string, unknown>)[otherName] as ErrorClass) instanceof ours,
          `${otherName} instanceof ${name}`,
        ).toBe(related);
      }
    }
  });

  test('the family is kept: a command that timed out is a time-out', async () => {
    const other = await secondCopy();
    const error = new other.CommandTimeoutError('stop', 10, 'unknown');
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toBeInstanceOf(CommandTimeoutError);
    expect(error).toBeInstanceOf(Error);
    expect(error instanceof OptionError).toBe(false);
  });
});

describe('a class of the user', () => {
  class Mine extends CommandTimeoutError {}

  test('is an instance of its ancestors, and they are none of it', () => {
    const mine = new Mine('stop', 10, 'unknown');
    expect(mine instanceof Mine).toBe(true);
    expect(mine instanceof CommandTimeoutError).toBe(true);
    expect(mine instanceof TimeoutError).toBe(true);
    expect(new CommandTimeoutError('stop', 10, 'unknown') instanceof Mine).toBe(false);
  });

  test('may be branded by the user', () => {
    class Branded extends QmpWatchdogError {
      static {
        brand(this, 'test/Branded');
      }
    }
    class SameBrand extends QmpWatchdogError {
      static {
        brand(this, 'test/Branded');
      }
    }
    expect(new SameBrand('ERR_TEST', 'x') instanceof Branded).toBe(true);
    expect(new Branded('ERR_TEST', 'x').name).toBe('test/Branded');
    expect(new QmpWatchdogError('ERR_TEST', 'x') instanceof Branded).toBe(false);
  });
});

test.for([
  null,
  undefined,
  0,
  'ERR_OPTION',
  Symbol.for('qmp-watchdog/OptionError'),
  {},
  new Error('no'),
  { code: 'ERR_OPTION' },
])('what is no error of the package is no instance of its classes: %s', (value) => {
  for (const [name, errorClass] of classes) expect((value as object) instanceof errorClass, name).toBe(false);
});

describe('every error', () => {
  test('has its class as its name, which is not listed among its properties', () => {
    for (const [name, errorClass] of classes) expect((instance(errorClass) as Error).name).toBe(name);
    const error = new OptionError('timeout', -1, 'positive');
    expect(Object.keys(error).sort()).toEqual(['code', 'option', 'value']);
    expect(String(error)).toBe('OptionError: timeout must be positive; got -1');
    expect(error.stack).toContain('foreign-copy-error');
  });

  test('has a cause only where there is one', () => {
    expect('cause' in new QmpWatchdogError('ERR_TEST', 'x')).toBe(false);
    expect('cause' in new QmpWatchdogError('ERR_TEST', 'x', { cause: undefined })).toBe(false);
    expect(new QmpWatchdogError('ERR_TEST', 'x', { cause: 'why' }).cause).toBe('why');
  });
});
