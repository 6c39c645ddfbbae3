// The test guest against real QEMU: each of its commands has the effect that tests will rely on.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { Monitor, startVm as startVmOn, type Vm } from '../guest/bare-vm.js';
import { buildFirmware, parseHeartbeat, type StartOptions } from '../guest/index.js';
import { qemu, since, startGuest } from './qemu-under-test.js';

const startVm = (options: StartOptions = {}, how: { beating?: boolean } = {}): Promise<Vm> =>
  startVmOn({ qemu: qemu.system, ...options }, how);

describe.concurrent('the firmware', () => {
  test('is the same bytes on every machine', () => {
    const sha256 = createHash('sha256').update(buildFirmware()).digest('hex');
    expect(sha256).toBe('6c6c2cdc4374e729e256ec3ada096ebdcf9a15ba1cb6eaf02d5cd2bfea4c5704');
  });

  test('fills 64 KiB and holds the initial command in byte 3', () => {
    expect(buildFirmware()).toHaveLength(64 * 1024);
    expect(buildFirmware()[3]).toBe('h'.charCodeAt(0));
    expect(buildFirmware({ initial: 'k' })[3]).toBe('k'.charCodeAt(0));
  });
});

describe.concurrent('heartbeats', () => {
  test('come every 100 ms, numbered', async () => {
    await using vm = await startVm();
    const first = await vm.beat();
    const started = performance.now();
    for (let number = first.number + 1; number <= first.number + 15; number++) {
      expect(await vm.beat()).toEqual({ number, letter: 'h' });
    }
    expect(performance.now() - started).toBeGreaterThan(1_300);
    expect(performance.now() - started).toBeLessThan(2_500);
  });

  test('stop with q and go on where they were with h', async () => {
    await using vm = await startVm();
    await vm.guest.send('q');
    const last = await vm.lastBeat();
    await vm.silence(500);
    await vm.guest.send('h');
    expect((await vm.beat()).number).toBe(last.number + 1);
  });

  test('start again from 0 after a reset, of which there is one event', async () => {
    await using vm = await startVm();
    await vm.qmp.execute('system_reset');
    expect(await vm.qmp.event('RESET')).toEqual({ guest: false, reason: 'host-qmp-system-reset' });
    await vm.line('BOOT');
    expect(await vm.beat()).toEqual({ number: 0, letter: 'h' });
    await vm.beat(({ number }) => number === 5);
    expect(vm.qmp.seen).toEqual(['RESET']);
  });

  test('obey letters on COM1 too', async () => {
    await using vm = await startVm();
    vm.serial.write('n');
    await vm.beat(({ letter }) => letter === 'n');
  });

  test('are not sent by a guest that starts mute, at no boot', async () => {
    await using vm = await startVm({ initial: 'q' }, { beating: false });
    await vm.guest.send('h');
    await vm.beat();
    await vm.qmp.execute('system_reset');
    await vm.line('BOOT');
    await vm.silence(500);
  });
});

describe.concurrent('the ib700 watchdog', () => {
  test('fires 2 s after the guest has stopped petting it, and resets the guest', async () => {
    await using vm = await startVm();
    await vm.guest.send('w');
    await vm.beat(({ letter }) => letter === 'w');
    await vm.guest.send('s');
    const stopped = performance.now();
    expect(await vm.qmp.event('WATCHDOG')).toEqual({ action: 'reset' });
    const waited = performance.now() - stopped;
    expect(waited).toBeGreaterThan(1_800);
    expect(waited).toBeLessThan(3_000);
    expect(await vm.qmp.event('RESET')).toEqual({ guest: true, reason: 'guest-reset' });
    expect(await vm.beat(({ letter }) => letter === 'h')).toEqual({ number: 0, letter: 'h' });
  });

  test('stays quiet while it is petted, and when it is disarmed', async () => {
    await using vm = await startVm();
    await vm.guest.send('w');
    const { number } = await vm.beat(({ letter }) => letter === 'w');
    await vm.beat((beat) => beat.number === number + 25);
    await vm.guest.send('x');
    await vm.beat((beat) => beat.number === number + 50);
    expect(vm.qmp.seen).toEqual([]);
  });

  test('fires when the guest hangs', async () => {
    await using vm = await startVm({ args: ['-action', 'watchdog=pause'] });
    await vm.guest.send('w');
    await vm.guest.send('l');
    expect(await vm.qmp.event('WATCHDOG')).toEqual({ action: 'pause' });
    await vm.qmp.event('STOP');
    expect(await vm.qmp.status()).toBe('watchdog');
  });
});

describe.concurrent('the timer on the host', () => {
  test('is armed over COM3 and petted at each beat, until it is told to stop, whoever reads its answers', async () => {
    await using vm = await startVm({
      args: (directory) => [
        ...['-chardev', `socket,id=ser2,path=${join(directory, 'com3')},server=on,wait=off`],
        ...['-device', 'isa-serial,chardev=ser2,index=2'],
      ],
    });
    const com3 = connect(join(vm.guest.directory, 'com3')).setEncoding('utf8');
    let text = '';
    com3.on('data', (chunk: string) => (text += chunk));
    await once(com3, 'connect');
    await vm.guest.send('a');
    await vi.waitFor(() => expect(text).toMatch(/^(ARM 0 1 g\n){5}/), 5_000);
    com3.write('OK 1 1\n'.repeat(100));
    await vm.guest.send('s');
    const { number } = await vm.beat(({ letter }) => letter === 's');
    const before = text;
    await vm.beat((beat) => beat.number === number + 5);
    expect(text).toBe(before);
    com3.destroy();
  });
});

describe.concurrent('the i6300esb watchdog', () => {
  const withDevice = { args: ['-device', 'i6300esb,addr=0x10', '-action', 'watchdog=pause'] };

  test('stays quiet while it is petted, and fires 2 s after that has stopped', async () => {
    await using vm = await startVm(withDevice);
    await vm.guest.send('W');
    const { number } = await vm.beat(({ letter }) => letter === 'W');
    await vm.beat((beat) => beat.number === number + 25);
    expect(vm.qmp.seen).toEqual([]);
    await vm.guest.send('s');
    const stopped = performance.now();
    expect(await vm.qmp.event('WATCHDOG')).toEqual({ action: 'pause' });
    const waited = performance.now() - stopped;
    expect(waited).toBeGreaterThan(1_800);
    expect(waited).toBeLessThan(3_000);
  });
});

describe.concurrent('pvpanic', () => {
  test('p: panicked, and QEMU ends', async () => {
    await using vm = await startVm();
    await vm.guest.send('p');
    expect(await vm.qmp.event('GUEST_PANICKED')).toMatchObject({ action: 'poweroff' });
    expect(await vm.qmp.event('SHUTDOWN')).toEqual({ guest: true, reason: 'guest-panic' });
    expect(await vm.guest.exited).toEqual({ code: 0, signal: null });
  });

  test('p with -action panic=pause: panicked, and stopped', async () => {
    await using vm = await startVm({ args: ['-action', 'panic=pause'] });
    await vm.guest.send('p');
    expect(await vm.qmp.event('GUEST_PANICKED')).toMatchObject({ action: 'pause' });
    await vm.qmp.event('STOP');
    expect(await vm.qmp.status()).toBe('guest-panicked');
  });

  test('c: crash loaded, and the guest goes on', async () => {
    await using vm = await startVm();
    await vm.guest.send('c');
    expect(await vm.qmp.event('GUEST_CRASHLOADED')).toMatchObject({ action: 'run' });
    await vm.beat(({ letter }) => letter === 'c');
    expect(await vm.qmp.status()).toBe('running');
  });

  test('P: shut down, which QEMU understands since 9.1', async () => {
    await using vm = await startVm();
    await vm.guest.send('P');
    if (since(9, 1)) {
      await vm.qmp.event('GUEST_PVSHUTDOWN');
      expect(await vm.qmp.event('SHUTDOWN')).toMatchObject({ guest: true });
    } else {
      await vm.beat(({ letter }) => letter === 'P');
      expect(vm.qmp.seen).toEqual([]);
    }
  });
});

describe.concurrent('hangs', () => {
  test('k: no event, status running, an NMI is served and does not cure, a reset does', async () => {
    await using vm = await startVm();
    await vm.guest.send('k');
    await vm.silence(500);
    expect(vm.qmp.seen).toEqual([]);
    expect(await vm.qmp.status()).toBe('running');

    await vm.qmp.execute('inject-nmi');
    await vm.nmiServed();
    await vm.silence(500);

    await vm.qmp.execute('system_reset');
    expect(await vm.beat()).toEqual({ number: 0, letter: 'h' });
  });

  test('K: an NMI cures', async () => {
    await using vm = await startVm();
    await vm.guest.send('K');
    const last = await vm.lastBeat();
    await vm.silence(500);
    await vm.qmp.execute('inject-nmi');
    expect(await vm.beat()).toEqual({ number: last.number + 1, letter: 'K' });
    await vm.nmiServed();
    await vm.beat(({ number }) => number === last.number + 5);
  });

  test('l: a busy loop, which an NMI does not cure', async () => {
    await using vm = await startVm();
    await vm.guest.send('l');
    await vm.silence(300);
    await vm.qmp.execute('inject-nmi');
    await vm.nmiServed();
    await vm.silence(300);
    expect(await vm.qmp.status()).toBe('running');
    await vm.qmp.execute('system_reset');
    await vm.beat();
  });

  test('are repeated at each boot when they are the initial command', async () => {
    await using vm = await startVm({ initial: 'k' }, { beating: false });
    await vm.qmp.execute('system_reset');
    await vm.line('BOOT');
    await vm.qmp.execute('inject-nmi');
    await vm.nmiServed();
    await vm.silence(300);
  });
});

describe.concurrent('resets and power', () => {
  test.for([
    ['t', 'a triple fault'],
    ['b', 'the keyboard controller'],
  ] as const)('%s: a reset through %s', async ([letter]) => {
    await using vm = await startVm();
    await vm.guest.send(letter);
    expect(await vm.qmp.event('RESET')).toEqual({ guest: true, reason: 'guest-reset' });
    await vm.line('BOOT');
    expect(await vm.beat()).toEqual({ number: 0, letter: 'h' });
    await vm.beat(({ number }) => number === 5);
    expect(vm.qmp.seen).toEqual(['RESET']);
  });

  test('T: triple faults at each boot, whoever resets it', async () => {
    await using vm = await startVm();
    await vm.guest.send('T');
    for (let boot = 0; boot < 3; boot += 1) {
      expect(await vm.qmp.event('RESET')).toEqual({ guest: true, reason: 'guest-reset' });
      await vm.line('BOOT');
    }
    await vm.qmp.execute('stop');
    await vm.qmp.execute('system_reset');
    await vm.qmp.execute('cont');
    for (let boot = 0; boot < 3; boot += 1) await vm.qmp.event('RESET');
  });

  test('o: powers off', async () => {
    await using vm = await startVm();
    await vm.guest.send('o');
    expect(await vm.qmp.event('SHUTDOWN')).toEqual({ guest: true, reason: 'guest-shutdown' });
    expect(await vm.guest.exited).toEqual({ code: 0, signal: null });
  });

  test('z: suspends, and boots when woken', async () => {
    await using vm = await startVm();
    await vm.guest.send('z');
    await vm.qmp.event('SUSPEND');
    expect(await vm.qmp.status()).toBe('suspended');
    await vm.qmp.execute('system_wakeup');
    await vm.qmp.event('WAKEUP');
    await vm.line('BOOT');
    expect(await vm.beat()).toEqual({ number: 0, letter: 'h' });
  });
});

describe.concurrent('the disk', () => {
  const withDisk = (faults: object = {}, policy = 'werror=report,rerror=report') =>
    startVm({
      args: (directory) => {
        writeFileSync(join(directory, 'disk.img'), Buffer.alloc(1024 * 1024));
        const nodes = [
          { driver: 'file', filename: join(directory, 'disk.img'), 'node-name': 'file' },
          { driver: 'blkdebug', image: 'file', 'node-name': 'faulty', ...faults },
          { driver: 'raw', file: 'faulty', 'node-name': 'disk' },
        ];
        const device = `ide-hd,bus=ide.1,unit=0,drive=disk,id=disk,${policy}`;
        return [...nodes.flatMap((node) => ['-blockdev', JSON.stringify(node)]), '-device', device];
      },
    });
  const failingWrites = {
    'inject-error': [{ event: 'none', iotype: 'write', errno: 5, once: false, immediately: true }],
  };
  const fiveBeats = async (vm: Vm, letter: string) => {
    const first = await vm.beat((beat) => beat.letter === letter);
    for (let n = 1; n <= 5; n++) expect(await vm.beat()).toEqual({ number: first.number + n, letter });
    return first.number + 5;
  };

  test('is read, written, flushed and left alone by request', async () => {
    await using vm = await withDisk();
    expect(await vm.operations()).toEqual({ read: 0, write: 0, flush: 0 });

    await vm.guest.send('r');
    await fiveBeats(vm, 'r');
    await vm.guest.send('n');
    const afterReading = await vm.operations();
    expect(afterReading).toMatchObject({ write: 0, flush: 0 });
    expect(afterReading.read).toBeGreaterThanOrEqual(5);

    await vm.guest.send('d');
    const written = await fiveBeats(vm, 'd');
    await vm.guest.send('n');
    const afterWriting = await vm.operations();
    expect(afterWriting).toMatchObject({ read: afterReading.read, flush: 0 });
    expect(afterWriting.write).toBeGreaterThanOrEqual(5);
    const sector = (await readFile(join(vm.guest.directory, 'disk.img'))).subarray(512, 1024);
    expect(sector.readUInt16LE(0)).toBeGreaterThanOrEqual(written);
    expect(sector.readUInt16LE(510)).toBe(sector.readUInt16LE(0));

    await vm.guest.send('f');
    await fiveBeats(vm, 'f');
    await vm.guest.send('n');
    const afterFlushing = await vm.operations();
    expect(afterFlushing.flush).toBeGreaterThanOrEqual(5);

    await fiveBeats(vm, 'n');
    expect(await vm.operations()).toEqual(afterFlushing);
  });

  test('that fails is shown as ! in the heartbeat, which goes on', async () => {
    await using vm = await withDisk(failingWrites);
    await vm.guest.send('d');
    await fiveBeats(vm, '!');
    await vm.guest.send('r');
    await fiveBeats(vm, 'r');
    expect(await vm.qmp.status()).toBe('running');
  });

  test('that is not there fails likewise', async () => {
    await using vm = await startVm();
    for (const letter of ['r', 'd', 'f'] as const) {
      await vm.guest.send(letter);
      await fiveBeats(vm, '!');
    }
  });

  test('that stops the machine delays the beat until it is repaired; the guest sees no error', async () => {
    await using vm = await withDisk(failingWrites, 'werror=stop,rerror=stop');
    await vm.guest.send('d');
    expect(await vm.qmp.event('BLOCK_IO_ERROR')).toMatchObject({ operation: 'write', action: 'stop' });
    await vm.qmp.event('STOP');
    const last = await vm.lastBeat();
    expect(await vm.qmp.status()).toBe('io-error');
    await vm.silence(300);

    await vm.qmp.execute('blockdev-reopen', {
      options: [{ driver: 'raw', 'node-name': 'disk', file: 'file' }],
    });
    await vm.qmp.execute('cont');
    expect(await vm.beat()).toEqual({ number: last.number + 1, letter: 'd' });
    await fiveBeats(vm, 'd');
  });

  test('that hangs delays the beat, at no cost to the host', async () => {
    await using vm = await startVm({
      args: [
        ...['-blockdev', '{"driver":"null-co","node-name":"slow","latency-ns":1500000000}'],
        ...['-device', 'ide-hd,bus=ide.1,unit=0,drive=slow'],
      ],
    });
    await vm.guest.send('d');
    const last = await vm.lastBeat();
    const before = await cpuTime(vm.guest.pid);
    await vm.silence(1_000);
    expect((await cpuTime(vm.guest.pid)) - before).toBeLessThan(500);
    expect(await vm.beat()).toEqual({ number: last.number + 1, letter: 'd' });
  });
});

describe.concurrent('a reader of the heartbeats that does not read', () => {
  // Connects, blocks its event loop for 4 s, and then tells what it finds.
  const reader = `
    const socket = require('node:net').connect(process.argv[1]);
    let text = '';
    socket.once('connect', () => {
      require('node:fs').writeSync(1, 'connected');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4_000); // the socket holds 2.6 s of beats
      socket.on('data', (chunk) => { text += chunk; });
      setTimeout(() => { console.log(text); process.exit(); }, 500);
    });`;

  test('loses whole beats and does not hold up the guest', async () => {
    await using guest = await startGuest({ initial: 'w' });
    await using qmp = await Monitor.connect(guest.qmpPath);
    const child = spawn(process.execPath, ['-e', reader, guest.serialPath], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    await once(child, 'close');
    // Who connects in the middle of a line gets the rest of it.
    const [, ...lines] = output
      .replace(/^connected/, '')
      .trimEnd()
      .split('\r\n');
    const beats = lines.filter((line) => line !== 'BOOT').map(parseHeartbeat);
    expect(beats).not.toContain(undefined);
    expect(beats.at(-1)!.number).toBeGreaterThan(35);
    expect(qmp.seen).toEqual([]); // it petted its watchdog all the time
  });
});

describe.concurrent('starting and ending', () => {
  test("QEMU's own words are in the error when it does not start", async () => {
    await expect(startGuest({ args: ['-device', 'no-such-device'] })).rejects.toThrow(
      /exit code 1.*no-such-device/s,
    );
  });

  test('a missing program is an error', async () => {
    await expect(startGuest({ qemu: 'no-such-qemu' })).rejects.toThrow(/no-such-qemu/);
  });

  test('a QEMU that is not ready in time is an error', async () => {
    const args = (directory: string) => ['-chardev', `socket,id=w,path=${directory}/w,server=on,wait=on`];
    await expect(startGuest({ args, timeout: 300 })).rejects.toThrow('was not ready within 300 ms');
  });

  test('can be given up', async () => {
    const reason = new Error('enough');
    await expect(startGuest({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const starting = startGuest({ signal: controller.signal });
    setImmediate(() => controller.abort(reason));
    await expect(starting).rejects.toBe(reason);
  });

  test('all monitors are served', async () => {
    await using guest = await startGuest({ monitors: 2 });
    expect(guest.qmpPaths).toHaveLength(2);
    for (const path of guest.qmpPaths) {
      await using qmp = await Monitor.connect(path);
      expect(await qmp.status()).toBe('running');
    }
  });

  test('disposal ends the process and removes the files, however often', async () => {
    const guest = await startGuest();
    await guest[Symbol.asyncDispose]();
    await guest[Symbol.asyncDispose]();
    expect(await guest.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(existsSync(guest.directory)).toBe(false);
    expect(await isAlive(guest.pid)).toBe(false);
  });

  test.for([
    ['throws', "throw new Error('on purpose')"],
    ['exits', 'process.exit(0)'],
    ['is killed', "process.kill(process.pid, 'SIGKILL')"],
  ] as const)('a guest ends with its parent that %s', async ([how, end]) => {
    const code = `
      import { startGuest } from ${JSON.stringify(new URL('../guest/index.ts', import.meta.url).href)};
      const guest = await startGuest({ qemu: ${JSON.stringify(qemu.system)} });
      process.stdout.write(JSON.stringify([guest.pid, guest.directory]), () => { ${end} });`;
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const closed = once(parent, 'close');
    const [output] = await once(parent.stdout, 'data');
    const [pid, directory] = JSON.parse(String(output));
    await closed;
    await vi.waitFor(async () => expect(await isAlive(pid)).toBe(false), { timeout: 5_000, interval: 10 });
    if (how === 'is killed') rmSync(directory, { recursive: true });
    else expect(existsSync(directory)).toBe(false);
  });
});

/** What a process has used of the CPUs, in milliseconds. */
async function cpuTime(pid: number): Promise<number> {
  const fields = await processStatus(pid);
  return (Number(fields[11]) + Number(fields[12])) * 10; // user and system time, 100 ticks a second
}

/** A process that has ended and waits for its parent to notice (a zombie) is not alive. */
async function isAlive(pid: number): Promise<boolean> {
  const [state] = await processStatus(pid).catch(() => ['gone']);
  return state !== 'gone' && state !== 'Z';
}

/** The fields of /proc/PID/stat from the third, the state, on. */
async function processStatus(pid: number): Promise<string[]> {
  return (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ');
}
