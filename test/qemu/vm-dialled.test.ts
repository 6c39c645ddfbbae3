// The fear: a QEMU that connects to us is lost with its first session, or its VM is mixed up with another's.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { QmpListener } from 'qmp-watchdog';
import { follow, until } from './followed-vm.js';
import { since, startGuest } from './qemu-under-test.js';

test('two QEMUs that connect to one listener are two VMs, over all of their sessions', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'dialled-'));
  const path = join(directory, 'monitors');
  try {
    await using listener = await QmpListener.listen({ path });
    const start = (name: string) =>
      startGuest({
        args: [
          ...['-chardev', `socket,id=dial,path=${path},${since(10, 0) ? 'reconnect-ms=200' : 'reconnect=1'}`],
          ...['-mon', 'chardev=dial,mode=control', '-name', name],
        ],
      });
    await using first = await start('one');
    await using second = await start('two');
    await using one = await follow(({ signal }) => listener.accept({ name: 'one', signal }));
    await using two = await follow(({ signal }) => listener.accept({ name: 'two', signal }));
    await one.vm.execute('stop');
    await until(one.vm, { confidence: 'known', run: { why: 'operator' } });
    expect(two.vm.state).toMatchObject({ name: 'two', run: { running: true } });
    await one.vm.session?.close();
    await until(one.vm, { session: 2, confidence: 'known', run: { why: 'operator' } });
    expect(one.vm.state.name).toBe('one');
    expect(two.vm.state.session).toBe(1);
    expect([first.pid, second.pid].every((pid) => pid > 0)).toBe(true);
  } finally {
    await rm(directory, { recursive: true });
  }
});
