// The fear: one listener that throws, rejects or unsubscribes in the middle keeps the others, or the reader, from working.
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { GuardedEmitter, unsubscribe, warnOfListenerError } from '../../../src/core/index.js';

interface Events {
  readonly a: number;
  readonly b: string;
}

const setting = () => {
  const reported: { readonly error: unknown; readonly event: string }[] = [];
  const emitter = new GuardedEmitter<Events>((error, event) => reported.push({ error, event }));
  return { emitter, reported };
};

describe('a listener that fails', () => {
  test('is reported, and the later ones are called', () => {
    const { emitter, reported } = setting();
    const heard: string[] = [];
    emitter.on('a', () => heard.push('first'));
    emitter.on('a', () => {
      throw new Error('no');
    });
    emitter.on('a', () => heard.push('last'));
    emitter.emit('a', 1);
    emitter.emit('a', 2);
    expect(heard).toEqual(['first', 'last', 'first', 'last']);
    expect(reported).toEqual([
      { error: new Error('no'), event: 'a' },
      { error: new Error('no'), event: 'a' },
    ]);
  });

  test('by a promise is reported too, instead of ending the process', async () => {
    const { emitter, reported } = setting();
    emitter.on('a', async () => {
      throw new Error('later');
    });
    emitter.on('a', () => Promise.reject(new Error('also')));
    // A promise of another realm is no `instanceof Promise` here.
    emitter.on('a', () => runInNewContext("Promise.reject(new Error('foreign'))"));
    emitter.emit('a', 1);
    await new Promise(setImmediate);
    expect(reported.map(({ error }) => (error as Error).message).sort()).toEqual([
      'also',
      'foreign',
      'later',
    ]);
  });

  test('and whose failure nobody can even be told of still hurts nobody', () => {
    const heard: string[] = [];
    const emitter = new GuardedEmitter<Events>(() => {
      throw new Error('the handler threw as well');
    });
    const warnings = collectWarnings(() => {
      emitter.on('a', () => {
        throw new Error('no');
      });
      emitter.on('a', () => heard.push('last'));
      emitter.emit('a', 1);
    });
    expect(heard).toEqual(['last']);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toContain('the handler threw as well');
    expect(warnings[1]).toContain('no');
  });
});

describe('the warning', () => {
  test('names the event and says what was thrown', () => {
    expect(collectWarnings(() => warnOfListenerError(new Error('no'), 'STOP'))).toEqual([
      expect.stringMatching(/^a listener of "STOP" threw: Error: no\n/),
    ]);
  });

  test.for<[string, unknown, string]>([
    ['an object without a prototype', Object.create(null), 'an empty object'],
    ['an object', { a: 1 }, 'an object with a'],
    ['undefined', undefined, 'undefined'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
  ])('can say %s', ([, thrown, says]) => {
    expect(collectWarnings(() => warnOfListenerError(thrown, 'STOP'))).toEqual([
      `a listener of "STOP" threw: ${says}`,
    ]);
  });
});

describe('a listener', () => {
  test('that unsubscribes while it is called is not called again', () => {
    const { emitter } = setting();
    const heard: number[] = [];
    const off = emitter.on('a', (value) => {
      heard.push(value);
      off();
    });
    emitter.emit('a', 1);
    emitter.emit('a', 2);
    expect(heard).toEqual([1]);
  });

  test('that another one unsubscribes is not called any more, in the same round neither', () => {
    const { emitter } = setting();
    const heard: string[] = [];
    emitter.on('a', () => {
      heard.push('first');
      off();
    });
    const off = emitter.on('a', () => heard.push('second'));
    emitter.on('a', () => heard.push('third'));
    emitter.emit('a', 1);
    expect(heard).toEqual(['first', 'third']);
  });

  test('that is added while an event is told hears of the next one', () => {
    const { emitter } = setting();
    const heard: string[] = [];
    emitter.on('a', (value) => {
      heard.push(`first ${value}`);
      if (value === 1) emitter.on('a', (next) => heard.push(`second ${next}`));
    });
    emitter.on('a', (value) => heard.push(`other ${value}`));
    emitter.emit('a', 1);
    expect(heard).toEqual(['first 1', 'other 1']);
    emitter.emit('a', 2);
    expect(heard.slice(2)).toEqual(['first 2', 'other 2', 'second 2']);
  });

  test('subscribed twice is called twice, and each subscription ends by itself', () => {
    const { emitter } = setting();
    let calls = 0;
    const listener = (): void => void (calls += 1);
    const off = emitter.on('a', listener);
    emitter.on('a', listener);
    emitter.emit('a', 1);
    expect(calls).toBe(2);
    off();
    off();
    expect(emitter.listenerCount('a')).toBe(1);
    emitter.emit('a', 1);
    expect(calls).toBe(3);
  });

  test('is forgotten by using and by calling alike, and more than once', () => {
    const { emitter } = setting();
    const off = emitter.on('a', () => {});
    off[Symbol.dispose]();
    off();
    off[Symbol.dispose]();
    expect(emitter.listenerCount('a')).toBe(0);
  });

  test('hears nothing once all are forgotten', () => {
    const { emitter } = setting();
    const heard: unknown[] = [];
    emitter.on('a', (value) => heard.push(value));
    emitter.on('b', (value) => heard.push(value));
    emitter.clear();
    emitter.emit('a', 1);
    emitter.emit('b', 'x');
    expect(heard).toEqual([]);
    expect(emitter.listenerCount('a')).toBe(0);
  });
});

test('an event named error that nobody hears hurts nobody', () => {
  const emitter = new GuardedEmitter<{ readonly error: Error }>();
  emitter.emit('error', new Error('unheard'));
  expect(emitter.listenerCount('error')).toBe(0);
});

test.for(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])(
  'an event that the peer named %j is an event like any other',
  (name) => {
    const emitter = new GuardedEmitter<Record<string, number>>();
    expect(emitter.listenerCount(name)).toBe(0);
    emitter.emit(name, 1);
    const heard: number[] = [];
    const off = emitter.on(name, (value) => heard.push(value));
    expect(emitter.listenerCount(name)).toBe(1);
    emitter.emit(name, 2);
    off();
    emitter.emit(name, 3);
    expect(heard).toEqual([2]);
  },
);

test('unsubscribe turns a function into something disposable', () => {
  let stopped = 0;
  const off = unsubscribe(() => void (stopped += 1));
  off();
  off[Symbol.dispose]();
  expect(stopped).toBe(2);
});

function collectWarnings(run: () => void): string[] {
  const warnings: string[] = [];
  const { emitWarning } = process;
  process.emitWarning = ((warning: string | Error, options?: { readonly type?: string }) => {
    warnings.push(String(warning));
    expect(options?.type).toBe('QmpWatchdogListenerWarning');
  }) as typeof emitWarning;
  try {
    run();
  } finally {
    process.emitWarning = emitWarning;
  }
  return warnings;
}
