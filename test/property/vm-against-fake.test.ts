// The fear: connections break, events get lost and doubled, QEMU stalls, and then a VM's state is wrong for ever, or a
// command that ran is called rejected.
import fc from 'fast-check';
import { type ShutdownCause, Vm } from 'qmp-watchdog';
import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import { stopReason } from '../../src/vm/stop-reason.js';
// Loaded beforehand: virtual time does not wait for the test runner's way of importing.
import 'p-retry';

const COMMANDS = ['stop', 'cont', 'system_reset', 'inject-nmi', 'query-status', 'x-absent'] as const;

/** What happens to the machine and on the way to it. */
const HAPPENINGS = {
  stop: (qemu: FakeQemu) => qemu.vm.stop(),
  cont: (qemu: FakeQemu) => void attempt(() => qemu.vm.cont()),
  reset: (qemu: FakeQemu) => qemu.vm.reset(),
  ioError: (qemu: FakeQemu) => qemu.vm.ioError(),
  noSpace: (qemu: FakeQemu) => qemu.vm.ioError({ nospace: true }),
  saves: (qemu: FakeQemu) => qemu.vm.enter('save-vm'),
  fails: (qemu: FakeQemu) => qemu.vm.enter('internal-error'),
  stall: (qemu: FakeQemu) => qemu.mainLoop.stall(),
  resume: (qemu: FakeQemu) => qemu.mainLoop.resume(),
  freeze: (qemu: FakeQemu) => qemu.process.stop(),
  thaw: (qemu: FakeQemu) => qemu.process.continue(),
  hangUp: (qemu: FakeQemu) => qemu.wire.hangUp(),
  cut: (qemu: FakeQemu) => qemu.wire.cutAfter(100),
  stick: (qemu: FakeQemu) => qemu.wire.stickAfter(50),
  unstick: (qemu: FakeQemu) => qemu.wire.unstick(),
  falseStop: (qemu: FakeQemu) => qemu.emit('STOP'),
  falseResume: (qemu: FakeQemu) => qemu.emit('RESUME'),
  falseReset: (qemu: FakeQemu) => qemu.emit('RESET', { guest: true, reason: 'guest-reset' as ShutdownCause }),
} as const;

function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // A state that only a reset leads out of refuses it.
  }
}

const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constantFrom(...(Object.keys(HAPPENINGS) as (keyof typeof HAPPENINGS)[])) }),
    fc.record({ execute: fc.constantFrom(...COMMANDS), timeout: fc.constantFrom(50, 1_000, 20_000) }),
    fc.record({ wait: fc.constantFrom(0, 1, 20, 500, 3_000, 12_000) }),
  ),
  { maxLength: 25 },
);

interface Executed {
  readonly command: string;
  readonly settled: Promise<{ readonly outcome: string }>;
}

test('after a quiet time its state is QEMU’s, and no command’s outcome is wrong', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const clock = new VirtualClock();
      await using qemu = new FakeQemu({ clock, name: 'vm1' });
      /** Commands that QEMU carried out, or refused. */
      const ran = { done: 0, refused: 0 };
      qemu.on('inject-nmi', () => {
        ran.done += 1;
      });
      qemu.on('x-absent', () => {
        ran.refused += 1;
        throw new Error('no such command here');
      });
      const vm = await clock.runUntil(
        Vm.connect(() => ({ transport: qemu.transport() }), { clock, interlocks: 'none' }),
      );
      const executed: Executed[] = [];
      for (const step of all) {
        if ('do' in step) HAPPENINGS[step.do](qemu);
        else if ('wait' in step) await clock.advance(step.wait);
        else {
          const settled = vm.executeAny(step.execute, {}, { timeout: step.timeout }).then(
            () => ({ outcome: 'done' }),
            (error: { outcome: string }) => ({ outcome: error.outcome }),
          );
          executed.push({ command: step.execute, settled });
        }
      }
      // Quiet: whatever stood in the way is gone, and nothing happens any more.
      qemu.process.continue();
      qemu.mainLoop.resume();
      qemu.wire.unstick();
      await clock.advance(90_000);

      const { state } = vm;
      expect(state).toMatchObject({
        confidence: 'known',
        connected: true,
        health: { verdict: 'responsive' },
      });
      expect(state.run).toMatchObject({
        running: qemu.vm.running,
        status: qemu.vm.status,
        why: stopReason(qemu.vm.status, false),
      });
      expect(state.blockErrors.map(({ status }) => status)).toEqual(
        qemu.vm.ioStatus === 'ok' || qemu.vm.status !== 'io-error' ? [] : [qemu.vm.ioStatus],
      );

      const outcomes = { done: 0, refused: 0, unknown: 0 };
      for (const { command, settled } of executed) {
        const { outcome } = await settled;
        expect(['done', 'rejected', 'unknown', 'not-sent']).toContain(outcome);
        if (outcome === 'unknown' && ['inject-nmi', 'x-absent'].includes(command)) outcomes.unknown += 1;
        if (command === 'inject-nmi' && outcome === 'done') outcomes.done += 1;
        if (command === 'inject-nmi') expect(outcome).not.toBe('rejected');
        if (command === 'x-absent' && outcome === 'rejected') outcomes.refused += 1;
        if (command === 'x-absent') expect(outcome).not.toBe('done');
      }
      // What was told as done was done, once each; what was done and not told is unknown.
      expect(outcomes.done).toBeLessThanOrEqual(ran.done);
      expect(outcomes.refused).toBeLessThanOrEqual(ran.refused);
      expect(ran.done + ran.refused).toBeLessThanOrEqual(outcomes.done + outcomes.refused + outcomes.unknown);
      await clock.runUntil(vm.close());
    }),
    { numRuns: 100 },
  );
});
