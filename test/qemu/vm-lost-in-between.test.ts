// The fear: the monitor is lost in the middle of a command, and the command is taken for failed, or for done; or what
// happened before we came is never known.
import { describe, expect, test } from 'vitest';
import { follow, until } from './followed-vm.js';
import { guestStandsStill, startStored } from './hung-storage.js';
import { startGuest } from './qemu-under-test.js';

describe.concurrent('what nobody saw', () => {
  test('a command whose session was cut has an unknown outcome, and the next session finds what it did', async () => {
    await using stored = await startStored({ initial: 'r', monitors: 2 });
    const [path, other] = stored.guest.qmpPaths;
    await using local = await follow({ path: other! });
    await using followed = await follow({ path: path! });
    const { vm } = followed;
    await stored.storage.hang();
    await guestStandsStill(stored.guest);
    const stopping = vm.execute('stop', {}, { timeout: 30_000 }).catch((error) => error);
    await until(vm, { health: { verdict: 'main-loop-stalled' } });
    const cut = { type: 'chardev', id: 'compat_monitor0' } as const;
    await local.vm.executeOob('yank', { instances: [cut] });
    // QEMU hangs, but cuts its clients off.
    expect(await stopping).toMatchObject({ command: 'stop', outcome: 'unknown' });
    const gap = await vm.execute('cont').catch((error) => error);
    expect(gap).toMatchObject({ outcome: 'not-sent' });

    await local.vm.executeOob('yank', { instances: [{ type: 'block-node', 'node-name': 'd0' }] });
    await until(vm, { session: 2, confidence: 'known', run: { status: 'paused', why: 'operator' } });
    expect(followed.story).toContain('resync run: operator');
    expect(followed.told('gap')).toEqual(['gap: 2']);
  });

  test('a command during which QEMU was killed has an unknown outcome', async () => {
    await using guest = await startGuest({ args: ['-S'] });
    await using followed = await follow({ path: guest.qmpPath }, { process: { pid: guest.pid } });
    await guest.stop();
    const stopping = followed.vm.execute('stop').catch((error) => error);
    const starting = followed.vm.execute('cont').catch((error) => error);
    await until(followed.vm, { health: { verdict: 'unresponsive' } });
    guest.process.kill('SIGKILL');
    expect(await stopping).toMatchObject({ command: 'stop', outcome: 'unknown' });
    // Whether it may be started at all was asked before it would have been sent.
    expect(await starting).toMatchObject({ command: 'cont', outcome: 'not-sent' });
    await until(followed.vm, { exit: { cause: 'unexplained' } });
  });

  test('a disk error from before us is in the first state that is known, with the disk', async () => {
    const error = { event: 'none', iotype: 'write', errno: 28, once: false, immediately: true };
    const file = { driver: 'null-co', 'read-zeroes': true, size: 8 * 1024 * 1024 };
    const faulty = { driver: 'blkdebug', image: file, 'inject-error': [error] };
    await using guest = await startGuest({
      initial: 'd',
      monitors: 2,
      args: [
        ...['-blockdev', JSON.stringify({ driver: 'raw', 'node-name': 'd0', file: faulty })],
        ...['-device', 'ide-hd,bus=ide.1,unit=0,drive=d0,id=disk0,werror=enospc,rerror=report'],
      ],
    });
    const before = await follow({ path: guest.qmpPath });
    await until(before.vm, { run: { why: 'io-error' } });
    await before.vm.close();

    await using followed = await follow({ path: guest.qmpPath });
    const { vm } = followed;
    const state = await until(vm, {
      confidence: 'known',
      run: { running: false, status: 'io-error', why: 'io-error' },
      blockErrors: [{ device: '', nodeName: 'd0', status: 'nospace' }],
    });
    expect(state.blockErrors[0]?.qdev).toContain('disk0');
    // It fails again: told as a run that ended, with the same reason.
    await vm.execute('cont');
    await until(vm, { confidence: 'known', run: { why: 'io-error' } });
    const told = followed.told('run');
    expect(told.slice(told.indexOf('run: running'))).toEqual([
      'run: running',
      'run: io-error',
      'run: io-error',
    ]);
  });
});
