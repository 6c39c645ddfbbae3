import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Deadlines } from '../../../src/core/index.js';
import { VirtualClock, VirtualTimeError } from '../../../src/testing/index.js';

describe('moving time', () => {
  test('timers fire at exactly their time, in order, those of one moment as they were set', async () => {
    const clock = new VirtualClock();
    const fired: string[] = [];
    for (const [name, delay] of [
      ['c', 30],
      ['a', 10],
      ['b', 20],
      ['b2', 20],
      ['never', 31],
    ] as const)
      clock.setTimer(delay, () => fired.push(`${name}@${clock.now()}`));
    await clock.advance(9.999);
    expect(fired).toEqual([]);
    await clock.advanceTo(30);
    expect(fired).toEqual(['a@10', 'b@20', 'b2@20', 'c@30']);
    expect(clock.now()).toBe(30);
  });

  test('promises, nextTick and streams settle between two timers', async () => {
    const clock = new VirtualClock();
    const seen: string[] = [];
    const stream = new PassThrough().on('data', (chunk) => seen.push(`data ${chunk}@${clock.now()}`));
    clock.setTimer(10, () => {
      stream.write('x');
      process.nextTick(() => seen.push(`tick@${clock.now()}`));
      void (async () => {
        for (let n = 0; n < 50; n += 1) await null;
        seen.push(`promise@${clock.now()}`);
      })();
    });
    clock.setTimer(10.5, () => seen.push('next timer'));
    await clock.advance(1000);
    expect(seen).toHaveLength(4);
    expect(seen.at(-1)).toBe('next timer');
    expect(seen.filter((entry) => entry.endsWith('@10'))).toHaveLength(3);
  });

  test('a timer that was set on the way fires on the way', async () => {
    const clock = new VirtualClock();
    const at: number[] = [];
    const again = (): void => {
      at.push(clock.now());
      clock.setTimer(100, again);
    };
    clock.setTimer(100, again);
    await clock.advance(350);
    expect(at).toEqual([100, 200, 300]);
    expect(clock.pendingTimers).toEqual([{ at: 400, held: true }]);
  });

  test('a cancelled timer does not fire, not even at the moment it is due', async () => {
    const clock = new VirtualClock();
    let fired = false;
    clock.setTimer(10, () => second.cancel());
    const second = clock.setTimer(10, () => {
      fired = true;
    });
    await clock.advance(10);
    second.cancel();
    expect(fired).toBe(false);
    expect(clock.pendingTimers).toEqual([]);
  });

  test('unref and ref show in the pending timers', () => {
    const clock = new VirtualClock();
    const timer = clock.setTimer(5, () => {});
    timer.unref();
    expect(clock.pendingTimers).toEqual([{ at: 5, held: false }]);
    timer.ref();
    expect(clock.pendingTimers).toEqual([{ at: 5, held: true }]);
  });

  test('sleep ends at its time, or by its signal', async () => {
    const clock = new VirtualClock();
    const controller = new AbortController();
    const slept = clock.sleep(50).then(() => clock.now());
    const aborted = clock.sleep(50, { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    await clock.advance(50);
    expect(await slept).toBe(50);
    expect(clock.pendingTimers).toEqual([]);
  });

  test('a call that was not awaited is found', async () => {
    const clock = new VirtualClock();
    const first = clock.advance(10);
    await expect(clock.advance(10)).rejects.toThrow(VirtualTimeError);
    await first;
    await clock.advance(10);
    expect(clock.now()).toBe(20);
  });

  test('a loop without a delay is an error and not a hang', async () => {
    const clock = new VirtualClock();
    const again = (): void => void clock.setTimer(0, again);
    again();
    await expect(clock.advance(1)).rejects.toThrow(/loop without a delay/);
  }, 20_000);

  test('what a timer callback throws comes out of advance, and time still moves', async () => {
    const clock = new VirtualClock();
    clock.setTimer(5, () => {
      throw new Error('oops');
    });
    await expect(clock.advance(10)).rejects.toThrow('oops');
    await clock.advance(10);
    expect(clock.now()).toBe(15);
  });

  test('an hour of heartbeats takes about a second', async () => {
    const clock = new VirtualClock();
    let beats = 0;
    const beat = (): void => {
      beats += 1;
      clock.setTimer(100, beat);
    };
    clock.setTimer(100, beat);
    await clock.advance(3_600_000);
    expect(beats).toBe(36_000);
  }, 20_000);
});

describe('waiting for what is not on the clock', () => {
  test('time stands still during file operations', async () => {
    const clock = new VirtualClock();
    const directory = await mkdtemp(join(tmpdir(), 'virtual-clock-'));
    const path = join(directory, 'journal');
    const at: number[] = [];
    clock.setTimer(10, () => {
      void (async () => {
        const file = await open(path, 'a');
        await file.write('x'.repeat(100_000));
        await file.sync();
        await file.close();
        at.push(clock.now(), (await readFile(path)).length);
      })();
    });
    clock.setTimer(11, () => at.push(clock.now()));
    await clock.advance(20);
    expect(at).toEqual([10, 100_000, 11]);
    await rm(directory, { recursive: true });
  });

  test('hold makes time wait for something real', async () => {
    const clock = new VirtualClock();
    const server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    let answeredAt = -1;
    clock.setTimer(10, () => {
      void clock.hold(
        fetch(`http://127.0.0.1:${port}/`)
          .then((response) => response.text())
          .then(() => {
            answeredAt = clock.now();
          }),
      );
    });
    await clock.advance(60_000);
    expect(answeredAt).toBe(10);
    server.closeAllConnections();
    server.close();
  });

  test('a held promise that rejects is let go, and its owner gets the error', async () => {
    const clock = new VirtualClock();
    const held = clock.hold(Promise.reject(new Error('no')));
    await clock.advance(10);
    await expect(held).rejects.toThrow('no');
  });
});

describe('runUntil', () => {
  test('stops at the moment the promise settles', async () => {
    const clock = new VirtualClock();
    clock.setTimer(1000, () => {});
    expect(await clock.runUntil(clock.sleep(250).then(() => 'done'))).toBe('done');
    expect(clock.now()).toBe(250);
  });

  test('passes a rejection on', async () => {
    const clock = new VirtualClock();
    await expect(
      clock.runUntil(
        clock.sleep(5).then(() => {
          throw new TypeError('bad');
        }),
      ),
    ).rejects.toThrow(TypeError);
  });

  test('gives up after its limit, and lists what is pending', async () => {
    const clock = new VirtualClock();
    const again = (): void => void clock.setTimer(400, again);
    again();
    clock.setTimer(5000, () => {}).unref();
    const never = new Promise(() => {});
    await expect(clock.runUntil(never, { limit: 1000 })).rejects.toThrow(
      /within 1000 virtual ms.*800 ms; pending timers: 1200 ms, 5000 ms \(unref\)/,
    );
  });

  test('says that nothing can bring the promise when no timer is left', async () => {
    const clock = new VirtualClock();
    await expect(clock.runUntil(new Promise(() => {}))).rejects.toThrow(/no timer is pending/);
  });
});

describe('the other clocks', () => {
  test('wall starts where it is told and goes on with time; boot counts in steps of 10 ms', async () => {
    const clock = new VirtualClock({ wall: new Date('2026-05-01T12:00:00Z'), boot: 1_000 });
    expect(new Date(clock.wall()).toISOString()).toBe('2026-05-01T12:00:00.000Z');
    expect(clock.boot()).toBe(1_000);
    await clock.advance(1_019);
    expect(new Date(clock.wall()).toISOString()).toBe('2026-05-01T12:00:01.019Z');
    expect(clock.boot()).toBe(2_010);
  });

  test('while the host sleeps boot and wall go on, now and timers stand still', async () => {
    const clock = new VirtualClock({ boot: 0, wall: 0 });
    let firedAt = -1;
    clock.setTimer(100, () => {
      firedAt = clock.now();
    });
    await clock.advance(50);
    clock.sleepHost(10_000);
    expect([clock.now(), clock.boot(), clock.wall(), firedAt]).toEqual([50, 10_050, 10_050, -1]);
    await clock.advance(50);
    expect(firedAt).toBe(100);
  });

  test('the wall clock can be stepped, and nothing else notices', async () => {
    const clock = new VirtualClock({ wall: 1_000_000, boot: 0 });
    clock.stepWall(-500_000);
    expect([clock.now(), clock.boot(), clock.wall()]).toEqual([0, 0, 500_000]);
  });
});

describe('deadlines on a virtual clock', () => {
  test('one of 1000 ms is called at exactly 1000, not late', async () => {
    const clock = new VirtualClock();
    const calls: [number, number][] = [];
    const deadline = Deadlines.of(clock).create((now, late) => calls.push([now, late]));
    deadline.set(1000);
    await clock.advance(999.9);
    expect(calls).toEqual([]);
    await clock.advance(0.1);
    expect(calls).toEqual([[1000, 0]]);
  });

  test('many, postponed and cleared on the way, are each called at their own time', async () => {
    const clock = new VirtualClock();
    const calls: string[] = [];
    const make = (name: string) =>
      Deadlines.of(clock).create((now, late) => calls.push(`${name}@${now}+${late}`));
    const [a, b, c, d] = [make('a'), make('b'), make('c'), make('d')];
    a.set(100);
    b.set(200);
    c.set(200);
    d.set(300);
    clock.setTimer(50, () => a.set(250));
    clock.setTimer(60, () => c.clear());
    await clock.advance(10_000);
    expect(calls).toEqual(['b@200+0', 'a@250+0', 'd@300+0']);
  });

  test('a stall is seen as late', async () => {
    const clock = new VirtualClock();
    const calls: [number, number][] = [];
    Deadlines.of(clock)
      .create((now, late) => calls.push([now, late]))
      .set(1000);
    await clock.advance(900);
    await clock.stall(700);
    expect(calls).toEqual([[1600, 600]]);
  });
});

describe('a stall', () => {
  test('timers fire after it, in order, and not at their time', async () => {
    const clock = new VirtualClock();
    const fired: string[] = [];
    clock.setTimer(20, () => fired.push(`20@${clock.now()}`));
    clock.setTimer(10, () => fired.push(`10@${clock.now()}`));
    clock.setTimer(101, () => fired.push(`101@${clock.now()}`));
    await clock.stall(100);
    expect(fired).toEqual(['10@100', '20@100']);
    await clock.advance(1);
    expect(fired.at(-1)).toBe('101@101');
  });

  test('the world outside goes on during it', async () => {
    const clock = new VirtualClock();
    const at: string[] = [];
    clock.outside.setTimer(10, () => at.push(`outside@${clock.outside.now()}`));
    clock.setTimer(5, () => at.push(`inside@${clock.now()}`));
    await clock.stall(100);
    expect(at).toEqual(['outside@10', 'inside@100']);
  });
});
