// Safety rule 11: probes are suspended only while somebody means the VM to stand still, and never without a bound.
import { expect } from 'vitest';
import { clause } from './clause.js';
import { setting } from './setting.js';

clause('while somebody has paused the VM, its guest is not missed', {
  async scenario(library) {
    await using s = await setting(library);
    await s.clock.advance(2_000);
    s.qemu.vm.stop();
    await s.clock.advance(120_000);
    expect(s.story, 'an incident over a VM that somebody has paused').toEqual([]);
    expect(s.dog.snapshot.pausedBy).toBe('VM paused');
  },
  without: [
    {
      name: 'a pause does not reach the watchdogs',
      file: 'supervisor/silence-excuse.ts',
      from: 'if (reason !== undefined) watchdog.pause(reason, pauseLimit);',
      to: '',
    },
  ],
  finds: 'an incident over a VM that somebody has paused',
});

clause('a fault that has stopped the VM excuses nobody: somebody is paged', {
  async scenario(library) {
    await using s = await setting(library);
    await s.clock.advance(2_000);
    s.qemu.vm.ioError();
    await s.clock.advance(120_000);
    const reasons = s.pages.map(({ reason }) => reason);
    expect(reasons, 'a VM that a fault has stopped, and nobody knows').toEqual([
      'the VM is stopped by a fault: io-error',
    ]);
    expect(s.sent).toEqual([]);
  },
  without: [
    {
      name: 'whatever stops the VM is meant',
      file: 'supervisor/silence-excuse.ts',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of the source.
      from: 'isFault(status) ? undefined : `VM ${status}`',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of the source.
      to: '`VM ${status}`',
    },
    {
      name: 'an io-error is no fault',
      file: 'policy/run-states.ts',
      from: "  'io-error',\n",
      to: '',
    },
  ],
  finds: 'a VM that a fault has stopped, and nobody knows',
});

clause('a pause whose end nobody heard of is over at its limit', {
  async scenario(library) {
    await using s = await setting(library, { supervisor: { pauseLimit: 20_000 } });
    await s.clock.advance(2_000);
    const lie = s.qemu.on('query-status', () => ({ running: false, status: 'paused' }));
    s.qemu.emit('STOP');
    await s.clock.advance(0);
    expect(s.dog.snapshot.pausedBy).toBe('VM paused');
    // It runs, and its RESUME was lost.
    lie();
    s.qemu.guest.hang();
    await s.clock.advance(19_000);
    expect(s.sent).toEqual([]);
    await s.clock.advance(5_000);
    expect(s.sent, 'a hung guest that nobody looks at any more').toEqual(['system_reset']);
  },
  without: [
    {
      name: 'a pause has no limit',
      file: 'supervisor/silence-excuse.ts',
      from: 'watchdog.pause(reason, pauseLimit)',
      to: 'watchdog.pause(reason, 2 ** 40)',
    },
    {
      name: 'the limit of a pause ends nothing',
      file: 'watchdog/machine.ts',
      from: 'if (this.#paused) return Math.min(...this.#pauses.values());',
      to: 'if (this.#paused) return NEVER;',
    },
  ],
  finds: 'a hung guest that nobody looks at any more',
});
