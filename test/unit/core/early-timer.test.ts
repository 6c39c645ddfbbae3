// The fear: Node counts a timer from the loop's cached time and fires it early, turns a long one into 1 ms, and runs a
// due timer before it reads the sockets.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { AbortError, SystemClock, systemClock } from '../../../src/core/index.js';

describe('the system clock', () => {
  test('never fires early, at whatever fraction of a millisecond it begins', async () => {
    const early: number[] = [];
    for (let n = 0; n < 80; n += 1) {
      // Node counts whole milliseconds: begin late in one of them, and a plain timer fires early.
      const phase = performance.now() + (n % 20) / 20;
      while (performance.now() < phase);
      const wanted = 1 + (n % 3) / 4;
      const start = systemClock.now();
      await systemClock.sleep(wanted);
      const waited = systemClock.now() - start;
      if (waited < wanted) early.push(waited - wanted);
    }
    expect(early).toEqual([]);
  });

  test('takes a delay that is longer than a timer of Node can be', async () => {
    let fired = false;
    const timers = [2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER].map((delay) =>
      systemClock.setTimer(delay, () => void (fired = true)),
    );
    await systemClock.sleep(5);
    for (const timer of timers) timer.cancel();
    expect(fired).toBe(false);
  });

  test('fires what is due already, and what has a negative delay', async () => {
    await new Promise<void>((resolve) => void systemClock.setTimer(0, resolve));
    await new Promise<void>((resolve) => void systemClock.setTimer(-5, resolve));
  });

  test('a timer that was cancelled, or has fired, can be cancelled again', async () => {
    let fired = 0;
    const cancelled = systemClock.setTimer(1, () => void (fired += 1));
    cancelled.cancel();
    cancelled.cancel();
    const timer = systemClock.setTimer(1, () => void (fired += 1));
    await systemClock.sleep(3);
    timer.cancel();
    timer.ref();
    timer.unref();
    expect(fired).toBe(1);
  });

  test('a timer without a hold does not keep the process alive, and one with a hold does', () => {
    const timeouts = (): number =>
      process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timeouts();
    const timer = systemClock.setTimer(10_000, () => {});
    expect(timeouts()).toBe(before + 1);
    timer.unref();
    expect(timeouts()).toBe(before);
    timer.ref();
    expect(timeouts()).toBe(before + 1);
    timer.cancel();
    expect(timeouts()).toBe(before);
  });

  test('reads three clocks, each by its own scale', () => {
    const clock = new SystemClock();
    const [now, boot, wall] = [clock.now(), clock.boot(), clock.wall()];
    expect(clock.now()).toBeGreaterThanOrEqual(now);
    expect(boot % 10).toBe(0);
    expect(Math.abs(wall - Date.now())).toBeLessThan(1_000);
  });

  test('a sleep ends early by its signal only', async () => {
    const controller = new AbortController();
    const slept = systemClock.sleep(60_000, { signal: controller.signal });
    controller.abort('enough');
    await expect(slept).rejects.toBeInstanceOf(AbortError);
    await expect(slept).rejects.toMatchObject({ cause: 'enough' });
  });

  test('drain delivers what had arrived before it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const client = connect(address.port, '127.0.0.1');
    const [peer] = await once(server, 'connection');
    try {
      for (let round = 0; round < 20; round += 1) {
        let received = '';
        client.once('data', (bytes: Buffer) => {
          received = String(bytes);
        });
        // Written by a system call at once: it waits in our own kernel's buffer when drain is called.
        peer.write(`pet ${round}`);
        await systemClock.drain();
        expect(received).toBe(`pet ${round}`);
      }
    } finally {
      client.destroy();
      peer.destroy();
      server.close();
    }
  });
});
