// The fear: a VM whose memory fails, or whose guest has panicked, is reset or lost before anybody can see why; or its
// disks are not let go of.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failoverSafe, type JournalRecord, on, type Trigger } from 'qmp-watchdog';
import { memoryIn } from './elf-core.js';
import { diskOn, makeImage } from './failover-disk.js';
import { qemu, since } from './qemu-under-test.js';
import { type SupervisedGuest, superviseGuest } from './supervised-guest.js';

/** A guest with a disk, and the preset over it: `trigger` begins it. */
async function supervise(trigger: Trigger, args: readonly string[]): Promise<SupervisedGuest> {
  let directory = '';
  const { policies } = failoverSafe({
    on: trigger,
    quiesce: { qemuIo: qemu.io },
    postMortem: { folder: (incident) => join(directory, `evidence-${incident}`) },
    dump: { path: (incident) => join(directory, `memory-${incident}`), format: 'elf' },
  });
  const s = await superviseGuest({
    overSessions: true,
    // Nobody is to act on its silence.
    timeout: 60_000,
    start: {
      args: (folder) => {
        directory = folder;
        return [...args, ...diskOn(makeImage(join(folder, 'image'), 'raw'))];
      },
    },
    policies: () => policies,
  });
  return s;
}

/** It is failover-safe, there is evidence, its memory can be read, and it was neither reset nor ended. */
async function expectKept(s: SupervisedGuest): Promise<void> {
  await s.record('ended');
  expect(s.of('result').map(({ action, outcome, reason }) => [action, outcome, reason])).toEqual([
    ['quiesce', 'done', 'failover-safe'],
    ['post-mortem', 'done', 'kept'],
    ['dump-guest-memory', 'done', 'dumped'],
  ]);
  const { directory } = s.guest;
  const manifest = JSON.parse(await readFile(join(directory, 'evidence-i1', 'manifest.json'), 'utf8'));
  const nodes = await readFile(join(directory, 'evidence-i1', 'query-named-block-nodes.json'), 'utf8');
  expect(JSON.parse(nodes).map((node: Record<string, unknown>) => node['node-name'])).toContain('d0');
  expect(manifest.missing.map(({ name }: { name: string }) => name)).toEqual(
    since(6, 0) ? [] : ['query-yank.json'],
  );
  // What runs from there at boot is a copy of what is at the end of the 4 GiB.
  const firmware = (await readFile(join(directory, 'firmware.bin'))).subarray(-4_096);
  const memory = await memoryIn(join(directory, 'memory-i1'), 0x10_0000 - 4_096, 4_096);
  expect(memory.equals(firmware), 'the guest is in its dump').toBe(true);
  expect(s.vmEvents('RESET')).toEqual([]);
  expect(await s.operator.execute('query-status')).toMatchObject({ running: false });
  expect(s.guest.process.exitCode).toBeNull();
  expect(s.pages).toEqual([]);
  await s.finish();
}

const causeOf = (record: Extract<JournalRecord, { kind: 'trigger' }>): unknown =>
  Reflect.get(Object(record.cause['event']), 'event');

test.concurrent('memory that wears out makes the VM failover-safe, and QEMU keeps it', async () => {
  await using s = await supervise(on.fault({ repeated: { times: 3, per: 60_000 } }), ['-cpu', 'max']);
  // Corrected errors: one or two are nothing serious.
  for (let times = 0; times < 3; times += 1) {
    expect(s.of('trigger')).toEqual([]);
    await s.operator.execute('human-monitor-command', {
      'command-line': 'mce 0 9 0x9c00000000000000 0 0 0',
    });
  }
  expect(causeOf(await s.record('trigger'))).toBe('MEMORY_FAILURE');
  await expectKept(s);
});

test.concurrent('a panic that stops the guest makes the VM failover-safe before anything resets it', async () => {
  // Before 6.0 QEMU has no better word for it.
  const panic = since(6, 0) ? ['-action', 'panic=pause'] : ['-no-shutdown'];
  await using s = await supervise(on.fault({ atLeast: 'fatal' }), panic);
  await s.guest.send('p');
  expect(causeOf(await s.record('trigger'))).toBe('GUEST_PANICKED');
  await expectKept(s);
});
