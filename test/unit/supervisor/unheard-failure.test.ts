// The fear: an error of our own in the engine is nobody's rejection, and takes the whole process with it.
import { act } from 'qmp-watchdog';
import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';
import { QmpClient } from 'qmp-watchdog';
import { expect, test } from 'vitest';
import { Attendance } from '../../../src/supervisor/attendance.js';
import { checkSupervisorOptions } from '../../../src/supervisor/options.js';
import { Performer } from '../../../src/supervisor/performer.js';
import { Recorder } from '../../../src/supervisor/recorder.js';
import { type Effect, INITIAL_STATE } from '../../../src/policy/index.js';

const cause = { on: 'state', what: 'x', at: 0 } as const;

test.each<Extract<Effect, { do: 'gather' | 'ask' | 'act' }>>([
  { do: 'gather', order: 1, watchdog: undefined },
  { do: 'ask', order: 1, probes: [] },
  {
    do: 'act',
    order: 1,
    incident: 'i1',
    action: act.stop(),
    cause,
    timeout: 1_000,
    rests: undefined as never,
  },
])('what the engine throws at what came of %o ends the run', async (effect) => {
  const clock = new VirtualClock();
  await using qemu = new FakeQemu({ clock });
  const vm = await clock.runUntil(QmpClient.connect({ transport: qemu.transport() }, { clock }));
  const options = checkSupervisorOptions({ vm, policies: [], clock });
  await using recorder = await Recorder.open(options, { hears: () => false, told: () => {} });
  const failures: unknown[] = [];
  const { signal } = new AbortController();
  const performer = new Performer({
    options,
    recorder,
    gathering: { vm, clock, signal, attendance: new Attendance(clock) },
    over: signal,
    policies: () => [],
    state: () => INITIAL_STATE,
    input: () => {
      throw new Error('the engine threw');
    },
    page: () => {},
    unrecorded: () => {},
    failed: (error) => failures.push(error),
  });
  performer.perform(effect);
  await clock.advance(3_000);
  expect(failures).toEqual([expect.any(Error)]);
  await vm.close();
});
