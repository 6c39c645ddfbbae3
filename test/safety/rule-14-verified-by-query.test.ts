// Safety rule 14: each action is verified by a query and not by its reply; where no query can, by this session's event; else
// its outcome is unknown.
import type { SingleAction } from 'qmp-watchdog';
import type { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';
import { expect } from 'vitest';
import { clause, type Library } from './clause.js';
import { setting } from './setting.js';

interface Verified {
  readonly action: (library: Library) => SingleAction;
  /** What goes wrong, and what makes the policy act. */
  readonly wrong: (qemu: FakeQemu, library: Library, clock: VirtualClock) => void;
  /** How the action ends. */
  readonly ends: readonly string[];
}

const lie = 'an effect was claimed that there was not';

const after =
  ({ action, wrong, ends }: Verified) =>
  async (library: Library): Promise<void> => {
    const { on } = library.root;
    const policy = { name: 'p', on: on.event('GUEST_PANICKED'), do: action(library) };
    await using s = await setting(library, { dog: false, policies: () => [policy] });
    wrong(s.qemu, library, s.clock);
    s.qemu.emit('GUEST_PANICKED', { action: 'run' });
    await s.clock.advance(40_000);
    const results = s.of('result').map(({ outcome, reason }) => `${outcome}: ${reason}`);
    expect(results, lie).toEqual(ends);
  };

clause('stop', {
  scenario: after({
    action: ({ root: { act } }) => act.stop(),
    wrong: (qemu) => qemu.on('stop', () => ({})),
    ends: ['failed: still-running'],
  }),
  without: [
    {
      name: 'it is done when QEMU has replied',
      file: 'actions/stop.ts',
      from: "return running ? failed('still-running', { after: status }) : done",
      to: 'return done',
    },
  ],
  finds: lie,
});

clause('cont: by running for a while, not by having begun to', {
  scenario: after({
    action: ({ root: { act } }) => act.cont({ from: ['io-error'] }),
    wrong: (qemu, { testing: { answer } }, clock) => {
      qemu.vm.ioError();
      qemu.on('cont', () => {
        clock.outside.setTimer(200, () => qemu.vm.ioError());
        return answer.builtIn;
      });
    },
    ends: ['failed: stopped-again'],
  }),
  without: [
    {
      name: 'it is done when it runs',
      file: 'actions/running.ts',
      from: "return second.running ? done('running', all) : failed('stopped-again', all);",
      to: "return done('running', all);",
    },
  ],
  finds: lie,
});

clause('system_reset: by RESET', {
  scenario: after({
    action: ({ root: { act } }) => act.systemReset({ timeout: 60_000 }),
    wrong: (qemu) => qemu.on('system_reset', () => ({})),
    ends: ['unknown: no-reset-event'],
  }),
  without: [
    {
      name: 'it is done when QEMU runs after it',
      file: 'actions/system-reset.ts',
      from: "return running ? unknown('no-reset-event', all)",
      to: "return running ? done('reset', all)",
    },
  ],
  finds: lie,
});

clause('system_reset: by our RESET and not the one of the guest', {
  scenario: after({
    action: ({ root: { act } }) => act.systemReset({ timeout: 60_000 }),
    wrong: (qemu) =>
      qemu.on('system_reset', () => {
        qemu.emit('RESET', { guest: true, reason: 'guest-reset' });
      }),
    ends: ['unknown: no-reset-event'],
  }),
  without: [
    {
      name: 'any RESET will do',
      file: 'actions/system-reset.ts',
      from: 'where: ({ data }) => !data.guest, ',
      to: '',
    },
  ],
  finds: lie,
});

clause('system_reset: by the run state after it', {
  scenario: after({
    action: ({ root: { act } }) => act.systemReset(),
    wrong: (qemu, { testing: { answer } }) =>
      qemu.on('system_reset', () => {
        qemu.vm.enter('paused');
        return answer.builtIn;
      }),
    ends: ['failed: not-running: prelaunch'],
  }),
  without: [
    {
      name: 'RESET is enough',
      file: 'actions/system-reset.ts',
      from: "if (after.running) return done('reset', evidence);",
      to: "return done('reset', evidence);",
    },
  ],
  finds: lie,
});

clause('inject-nmi: nothing can, so that it is unknown', {
  scenario: after({
    action: ({ root: { act } }) => act.injectNmi(),
    wrong: () => {},
    ends: ['unknown: delivered'],
  }),
  without: [
    {
      name: 'it is done when QEMU has replied',
      file: 'actions/inject-nmi.ts',
      from: "return unknown('delivered');",
      to: "return { outcome: 'done', reason: 'delivered', evidence: {} };",
    },
  ],
  finds: lie,
});

clause('quit: by the end of the process, not by that of the session', {
  scenario: after({
    action: ({ root: { act } }) => act.quit(),
    wrong: (qemu) =>
      qemu.on('quit', () => {
        qemu.emit('SHUTDOWN', { guest: false, reason: 'host-qmp-quit' });
        qemu.wire.hangUp();
      }),
    ends: ['unknown: no-proof-of-exit'],
  }),
  without: [
    {
      name: 'who hangs up has ended',
      file: 'actions/quit.ts',
      from: "? unknown('no-proof-of-exit', evidence)",
      to: "? done('ended', evidence)",
    },
  ],
  finds: lie,
});

clause('an action of a user that nothing verifies is unknown', {
  scenario: after({
    action: ({ root: { action } }) =>
      action({
        name: 'own',
        destructive: false,
        idempotent: true,
        timeout: 1_000,
        run: async () => undefined,
      }),
    wrong: () => {},
    ends: ['unknown: not-verified'],
  }),
  without: [
    {
      name: 'what has not failed is done',
      file: 'policy/action.ts',
      from: "{ outcome: 'unknown', reason: 'not-verified', evidence: {} }",
      to: "{ outcome: 'done', reason: 'not-verified', evidence: {} }",
    },
  ],
  finds: lie,
});
