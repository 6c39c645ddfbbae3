// Safety rule 6: a detector that was itself late has no verdict. Drain, then decide: Node runs a timer that is due before
// it reads the pets that already wait in the socket.
import { expect } from 'vitest';
import { HandChannel } from '../unit/watchdog/watched.js';
import { clause } from './clause.js';
import { setting } from './setting.js';

clause('what this process lost by standing still itself is no silence', {
  async scenario(library) {
    await using s = await setting(library);
    await s.clock.advance(2_000);
    // The host stood still, and with it the guest, so that no pets wait to be read.
    s.qemu.process.stop();
    s.clock.outside.setTimer(5_000, () => s.qemu.process.continue());
    await s.clock.stall(5_000);
    await s.clock.advance(1_000);
    expect(s.story, 'a verdict on a silence in which nobody listened').toEqual([]);
    expect(s.dog.state).toBe('armed');
  },
  without: [
    {
      name: 'a watchdog counts it',
      file: 'watchdog/machine.ts',
      from: 'const excused = moment.stalled - this.#sinceStalled;\n    if',
      to: 'const excused = 0;\n    if',
    },
    {
      name: 'nobody adds it up',
      file: 'core/lag.ts',
      from: 'this.#total += late;',
      to: '',
    },
  ],
  finds: 'a verdict on a silence in which nobody listened',
});

clause('a pet that has arrived when the time is up counts, read or not', {
  async scenario(library) {
    const channel = new HandChannel();
    await using s = await setting(library, { dog: { pets: channel } });
    channel.open();
    channel.pet();
    await s.clock.advance(490);
    // So short a standstill is the ordinary jitter of timers, and nothing is excused.
    s.clock.outside.setTimer(5, () => s.clock.outside.deliver(() => channel.pet()));
    await s.clock.stall(15);
    await s.clock.advance(0);
    expect(s.dog.snapshot.petCount).toBe(2);
    const transitions = s.of('watchdog').map(({ transition }) => transition);
    expect(transitions, 'it expired while a pet waited to be read').not.toContain('expired');
  },
  without: [
    {
      name: 'a deadline decides without having read',
      file: 'core/deadlines.ts',
      from: '    await this.#clock.drain();\n',
      to: '',
    },
  ],
  finds: 'it expired while a pet waited to be read',
});

clause('a pet that has arrived when the intent is on disk counts, read or not', {
  async scenario(library) {
    const channel = new HandChannel();
    await using s = await setting(library, { dog: { pets: channel } });
    channel.open();
    channel.pet();
    s.supervisor.on('record', ({ kind }) => {
      if (kind === 'intent') setImmediate(() => channel.pet());
    });
    await s.clock.advance(700);
    expect(s.story).toContain('intent system_reset');
    expect(s.sent, 'a reset while a pet waited to be read').toEqual([]);
    expect(s.story.slice(-2)).toEqual([
      'result system_reset: failed, not-begun: petted-again',
      'ended recovered',
    ]);
  },
  without: [
    {
      name: 'an action begins without having read',
      file: 'supervisor/performer.ts',
      from: 'if (watchdog !== undefined) await this.#with.options.clock.drain();',
      to: '',
    },
  ],
  finds: 'a reset while a pet waited to be read',
});

clause('evidence that was gathered while this process stood still is none', {
  async scenario(library) {
    const { answer } = library.testing;
    await using s = await setting(library);
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    s.qemu.on('query-status', answer.after(60, answer.builtIn));
    await s.clock.advance(530);
    expect(s.supervisor.snapshot.incident?.phase).toBe('gathering');
    await s.clock.stall(5_000);
    await s.clock.advance(500);
    expect(s.sent, 'a reset on evidence from a standstill').toEqual([]);
    expect(s.story[1]).toMatch(/unknown, own-lag/);
    await s.clock.advance(2_000);
    expect(s.sent).toEqual(['system_reset']);
  },
  without: [
    {
      name: 'it is believed',
      file: 'policy/evidence.ts',
      from: 'return stalled > 0 ?',
      to: 'return stalled < 0 ?',
    },
  ],
  finds: 'a reset on evidence from a standstill',
});
