// Safety rule 10: log before you act. The intent is on disk before each destructive action, its result after; writing has
// a deadline.
import { JournalError } from 'qmp-watchdog';
import { expect } from 'vitest';
import { beforeEvery } from '../unit/journal/disk.js';
import { clause } from './clause.js';
import { escalation, setting } from './setting.js';

clause('the intent is on disk, forced there, before QEMU gets the command', {
  async scenario(library) {
    const { answer } = library.testing;
    await using s = await setting(library, { policies: escalation });
    const order: string[] = [];
    await beforeEvery('datasync', async () => {
      const last = (await s.onDisk()).at(-1);
      order.push(`on disk: ${last?.kind}`);
      await s.clock.sleep(200);
      order.push('synced');
    });
    for (const command of ['inject-nmi', 'system_reset'])
      s.qemu.on(command, () => {
        order.push(command);
        return answer.builtIn;
      });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(2_500);
    const written = ['on disk: intent', 'synced'];
    const expected = [...written, 'inject-nmi', ...written, 'system_reset'];
    expect(order, 'QEMU got a command whose intent was not on disk').toEqual(expected);
  },
  without: [
    {
      name: 'it is written and not forced',
      file: 'journal/journal.ts',
      from: 'if (sync) await this.#file.datasync();',
      to: '',
    },
    {
      name: 'the action does not wait for it',
      file: 'supervisor/performer.ts',
      from: 'this.#then(() => this.#carryOut(effect));',
      to: 'this.#carryOut(effect);',
    },
  ],
  finds: 'QEMU got a command whose intent was not on disk',
});

clause('its result is on disk after it', {
  async scenario(library) {
    await using s = await setting(library);
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(5_000);
    expect(s.sent).toEqual(['system_reset']);
    const kinds = (await s.onDisk()).map(({ kind }) => kind).filter((kind) => /intent|result/.test(kind));
    expect(kinds, 'an action without a result').toEqual(['intent', 'result']);
  },
  without: [
    {
      name: 'only what was intended is written',
      file: 'policy/incident-course.ts',
      from: 'this.recordResult(incident, result);\n    // What an event',
      to: '// What an event',
    },
  ],
  finds: 'an action without a result',
});

clause('what can not be written is not done', {
  async scenario(library) {
    await using s = await setting(library);
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await beforeEvery('datasync', () => {
      throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    });
    await s.clock.advance(60_000);
    expect(s.sent, 'an action of which no journal tells').toEqual([]);
    expect(s.failure).toHaveProperty('message', expect.stringMatching(/could not be written: EIO/));
  },
  without: [
    {
      name: 'a failed write is none',
      file: 'supervisor/recorder.ts',
      from: "if (this.#options.onJournalFailure === 'end' || !(error instanceof JournalError)) throw error;",
      to: 'return undefined;',
    },
  ],
  finds: 'an action of which no journal tells',
});

clause('a write that hangs has failed at its deadline', {
  async scenario(library) {
    await using s = await setting(library);
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    let answer: () => void = () => {};
    const disk = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await beforeEvery('datasync', () => disk);
    await s.clock.advance(10_000);
    const { failure, sent } = s;
    answer();
    expect(failure, 'it waits for ever for a disk that hangs').toBeInstanceOf(JournalError);
    expect(sent).toEqual([]);
  },
  without: [
    {
      name: 'it is waited for',
      file: 'journal/journal.ts',
      from: 'signal: undefined,\n        timeout,',
      to: 'signal: undefined,\n        timeout: Number.POSITIVE_INFINITY,',
    },
  ],
  finds: 'it waits for ever for a disk that hangs',
});
