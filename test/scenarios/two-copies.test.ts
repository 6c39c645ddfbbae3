// The fear: a VM that runs elsewhere after a migration is made to run here as well.
import { describe, expect, test } from 'vitest';
import { act, on } from 'qmp-watchdog';
import { supervised } from './supervised.js';

const migrated = { status: 'completed', ram: { transferred: 1, remaining: 0, total: 1 } };

describe.each([
  ['cont', act.cont({ from: ['io-error', 'guest-panicked', 'postmigrate', 'finish-migrate', 'prelaunch'] })],
  ['system_reset', act.systemReset()],
] as const)('%s', (name, action) => {
  const settings = () =>
    supervised({ policies: () => [{ name: 'p', on: on.event('GUEST_PANICKED'), do: action }], dog: false });
  const panicked = { action: 'pause' } as const;

  test.each(['postmigrate', 'finish-migrate'] as const)('is refused in %s', async (status) => {
    await using s = await settings();
    s.qemu.vm.enter(status);
    s.qemu.emit('GUEST_PANICKED', panicked);
    await s.clock.advance(20_000);
    expect(s.sent).toEqual([]);
    expect(s.of('result')).toMatchObject([{ outcome: 'failed' }]);
    expect(s.of('result')[0]?.reason).toBe(name === 'cont' ? `interlocked: ${status}` : 'not-running');
    expect(s.qemu.vm.status).toBe(status);
  });

  test.each(['io-error', 'guest-panicked', 'prelaunch'] as const)(
    'is refused on the source of a completed migration, also in %s, after somebody’s reset',
    async (status) => {
      await using s = await settings();
      s.qemu.on('query-migrate', () => migrated);
      s.qemu.vm.enter(status);
      s.qemu.emit('GUEST_PANICKED', panicked);
      await s.clock.advance(20_000);
      expect(s.sent).toEqual([]);
      // A reset is refused earlier where the policy's own fault did not stop the VM.
      const reason =
        name === 'cont' || status === 'guest-panicked' ? 'interlocked: migrated-away' : 'not-running';
      expect(s.of('result')).toMatchObject([{ outcome: 'failed', reason }]);
      expect(s.qemu.vm.status).toBe(status);
    },
  );

  test('is refused there although it runs', async () => {
    await using s = await settings();
    s.qemu.on('query-migrate', () => migrated);
    s.qemu.emit('GUEST_PANICKED', { ...panicked, action: 'run' });
    await s.clock.advance(20_000);
    expect(s.sent).toEqual([]);
    // A VM that runs needs no `cont`.
    expect(s.of('result')[0]?.reason).toBe(
      name === 'cont' ? 'already-running' : 'interlocked: migrated-away',
    );
  });

  test('is not refused on the destination, which says completed without ram', async () => {
    await using s = await settings();
    s.qemu.on('query-migrate', () => ({ status: 'completed' }));
    s.qemu.vm.enter(name === 'cont' ? 'io-error' : 'guest-panicked');
    s.qemu.emit('GUEST_PANICKED', panicked);
    await s.clock.advance(20_000);
    expect(s.sent).toEqual(name === 'cont' ? ['cont'] : ['system_reset', 'cont']);
    expect(s.of('result').at(-1)).toMatchObject({ outcome: 'done' });
  });

  test('is not refused after a snapshot was saved, which says completed too', async () => {
    await using s = await settings();
    s.qemu.on('query-migrate', () => ({ ...migrated, 'total-time': 0, downtime: 0, 'setup-time': 0 }));
    s.qemu.vm.enter(name === 'cont' ? 'io-error' : 'guest-panicked');
    s.qemu.emit('GUEST_PANICKED', panicked);
    await s.clock.advance(20_000);
    expect(s.of('result').at(-1)).toMatchObject({ outcome: 'done' });
  });

  test('is not done when query-migrate can not be answered', async () => {
    await using s = await settings();
    s.qemu.on('query-migrate', () => {
      throw new Error('no');
    });
    s.qemu.vm.enter(name === 'cont' ? 'io-error' : 'guest-panicked');
    s.qemu.emit('GUEST_PANICKED', panicked);
    await s.clock.advance(20_000);
    expect(s.sent).toEqual([]);
    expect(s.of('result')).toMatchObject([{ outcome: 'failed', reason: 'ERR_COMMAND_REJECTED' }]);
  });
});
