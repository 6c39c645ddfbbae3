// The fear: another QEMU takes over the socket's path of a living VM, and gets the orders that were meant for that one.
import { expect, test } from 'vitest';
import { Vm, WrongVmError } from 'qmp-watchdog';
import { commandsGivenTo, follow, IMPATIENT, TRACE_COMMANDS, until } from './followed-vm.js';
import { startGuest } from './qemu-under-test.js';

const uuid = (digit: string): string =>
  `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`;
/** All that a QEMU is asked before it is known who it is. */
const QUESTIONS = ['qmp_capabilities', 'query-uuid', 'query-name'];

test('the session of a living VM goes on, and when it breaks the VM ends, having told the other one nothing', async () => {
  await using first = await startGuest({ args: ['-S', '-uuid', uuid('1')], monitors: 2 });
  await using followed = await follow({ path: first.qmpPath });
  const { vm } = followed;
  await until(vm, { confidence: 'known' });
  await using second = await startGuest({
    args: ['-S', '-uuid', uuid('2'), ...TRACE_COMMANDS, '-qmp', `unix:${first.qmpPath},server=on,wait=off`],
  });
  expect(await vm.execute('query-uuid')).toEqual({ UUID: uuid('1') });
  const waiting = vm
    .expect('STOP')
    .wait()
    .catch((error) => error);

  // Its session breaks, and it lives.
  await using other = await follow({ path: first.qmpPaths[1]! });
  await other.vm.executeOob('yank', { instances: [{ type: 'chardev', id: 'compat_monitor0' }] });
  const reason = await vm.closed;
  expect(reason).toMatchObject({ kind: 'violation', error: { expected: uuid('1'), found: uuid('2') } });
  expect(reason.error).toBeInstanceOf(WrongVmError);
  expect(vm.state).toMatchObject({ connected: false, session: 1, uuid: uuid('1') });
  expect(await waiting).toMatchObject({ code: 'ERR_SESSION_CLOSED' });
  await expect(vm.execute('cont')).rejects.toMatchObject({ outcome: 'not-sent' });

  expect(other.vm.state).toMatchObject({ uuid: uuid('1'), run: { status: 'prelaunch' } });
  expect(await commandsGivenTo(second)).toEqual(QUESTIONS);
});

test('one that is there from the start is refused when it is known who is expected', async () => {
  await using guest = await startGuest({ args: ['-S', '-uuid', uuid('2'), ...TRACE_COMMANDS] });
  const expectUuid = uuid('1');
  const refused = await Vm.connect({ path: guest.qmpPath }, { ...IMPATIENT, expectUuid }).catch(
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(WrongVmError);
  expect(await commandsGivenTo(guest)).toEqual(QUESTIONS);
});
