// The fear: QEMU ends and another one serves the same VM, and nobody notices, or nobody listens to it.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { follow, until } from './followed-vm.js';
import { startGuest } from './qemu-under-test.js';

const UUID = '11111111-2222-4333-8444-555555555555';

test.for(['SIGKILL', 'SIGTERM'] as const)(
  'a VM whose QEMU was ended by %s and started anew is the same one, booted once more, and listened to',
  async (signal) => {
    await using first = await startGuest({ args: (directory) => same(directory) });
    const process = { pidFile: join(first.directory, 'pid') };
    await using followed = await follow({ path: first.qmpPath }, { process });
    const { vm } = followed;
    const heard: string[] = [];
    vm.on('STOP', ({ event }) => heard.push(event));
    const streamed = vm.events(['STOP']);
    const expected = vm.expect('STOP', { timeout: 30_000 }).wait();
    await until(vm, { confidence: 'known', boots: 0 });
    first.process.kill(signal);
    await first.exited;

    await using _second = await startGuest({
      args: [...same(first.directory), '-S', '-qmp', monitor(first.qmpPath)],
    });
    await until(vm, {
      session: 2,
      boots: 1,
      confidence: 'known',
      exit: undefined,
      health: { verdict: 'responsive' },
      run: { running: false, status: 'prelaunch', why: 'not-started' },
    });
    const story = followed.story.filter((line) => /connected|exited|restarted|gap/.test(line));
    expect(story).toEqual([
      'local disconnected: 1',
      'local health: disconnected',
      expect.stringMatching(/^local exited: /),
      'local health: exited',
      'local connected: 2',
      'local restarted',
      'local gap: 2',
    ]);
    expect(followed.story).toContain('resync run: not-started');
    await vm.execute('cont');
    await vm.execute('stop');
    await expected;
    expect((await streamed.next()).value).toMatchObject({ event: 'STOP', lost: 0 });
    expect(heard).toEqual(['STOP']);
    await until(vm, { confidence: 'known', run: { why: 'operator' } });
  },
);

const monitor = (path: string): string => `unix:${path},server=on,wait=off`;
const same = (directory: string): readonly string[] => [
  ...['-uuid', UUID, '-name', 'vm1', '-pidfile', join(directory, 'pid')],
];
