// The fear: an action that ends, saves or replaces something is told to be done when it is not, or half done.
import { existsSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { act, type DumpOptions, on, type Policy, type SnapshotOptions } from 'qmp-watchdog';
import { answer, type FakeJob } from 'qmp-watchdog/testing';
import { type Setting, type SettingOptions, supervised } from './supervised.js';

const onPanic = (what: Policy['do']): readonly Policy[] => [
  { name: 'panic', on: on.event('GUEST_PANICKED'), do: what },
];
const verdict = (s: Setting): string[] =>
  s.of('result').map(({ outcome, reason }) => `${outcome}: ${reason}`);

/** On a panic of which QEMU only tells. */
async function told(what: Policy['do'], options: SettingOptions = {}): Promise<Setting> {
  return await supervised({ dog: false, policies: () => onPanic(what), ...options });
}

async function panics(s: Setting, wait = 0): Promise<void> {
  s.qemu.emit('GUEST_PANICKED', { action: 'run' });
  await s.clock.advance(wait);
}

describe('a reset', () => {
  test.each([false, true])('that ends QEMU has failed at once (over sessions: %s)', async (overSessions) => {
    await using s = await told(act.systemReset(), {
      overSessions,
      qemu: { actions: { reboot: 'shutdown' } },
    });
    await panics(s, 100);
    expect(verdict(s)).toEqual(['failed: exited']);
  });

  test('whose session ends before its RESET is unknown at once, and no later RESET is taken for it', async () => {
    await using s = await told(act.systemReset(), { overSessions: true });
    s.qemu.on('system_reset', () => {
      s.clock.outside.setTimer(10, () => s.qemu.wire.hangUp());
      return {};
    });
    await panics(s, 100);
    expect(verdict(s)).toEqual(['unknown: disconnected']);
    s.qemu.vm.reset();
    await s.clock.advance(10_000);
    expect(verdict(s)).toEqual(['unknown: disconnected']);
  });
});

describe('the power button', () => {
  test('is done when the guest has shut down, and not before', async () => {
    await using s = await told(act.systemPowerdown());
    await panics(s, 60_000);
    expect(s.sent).toEqual(['system_powerdown']);
    expect(verdict(s)).toEqual([]);
    s.qemu.vm.guestShutdown();
    await s.clock.advance(0);
    expect(verdict(s)).toEqual(['done: shut-down']);
  });

  test('is done with -no-shutdown, too', async () => {
    await using s = await told(act.systemPowerdown(), { qemu: { actions: { shutdown: 'pause' } } });
    await panics(s, 1_000);
    s.qemu.vm.guestShutdown();
    await s.clock.advance(0);
    expect(verdict(s)).toEqual(['done: shut-down']);
    expect(s.qemu.vm.status).toBe('shutdown');
  });

  test('that the guest ignores has failed, and the escalation goes on', async () => {
    await using s = await told(
      act.escalate(
        { action: act.systemPowerdown({ wait: 5_000 }), timeout: 20_000 },
        { action: act.systemReset(), timeout: 20_000 },
      ),
    );
    await panics(s, 4_999);
    expect(s.sent).toEqual(['system_powerdown']);
    await s.clock.advance(1_000);
    expect(s.sent).toEqual(['system_powerdown', 'system_reset']);
    expect(verdict(s)).toEqual(['failed: ignored by the guest', 'done: reset']);
  });

  test('does not take the end of QEMU by a signal for a shutdown', async () => {
    await using s = await told(act.systemPowerdown());
    await panics(s, 1_000);
    s.qemu.process.kill('SIGTERM');
    await s.clock.advance(0);
    expect(verdict(s)).toEqual(['failed: exited']);
  });

  test('is not pressed on a VM that somebody paused', async () => {
    await using s = await told(act.systemPowerdown());
    s.qemu.vm.stop();
    await panics(s);
    expect(s.sent).toEqual([]);
    expect(verdict(s)).toEqual(['failed: not-running: paused']);
  });

  test('whose session is lost is unknown', async () => {
    await using s = await told(act.systemPowerdown());
    await panics(s, 1_000);
    s.qemu.process.kill('SIGKILL');
    await s.clock.advance(0);
    expect(verdict(s)).toEqual(['unknown: disconnected']);
  });

  test('needs a deadline beyond its wait', () => {
    expect(() => act.systemPowerdown({ wait: 5_000, timeout: 5_000 })).toThrow('more than');
    expect(act.systemPowerdown({ wait: 5_000 }).timeout).toBe(15_000);
  });
});

describe('quit', () => {
  test.each([true, false])(
    'without proof of the end of the process is unknown (over sessions: %s)',
    async (overSessions) => {
      await using s = await told(act.quit(), { overSessions });
      await panics(s, 6_000);
      expect(s.qemu.process.state).toBe('exited');
      expect(verdict(s)).toEqual(['unknown: no-proof-of-exit']);
      expect(s.of('result')[0]?.evidence).toMatchObject({
        shutdown: { reason: 'host-qmp-quit' },
        closed: 'ended',
      });
    },
  );

  test('whose QEMU dies without a word is unknown for another reason', async () => {
    await using s = await told(act.quit());
    s.qemu.on('quit', () => {
      s.qemu.process.kill('SIGKILL');
      return answer.never;
    });
    await panics(s, 6_000);
    expect(verdict(s)).toEqual(['unknown: disconnected']);
  });

  test('that QEMU took and did not carry out is unknown at its deadline', async () => {
    await using s = await told(act.quit({ timeout: 2_000 }));
    s.qemu.on('quit', () => ({}));
    await panics(s, 2_000);
    expect(verdict(s)).toEqual(['unknown: ERR_ACTION_TIMEOUT']);
  });
});

describe('a dump', () => {
  const MEMORY = { 'base-memory': 16 * 1024 * 1024, 'plugged-memory': 0 };

  async function dumping(
    more: Partial<DumpOptions> = {},
    { bytes = 100, ...options }: SettingOptions & { readonly bytes?: number } = {},
  ): Promise<Setting & { readonly path: string }> {
    let path = '';
    const s = await told(act.dump({ path: () => path, ...more }), options);
    path = join(s.directory, 'memory');
    s.qemu.on('query-memory-size-summary', () => MEMORY);
    s.qemu.on('query-dump-guest-memory-capability', () => ({ formats: ['elf', 'kdump-zlib'] }));
    s.qemu.on('dump-guest-memory', () => {
      writeFileSync(path, Buffer.alloc(bytes));
      return answer.builtIn;
    });
    return Object.assign(s, { path });
  }

  test('is done when QEMU says so and the file is there', async () => {
    await using s = await dumping();
    await panics(s, 20_000);
    expect(s.qemu.vm.status).toBe('save-vm');
    expect(verdict(s)).toEqual([]);
    s.qemu.dump.finish();
    await s.clock.advance(0);
    expect(verdict(s)).toEqual(['done: dumped']);
    expect(s.of('result')[0]?.evidence).toMatchObject({ path: s.path, format: 'kdump-zlib', bytes: 100 });
    expect(s.qemu.vm.status).toBe('running');
  });

  test('whose event is lost is found over by asking', async () => {
    await using s = await dumping();
    await panics(s, 5_000);
    s.qemu.on('query-dump', () => ({ status: 'completed', completed: 1, total: 1 }));
    await s.clock.advance(1_000);
    expect(verdict(s)).toEqual(['done: dumped']);
  });

  test('that failed has failed, and leaves no half file behind', async () => {
    await using s = await dumping();
    await panics(s, 1_000);
    expect(existsSync(s.path)).toBe(true);
    s.qemu.dump.finish({ error: 'dump: failed to save memory: No space left on device' });
    await s.clock.advance(0);
    expect(verdict(s)).toEqual(['failed: dump-failed']);
    expect(s.of('result')[0]?.evidence).toMatchObject({
      error: 'dump: failed to save memory: No space left on device',
      removed: true,
    });
    expect(existsSync(s.path)).toBe(false);
  });

  test('of which there is nothing in the file is none', async () => {
    await using s = await dumping({}, { bytes: 0 });
    await panics(s, 1_000);
    s.qemu.dump.finish();
    await s.clock.advance(0);
    expect(verdict(s)).toEqual(['failed: empty']);
  });

  test('that is not over in time goes on: unknown, and its file stays', async () => {
    await using s = await dumping({ timeout: 5_000 });
    await panics(s, 5_000);
    expect(verdict(s)).toEqual(['unknown: ERR_ACTION_TIMEOUT']);
    expect(existsSync(s.path)).toBe(true);
    s.qemu.dump.finish();
  });

  test('whose session is lost is unknown, and its file stays', async () => {
    await using s = await dumping();
    await panics(s, 1_000);
    s.qemu.process.kill('SIGKILL');
    await s.clock.advance(0);
    expect(verdict(s)).toEqual(['unknown: disconnected']);
    expect(existsSync(s.path)).toBe(true);
  });

  test('does not overwrite the evidence of the last time', async () => {
    await using s = await dumping();
    writeFileSync(s.path, 'the last time');
    await panics(s);
    expect(s.sent).toEqual([]);
    expect(verdict(s)).toEqual(['failed: file-exists']);
    expect(await readFile(s.path, 'utf8')).toBe('the last time');
  });

  test('is not begun without room for it', async () => {
    await using s = await dumping();
    s.qemu.on('query-memory-size-summary', () => ({ 'base-memory': 2 ** 52 }));
    await panics(s);
    expect(s.sent).toEqual([]);
    expect(verdict(s)).toEqual(['failed: no-space']);
  });

  test('is not begun of more than maxBytes', async () => {
    await using s = await dumping({ maxBytes: MEMORY['base-memory'] - 1 });
    await panics(s);
    expect(s.sent).toEqual([]);
    expect(verdict(s)).toEqual(['failed: too-large']);
  });

  test('is not begun into a folder that is not there', async () => {
    await using s = await dumping({ path: '/nowhere/at/all' });
    await panics(s);
    expect(s.sent).toEqual([]);
    expect(verdict(s)).toEqual(['failed: no-folder']);
  });

  test('is not begun while another one is under way', async () => {
    await using s = await dumping();
    s.qemu.dump.start();
    await panics(s);
    expect(s.sent).toEqual([]);
    expect(verdict(s)).toEqual(['failed: busy: another dump is under way']);
    s.qemu.dump.finish();
  });

  test('takes the next format when QEMU refuses one', async () => {
    await using s = await dumping();
    s.qemu.on('dump-guest-memory', ({ format }) => {
      if (format !== 'elf') return answer.error('kdump does not do that');
      writeFileSync(s.path, 'x');
      return answer.builtIn;
    });
    await panics(s);
    s.qemu.dump.finish();
    await s.clock.advance(0);
    expect(s.of('result')[0]).toMatchObject({ outcome: 'done', evidence: { format: 'elf' } });
  });

  test('that QEMU refuses in every format has failed, with its words', async () => {
    await using s = await dumping();
    s.qemu.on('dump-guest-memory', answer.error('no'));
    await panics(s);
    expect(s.of('result')[0]).toMatchObject({
      outcome: 'failed',
      reason: 'refused',
      evidence: { refusals: ['kdump-zlib: no', 'elf: no'] },
    });
  });

  test('in a format that this QEMU does not have is not begun', async () => {
    await using s = await dumping({ format: 'win-dmp' });
    await panics(s);
    expect(s.sent).toEqual([]);
    expect(verdict(s)).toEqual(['failed: no-such-format: win-dmp']);
  });

  test('before a reset comes before the reset', async () => {
    let path = '';
    await using s = await supervised({
      policies: (dog) => [
        {
          name: 'hung guest',
          on: on.expired(dog),
          do: act.sequence(act.dump({ path: () => path }), act.systemReset()),
        },
      ],
    });
    path = join(s.directory, 'memory');
    s.qemu.on('query-memory-size-summary', () => MEMORY);
    s.qemu.on('query-dump-guest-memory-capability', () => ({ formats: ['elf'] }));
    s.qemu.on('dump-guest-memory', () => {
      writeFileSync(path, 'memory');
      return answer.builtIn;
    });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(3_000);
    expect(s.sent).toEqual(['dump-guest-memory']);
    s.qemu.dump.finish();
    await s.clock.advance(5_000);
    expect(s.sent).toEqual(['dump-guest-memory', 'system_reset']);
    expect(verdict(s)).toEqual(['done: dumped', 'done: reset']);
    expect(s.story.at(-1)).toBe('ended recovered');
  });

  test('needs a path that means the same to QEMU', () => {
    expect(() => act.dump({ path: 'memory' })).toThrow('an absolute path');
    expect(() => act.dump({ path: '/m', format: [] })).toThrow('a format');
    expect(() => act.dump({ path: '/m', maxBytes: 0 })).toThrow('maxBytes');
  });
});

describe('a snapshot', () => {
  const save = (more: Partial<SnapshotOptions> = {}) =>
    act.snapshot({ tag: 'before', vmstate: 'disk0', devices: ['disk0'], ...more });

  async function saving(options: SettingOptions = {}, what = save()) {
    const s = await told(what, options);
    let job: FakeJob | undefined;
    s.qemu.on('snapshot-save', (args) => {
      job = s.qemu.jobs.start({ id: String(args['job-id']), type: 'snapshot-save' });
    });
    await panics(s, 1_000);
    expect(verdict(s)).toEqual([]);
    return { s, job: job as FakeJob | undefined };
  }

  test('is done when its job has completed, which is dismissed then', async () => {
    const { s, job } = await saving();
    await using _ = s;
    job?.complete();
    await s.clock.advance(2_000);
    expect(verdict(s)).toEqual(['done: saved']);
    expect(job?.status).toBe('null');
  });

  test('whose job fails has failed, with its words', async () => {
    const { s, job } = await saving();
    await using _ = s;
    job?.fail("Snapshot 'before' already exists in one or more devices");
    await s.clock.advance(2_000);
    expect(s.of('result')[0]).toMatchObject({
      outcome: 'failed',
      reason: 'not-saved',
      evidence: { error: "Snapshot 'before' already exists in one or more devices" },
    });
    expect(job?.status).toBe('null');
  });

  test('that is not over in time is unknown', async () => {
    const { s } = await saving({}, save({ timeout: 5_000 }));
    await using _ = s;
    await s.clock.advance(4_000);
    expect(verdict(s)).toEqual(['unknown: ERR_ACTION_TIMEOUT']);
  });

  test('whose session is lost is unknown', async () => {
    const { s } = await saving();
    await using _ = s;
    s.qemu.process.kill('SIGKILL');
    await s.clock.advance(0);
    expect(verdict(s)).toEqual(['unknown: disconnected']);
  });

  test('is refused politely by a QEMU that has none', async () => {
    await using s = await told(save(), {
      qemu: { version: '5.2.0', allow: ['snapshot-save'] },
    });
    await panics(s);
    expect(verdict(s)).toEqual(['failed: not-in-this-qemu: snapshot-save']);
  });
});

describe('set-action', () => {
  test('is unknown when QEMU accepts it: nothing can tell more', async () => {
    await using s = await told(act.setAction({ panic: 'pause' }));
    await panics(s);
    expect(verdict(s)).toEqual(['unknown: accepted']);
    s.qemu.vm.panic();
    expect(s.qemu.vm.status).toBe('guest-panicked');
  });

  test('is refused politely by a QEMU that has none', async () => {
    await using s = await told(act.setAction({ panic: 'pause' }), {
      qemu: { version: '5.2.0', allow: ['set-action'] },
    });
    await panics(s);
    expect(verdict(s)).toEqual(['failed: not-in-this-qemu: set-action']);
  });

  test('of nothing is refused at once', () => {
    expect(() => act.setAction({})).toThrow('at least one action');
  });
});

describe('any command', () => {
  test('that nobody verifies is unknown, however QEMU answers', async () => {
    await using s = await told(act.execute('system_wakeup', {}));
    s.qemu.on('system_wakeup', () => ({}));
    await panics(s);
    expect(verdict(s)).toEqual(['unknown: not-verified']);
  });

  test('is what its verification says', async () => {
    await using s = await told(
      act.execute(
        'query-name',
        {},
        {
          verify: async (_, { name }) => ({ outcome: 'done', reason: `it is ${name}`, evidence: {} }),
        },
      ),
      { qemu: { name: 'vm7' } },
    );
    await panics(s);
    expect(verdict(s)).toEqual(['done: it is vm7']);
  });

  test('whose verification throws may have worked: unknown', async () => {
    await using s = await told(
      act.execute('query-name', {}, { verify: () => Promise.reject(new Error('no')) }),
    );
    await panics(s);
    expect(verdict(s)).toEqual(['unknown: not-verified']);
  });

  test('is destructive and not idempotent unless said otherwise', () => {
    expect(act.execute('stop', {})).toMatchObject({ name: 'stop', destructive: true, idempotent: false });
    expect(act.execute('stop', {}, { destructive: false, idempotent: true })).toMatchObject({
      destructive: false,
      idempotent: true,
      evidence: ['answering'],
    });
  });
});
