import { connect } from 'node:net';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { QmpClient } from '../../../src/qmp/index.js';
import { FakeQemu, type FakeQemuOptions, VirtualClock } from '../../../src/testing/index.js';
import { parseHeartbeat } from '../../guest/index.js';

const made: FakeQemu[] = [];
afterEach(async () => {
  for (const qemu of made.splice(0)) await qemu[Symbol.asyncDispose]();
});

function fake(options: FakeQemuOptions = {}): {
  clock: VirtualClock;
  qemu: FakeQemu;
  beats: string[];
  take(): string[];
} {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock, ...options });
  made.push(qemu);
  const beats: string[] = [];
  qemu
    .heartbeatStream()
    .on('data', (line: Buffer) => beats.push(`${line.toString().trimEnd()} @${clock.now()}`));
  return { clock, qemu, beats, take: () => beats.splice(0) };
}

describe('heartbeats', () => {
  test('BOOT, then a numbered line every 100 ms, as the real test guest sends them', async () => {
    const { clock, beats } = fake();
    await clock.advance(300);
    expect(beats).toEqual(['BOOT @100', 'HB 0000 h @100', 'HB 0001 h @200', 'HB 0002 h @300']);
  });

  test('are lines that the real guest could have sent', async () => {
    const clock = new VirtualClock();
    const qemu = new FakeQemu({ clock });
    made.push(qemu);
    let text = '';
    qemu.heartbeatStream().on('data', (bytes: Buffer) => {
      text += bytes.toString();
    });
    await clock.advance(1_200);
    const lines = text.split('\n').slice(1, -1);
    expect(lines.map(parseHeartbeat)).toEqual(lines.map((_, number) => ({ number, letter: 'h' })));
  });

  test('the number has four digits and wraps', async () => {
    const { clock, qemu, take } = fake({ guest: { interval: 1, bootTime: 0 } });
    await clock.advance(0x1a);
    expect(take().at(-1)).toBe('HB 001A h @26');
    await clock.advanceTo(0x1_0000);
    expect(take().slice(-2)).toEqual(['HB FFFF h @65535', 'HB 0000 h @65536']);
    expect(qemu.guest.beats).toBe(0x1_0001);
  }, 20_000);

  test('stand still while the VM does, and go on where they were', async () => {
    const { clock, qemu, take } = fake();
    await clock.advance(250);
    take();
    qemu.vm.stop();
    await clock.advance(10_000);
    expect(take()).toEqual([]);
    qemu.vm.cont();
    await clock.advance(50);
    expect(take()).toEqual(['HB 0002 h @10300']);
  });

  test('start with cont under -S', async () => {
    const { clock, qemu, take } = fake({ status: 'prelaunch', guest: { bootTime: 500 } });
    await clock.advance(1000);
    expect(take()).toEqual([]);
    qemu.vm.cont();
    await clock.advance(500);
    expect(take()).toEqual(['BOOT @1500', 'HB 0000 h @1500']);
  });

  test('stop when the process is stopped or its main loop stalled', async () => {
    const { clock, qemu, take } = fake();
    await clock.advance(200);
    take();
    qemu.process.stop();
    await clock.advance(1000);
    qemu.process.continue();
    qemu.mainLoop.stall();
    await clock.advance(1000);
    expect(take()).toEqual([]);
    qemu.mainLoop.resume();
    await clock.advance(100);
    expect(take()).toEqual(['HB 0002 h @2300']);
  });

  test('are lost while nobody is connected', async () => {
    const { clock, qemu } = fake();
    const second: string[] = [];
    await clock.advance(200);
    const stream = qemu.heartbeatStream().on('data', (line: Buffer) => second.push(line.toString()));
    await clock.advance(100);
    expect(second).toEqual([]);
    stream.destroy();
    made.pop();
    await qemu[Symbol.asyncDispose]();

    const other = new FakeQemu({ clock });
    made.push(other);
    await clock.advance(500);
    const late: string[] = [];
    const first = other.heartbeatStream().on('data', (line: Buffer) => late.push(line.toString()));
    await clock.advance(100);
    first.destroy();
    await clock.advance(200);
    other.heartbeatStream().on('data', (line: Buffer) => late.push(line.toString()));
    await clock.advance(100);
    expect(late).toEqual(['HB 0005 h\r\n', 'HB 0008 h\r\n']);
  });

  test('are lost for a reader that does not read', async () => {
    const clock = new VirtualClock();
    const qemu = new FakeQemu({ clock, guest: { interval: 1 } });
    made.push(qemu);
    const stream = qemu.heartbeatStream();
    await clock.advance(20_000);
    expect(stream.readableLength).toBeLessThan(100_000);
    let last = '';
    stream.on('data', (lines: Buffer) => {
      last = lines.toString();
    });
    await clock.advance(1);
    expect(last).toContain(`HB ${(19_901).toString(16).toUpperCase()} h`);
  });

  test('end with the process', async () => {
    const { clock, qemu } = fake();
    const ended = new Promise((resolve) => qemu.heartbeatStream().on('end', resolve).resume());
    qemu.process.kill('SIGKILL');
    await ended;
    await new Promise((resolve) => qemu.heartbeatStream().on('end', resolve).resume());
    expect(clock.pendingTimers).toEqual([]);
  });
});

describe('a hung guest', () => {
  test('falls silent while its status stays running; an NMI does not help, a reset does', async () => {
    const { clock, qemu, take } = fake();
    await clock.advance(250);
    qemu.guest.hang();
    take();
    qemu.vm.injectNmi();
    await clock.advance(1000);
    expect(take()).toEqual([]);
    expect([qemu.vm.status, qemu.guest.state]).toEqual(['running', 'hung']);
    qemu.vm.reset();
    expect(qemu.guest.state).toBe('booting');
    await clock.advance(200);
    expect(take()).toEqual(['BOOT @1350', 'HB 0000 h @1350', 'HB 0001 h @1450']);
    expect(qemu.guest.state).toBe('alive');
  });

  test('may be cured by an NMI: it goes on at once, where it was', async () => {
    const { clock, qemu, take } = fake();
    await clock.advance(250);
    qemu.guest.hang({ nmiCures: true });
    await clock.advance(750);
    take();
    qemu.vm.injectNmi();
    await clock.advance(100);
    expect(take()).toEqual(['HB 0002 h @1000', 'HB 0003 h @1100']);
  });

  test('may recover by itself', async () => {
    const { clock, qemu, take } = fake();
    qemu.guest.recover();
    qemu.guest.hang();
    await clock.advance(1000);
    qemu.guest.recover();
    await clock.advance(0);
    expect(take()).toEqual(['BOOT @1000', 'HB 0000 h @1000']);
  });

  test('with a hardware fault hangs again after every reset', async () => {
    const { clock, qemu, take } = fake();
    await clock.advance(100);
    take();
    qemu.guest.hang({ resetCures: false });
    qemu.vm.reset();
    await clock.advance(1000);
    expect(take()).toEqual([]);
    expect(qemu.guest.state).toBe('hung');
  });

  test('that was reset while stopped stays silent until cont', async () => {
    const { clock, qemu, take } = fake();
    qemu.guest.hang();
    qemu.vm.stop();
    qemu.vm.reset();
    await clock.advance(1000);
    expect([take(), qemu.vm.status]).toEqual([[], 'prelaunch']);
    qemu.vm.cont();
    await clock.advance(100);
    expect(take()).toHaveLength(2);
  });

  test('a mute one is well, and only its beats are missing', async () => {
    const { clock, qemu, take } = fake();
    await clock.advance(100);
    take();
    qemu.guest.mute();
    await clock.advance(1000);
    expect([take(), qemu.guest.state]).toEqual([[], 'alive']);
    qemu.guest.unmute();
    await clock.advance(100);
    expect(take()).toEqual(['HB 0001 h @1200']);
  });

  test('a reset by the guest itself starts it afresh', async () => {
    const { clock, qemu, take } = fake();
    await clock.advance(300);
    take();
    qemu.vm.guestReset();
    await clock.advance(100);
    expect(take()).toEqual(['BOOT @400', 'HB 0000 h @400']);
  });
});

describe('real sockets', () => {
  const directories: string[] = [];
  afterEach(async () => {
    for (const directory of directories.splice(0)) await rm(directory, { recursive: true });
  });
  async function directory(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'fake-qemu-'));
    directories.push(path);
    return path;
  }
  function make(options: FakeQemuOptions = {}): FakeQemu {
    const qemu = new FakeQemu({ guest: { interval: 5, bootTime: 5 }, ...options });
    made.push(qemu);
    return qemu;
  }

  test('QMP on a unix socket and on a TCP port, one client at a time', async () => {
    const qemu = make();
    const path = join(await directory(), 'qmp');
    expect(await qemu.listen({ path })).toEqual({ path });
    const tcp = await qemu.listen({ port: 0 });
    const client = await QmpClient.connect({ path });
    expect((await client.execute('query-status')).status).toBe('running');
    await expect(QmpClient.connect(tcp, { greetingTimeout: 50 })).rejects.toMatchObject({
      name: 'GreetingTimeoutError',
    });
    await client.close();
    const second = await QmpClient.connect(tcp);
    const stopped = await second.expect('STOP').during(() => second.execute('stop'));
    expect(stopped.event.event).toBe('STOP');
    await second.close();
  });

  test('heartbeats on a unix socket', async () => {
    const qemu = make();
    const path = join(await directory(), 'heartbeat');
    await qemu.listenHeartbeat({ path });
    const socket = connect(path);
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString();
    });
    while (!/(HB [0-9A-F]{4} h\r\n){3}$/.test(text)) await new Promise((resolve) => setTimeout(resolve, 5));
    const numbers = text.match(/HB ([0-9A-F]{4})/g) ?? [];
    expect(numbers.length).toBeGreaterThanOrEqual(3);
    socket.destroy();
  });

  test('disposal hangs up and removes the sockets; a kill leaves the file behind', async () => {
    const path = await directory();
    const qemu = make();
    await qemu.listen({ path: join(path, 'qmp') });
    await qemu.listenHeartbeat({ path: join(path, 'heartbeat') });
    const client = await QmpClient.connect({ path: join(path, 'qmp') });
    qemu.process.kill('SIGKILL');
    expect((await client.closed).kind).toBe('ended');
    expect((await readdir(path)).sort()).toEqual(['heartbeat', 'qmp']);
    await expect(QmpClient.connect({ path: join(path, 'qmp') })).rejects.toMatchObject({
      failure: 'refused',
    });
    await qemu[Symbol.asyncDispose]();
    expect(await readdir(path)).toEqual([]);
  });

  test('quit removes the socket, and its reply still arrives', async () => {
    const path = join(await directory(), 'qmp');
    const qemu = make();
    await qemu.listen({ path });
    const client = await QmpClient.connect({ path });
    expect(await client.execute('quit')).toEqual({});
    expect((await client.closed).shutdown).toEqual({ guest: false, reason: 'host-qmp-quit' });
    await expect(QmpClient.connect({ path })).rejects.toMatchObject({ name: 'ConnectError' });
  });

  test('a second QEMU takes a live path over in silence, and the end of the first leaves it alone', async () => {
    const path = join(await directory(), 'qmp');
    const [first, second] = [make({ name: 'first' }), make({ name: 'second' })];
    await first.listen({ path });
    const old = await QmpClient.connect({ path });
    await second.listen({ path });
    const fresh = await QmpClient.connect({ path });
    expect(await fresh.execute('query-name')).toEqual({ name: 'second' });
    expect(await old.execute('query-name')).toEqual({ name: 'first' });
    await fresh.close();
    await first[Symbol.asyncDispose]();
    expect(await (await QmpClient.connect({ path })).execute('query-name')).toEqual({ name: 'second' });
  });

  test('listening on an impossible address rejects', async () => {
    await expect(make().listen({ path: '/nonexistent/qmp' })).rejects.toThrow(/listen E/);
    await expect(make().listen({ path: '' })).rejects.toThrow(/path/);
  });
});
