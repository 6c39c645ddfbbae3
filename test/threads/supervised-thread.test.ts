// The fear: a supervisor whose watchdog is in another thread decides on what was true before its own thread was busy.
import {
  act,
  IsolatedWatchdog,
  type JournalRecord,
  on,
  QmpClient,
  Supervisor,
  systemClock,
} from 'qmp-watchdog';
import { FakeQemu } from 'qmp-watchdog/testing';
import { expect, test, vi } from 'vitest';
import { block, PettingThread } from './petting-thread.js';

const TIMEOUT = 1_000;

class Supervised implements AsyncDisposable {
  readonly records: JournalRecord[] = [];
  readonly qemu: FakeQemu = new FakeQemu({ clock: systemClock });
  readonly guest: PettingThread;
  readonly dog: IsolatedWatchdog;
  readonly #over = new AbortController();
  #end: Promise<unknown> | undefined;

  static async begin(pets?: number): Promise<Supervised> {
    const s = new Supervised(await PettingThread.start({ every: 50, ...(pets !== undefined && { pets }) }));
    const vm = await QmpClient.connect({ transport: s.qemu.transport() });
    const supervisor = new Supervisor({
      vm,
      watchdogs: [s.dog],
      mode: 'enforce',
      journal: 'none',
      claim: 'none',
      policies: [{ name: 'hung guest', on: on.expired(s.dog), do: act.systemReset() }],
    });
    supervisor.on('record', (record) => s.records.push(record));
    s.#end = supervisor.run({ signal: s.#over.signal });
    await vi.waitFor(() => expect(s.dog.snapshot.petCount).toBeGreaterThan(3), 10_000);
    return s;
  }

  private constructor(guest: PettingThread) {
    this.guest = guest;
    this.dog = new IsolatedWatchdog({
      id: 'guest',
      timeout: TIMEOUT,
      pets: { kind: 'lines', channel: { path: guest.path }, options: { line: 'WATCHDOG=1' } },
    });
  }

  get kinds(): string[] {
    return this.records.map(({ kind }) => kind);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    await this.#end;
    await this.qemu[Symbol.asyncDispose]();
    await this.guest[Symbol.asyncDispose]();
  }
}

test('a guest that pets all the time is left alone, however often this thread is blocked', async () => {
  await using s = await Supervised.begin();
  for (let times = 0; times < 3; times++) {
    block(2 * TIMEOUT);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(s.kinds).not.toContain('trigger');
  expect(s.dog.state).toBe('armed');
});

test('a guest that falls silent while this thread is blocked is reset, on evidence gathered afterwards', async () => {
  await using s = await Supervised.begin(20);
  block(10_000, () => s.dog.state === 'expired');
  expect(s.kinds).not.toContain('trigger');
  await vi.waitFor(() => expect(s.kinds).toContain('intent'), 10_000);
  const [intent] = s.records.filter((record) => record.kind === 'intent');
  expect(intent).toMatchObject({ action: 'system_reset' });
  await vi.waitFor(() => expect(s.dog.snapshot).toMatchObject({ inGrace: true }), 5_000);
});
