// The fear: writes are lost on their way to the disk, everybody who could know has been told before, and we say that they are there.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import {
  forgetControl,
  proveReleased,
  readControl,
  survey,
  takeControl,
} from '../../src/failover/storage/index.js';
import { qemu, since, startGuest } from './qemu-under-test.js';
import { mayMount } from './small-disk.js';

const LOOK = { qemuIo: qemu.io, timeout: 20_000 };

/** A block device that takes each write and can not keep it: what lies below it is full. */
class ForgetfulDevice implements Disposable {
  readonly path: string;
  readonly #directory = mkdtempSync(join(tmpdir(), 'forgetful-'));

  constructor() {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', this.#directory]);
    const image = join(this.#directory, 'image');
    writeFileSync(image, '');
    truncateSync(image, 1024 * 1024);
    try {
      writeFileSync(join(this.#directory, 'rest'), Buffer.alloc(64 * 1024));
    } catch {
      // It is full now.
    }
    this.path = execFileSync('losetup', ['--find', '--show', image], { encoding: 'utf8' }).trim();
    attached.add(this);
  }

  [Symbol.dispose](): void {
    if (!attached.delete(this)) return;
    execFileSync('losetup', ['--detach', this.path]);
    execFileSync('umount', ['--lazy', this.#directory]);
    rmSync(this.#directory, { recursive: true });
  }
}

/** What a test left behind is detached with the process. */
const attached = new Set<ForgetfulDevice>();
process.on('exit', () => {
  for (const device of attached) device[Symbol.dispose]();
});

/** Not every container has them. */
const hasLoopDevices = mayMount && succeeds('losetup', ['--find']);

function succeeds(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.runIf(hasLoopDevices)('a disk that loses what it has taken', () => {
  test('is not said to be flushed, although QEMU says nothing of it and the kernel does not say it twice', async () => {
    using device = new ForgetfulDevice();
    const file = { driver: 'host_device', filename: device.path };
    await using guest = await startGuest({
      args: [
        ...['-blockdev', JSON.stringify({ driver: 'raw', 'node-name': 'd0', file })],
        ...['-device', 'ide-hd,bus=ide.1,unit=0,drive=d0,id=disk0'],
      ],
    });
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    const control = await takeControl(await survey(client), { ...LOOK, pid: guest.pid });
    expect(control.images).toMatchObject([
      { kind: 'block-device', path: device.path, unprovable: undefined },
    ]);
    await guest.send('d');
    await vi.waitFor(
      async () => {
        const [disk] = await client.execute('query-blockstats');
        expect(disk?.stats.wr_operations).toBeGreaterThan(0);
      },
      { timeout: 20_000, interval: 10 },
    );
    // It flushes, which fails, and it does not tell.
    expect(await client.execute('stop')).toEqual({});
    if (since(10, 0)) {
      expect(await client.execute('blockdev-set-active', { active: false })).toEqual({});
      for (let look = 0; look < 2; look += 1)
        expect(await proveReleased(control, LOOK)).toMatchObject({
          flushed: false,
          images: [{ verdict: 'released', unflushed: expect.stringContaining('Input/output error') }],
        });
      // That is why it must have been open before: whoever opens it now is told of a success.
      const stored = await readControl(JSON.parse(JSON.stringify(control)));
      expect(await proveReleased(stored, LOOK)).toMatchObject({
        images: [{ verdict: 'released', flushed: true, flushWatched: 'proof' }],
      });
      await forgetControl(stored);
    } else {
      await client.execute('migrate', { uri: 'exec:cat>/dev/null' });
      await vi.waitFor(
        async () => expect(await client.execute('query-migrate')).toMatchObject({ status: 'failed' }),
        { timeout: 20_000, interval: 10 },
      );
      expect(await proveReleased(control, LOOK)).toMatchObject({
        flushed: false,
        images: [{ verdict: 'held' }],
      });
    }
    await forgetControl(control);
    guest.process.kill('SIGKILL');
    await guest.exited;
  });
});
