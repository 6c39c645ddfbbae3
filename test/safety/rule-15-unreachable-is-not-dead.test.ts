// Safety rule 15: unreachable is unknown and not dead, and unknown that lasts pages.
import { expect } from 'vitest';
import { HandChannel } from '../unit/watchdog/watched.js';
import { clause } from './clause.js';
import { blunt, setting } from './setting.js';

clause('a QEMU that does not answer is not dead', {
  async scenario(library) {
    await using s = await setting(library, { policies: blunt });
    await s.clock.advance(2_000);
    s.qemu.mainLoop.stall();
    await s.clock.advance(20_000);
    expect(s.of('intent'), 'an unreachable VM was taken for a dead one').toEqual([]);
    expect(s.story[1]).toBe('evidence system_reset: unknown, qmp-silent: main-loop-stalled');
  },
  without: [
    {
      name: 'silence says what it is asked for',
      file: 'policy/evidence.ts',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of the source.
      from: "if ('error' in status) return { verdict: 'unknown', reason: `qmp-silent: ${status.error}` };\n  if (!status.running)",
      to: "if ('error' in status) return HOLDS;\n  if (!status.running)",
    },
    {
      name: 'what is unknown is done',
      file: 'policy/incident-course.ts',
      from: "guarded.verdict === 'unknown' ||",
      to: '',
    },
  ],
  finds: 'an unreachable VM was taken for a dead one',
});

clause('a guest whose channel is gone is not dead', {
  async scenario(library) {
    const channel = new HandChannel();
    await using s = await setting(library, {
      policies: blunt,
      dog: { pets: channel },
      supervisor: { unknownAfter: 5_000 },
    });
    channel.open();
    channel.pet();
    await s.clock.advance(400);
    channel.close('the peer hung up');
    await s.clock.advance(20_000);
    expect(s.story, 'a verdict on what nobody could hear').toEqual(['page']);
    expect(s.dog.state).toBe('armed');
  },
  without: [
    {
      name: 'a watchdog expires all the same',
      file: 'watchdog/machine.ts',
      from: "    if (this.#gone !== undefined) return NEVER;\n    if (this.#state === 'expired')",
      to: "    if (this.#state === 'expired')",
    },
  ],
  finds: 'a verdict on what nobody could hear',
});

clause('what stays unknown pages, once', {
  async scenario(library) {
    await using s = await setting(library, { supervisor: { unknownAfter: 5_000 } });
    await s.clock.advance(2_000);
    s.qemu.process.stop();
    await s.clock.advance(20_000);
    const reasons = s.pages.map(({ reason }) => reason);
    expect(reasons, 'nobody knows that nothing is known').toEqual([
      expect.stringMatching(/^nothing can be decided since \d{4} ms: qmp-silent: unresponsive$/),
    ]);
  },
  without: [
    {
      name: 'an incident waits in silence',
      file: 'policy/incident-course.ts',
      from: 'if (!paged && lasted >= settings.unknownAfter)',
      to: 'if (!paged && lasted < 0)',
    },
    {
      name: 'each question begins to count anew',
      file: 'policy/incident-course.ts',
      from: 'const since = incident.unknown?.since ?? now;',
      to: 'const since = now;',
    },
  ],
  finds: 'nobody knows that nothing is known',
});

clause('pets that stay away page', {
  async scenario(library) {
    const channel = new HandChannel();
    await using s = await setting(library, {
      dog: { pets: channel },
      supervisor: { unknownAfter: 5_000 },
    });
    channel.close('nobody listens');
    await s.clock.advance(20_000);
    expect(s.pages, 'nobody knows that nothing is known').toEqual([
      { reason: 'nothing is known of "guest" since 5000 ms: nobody listens' },
    ]);
  },
  without: [
    {
      name: 'an absence has no deadline',
      file: 'supervisor/absences.ts',
      from: 'absence.deadline.set(at + this.#unknownAfter);',
      to: '',
    },
  ],
  finds: 'nobody knows that nothing is known',
});
