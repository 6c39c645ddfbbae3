// The fear: a guest that is well is reset, because something else than the guest was silent.
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { act, on } from 'qmp-watchdog';
import { answer } from 'qmp-watchdog/testing';
import { beforeEvery } from '../unit/journal/disk.js';
import { HandChannel } from '../unit/watchdog/watched.js';
import { escalation, reset, type Setting, supervised } from './supervised.js';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('QEMU was silent, and its guest with it', () => {
  test('a stopped process goes on: its guest is given a whole timeout to be heard', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_050);
    s.qemu.process.stop();
    await s.clock.advance(5_000);
    expect(s.story.slice(0, 2)).toEqual([
      'trigger hung guest',
      'evidence system_reset: unknown, qmp-silent: unresponsive',
    ]);
    s.qemu.process.continue();
    await s.clock.advance(60_000);
    expect(s.sent).toEqual([]);
    expect(s.story.at(-1)).toBe('ended recovered');
    expect(s.dog.state).toBe('armed');
  });

  test('for any time, at any moment, with pets three times a timeout', { timeout: 30_000 }, async () => {
    const interval = 150;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: interval - 1 }),
        fc.oneof(fc.integer({ min: 200, max: 700 }), fc.integer({ min: 200, max: 5_000 })),
        fc.boolean(),
        fc.constantFrom('main loop', 'process'),
        async (phase, blocked, missedSome, what) => {
          await using s = await supervised({ policies: reset, qemu: { guest: { interval } } });
          await s.clock.advance(1_000);
          if (missedSome) {
            // QEMU was asked in an earlier silence: that proves nothing for this one.
            s.qemu.guest.mute();
            await s.clock.advance(400);
            s.qemu.guest.unmute();
            await s.clock.advance(200);
          }
          await s.clock.advance(phase);
          if (what === 'process') s.qemu.process.stop();
          else s.qemu.mainLoop.stall();
          await s.clock.advance(blocked);
          s.qemu.process.continue();
          s.qemu.mainLoop.resume();
          await s.clock.advance(5_000);
          expect(s.sent).toEqual([]);
          expect(s.dog.state).toBe('armed');
          expect(s.supervisor.snapshot.incident).toBeUndefined();
        },
      ),
      { numRuns: 40, examples: [[0, 351, false, 'main loop']] },
    );
  });

  test('but one that is hung behind it is reset, a timeout after QEMU is back', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_050);
    s.qemu.guest.hang();
    s.qemu.process.stop();
    await s.clock.advance(5_000);
    s.qemu.process.continue();
    await s.clock.advance(499);
    expect(s.sent).toEqual([]);
    await s.clock.advance(3_001);
    expect(s.sent).toEqual(['system_reset']);
    await s.clock.advance(1_000);
    expect(s.story.at(-1)).toBe('ended recovered');
  });
});

describe('the channel of the pets was gone', () => {
  const lostWhileExpired = async (): Promise<{ s: Setting; channel: HandChannel }> => {
    const channel = new HandChannel();
    const s = await supervised({ policies: reset, dog: { pets: channel } });
    channel.open();
    channel.pet();
    s.qemu.mainLoop.stall();
    await s.clock.advance(600);
    channel.close();
    s.qemu.mainLoop.resume();
    await s.clock.advance(5_000);
    expect(s.supervisor.snapshot.incident?.unknown?.reason).toBe('pets-unknown: cut');
    channel.open();
    // No pet, but it proves that this connection carries something.
    channel.hear();
    await s.clock.advance(499);
    return { s, channel };
  };

  test('it is back, and so is the guest: it has a whole timeout to be heard', async () => {
    const { s, channel } = await lostWhileExpired();
    await using _ = s;
    channel.pet();
    await s.clock.advance(499);
    expect(s.sent).toEqual([]);
    expect(s.story.at(-1)).toBe('ended recovered');
  });

  test('it is back, and the guest is hung: it is reset after that timeout', async () => {
    const { s } = await lostWhileExpired();
    await using _ = s;
    expect(s.sent).toEqual([]);
    await s.clock.advance(1_100);
    expect(s.sent).toEqual(['system_reset']);
  });
});

describe('the guest was heard before the action began', () => {
  test('petted while the evidence was gathered', async () => {
    const channel = new HandChannel();
    await using s = await supervised({ policies: reset, dog: { pets: channel } });
    channel.open();
    channel.pet();
    // It is asked first when two thirds of the timeout have passed.
    await s.clock.advance(400);
    s.qemu.on('query-status', () => {
      channel.pet();
      return { running: true, status: 'running' };
    });
    await s.clock.advance(300);
    expect(s.sent).toEqual([]);
    expect(s.story).toEqual(['trigger hung guest', 'ended recovered']);
  });

  test('petted together with the answer that QEMU gives', async () => {
    const channel = new HandChannel();
    await using s = await supervised({ policies: reset, dog: { pets: channel } });
    channel.open();
    channel.pet();
    await s.clock.advance(400);
    s.qemu.on('query-status', () => {
      // Both have arrived; the answer is read first.
      setImmediate(() => channel.pet());
      return answer.builtIn;
    });
    await s.clock.advance(300);
    expect(s.story).toEqual(['trigger hung guest', 'ended recovered']);
  });

  test('petted while the intent is written of an action that asks for no silence', async () => {
    const channel = new HandChannel();
    await using s = await supervised({
      dog: { pets: channel },
      policies: (dog) => [{ name: 'p', on: on.expired(dog), do: act.stop() }],
    });
    channel.open();
    channel.pet();
    await beforeEvery('datasync', () => s.clock.sleep(300));
    await s.clock.advance(600);
    channel.pet();
    await s.clock.advance(400);
    expect(s.sent).toEqual([]);
    expect(s.story.at(-1)).toBe('ended recovered');
  });

  test('petted while the intent is written', async () => {
    const channel = new HandChannel();
    await using s = await supervised({ policies: reset, dog: { pets: channel } });
    channel.open();
    channel.pet();
    await beforeEvery('datasync', () => s.clock.sleep(300));
    await s.clock.advance(600);
    channel.pet();
    await s.clock.advance(400);
    expect(s.sent).toEqual([]);
    expect(s.story).toEqual([
      'trigger hung guest',
      'evidence system_reset: holds, established',
      'intent system_reset',
      'result system_reset: failed, not-begun: petted-again',
      'ended recovered',
    ]);
  });

  test('petted while this process stood still, with the intent just written', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await beforeEvery(
      'datasync',
      () =>
        new Promise((resolve) => {
          s.clock.outside.setTimer(500, resolve);
        }),
    );
    await s.clock.advance(600);
    expect(s.supervisor.snapshot.incident?.phase).toBe('acting');
    s.clock.outside.setTimer(100, () => s.qemu.guest.recover());
    await s.clock.stall(600);
    await s.clock.advance(100);
    expect(s.sent).toEqual([]);
    expect(s.story.at(-1)).toBe('ended recovered');
  });

  test('an intent that took too long to write: the evidence is gathered anew', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    const slow = await beforeEvery('datasync', () => s.clock.sleep(1_500));
    await s.clock.advance(2_100);
    slow.mockRestore();
    expect(s.story).toEqual([
      'trigger hung guest',
      'evidence system_reset: holds, established',
      'intent system_reset',
      'result system_reset: failed, not-begun: evidence-too-old: 1500 ms',
    ]);
    await s.clock.advance(3_000);
    expect(s.sent).toEqual(['system_reset']);
    expect(s.story.at(-1)).toBe('ended recovered');
  });
});

describe('the guest boots', () => {
  test('a pet from before the reset that is read after it does not end the grace', async () => {
    const channel = new HandChannel();
    await using s = await supervised({ policies: reset, dog: { pets: channel } });
    channel.open();
    channel.pet();
    s.vm.on('RESET', () => channel.pet());
    s.qemu.vm.guestReset();
    await s.clock.advance(200_000);
    expect(s.dog.snapshot.inGrace).toBe(true);
    expect(s.story).toEqual([]);
  });

  test('an NMI made it reboot: the next step lets it', async () => {
    await using s = await supervised({ policies: escalation, qemu: { guest: { bootTime: 30_000 } } });
    await s.clock.advance(31_000);
    s.qemu.guest.hang();
    s.qemu.on('inject-nmi', () => {
      s.qemu.vm.guestReset();
    });
    await s.clock.advance(60_000);
    expect(s.sent).toEqual(['inject-nmi']);
    expect(s.story.slice(-2)).toEqual(['evidence system_reset: refused, booting', 'ended refused']);
    expect(s.dog.state).toBe('armed');
  });
});

describe('somebody said not to watch', () => {
  test('a pause for maintenance outlives STOP and RESUME', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(1_000);
    s.dog.pause('maintenance', 3_600_000);
    s.qemu.guest.mute();
    await s.clock.advance(1_000);
    s.qemu.vm.stop();
    await s.clock.advance(1_000);
    s.qemu.vm.cont();
    await s.clock.advance(60_000);
    expect(s.dog.snapshot.pausedBy).toBe('maintenance');
    expect(s.story).toEqual([]);
  });

  test('a pause from before the run, too', async () => {
    await using s = await supervised({ policies: reset, run: false });
    s.dog.pause('maintenance', 3_600_000);
    s.qemu.guest.mute();
    s.run();
    await s.clock.advance(60_000);
    expect(s.dog.snapshot.pausedBy).toBe('maintenance');
    expect(s.story).toEqual([]);
  });

  test("a disarmed watchdog is not armed by the guest's own reset", async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(1_000);
    s.dog.disarm();
    s.qemu.guest.mute();
    s.qemu.vm.guestReset();
    await s.clock.advance(400_000);
    expect(s.dog.state).toBe('disarmed');
    expect(s.story).toEqual([]);
    expect(s.pages).toEqual([]);
  });

  test('nor one that waits for a first pet that never came', async () => {
    const channel = new HandChannel();
    await using s = await supervised({ policies: reset, dog: { armOn: 'first-pet', pets: channel } });
    channel.open();
    await s.clock.advance(1_000);
    s.qemu.vm.guestReset();
    await s.clock.advance(400_000);
    expect(s.dog.state).toBe('disarmed');
    expect(s.pages).toEqual([]);
  });
});

test('heartbeats that flow are left alone', async () => {
  await using s = await supervised({ qemu: { guest: { interval: 150 } } });
  await s.clock.advance(600_000);
  expect(s.story).toEqual([]);
  expect(s.sent).toEqual([]);
  expect(s.dog.snapshot).toMatchObject({ state: 'armed', petCount: 4_001 });
});
