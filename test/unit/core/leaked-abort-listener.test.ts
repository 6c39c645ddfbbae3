// The fear: a signal that lives as long as the process collects a listener for each wait that it could have ended.
import { getEventListeners, getMaxListeners, setMaxListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { AbortError, Deadlines, onAbort, type WaitLimits, wait, waitFor } from '../../../src/core/index.js';
import { VirtualClock } from '../../../src/testing/index.js';

const listening = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

describe('onAbort', () => {
  test('calls the listener once, with the reason, and is forgotten by the signal', () => {
    const controller = new AbortController();
    const reasons: unknown[] = [];
    const forget = onAbort(controller.signal, (reason) => reasons.push(reason));
    expect(listening(controller.signal)).toBe(1);
    controller.abort('enough');
    expect(reasons).toEqual(['enough']);
    expect(listening(controller.signal)).toBe(0);
    forget();
    expect(reasons).toEqual(['enough']);
  });

  test('calls the listener at once when the signal has aborted already, and adds none', () => {
    const signal = AbortSignal.abort('before');
    const reasons: unknown[] = [];
    const forget = onAbort(signal, (reason) => reasons.push(reason));
    expect(reasons).toEqual(['before']);
    expect(listening(signal)).toBe(0);
    forget();
  });

  test('calls nothing once forgotten', () => {
    const controller = new AbortController();
    const reasons: unknown[] = [];
    const forget = onAbort(controller.signal, (reason) => reasons.push(reason));
    forget();
    forget();
    expect(listening(controller.signal)).toBe(0);
    controller.abort();
    expect(reasons).toEqual([]);
  });

  test('a thousand times on one signal raises no warning of a leak: each is removed', async () => {
    const warnings: string[] = [];
    const listener = (warning: Error): void => void warnings.push(warning.name);
    process.on('warning', listener);
    const { signal } = new AbortController();
    const forget = Array.from({ length: 1_000 }, () => onAbort(signal, () => {}));
    await new Promise(setImmediate);
    process.off('warning', listener);
    expect(warnings).toEqual([]);
    for (const one of forget) one();
    expect(listening(signal)).toBe(0);
  });

  test('leaves a limit that the user has set as it is, and takes a signal of another make', () => {
    const { signal } = new AbortController();
    setMaxListeners(5, signal);
    onAbort(signal, () => {})();
    expect(getMaxListeners(signal)).toBe(5);
    const calls: string[] = [];
    const foreign = {
      aborted: false,
      addEventListener: (name: string) => calls.push(`add ${name}`),
      removeEventListener: (name: string) => calls.push(`remove ${name}`),
    };
    onAbort(foreign as unknown as AbortSignal, () => {})();
    expect(calls).toEqual(['add abort', 'remove abort']);
  });

  test('needs no signal', () => {
    const reasons: unknown[] = [];
    onAbort(undefined, (reason) => reasons.push(reason))();
    expect(reasons).toEqual([]);
  });
});

describe('wait', () => {
  interface Setting {
    readonly clock: VirtualClock;
    readonly controller: AbortController;
    readonly limits: WaitLimits;
    /** How often the wait told its source to stop. */
    stopped: number;
  }

  const setting = (): Setting => {
    const clock = new VirtualClock();
    const controller = new AbortController();
    return {
      clock,
      controller,
      stopped: 0,
      limits: {
        clock,
        signal: controller.signal,
        timeout: 1_000,
        timedOut: () => new Error('timed out'),
        aborted: (reason) => new AbortError('the wait', reason),
      },
    };
  };

  const expectNothingLeft = (s: Setting): void => {
    expect(listening(s.controller.signal)).toBe(0);
    expect(Deadlines.of(s.clock).size).toBe(0);
    expect(s.stopped).toBe(1);
  };

  test('leaves nothing behind when it resolves', async () => {
    const s = setting();
    let resolve: (value: string) => void = () => {};
    const waiting = wait<string>(s.limits, (fulfil) => {
      resolve = fulfil;
      return () => void (s.stopped += 1);
    });
    expect(listening(s.controller.signal)).toBe(1);
    expect(Deadlines.of(s.clock).size).toBe(1);
    expect(s.stopped).toBe(0);
    resolve('done');
    resolve('again');
    expect(await waiting).toBe('done');
    expectNothingLeft(s);
  });

  test('leaves nothing behind when it resolves before its source has been subscribed to', async () => {
    const s = setting();
    const waiting = wait<string>(s.limits, (resolve) => {
      resolve('at once');
      return () => void (s.stopped += 1);
    });
    expect(await waiting).toBe('at once');
    expectNothingLeft(s);
  });

  test('leaves nothing behind when it rejects', async () => {
    const s = setting();
    const waiting = wait<string>(s.limits, (_, reject) => {
      queueMicrotask(() => reject(new Error('no')));
      return () => void (s.stopped += 1);
    });
    await expect(waiting).rejects.toThrow('no');
    expectNothingLeft(s);
  });

  test('leaves nothing behind when its deadline passes', async () => {
    const s = setting();
    const waiting = wait<string>(s.limits, () => () => void (s.stopped += 1));
    waiting.catch(() => {});
    await s.clock.advance(999);
    expect(s.stopped).toBe(0);
    await s.clock.advance(1);
    await expect(waiting).rejects.toThrow('timed out');
    expectNothingLeft(s);
  });

  test('leaves nothing behind when its signal aborts', async () => {
    const s = setting();
    const waiting = wait<string>(s.limits, () => () => void (s.stopped += 1));
    s.controller.abort('enough');
    await expect(waiting).rejects.toMatchObject({ code: 'ERR_ABORTED', cause: 'enough' });
    expectNothingLeft(s);
  });

  test('does not begin when its signal has aborted already', async () => {
    const s = setting();
    s.controller.abort('before');
    let begun = false;
    const waiting = wait<string>(s.limits, () => {
      begun = true;
      return () => {};
    });
    await expect(waiting).rejects.toMatchObject({ code: 'ERR_ABORTED', cause: 'before' });
    expect(begun).toBe(false);
    expect(listening(s.controller.signal)).toBe(0);
    expect(Deadlines.of(s.clock).size).toBe(0);
  });

  test('leaves nothing behind when it can not begin', async () => {
    const s = setting();
    const waiting = wait<string>(s.limits, () => {
      throw new Error('no such source');
    });
    await expect(waiting).rejects.toThrow('no such source');
    expect(listening(s.controller.signal)).toBe(0);
    expect(Deadlines.of(s.clock).size).toBe(0);
  });

  test('without a timeout waits for as long as it takes, and sets no timer', async () => {
    const s = setting();
    let resolve: (value: string) => void = () => {};
    const waiting = wait<string>({ ...s.limits, timeout: Number.POSITIVE_INFINITY }, (fulfil) => {
      resolve = fulfil;
      return () => void (s.stopped += 1);
    });
    expect(s.clock.pendingTimers).toEqual([]);
    await s.clock.advance(1e12);
    resolve('late');
    expect(await waiting).toBe('late');
    expectNothingLeft(s);
  });

  test('for a promise drops what it brings too late', async () => {
    const s = setting();
    let reject: (error: Error) => void = () => {};
    const source = new Promise<string>((_, fail) => {
      reject = fail;
    });
    const waiting = waitFor(s.limits, source);
    waiting.catch(() => {});
    await s.clock.advance(1_000);
    await expect(waiting).rejects.toThrow('timed out');
    // Were it not dropped, this would be an unhandled rejection, which fails the run.
    reject(new Error('too late'));
    await expect(source).rejects.toThrow('too late');
    expect(listening(s.controller.signal)).toBe(0);
  });

  test('drops what comes of what nobody waited for, its signal having aborted before', async () => {
    const s = setting();
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', listen);
    s.controller.abort();
    await expect(waitFor(s.limits, Promise.reject(new Error('nobody asked')))).rejects.toThrow('aborted');
    await new Promise(setImmediate);
    process.off('unhandledRejection', listen);
    expect(unhandled).toEqual([]);
  });
});

describe('sleep', () => {
  test('adds one listener and removes it when it is over', async () => {
    const clock = new VirtualClock();
    const { signal } = new AbortController();
    const slept = clock.sleep(1_000, { signal });
    expect(listening(signal)).toBe(1);
    await clock.advance(1_000);
    await slept;
    expect(listening(signal)).toBe(0);
    expect(clock.pendingTimers).toEqual([]);
  });

  test('ends at once when its signal aborts, and takes its timer with it', async () => {
    const clock = new VirtualClock();
    const controller = new AbortController();
    const slept = clock.sleep(1_000, { signal: controller.signal });
    controller.abort('enough');
    await expect(slept).rejects.toMatchObject({ code: 'ERR_ABORTED', cause: 'enough' });
    expect(listening(controller.signal)).toBe(0);
    expect(clock.pendingTimers).toEqual([]);
  });

  test('does not begin when its signal has aborted already', async () => {
    const clock = new VirtualClock();
    await expect(clock.sleep(1_000, { signal: AbortSignal.abort('before') })).rejects.toBeInstanceOf(
      AbortError,
    );
    expect(clock.pendingTimers).toEqual([]);
  });
});
