// The fear: the guest boots, and its watchdogs, without a supervisor over them, do not know it.
import { expect, onTestFinished, test } from 'vitest';
import { type ProcessExit, type QemuProcess, QmpClient, Vm } from 'qmp-watchdog';
import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';
import 'p-retry';
import { guestArmed, type Setting } from './guest.js';

interface Machine extends Setting {
  readonly qemu: FakeQemu;
}

async function machine(): Promise<Machine> {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock });
  const vm = await clock.runUntil(QmpClient.connect({ transport: qemu.transport() }, { clock }));
  onTestFinished(() => qemu[Symbol.asyncDispose]());
  const setting = await guestArmed({ vm, clock });
  await setting.say('ARM 0 30');
  await setting.say('ARM 0 60');
  setting.log.length = 0;
  return { ...setting, qemu };
}

const states = ({ dogs }: Setting): readonly string[] => dogs.map(({ state }) => state);

test('one that has expired waits, over a reset, for any word of the next boot; the other is not missed', async () => {
  const setting = await machine();
  const { clock, qemu, log, say } = setting;
  await clock.advance(30_000);
  qemu.vm.guestReset();
  await clock.advance(200_000);
  expect(states(setting)).toEqual(['expired', 'disarmed']);
  expect(await say('PET 1 30')).toBe('ERR UNARMED 1 is not armed');
  expect(states(setting)).toEqual(['disarmed', 'disarmed']);
  expect(log).toEqual([
    'guest-1 expired@30000',
    'guest-2 disarmed@30000',
    'guest-1 recovered@230000',
    'guest-1 disarmed@230000',
  ]);
});

test('a shutdown leaves nothing to wait for', async () => {
  const setting = await machine();
  await setting.clock.advance(30_000);
  setting.qemu.vm.setActions({ shutdown: 'pause' });
  setting.qemu.vm.guestShutdown();
  await setting.clock.advance(0);
  expect(states(setting)).toEqual(['disarmed', 'disarmed']);
  expect(setting.armed.snapshot.epoch).toBe(2);
});

test('a guest that was set back to when it had armed nothing is disarmed by hand; one that pets arms it again', async () => {
  const setting = await machine();
  const { clock, armed, say, dogs } = setting;
  for (const watchdog of armed.watchdogs) watchdog.disarm();
  await clock.advance(200_000);
  expect(states(setting)).toEqual(['disarmed', 'disarmed']);
  expect(await say('PET 2 60')).toBe('OK 2 60');
  expect(states(setting)).toEqual(['disarmed', 'armed']);
  expect(dogs[1].timeLeft).toBe(60_000);
});

test('a new boot may arm anew what was exported in the last one, and its state is outdated', async () => {
  const { clock, qemu, armed, say } = await machine();
  const state = armed.export();
  expect(await say('ARM 0 30')).toMatch(/^ERR MOVED/);
  qemu.vm.guestReset();
  await clock.advance(0);
  expect(await say('ARM 0 30')).toBe('OK 1 30');
  expect(() => armed.import(state)).toThrow(expect.objectContaining({ failure: 'outdated' }));
});

test('another process that serves the VM began from the start', async () => {
  const clock = new VirtualClock();
  let qemu = new FakeQemu({ clock });
  let end = (_: ProcessExit): void => {};
  const exited = new Promise<ProcessExit>((resolve) => {
    end = resolve;
  });
  const connecting = Vm.connect(() => ({ transport: qemu.transport() }), {
    clock,
    interlocks: 'none',
    reconnect: { min: 100, random: () => 0 },
    // Nothing else of it is used.
    process: { qemu: { exited } as QemuProcess },
  });
  const vm = await clock.runUntil(connecting);
  onTestFinished(() => qemu[Symbol.asyncDispose]());
  const setting = await guestArmed({ vm, clock });
  await setting.say('ARM 0 30');
  qemu.process.kill('SIGKILL');
  qemu = new FakeQemu({ clock });
  await clock.advance(50);
  end({ code: null, signal: 'SIGKILL' });
  await clock.advance(1_000);
  expect(vm.state.boots).toBe(1);
  expect(states(setting)).toEqual(['disarmed', 'disarmed']);
  expect(setting.armed.snapshot.epoch).toBe(2);
  await vm.close();
});
