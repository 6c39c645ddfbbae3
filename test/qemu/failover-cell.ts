// A VM that is quieted while something happens: the result is held against what is true, and the VM goes on.
import { randomUUID } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import { type InterlockStore, MemoryInterlockStore } from 'qmp-watchdog';
import { GuestAgent } from 'qmp-watchdog/agent';
import {
  type LeaseStore,
  MemoryLeaseStore,
  type QuiesceOptions,
  type QuiesceResult,
  quiesce,
  restoreProof,
} from 'qmp-watchdog/failover';
import { FakeAgent } from 'qmp-watchdog/testing';
import { check, goOn, isAlive, type Subject } from './failover-claims.js';
import { Counting, type DiskOptions, diskOn, imageFolder, makeImage } from './failover-disk.js';
import { isRunning, timesOpen, writersOf } from './failover-truth.js';
import { follow } from './followed-vm.js';
import { type At, InterruptedMonitor } from './interrupted-monitor.js';
import { qemu } from './qemu-under-test.js';
import { RawMonitor } from './raw-monitor.js';
import { type Point, WatchedCourse } from './watched-course.js';

/** What becomes of a VM, its monitors, its guest or us. */
export interface Fault {
  strike(cell: Cell): void | Promise<void>;
  /** Ends it: when the step in which it happened is over, or the course is. */
  readonly heals?: { readonly after: 'step' | 'course'; heal(cell: Cell): void };
  options?(cell: Cell): QuiesceOptions;
}

/** How a VM is before anything happens, and is to be quieted. */
export interface Scene {
  readonly disk?: DiskOptions;
  readonly args?: readonly string[];
  /** What it brings is needed to the end. */
  prepare?(cell: Cell): Promise<AsyncDisposable | void>;
  options?(cell: Cell): QuiesceOptions;
}

/** Something that happens at one point. */
export interface Trial {
  readonly stage: Scene;
  readonly point: Point;
  readonly at: At;
  readonly fault: Fault;
}

/** A {@link Subject} on which something happens while it is quieted. */
export interface Cell extends Subject {
  /** Between us and two of its monitors. */
  readonly monitor: InterruptedMonitor;
  readonly course: WatchedCourse;
  /** Gives the order up. */
  readonly order: AbortController;
  /** Why the order does not stand. */
  withdrawn: string | undefined;
}

/** Plays it, and checks everything. Brings what the first course came to; undefined when we died in it. */
export async function play({ stage, point, at, fault }: Trial): Promise<QuiesceResult | undefined> {
  const { disk = {} } = stage;
  await using folder = await imageFolder();
  const image = makeImage(join(folder.path, 'image'), disk.format ?? 'raw');
  await using counting = await Counting.start('f', {
    monitors: 3,
    args: [...diskOn(image, disk), ...(stage.args ?? []), '-uuid', randomUUID()],
  });
  const [first = '', second = '', third = ''] = counting.guest.qmpPaths;
  await using monitor = await InterruptedMonitor.between(join(folder.path, 'qmp'), [first, second]);
  using raw = await RawMonitor.negotiated(third);
  await using fake = new FakeAgent();
  await using agent = await GuestAgent.connect({ transport: () => fake.transport() });
  let ended = false;
  const heal = (): void => {
    if (!ended) fault.heals?.heal(cell);
    ended = true;
  };
  const over = (): void => {
    if (fault.heals?.after === 'step') heal();
  };
  const course = new WatchedCourse({ point, at, strike: () => fault.strike(cell), over }, monitor);
  const cell: Cell = {
    ...{ image, format: disk.format ?? 'raw', counting, monitor, raw, fake, agent, course },
    lease: new MemoryLeaseStore(),
    interlocks: new MemoryInterlockStore(),
    ...{ order: new AbortController(), withdrawn: undefined, meddled: undefined, still: false },
  };
  const followed = await follow({ path: monitor.path }, { interlocks: told(cell.interlocks, course) });
  if (disk.fails === undefined) await counting.counted(1);
  await using _prepared = (await stage.prepare?.(cell)) ?? undefined;
  const ran = await isRunning(raw);
  expect(writersOf(image), 'the truth is blind').not.toEqual([]);
  const quieting = course.run(() =>
    quiesce(followed.vm, {
      ...{ qemuIo: qemu.io, freeze: { agent }, signal: cell.order.signal },
      lease: toldLease(cell.lease, course),
      stillStands: async () => cell.withdrawn,
      ...stage.options?.(cell),
      ...fault.options?.(cell),
    }),
  );
  try {
    const result = await inTime(quieting);
    expect(course.struck, `it never came to its point, but asked ${course.asked.join(', ')}`).toBe(true);
    if (!course.isDead) {
      expect(getEventListeners(cell.order.signal, 'abort'), 'it still listens').toEqual([]);
      await check(cell, followed.vm, { result, ran, heal });
      await untilClosed(image);
      await goOn(cell, followed.vm, result);
      return result;
    }
    await followed[Symbol.asyncDispose]();
    await untilClosed(image);
    if (!isAlive(cell)) {
      // There is nobody to ask. What is kept bars its start all the same.
      expect((await cell.interlocks.load()).latch).toBeDefined();
      return undefined;
    }
    await using anew = await follow({ path: monitor.path }, { interlocks: cell.interlocks });
    const restored = await restoreProof(anew.vm, { qemuIo: qemu.io, lease: cell.lease, freeze: { agent } });
    await check(cell, anew.vm, { result: restored });
    await goOn(cell, anew.vm, restored);
    return undefined;
  } finally {
    heal();
    await followed[Symbol.asyncDispose]();
  }
}

/** What took too long is closed when it has ended all the same. */
async function untilClosed(image: string): Promise<void> {
  await vi.waitFor(() => expect(timesOpen(image), 'it is still open').toBe(0), { timeout: 20_000 });
}

/** Longer than all budgets together. */
const TOO_LONG = 40_000;

async function inTime<T>(promise: Promise<T>): Promise<T> {
  const over = new AbortController();
  const hangs = sleep(TOO_LONG, undefined, { signal: over.signal }).then(() => {
    throw new Error('it hangs');
  });
  try {
    return await Promise.race([promise, hangs]);
  } finally {
    over.abort();
  }
}

/** Keeping a proof is a step, too. */
function told(disk: InterlockStore, course: WatchedCourse): InterlockStore {
  return {
    load: () => disk.load(),
    save: async (record) => {
      const isProof = record.latch?.detail['stage'] === 'proven';
      await (isProof ? course.around('proof keep', () => disk.save(record)) : disk.save(record));
    },
  };
}

function toldLease(store: LeaseStore, course: WatchedCourse): LeaseStore {
  return {
    get: (key) => store.get(key),
    swap: (key, revision, value) => course.around('proof register', () => store.swap(key, revision, value)),
  };
}
