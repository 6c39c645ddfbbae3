// Safety rule 13: every QMP command has a deadline, and what `yank` can free is freed out of band.
import type { CommandTimeoutError } from 'qmp-watchdog';
import { expect } from 'vitest';
import { clause, type Library } from './clause.js';
import { setting } from './setting.js';

/** Sends a command that is never answered, in band and out of band, with no deadline of its own. */
const unanswered =
  (overSessions: boolean) =>
  async (library: Library): Promise<void> => {
    const { answer } = library.testing;
    await using s = await setting(library, { overSessions, run: false });
    s.qemu.on('stop', answer.never);
    s.qemu.on('migrate-pause', answer.never, { oob: true });
    const errors: unknown[] = [];
    const fails = (error: CommandTimeoutError): void => void errors.push(error);
    s.vm.execute('stop').catch(fails);
    s.vm.executeOob('migrate-pause').catch(fails);
    await s.clock.advance(40_000);
    expect(errors, 'a command that is waited for without an end').toMatchObject([
      { code: 'ERR_COMMAND_TIMEOUT', outcome: 'unknown' },
      { code: 'ERR_COMMAND_TIMEOUT', outcome: 'unknown' },
    ]);
  };

clause('of a client', {
  scenario: unanswered(false),
  without: [
    {
      name: 'nobody sets one who does not ask for it',
      file: 'qmp/client-options.ts',
      from: 'options.commandTimeout, 10_000, wait)',
      to: 'Number.POSITIVE_INFINITY, 10_000, wait)',
    },
    {
      name: 'it comes, and nobody looks',
      file: 'qmp/command-deadlines.ts',
      from: 'waiter.timedOut(this.#session.abandon(command));',
      to: '',
    },
  ],
  finds: 'a command that is waited for without an end',
});

clause('of a Vm', {
  scenario: unanswered(true),
  without: [
    {
      name: 'commands of some classes have none',
      file: 'vm/command-class.ts',
      from: "name: 'run', soft: 2_000, hard: 30_000",
      to: "name: 'run', soft: 2_000, hard: Number.POSITIVE_INFINITY",
    },
  ],
  finds: 'a command that is waited for without an end',
});

clause('a yank does not wait behind the main loop that it is to free', {
  async scenario(library) {
    const { act, on } = library.root;
    await using s = await setting(library, {
      policies: () => [{ name: 'free', on: on.event('BLOCK_IO_ERROR'), do: act.yank(['nbd0']) }],
    });
    s.qemu.on('query-yank', () => [{ type: 'block-node', 'node-name': 'nbd0' }], { oob: true });
    s.qemu.on('yank', () => void s.qemu.mainLoop.resume(), { oob: true });
    s.qemu.vm.ioError({ action: 'report' });
    s.qemu.mainLoop.stall();
    await s.clock.advance(10_000);
    expect(s.qemu.mainLoop.stalled, 'the main loop still hangs').toBe(false);
    expect(s.qemu.received.filter(({ name }) => name === 'yank')).toMatchObject([
      { lane: 'out-of-band', args: { instances: [{ type: 'block-node', 'node-name': 'nbd0' }] } },
    ]);
    expect(s.story).toContain('result yank: done, answering');
  },
  without: [
    {
      name: 'it goes in band',
      file: 'actions/yank.ts',
      from: "await vm.executeOob('yank'",
      to: "await vm.execute('yank'",
    },
    {
      name: 'it first wants to hear from the main loop',
      file: 'actions/yank.ts',
      from: "evidence: ['no-own-lag'],",
      to: "evidence: ['answering', 'no-own-lag'],",
    },
  ],
  finds: 'the main loop still hangs',
});
