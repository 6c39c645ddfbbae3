// The fear: something fails between any two steps of a quiesce, and a proof is made that is not true, or it hangs, or a VM is
// said to be as it is not, and can not be had back.
// FAILOVER_CELLS=all plays every fault at every step: ten minutes on each QEMU.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { FileInterlockStore } from 'qmp-watchdog';
import { GuestAgent } from 'qmp-watchdog/agent';
import { MemoryLeaseStore, restoreProof } from 'qmp-watchdog/failover';
import { FakeAgent } from 'qmp-watchdog/testing';
import { type Fault, play } from './failover-cell.js';
import { everything, nameOf, some, STAGES } from './failover-cells.js';
import { check, goOn, type Subject } from './failover-claims.js';
import { Counting, diskOn, imageFolder, makeImage } from './failover-disk.js';
import { COURSE, FAULTS } from './failover-faults.js';
import { follow } from './followed-vm.js';
import { qemu } from './qemu-under-test.js';
import { RawMonitor } from './raw-monitor.js';
import { spawnReaped } from './reaped.js';
import { watchCourses } from './watched-course.js';

const ALL = process.env['FAILOVER_CELLS'] === 'all';

vi.setConfig({ maxConcurrency: 3 });
let watching: Disposable | undefined;
beforeAll(() => {
  watching = watchCourses();
});
afterAll(() => {
  watching?.[Symbol.dispose]();
  vi.resetConfig();
});

test('a course of a VM that is well asks what these tests know of', async () => {
  const asked = new Set<string>();
  const fault: Fault = {
    strike: ({ course }) => {
      for (const question of course.asked) asked.add(question);
    },
  };
  const result = await play({ stage: STAGES['a VM that runs']!, point: COURSE.at(-1)!, at: 'after', fault });
  expect(result).toMatchObject({ outcome: 'quiesced', level: 'L2', doubts: [] });
  expect([...asked].filter((question) => !question.endsWith(' pause'))).toEqual([
    ...new Set(COURSE.map(({ question }) => question)),
  ]);
});

describe.concurrent('whatever happens, and whenever', () => {
  test.each((ALL ? everything : some(everything)).map((cell) => [nameOf(cell), cell] as const))(
    '%s',
    async (_, { stage: name, point, index, at, fault: which }) => {
      const stage = STAGES[name]!;
      const fault = FAULTS[which]!;
      const result = await play({ stage, point, at, fault });
      const survives = stage.survives && fault.survives?.(index);
      const wanted = { outcome: 'quiesced', level: 'L2' };
      if (survives) expect(result, JSON.stringify(result, undefined, 1)).toMatchObject(wanted);
    },
  );
});

/** What we keep on the way, in order. */
const KEPT = ['quieting', 'freezing', 'releasing', 'proven'];
const deaths = KEPT.flatMap((kept) => [[kept, 'before'] as const, [kept, 'after'] as const]);

describe.concurrent('our process is killed', () => {
  test.each(ALL ? deaths : deaths.filter(([kept, at]) => kept === 'proven' && at === 'before'))(
    'when it keeps "%s", right %s that is on disk',
    async (kept, at) => {
      await using folder = await imageFolder();
      const [image, interlocks, port] = ['image', 'interlocks', 'agent'].map((name) =>
        join(folder.path, name),
      );
      const args = diskOn(makeImage(image!, 'raw'));
      await using counting = await Counting.start('f', {
        monitors: 3,
        args: [...args, '-uuid', randomUUID()],
      });
      const [first = '', second = '', third = ''] = counting.guest.qmpPaths;
      using raw = await RawMonitor.negotiated(third);
      await using fake = new FakeAgent();
      await fake.listen({ path: port! });
      await counting.counted(1);
      const child = spawnReaped(
        process.execPath,
        [
          ...['--import', 'tsx', fileURLToPath(new URL('failover-killed.ts', import.meta.url))],
          ...[first, interlocks!, qemu.io, port!, kept, at],
        ],
        { stdio: ['ignore', 'ignore', 'inherit'], cwd: fileURLToPath(new URL('../..', import.meta.url)) },
      );
      expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
      await using agent = await GuestAgent.connect({ path: port! });
      const subject: Subject = {
        ...{ image: image!, format: 'raw', counting, raw, fake, agent, meddled: undefined, still: false },
        ...{ lease: new MemoryLeaseStore(), interlocks: new FileInterlockStore(interlocks!) },
      };
      await using followed = await follow({ path: second }, { interlocks: interlocks! });
      const options = { qemuIo: qemu.io, lease: subject.lease, freeze: { agent } };
      const result = await restoreProof(followed.vm, options);
      if (kept === 'proven') expect(result).toMatchObject({ level: 'L2' });
      await check(subject, followed.vm, { result });
      await goOn(subject, followed.vm, result);
    },
  );
});
