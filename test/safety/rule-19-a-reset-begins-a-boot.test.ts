// Safety rule 19: any RESET, the guest's own too, starts a boot grace of five minutes, and expiry there pages. After our own
// reset the watchdog is armed from the start, whatever `armOn` says.
import { expect } from 'vitest';
import { clause } from './clause.js';
import { setting } from './setting.js';

clause('the guest’s own reset begins a boot grace', {
  async scenario(library) {
    await using s = await setting(library, {
      qemu: { guest: { bootTime: 250_000, interval: 1_000 } },
      dog: { armOn: 'first-pet', timeout: 5_000 },
    });
    await s.clock.advance(255_000);
    s.qemu.vm.guestReset();
    await s.clock.advance(300_000);
    expect(s.sent, 'a guest that boots was reset').toEqual([]);
    expect(s.story).toEqual([]);
    expect(s.dog.snapshot).toMatchObject({ state: 'armed', inGrace: false });
  },
  without: [
    {
      name: 'nobody listens for RESET',
      file: 'supervisor/run.ts',
      from: "'RESUME', 'RESET', 'POWERDOWN'",
      to: "'RESUME', 'POWERDOWN'",
    },
    {
      name: 'only our own counts',
      file: 'supervisor/boot.ts',
      from: "watches === 'guest' && (ours || state !== 'disarmed')",
      to: "watches === 'guest' && ours && state !== undefined",
    },
    {
      name: 'a grace excuses nothing',
      file: 'watchdog/machine.ts',
      from: 'this.#listenFrom(moment, grace);\n    this.#changed',
      to: 'this.#listenFrom(moment);\n    this.#changed',
    },
  ],
  finds: 'a guest that boots was reset',
});

clause('it ends after five minutes, and then somebody is paged', {
  async scenario(library) {
    await using s = await setting(library);
    await s.clock.advance(2_000);
    s.qemu.guest.hang({ resetCures: false });
    s.qemu.vm.guestReset();
    await s.clock.advance(299_999);
    expect(s.pages, 'a page before the guest has had its time').toEqual([]);
    await s.clock.advance(1);
    expect(s.pages, 'a guest that never came up, and nobody knows').toMatchObject([
      { policy: 'hung guest', reason: expect.stringContaining('did not come up within its boot grace') },
    ]);
  },
  without: [
    {
      name: 'a guest may boot for an hour',
      file: 'supervisor/options.ts',
      from: "'supervisor.bootGrace', options.bootGrace, 300_000",
      to: "'supervisor.bootGrace', options.bootGrace, 3_600_000",
    },
    {
      name: 'its end is nobody’s business',
      file: 'policy/engine.ts',
      from: "this.#turn.ignore(policy, cause, 'boot-grace');\n",
      to: "this.#turn.ignore(policy, cause, 'boot-grace');\n    return;\n",
    },
  ],
  finds: 'a guest that never came up, and nobody knows',
});

clause('nothing is done when it ends', {
  async scenario(library) {
    await using s = await setting(library);
    await s.clock.advance(2_000);
    s.qemu.guest.hang({ resetCures: false });
    s.qemu.vm.guestReset();
    await s.clock.advance(650_000);
    expect(s.sent, 'it was reset again for not coming up').toEqual([]);
    expect(s.story).toEqual(['ignored hung guest: boot-grace', 'page']);
  },
  without: [
    {
      name: 'not coming up is a silence like any other',
      file: 'policy/engine.ts',
      from: "cause.expiry === 'boot-grace' ? cause.watchdog : undefined",
      to: "cause.expiry === 'boot-grace' ? undefined : undefined",
    },
  ],
  finds: 'it was reset again for not coming up',
});

clause('after our own reset it is armed from the start, whatever `armOn` says', {
  async scenario(library) {
    const { act, on } = library.root;
    await using s = await setting(library, {
      qemu: { actions: { panic: 'pause' }, guest: { bootTime: 1_000 } },
      dog: { armOn: 'first-pet' },
      policies: () => [{ name: 'panic', on: on.event('GUEST_PANICKED'), do: act.systemReset() }],
    });
    expect(s.dog.state).toBe('disarmed');
    s.qemu.vm.panic();
    await s.clock.advance(900);
    expect(s.sent).toEqual(['system_reset', 'cont']);
    const { state, inGrace } = s.dog.snapshot;
    expect({ state, inGrace }, 'nobody would miss a guest that never came up').toEqual({
      state: 'armed',
      inGrace: true,
    });
  },
  without: [
    {
      name: 'our own is like the guest’s',
      file: 'supervisor/run.ts',
      from: 'const ours = this.#performer.acting?.boots === true;',
      to: 'const ours = false;',
    },
    {
      name: 'a reset is no action that boots',
      file: 'actions/system-reset.ts',
      from: 'boots: true,',
      to: 'boots: false,',
    },
  ],
  finds: 'nobody would miss a guest that never came up',
});
