// The fear: what an action says it did is true of the fake only.
import { spawnSync } from 'node:child_process';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { act, type VmProcess } from 'qmp-watchdog';
import { follow } from './followed-vm.js';
import { qemu, since, startGuest } from './qemu-under-test.js';
import { run } from './run-action.js';

describe.concurrent('on a real QEMU', () => {
  test('a guest without ACPI ignores the power button', async () => {
    await using guest = await startGuest();
    await using followed = await follow({ path: guest.qmpPath });
    expect(await run(act.systemPowerdown({ wait: 500 }), followed.vm)).toMatchObject({
      outcome: 'failed',
      reason: 'ignored by the guest',
    });
  });

  test('quit is done with the proof that the process has ended', async () => {
    await using guest = await startGuest();
    await using followed = await follow({ path: guest.qmpPath }, { process: { pid: guest.pid } });
    expect(await run(act.quit(), followed.vm)).toMatchObject({
      outcome: 'done',
      reason: 'ended',
      evidence: { shutdown: { reason: 'host-qmp-quit' }, exit: { cause: 'quit', by: 'pid' } },
    });
    expect(await guest.exited).toMatchObject({ code: 0 });
  });

  test('quit without knowing the process is unknown', async () => {
    await using guest = await startGuest();
    await using followed = await follow({ path: guest.qmpPath });
    expect(await run(act.quit(), followed.vm)).toMatchObject({
      outcome: 'unknown',
      reason: 'no-proof-of-exit',
    });
  });

  test.for<[string, (guest: { readonly pid: number; readonly directory: string }) => VmProcess]>([
    ['its pid', ({ pid }) => ({ pid })],
    ['its pid file', ({ directory }) => ({ pidFile: join(directory, 'pid') })],
  ])('kill by %s kills, and proves it', async ([, known]) => {
    await using guest = await startGuest({ args: (directory) => ['-pidfile', join(directory, 'pid')] });
    await using followed = await follow({ path: guest.qmpPath });
    expect(await run(act.kill(known(guest)), followed.vm)).toMatchObject({
      outcome: 'done',
      reason: 'killed',
      evidence: { pid: guest.pid, by: 'pid', monitor: 'responsive' },
    });
    expect(await guest.exited).toMatchObject({ signal: 'SIGKILL' });
  });

  test('kill of a QEMU that is stopped kills it, because its monitor is silent', async () => {
    await using guest = await startGuest();
    await using followed = await follow({ path: guest.qmpPath });
    const kill = act.kill({ pid: guest.pid });
    guest.process.kill('SIGSTOP');
    expect(await run(kill, followed.vm)).toMatchObject({
      outcome: 'done',
      evidence: { monitor: 'unresponsive' },
    });
    expect(await guest.exited).toMatchObject({ signal: 'SIGKILL' });
  });

  test.each([
    // The flat form, as for a pipe.
    ['kdump-zlib', 'makedumpfile'],
    ['elf', '\x7fELF'],
    [undefined, since(8, 2) ? 'KDUMP   ' : 'makedumpfile'],
  ])('a dump as %s is a file of that kind, and the guest runs on', async (format, magic) => {
    await using guest = await startGuest();
    await using followed = await follow({ path: guest.qmpPath });
    const path = join(guest.directory, 'memory');
    const result = await run(act.dump({ path, format }), followed.vm);
    expect(result).toMatchObject({ outcome: 'done', reason: 'dumped', evidence: { path } });
    const { size } = await stat(path);
    expect(result.evidence['bytes']).toBe(size);
    await using file = await open(path);
    const { buffer } = await file.read(Buffer.alloc(magic.length), 0, magic.length, 0);
    expect(buffer.toString('latin1')).toBe(magic);
    expect(await followed.vm.execute('query-status')).toMatchObject({ running: true });
    expect(await run(act.dump({ path, format }), followed.vm)).toMatchObject({ reason: 'file-exists' });
    expect((await stat(path)).size).toBe(size);
  });

  test('a snapshot is in the image, and a second one of its name has failed', async () => {
    await using guest = await startGuest({
      args: (directory) => {
        const image = join(directory, 'disk.qcow2');
        spawnSync(qemu.img, ['create', '-f', 'qcow2', image, '64M']);
        return [
          ...['-blockdev', `driver=file,node-name=file0,filename=${image}`],
          ...['-blockdev', 'driver=qcow2,node-name=disk0,file=file0'],
        ];
      },
    });
    await using followed = await follow({ path: guest.qmpPath });
    const save = act.snapshot({ tag: 'before', vmstate: 'disk0', devices: ['disk0'] });
    expect(await run(save, followed.vm)).toMatchObject({ outcome: 'done', reason: 'saved' });
    const nodes = await followed.vm.execute('query-named-block-nodes');
    const disk = nodes.find((node) => node['node-name'] === 'disk0');
    expect(disk?.image.snapshots).toMatchObject([{ name: 'before' }]);
    expect(await run(save, followed.vm)).toMatchObject({ outcome: 'failed', reason: 'not-saved' });
    expect(await followed.vm.execute('query-jobs')).toEqual([]);
    expect(await followed.vm.execute('query-status')).toMatchObject({ running: true });
  });

  test('what it is to do by itself is accepted', async () => {
    await using guest = await startGuest();
    await using followed = await follow({ path: guest.qmpPath });
    expect(await run(act.setAction({ reboot: 'shutdown' }), followed.vm)).toMatchObject({
      outcome: 'unknown',
      reason: 'accepted',
    });
    await followed.vm.execute('system_reset').catch(() => {});
    expect(await guest.exited).toMatchObject({ code: 0 });
  });
});
