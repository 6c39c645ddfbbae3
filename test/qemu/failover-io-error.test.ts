// The fear: two QEMUs write to one image, or what the guest was told is on its disk is not.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { consumeHere, promote, quiesce } from 'qmp-watchdog/failover';
import { Counting, diskOn, type Format, imageFolder, makeImage, numberOn } from './failover-disk.js';
import { follow, until } from './followed-vm.js';
import { qemu, since } from './qemu-under-test.js';

const RELEASED = since(10, 0) ? 'set-active' : 'migrate';

test.concurrent.each<{ format: Format; way: string; how: string }>([
  { format: 'raw', way: RELEASED, how: 'while the first stays' },
  // What it could not write it does not let go of.
  { format: 'qcow2', way: 'kill', how: 'when the first is killed' },
])(
  'a second QEMU goes on with the image of a disk that fails under load: $format, $how',
  async ({ format, way }) => {
    await using folder = await imageFolder();
    const image = makeImage(join(folder.path, 'image'), format);
    await using first = await Counting.start('f', { args: diskOn(image, { format, fails: 'write' }) });
    await using followed = await follow({ path: first.guest.qmpPath });
    const { vm } = followed;
    await until(vm, { run: { running: false, status: 'io-error' } });

    const result = await quiesce(vm, { qemuIo: qemu.io, kill: { pid: first.guest.pid } });
    expect(result).toMatchObject({ outcome: 'quiesced', level: 'L2', next: 'none', latched: true, way });
    if (result.outcome !== 'quiesced' || result.level !== 'L2') throw new Error('it was');
    const proven = readFileSync(image);
    const number = numberOn(image, format);
    expect(number).toBeGreaterThanOrEqual(first.last);

    // It stands ready, without the image's lock.
    await using second = await Counting.start('g', { args: ['-S', ...diskOn(image, { format })] });
    await using standby = await follow({ path: second.guest.qmpPath });
    expect(readFileSync(image).equals(proven), 'nothing has come since').toBe(true);
    const ground = await consumeHere(result.proof, { vm, by: 'host-b' });
    expect(await promote(standby.vm, ground)).toMatchObject({ running: true });
    await second.counted(3);
    expect(second.numbers.slice(0, 3)).toEqual([1, 2, 3].map((n) => number + n));
    await standby.vm.execute('stop');
    const after = readFileSync(image);

    first.guest.process.kill('SIGTERM');
    await first.guest.exited;
    expect(readFileSync(image).equals(after), 'nothing comes at its end').toBe(true);
    await standby.vm.execute('cont');
    await second.counted(second.numbers.length + 1);
    second.guest.process.kill('SIGTERM');
    await second.guest.exited;
    expect(numberOn(image, format)).toBe(second.last);
    if (format === 'qcow2') execFileSync(qemu.img, ['check', '-q', image]);
  },
);
