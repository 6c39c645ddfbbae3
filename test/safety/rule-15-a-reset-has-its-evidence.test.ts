// Safety rule 15: each destructive action declares the evidence that it needs, and the engine refuses fewer. A reset needs
// silent pets over a channel that is open and proven, QMP that answers `running` in the same session, and no lag of our own.
import { expect } from 'vitest';
import type { Mutation } from '../mutated/library.js';
import { beforeEvery } from '../unit/journal/disk.js';
import { dial, temporaryPath } from '../unit/watchdog/pets/sockets.js';
import { HandChannel } from '../unit/watchdog/watched.js';
import { clause } from './clause.js';
import { blunt, setting } from './setting.js';

/** What the defaults of a destructive action are without one of them. */
const without = (evidence: string, rest: string): Mutation => ({
  name: `nobody asks for ${evidence}`,
  file: 'policy/action.ts',
  from: "['channel-proven', 'running', 'no-own-lag', 'pets-silent']",
  to: rest,
});

clause('a reset needs pets that are silent now', {
  async scenario(library) {
    await using s = await setting(library, { policies: blunt, qemu: { guest: { bootTime: 5_000 } } });
    await s.clock.advance(6_000);
    s.qemu.guest.hang();
    const silent = s.qemu.on('query-status', () => {
      throw new Error('busy');
    });
    await s.clock.advance(1_000);
    // Somebody was faster, and it boots.
    s.qemu.vm.reset();
    silent();
    await s.clock.advance(10_000);
    expect(s.sent, 'a guest that boots was reset').toEqual([]);
    expect(s.story.slice(-2)).toEqual(['evidence system_reset: refused, booting', 'ended refused']);
  },
  without: [
    without('silence', "['channel-proven', 'running', 'no-own-lag']"),
    {
      name: 'a watchdog that has expired once is enough',
      file: 'policy/evidence.ts',
      from: 'return judgeSilence(watchdog, bootTime);',
      to: 'return HOLDS;',
    },
  ],
  finds: 'a guest that boots was reset',
});

clause('a reset needs a channel that is proven', {
  async scenario(library) {
    const channel = new HandChannel();
    await using s = await setting(library, {
      policies: blunt,
      dog: { pets: channel },
      supervisor: { unknownAfter: 5_000 },
    });
    // Another reader holds the other end, and QEMU's chardev accepts the connection all the same.
    channel.open();
    await s.clock.advance(20_000);
    expect(s.sent, 'a guest was reset that nobody could have heard').toEqual([]);
    expect(s.story[1]).toContain('evidence system_reset: unknown, pets-unproven');
    expect(s.pages).toHaveLength(1);
  },
  without: [
    without('the channel', "['running', 'no-own-lag', 'pets-silent']"),
    {
      name: 'a connection is proof enough',
      file: 'watchdog/watchdog.ts',
      from: "unknownBecause !== undefined ? 'gone' : this.#proven ? 'proven' : 'unproven'",
      to: "unknownBecause !== undefined ? 'gone' : 'proven'",
    },
  ],
  finds: 'a guest was reset that nobody could have heard',
});

clause('a reset needs a channel that its guest has proven, and not whoever connected to us', {
  async scenario(library) {
    const path = temporaryPath();
    await using s = await setting(library, {
      policies: blunt,
      dog: { pets: library.root.pets.lines({ listen: { path } }, { line: 'HB' }) },
    });
    const refused = new Promise<void>((resolve) => void s.dog.on('refused', () => resolve()));
    const stranger = await dial({ path });
    stranger.write('GET / HTTP/1.0\r\n\r\n');
    await refused;
    await s.clock.advance(5_000);
    expect(s.sent, 'a guest was reset for the silence of a stranger').toEqual([]);
    expect(s.story[1]).toContain('evidence system_reset: unknown, pets-unproven');
  },
  without: [
    {
      name: 'nonsense is proof enough',
      file: 'watchdog/watchdog.ts',
      from: '    this.#refusedCount += 1;\n',
      to: '    this.#refusedCount += 1;\n    this.#proven = true;\n',
    },
    {
      name: 'anything proves a connection that others made',
      file: 'watchdog/pets/callers.ts',
      from: 'received: (bytes) => reader(bytes),',
      to: 'received: (bytes) => [told.heard(), reader(bytes)],',
    },
  ],
  finds: 'a guest was reset for the silence of a stranger',
});

clause('a reset needs a QEMU that says `running`', {
  async scenario(library) {
    await using s = await setting(library, { policies: blunt });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    // The watchdog expires while it is being paused.
    await s.clock.advance(499);
    s.qemu.vm.stop();
    await s.clock.advance(5_000);
    s.dog.resume();
    await s.clock.advance(5_000);
    expect(s.sent, 'a VM was reset that somebody had paused').toEqual([]);
    expect(s.story).toContain('evidence system_reset: refused, not-running: paused');
  },
  without: [without('the run state', "['channel-proven', 'no-own-lag', 'pets-silent']")],
  finds: 'a VM was reset that somebody had paused',
});

clause('a reset needs a QEMU that was there while its guest was silent', {
  async scenario(library) {
    await using s = await setting(library, { policies: blunt });
    await s.clock.advance(2_001);
    // Both stood still, and QEMU is back as the watchdog expires: its guest has not had a moment to be heard.
    s.qemu.mainLoop.stall();
    await s.clock.advance(498);
    s.qemu.guest.mute();
    s.qemu.mainLoop.resume();
    await s.clock.advance(200);
    s.qemu.guest.unmute();
    await s.clock.advance(5_000);
    expect(s.sent, 'a guest was reset whose QEMU had stood still').toEqual([]);
    expect(s.dog.state).toBe('armed');
  },
  without: [
    {
      name: 'its last answer is enough',
      file: 'policy/evidence.ts',
      from: "return attended || (cause.on === 'expired' && cause.expiry === 'trigger')",
      to: "return attended || cause.on === 'expired'",
    },
  ],
  finds: 'a guest was reset whose QEMU had stood still',
});

clause('a reset needs that answer in the same session', {
  async scenario(library) {
    const { act, on } = library.root;
    await using s = await setting(library, {
      overSessions: true,
      policies: () => [
        { name: 'panic', on: on.event('GUEST_PANICKED'), do: act.execute('system_reset', {}) },
      ],
    });
    await s.clock.advance(2_000);
    // While the intent is written the session is lost, and there is another one.
    let written = 0;
    await beforeEvery('datasync', async () => {
      written += 1;
      if (written > 1) return;
      s.qemu.wire.hangUp();
      await s.clock.sleep(300);
    });
    s.qemu.emit('GUEST_PANICKED', { action: 'run' });
    await s.clock.advance(5_000);
    expect(s.vm).toMatchObject({ state: { session: 2 } });
    expect(s.sent, 'a VM was reset on what another session had said').toEqual([]);
    expect(s.story).toContain('result system_reset: failed, not-begun: another-session');
    // Nor is the event of that session a reason any more.
    expect(s.story.slice(-3)).toEqual([
      'evidence system_reset: refused, another-session: GUEST_PANICKED came in an earlier one, and nobody saw since',
      'page',
      'ended refused',
    ]);
    s.qemu.emit('GUEST_PANICKED', { action: 'run' });
    await s.clock.advance(1_000);
    expect(s.sent).toEqual(['system_reset']);
  },
  without: [
    {
      name: 'an answer is one in any session',
      file: 'supervisor/performer.ts',
      from: 'if (destructive && rests.facts.session !== sessionOf(this.#with.options.vm))',
      to: 'if (age < 0)',
    },
    {
      name: 'an event is one in any session',
      file: 'policy/evidence.ts',
      from: 'if (cause.session === session) return undefined;',
      to: 'if (session !== -1) return undefined;',
    },
  ],
  finds: 'a VM was reset on what another session had said',
});

clause('a reset needs an observer that did not stand still', {
  async scenario(library) {
    const { answer } = library.testing;
    await using s = await setting(library, { policies: blunt });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    s.qemu.on('query-status', answer.after(60, answer.builtIn));
    await s.clock.advance(530);
    await s.clock.stall(5_000);
    await s.clock.advance(500);
    expect(s.sent, 'a reset on evidence from a standstill').toEqual([]);
    expect(s.story[1]).toMatch(/unknown, own-lag/);
  },
  without: [without('our own lag', "['channel-proven', 'running', 'pets-silent']")],
  finds: 'a reset on evidence from a standstill',
});
