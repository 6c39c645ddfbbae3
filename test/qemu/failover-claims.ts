// What a result claims, against what is true; and whether the VM can be had back.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { InterlockStore, Vm } from 'qmp-watchdog';
import type { GuestAgent } from 'qmp-watchdog/agent';
import { type LeaseStore, lookUp, type QuiesceResult, quiesce, revoke } from 'qmp-watchdog/failover';
import type { FakeAgent } from 'qmp-watchdog/testing';
import { type Counting, type Format, numberOn } from './failover-disk.js';
import { ask, hasLetGo, isRunning, writeBeside, writersOf } from './failover-truth.js';
import { until } from './followed-vm.js';
import { qemu } from './qemu-under-test.js';
import type { RawMonitor } from './raw-monitor.js';

/** A guest that counts on its disk, and all that tells what is true of it. */
export interface Subject {
  readonly image: string;
  readonly format: Format;
  readonly counting: Counting;
  /** A monitor that nobody else uses. */
  readonly raw: RawMonitor;
  readonly fake: FakeAgent;
  readonly agent: GuestAgent;
  readonly lease: LeaseStore;
  readonly interlocks: InterlockStore;
  /** What somebody else does to it. */
  meddled: 'stop' | 'cont' | undefined;
  /** Whether its guest does not count any more. */
  still: boolean;
}

/** Where a second writer writes, and the guest does not. */
const BESIDE = 4 * 1024 * 1024;

function isL2(result: QuiesceResult): boolean {
  return result.outcome === 'quiesced' && result.level === 'L2';
}

export function isAlive({ counting: { guest } }: Subject): boolean {
  try {
    // A name may hold anything but this.
    const [, state] = /\) (\w) [^)]*$/.exec(readFileSync(`/proc/${guest.pid}/stat`, 'latin1')) ?? [];
    return state !== undefined && !'ZX'.includes(state);
  } catch {
    return false;
  }
}

interface Claimed {
  readonly result: QuiesceResult;
  /** Whether the VM ran at first. Undefined where that is not claimed of it. */
  readonly ran?: boolean;
  /** Ends what QEMU suffers from. */
  heal?(): void;
}

/** Holds all that a result says against what is true. */
export async function check(subject: Subject, vm: Vm, { result, ran, heal }: Claimed): Promise<void> {
  const { fake, raw, interlocks } = subject;
  // At once: what is proven is true now, whatever still ails QEMU.
  if (isL2(result)) await checkProof(subject, result, heal);
  heal?.();
  const { latch } = vm.state;
  expect({ latched: latch !== undefined }).toEqual({ latched: result.latched });
  expect((await interlocks.load()).latch?.token).toBe(latch?.token);
  if (latch !== undefined) expect(latch.token).toBe(result.token);
  if (result.outcome !== 'quiesced') expect(result.reason).not.toBe('');
  if (result.outcome === 'unknown') expect(result.next).not.toBe('none');
  // Of what it was not asked any more, and of an order that does not stand, it says nothing of QEMU.
  if (result.outcome === 'failed' && !/^(?:aborted|withdrawn|nothing-released)/.test(result.reason))
    expect(isAlive(subject), `${result.reason}: it goes on as it was`).toBe(true);
  if (result.freeze === 'frozen') expect(fake.frozen).toBe(true);
  if (result.freeze === 'not-frozen') expect(fake.frozen, 'it is frozen').toBe(false);
  if (!isAlive(subject)) return;
  await until(vm, { connected: true });
  // What was given up may be carried out late: this comes after it.
  await vm.execute('query-version', {}, { timeout: 20_000 });
  const runs = await isRunning(raw);
  if (!runs && (await hasLetGo(raw))) expect(result.latched, 'it is released, and may be started').toBe(true);
  if (result.outcome === 'quiesced' && subject.meddled !== 'cont') expect(runs, 'it runs').toBe(false);
  if (result.outcome === 'failed' && ran !== undefined && subject.meddled === undefined)
    expect(runs, 'it goes on as it was').toBe(ran);
}

/** Whether a proof is true when it is made, and stays so while its QEMU lives. */
async function checkProof(
  subject: Subject,
  result: QuiesceResult,
  heal: (() => void) | undefined,
): Promise<void> {
  const { image, format, counting, raw } = subject;
  expect(writersOf(image), 'somebody writes').toEqual([]);
  expect(result).toMatchObject({ next: 'none', latched: true });
  const { last } = counting;
  await using other = await writeBeside(image, format, BESIDE);
  heal?.();
  if (isAlive(subject)) {
    // Behind our back.
    expect(await ask(raw, 'cont')).toMatchObject({ refusal: expect.stringContaining('lock') });
    expect(await isRunning(raw)).toBe(false);
  }
  expect(readFileSync(image).equals(other.image), 'somebody has written').toBe(true);
  expect(numberOn(image, format), 'what the guest was told is not there').toBeGreaterThanOrEqual(last);
}

/** Whatever has happened, a VM whose QEMU lives can be quieted, and goes on where it was. */
export async function goOn(subject: Subject, vm: Vm, first: QuiesceResult): Promise<void> {
  const { counting, fake, agent, lease } = subject;
  if (!isAlive(subject)) return;
  // Its disk goes on failing.
  if (subject.format === 'qcow2') return;
  fake.start();
  fake.resume();
  if (fake.frozen) await agent.thaw();
  const again = async (): Promise<QuiesceResult> => {
    const result = await quiesce(vm, { qemuIo: qemu.io, lease });
    await check(subject, vm, { result });
    return result;
  };
  let result = isL2(first) ? first : await again();
  if (!isL2(result)) {
    const { latch } = vm.state;
    if (latch !== undefined) await vm.unlatch(latch.token, 'nobody relies on it');
    if (!(await isRunning(subject.raw))) await vm.execute('cont');
    result = await again();
  }
  if (result.outcome !== 'quiesced' || !isL2(result))
    return expect.fail(JSON.stringify(result, undefined, 1));
  // Whoever gave it up did not wait until it was registered.
  const registered = await lookUp(lease, result.proof.vm);
  if (result.registration?.registered === true) expect(registered).toMatchObject({ standing: 'held' });
  if (registered === undefined) await vm.unlatch(result.token, 'nobody knows of it');
  else await revoke(vm, { lease, reason: 'it is well again' });
  if (subject.still) return;
  await vm.execute('cont');
  const { numbers } = counting;
  await counting.counted(numbers.length + 1);
  const start = numbers[0] ?? 0;
  expect(numbers, 'the guest has missed a beat').toEqual(numbers.map((_, index) => start + index));
}
