// The fear: QEMU's main loop waits for storage that hangs; it still greets, and nothing else tells it from a healthy one.
import { describe, expect, test } from 'vitest';
import { NegotiationTimeoutError, QmpClient } from 'qmp-watchdog';
import { guestStandsStill, readDisk, startStored } from './hung-storage.js';

describe.concurrent('with its storage hung', () => {
  test('the main loop is stalled and the monitor thread answers, until the storage is back', async () => {
    await using vm = await startStored({ args: ['-S'] });
    await using client = await QmpClient.connect({ path: vm.guest.qmpPath });
    await vm.storage.hang();
    const reading = readDisk(client, 20_000);
    const verdict = await client.liveness({ timeout: 400 });
    expect(verdict).toMatchObject({
      verdict: 'main-loop-stalled',
      evidence: { inBand: { state: 'silent' }, outOfBand: { state: 'answered' } },
    });
    // What it is waiting for is the evidence.
    expect(verdict.evidence.inFlight.map(({ command }) => command)).toEqual([
      'human-monitor-command',
      'query-status',
    ]);
    expect(await client.executeOob('query-yank')).toContainEqual({ type: 'block-node', 'node-name': 'd0' });

    vm.storage.recover();
    // QEMU's answer to a command for people may be empty: it is an answer.
    expect(await reading).toBe('');
    expect((await client.liveness()).verdict).toBe('responsive');
  });

  test('any other command out of band draws an error at once: that is an answer too', async () => {
    await using vm = await startStored({ args: ['-S'] });
    await using client = await QmpClient.connect({ path: vm.guest.qmpPath });
    await vm.storage.hang();
    readDisk(client, 20_000).catch(() => {});
    const forbidden = client.executeOob('query-status' as 'query-yank', {}, { timeout: 2_000 });
    await expect(forbidden).rejects.toMatchObject({
      code: 'ERR_COMMAND_REJECTED',
      outcome: 'rejected',
      desc: expect.stringContaining('does not support OOB'),
    });
    expect((await client.liveness({ timeout: 200 })).verdict).toBe('main-loop-stalled');
  });

  test('a new client is greeted and its negotiation never answered: out-of-band is too late to ask for', async () => {
    await using vm = await startStored({ args: ['-S'], monitors: 2 });
    const [first, second] = vm.guest.qmpPaths;
    await using client = await QmpClient.connect({ path: first! });
    await vm.storage.hang();
    readDisk(client, 20_000).catch(() => {});
    expect((await client.liveness({ timeout: 200 })).verdict).toBe('main-loop-stalled');
    const error = await QmpClient.connect({ path: second! }, { negotiationTimeout: 300 }).catch(
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(NegotiationTimeoutError);
    expect(error.message).toContain("QEMU's main loop is blocked");
    expect(error).toMatchObject({ code: 'ERR_NEGOTIATION_TIMEOUT', timeout: 300 });
  });

  test('stop waits for it and blocks the whole monitor, and only yank out of band frees it', async () => {
    await using vm = await startStored();
    await using client = await QmpClient.connect({ path: vm.guest.qmpPath });
    // The guest reads a sector with each beat, so from now on it waits for one.
    await vm.guest.send('r');
    await vm.storage.hang();
    await guestStandsStill(vm.guest);
    const stopping = client
      .expect('STOP', { timeout: 20_000 })
      .during(() => client.execute('stop', {}, { timeout: 20_000 }));
    const verdict = await client.liveness({ timeout: 300 });
    expect(verdict.verdict).toBe('main-loop-stalled');
    expect(verdict.evidence.inFlight[0]).toMatchObject({ command: 'stop' });
    await client.executeOob('yank', { instances: [{ type: 'block-node', 'node-name': 'd0' }] });
    expect((await stopping).result).toEqual({});
    expect(await client.execute('query-status')).toMatchObject({ running: false, status: 'paused' });
    expect((await client.liveness()).verdict).toBe('responsive');
  });
});
