// The fear: the manager of a primary hangs with its VM, and the manager of its secondary does nothing, or does it too early.
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import {
  type AdvancedWatchdogOptions,
  advancedWatchdog,
  type JournalRecord,
  type ScriptFileOptions,
  Supervisor,
  Vm,
} from 'qmp-watchdog';
import type { Guest } from '../guest/index.js';
import { since, startGuest } from './qemu-under-test.js';

const PULSE = 100;
const TIMEOUT = 1_500;
const TIMES = { pulseInterval: PULSE, jitter: 500, timeout: TIMEOUT };

test('the primary hangs: the script of the secondary lets its VM run, and the admin is told', async () => {
  await using pair = await Pair.start(['-S'], {
    lines: ['{"execute":"cont"}'],
    expect: 'RESUME',
  });
  await pair.expectPeace(2 * TIMEOUT);
  expect(await pair.vm.execute('query-status')).toMatchObject({ running: false });
  pair.hang();
  await pair.expectTakeover('RESUME');
  expect(await pair.vm.execute('query-status')).toMatchObject({ running: true });
});

test('without an event that proves it, what was sent is unknown: HMP answers in words', async () => {
  await using pair = await Pair.start([], { lines: ['info name', 'stop'], language: 'hmp' });
  await pair.expectPeace(TIMEOUT);
  pair.hang();
  await vi.waitFor(() => expect(pair.of('result')).toHaveLength(1), 15_000);
  expect(pair.of('result')).toMatchObject([{ outcome: 'unknown', reason: 'not-verified' }]);
  expect(await pair.vm.execute('query-status')).toMatchObject({ status: 'paused' });
});

// Older ones wedge or fail without a network device.
if (since(11, 1))
  test('of a COLO pair the primary hangs: the secondary goes on alone', async () => {
    await using pair = await Pair.start(['-incoming', 'defer'], {
      lines: ['{"execute":"x-colo-lost-heartbeat"}'],
      expect: 'COLO_EXIT',
    });
    await pair.colo();
    await pair.expectPeace(2 * TIMEOUT);
    pair.hang();
    await pair.expectTakeover('COLO_EXIT');
    await vi.waitFor(
      async () => expect(await pair.vm.execute('query-status')).toMatchObject({ status: 'running' }),
      10_000,
    );
  });

/** Two VMs and their managers; that of the secondary is in this process. */
class Pair implements AsyncDisposable {
  readonly vm: Vm;
  readonly records: JournalRecord[] = [];
  readonly notices: string[] = [];
  readonly #primary: Guest;
  readonly #secondary: Guest;
  readonly #over = new AbortController();
  readonly #manager: ReturnType<typeof manage>;
  readonly #admin: Server;
  readonly #end: Promise<unknown>;

  static async start(
    args: readonly string[],
    script: { readonly lines: readonly string[] } & Partial<ScriptFileOptions>,
  ): Promise<Pair> {
    const primary = await startGuest();
    const secondary = await startGuest({ args });
    const { lines, ...rest } = script;
    const path = join(secondary.directory, 'script');
    await writeFile(path, `${lines.join('\n')}\n`);
    const vm = await Vm.connect({ path: secondary.qmpPath });
    return new Pair(primary, secondary, vm, { language: 'qmp', ...rest, path });
  }

  private constructor(primary: Guest, secondary: Guest, vm: Vm, script: ScriptFileOptions) {
    this.#primary = primary;
    this.#secondary = secondary;
    this.vm = vm;
    const node = join(primary.directory, 'node');
    const admin = join(secondary.directory, 'admin');
    this.#admin = createServer((socket) =>
      createInterface(socket).on('line', (line) => this.notices.push(line)),
    ).listen(admin);
    this.#manager = manage({
      role: 'primary',
      node: { listen: { path: node } },
      notify: { path: admin },
      ...TIMES,
    });
    const supervisor = new Supervisor({
      vm,
      name: 'secondary',
      mode: 'enforce',
      journal: join(secondary.directory, 'journal.jsonl'),
      ...advancedWatchdog({
        role: 'secondary',
        node: { path: node },
        notify: { path: admin },
        script,
        ...TIMES,
      }),
    });
    supervisor.on('record', (record) => this.records.push(record));
    this.#end = supervisor.run({ signal: this.#over.signal });
  }

  of<K extends JournalRecord['kind']>(kind: K): Extract<JournalRecord, { kind: K }>[] {
    return this.records.filter(
      (record): record is Extract<JournalRecord, { kind: K }> => record.kind === kind,
    );
  }

  /** Both hear each other, and nothing follows. */
  async expectPeace(duration: number): Promise<void> {
    await vi.waitFor(
      () => expect(this.of('watchdog').map(({ transition }) => transition)).toContain('known'),
      15_000,
    );
    await sleep(duration);
    expect(this.of('trigger')).toEqual([]);
    expect(this.#manager.said).not.toContain('expired');
    expect(this.notices).toEqual([]);
  }

  /** As if the primary's host did: its manager and its VM. */
  hang(): void {
    this.#manager.child.kill('SIGSTOP');
    this.#primary.process.kill('SIGSTOP');
  }

  async expectTakeover(event: string): Promise<void> {
    await vi.waitFor(() => expect(this.of('result')).toHaveLength(1), 15_000);
    expect(this.of('trigger')).toMatchObject([{ cause: { on: 'expired', expiry: 'silence' } }]);
    expect(this.of('result')).toMatchObject([{ outcome: 'done', reason: event }]);
    await vi.waitFor(() => expect(this.notices.length).toBeGreaterThan(0), 5_000);
    expect(JSON.parse(this.notices[0]!)).toMatchObject({
      what: 'began',
      policy: 'advanced-watchdog',
      vm: 'secondary',
    });
  }

  /** Makes them a COLO pair, at its checkpoints. */
  async colo(): Promise<void> {
    await using primary = await Vm.connect({ path: this.#primary.qmpPath });
    const uri = `unix:${join(this.#primary.directory, 'migration')}`;
    for (const vm of [primary, this.vm]) {
      const capabilities = (['x-colo', 'return-path'] as const).map((capability) => ({
        capability,
        state: true,
      }));
      await vm.execute('migrate-set-capabilities', { capabilities });
      await vm.execute('migrate-set-parameters', { 'x-checkpoint-delay': 200 });
    }
    await this.vm.execute('migrate-incoming', { uri });
    await primary.execute('migrate', { uri });
    await vi.waitFor(() => expect(this.vm.state.migration.status).toBe('colo'), 20_000);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    await this.#end;
    this.#manager.child.kill('SIGKILL');
    this.#admin.close();
    await this.vm.close();
    await this.#secondary[Symbol.asyncDispose]();
    await this.#primary[Symbol.asyncDispose]();
  }
}

/** Starts the primary's manager, in a process of its own. */
function manage(options: AdvancedWatchdogOptions): {
  readonly child: ReturnType<typeof spawn>;
  readonly said: readonly string[];
} {
  const script = fileURLToPath(new URL('awd-managing.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
  });
  const said: string[] = [];
  createInterface(child.stdout!).on('line', (line) => said.push(line));
  return { child, said };
}
