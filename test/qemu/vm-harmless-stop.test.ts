// The fear: QEMU stops the VM for a moment for a purpose of its own, and that is taken for a fault, a pause or a migration.
import { execFileSync, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Guest } from '../guest/index.js';
import { type FollowedVm, follow, until } from './followed-vm.js';
import { qemu, since, startGuest } from './qemu-under-test.js';

const RUNS = { running: true, status: 'running', why: undefined };

describe.concurrent('the VM stands still', () => {
  test('for a dump, and it is told', async () => {
    await using guest = await startGuest();
    await using followed = await follow({ path: guest.qmpPath });
    await using pipe = await Pipe.make(guest);
    const { vm } = followed;
    await vm.execute('dump-guest-memory', { paging: false, protocol: pipe.protocol, detach: true });
    await until(vm, {
      confidence: 'known',
      run: { running: false, status: 'save-vm', why: 'dump' },
      health: { verdict: 'responsive' },
    });
    pipe.drain();
    await until(vm, { confidence: 'known', run: RUNS });
    expectHarmless(followed);
    expect(followed.told('run').slice(-2)).toEqual(['run: dump', 'run: running']);
  });

  test('for a dump in the main loop, which cannot say why', async () => {
    await using guest = await startGuest();
    await using followed = await follow({ path: guest.qmpPath });
    await using pipe = await Pipe.make(guest);
    const { vm } = followed;
    const dumping = vm.execute('dump-guest-memory', { paging: false, protocol: pipe.protocol });
    await until(vm, {
      confidence: 'stale',
      run: { running: false, status: undefined, why: undefined },
      health: { verdict: 'main-loop-stalled' },
    });
    pipe.drain();
    await dumping;
    await until(vm, { confidence: 'known', run: RUNS, health: { verdict: 'responsive' } });
    expectHarmless(followed);
  });

  test('for a snapshot, which is no migration and bars nothing', async () => {
    await using guest = await startGuest({ args: disk });
    await using followed = await follow({ path: guest.qmpPath });
    const { vm } = followed;
    await vm
      .expect('RESUME')
      .during(() => vm.executeAny('human-monitor-command', { 'command-line': 'savevm one' }));
    await until(vm, { confidence: 'known', run: RUNS });
    await vm.execute('snapshot-save', { 'job-id': 'save', tag: 'two', vmstate: 'd0', devices: ['d0'] });
    await until(vm, { jobs: [{ id: 'save', status: 'concluded' }] });
    await vm.execute('job-dismiss', { id: 'save' });
    const saved = await until(vm, { confidence: 'known', run: RUNS });
    expect(saved).toMatchObject({ jobs: [], migration: { status: 'none', side: undefined }, interlocks: [] });
    expectHarmless(followed);

    // It was never anywhere else: it may be paused and go on, be reset, and go back to what was saved.
    await vm.execute('stop');
    await vm.execute('cont');
    await vm.execute('system_reset');
    await vm.execute('snapshot-load', { 'job-id': 'load', tag: 'one', vmstate: 'd0', devices: ['d0'] });
    await until(vm, { jobs: [{ id: 'load', status: 'concluded' }], confidence: 'known', run: RUNS });
    expect(vm.state).toMatchObject({ interlocks: [] });
  });
});

// The checkpoints of older ones wedge or fail without a network device, so there is nothing to test.
if (since(11, 1))
  test('the VM stands still for COLO checkpoints, and its primary goes on alone', async () => {
    await using primary = await startGuest();
    await using secondary = await startGuest({ args: ['-incoming', 'defer'] });
    await using here = await follow({ path: primary.qmpPath });
    await using there = await follow({ path: secondary.qmpPath });
    const uri = `unix:${join(primary.directory, 'migration')}`;
    for (const { vm } of [here, there]) {
      const capabilities = (['x-colo', 'return-path'] as const).map((capability) => ({
        capability,
        state: true,
      }));
      await vm.execute('migrate-set-capabilities', { capabilities });
      await vm.execute('migrate-set-parameters', { 'x-checkpoint-delay': 200 });
    }
    await there.vm.execute('migrate-incoming', { uri });
    await here.vm.execute('migrate', { uri });
    for (const followed of [here, there]) {
      await vi.waitFor(() => expect(checkpoints(followed)).toBeGreaterThan(2), {
        timeout: 20_000,
        interval: 10,
      });
      expect(followed.vm.state).toMatchObject({ migration: { status: 'colo' }, interlocks: [] });
      expect(followed.told('run')).not.toContain('run: operator');
    }

    secondary.process.kill('SIGKILL');
    await secondary.exited;
    await here.vm.execute('x-colo-lost-heartbeat');
    await until(here.vm, {
      confidence: 'known',
      run: RUNS,
      migration: { status: 'none', side: undefined },
      interlocks: [],
    });
    await here.vm.execute('stop');
    await here.vm.execute('cont');
  });

const checkpoints = (followed: FollowedVm): number =>
  followed.told('run').filter((line) => line === 'run: colo-checkpoint').length;

/** It was told as nobody's pause and nobody's fault. */
function expectHarmless(followed: FollowedVm): void {
  const told = followed.told('run');
  expect(told.length).toBeGreaterThan(0);
  expect(['run: stopped', 'run: save', 'run: dump', 'run: running']).toEqual(
    expect.arrayContaining([...told]),
  );
}

function disk(directory: string): readonly string[] {
  const path = join(directory, 'disk.qcow2');
  execFileSync(qemu.img, ['create', '-q', '-f', 'qcow2', path, '64M']);
  return [
    ...['-drive', `if=none,id=disk,node-name=d0,format=qcow2,file=${path}`],
    ...['-device', 'ide-hd,bus=ide.1,unit=0,drive=disk,id=disk0'],
  ];
}

/** Where a dump goes, as slowly as the test wants it. */
class Pipe implements AsyncDisposable {
  readonly #path: string;
  readonly #end: FileHandle;

  private constructor(path: string, end: FileHandle) {
    this.#path = path;
    this.#end = end;
  }

  static async make(guest: Guest): Promise<Pipe> {
    const path = join(guest.directory, 'dump');
    execFileSync('mkfifo', [path]);
    // Somebody must be there, or QEMU would wait for him.
    return new Pipe(path, await open(path, constants.O_RDONLY | constants.O_NONBLOCK));
  }

  get protocol(): string {
    return `file:${this.#path}`;
  }

  drain(): void {
    spawn('cat', [this.#path], { stdio: 'ignore' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end.close();
  }
}
