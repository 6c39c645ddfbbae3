// Safety rule 17: evidence first: NMI, then dump, then reset. Never quit before the dump unless told to.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Setting } from '../scenarios/supervised.js';
import { clause, type Library } from './clause.js';
import { setting } from './setting.js';

/** An NMI, which has a second; then a dump, and when there is one, what destroys the rest of the evidence. */
async function hung(library: Library, last: 'reset' | 'quit'): Promise<Setting> {
  const { act, on } = library.root;
  let path = '';
  const s = await setting(library, {
    policies: () => [
      {
        name: 'hung guest',
        on: on.expired('guest'),
        do: act.escalate(
          { action: act.injectNmi(), timeout: 1_000 },
          {
            action: act.sequence(
              act.dump({ path: () => path }),
              last === 'reset' ? act.systemReset() : act.quit(),
            ),
            timeout: 60_000,
          },
        ),
      },
    ],
  });
  path = join(s.directory, 'memory');
  s.qemu.on('query-memory-size-summary', () => ({ 'base-memory': 2 ** 24, 'plugged-memory': 0 }));
  s.qemu.on('query-dump-guest-memory-capability', () => ({ formats: ['elf'] }));
  s.qemu.on('dump-guest-memory', () => {
    writeFileSync(path, 'memory');
    return library.testing.answer.builtIn;
  });
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await s.clock.advance(600);
  return s;
}

clause('an NMI has its time before anything is destroyed', {
  async scenario(library) {
    await using s = await hung(library, 'reset');
    await s.clock.advance(800);
    expect(s.sent, 'the guest had no time to say what is wrong').toEqual(['inject-nmi']);
    await s.clock.advance(200);
    expect(s.sent).toEqual(['inject-nmi', 'dump-guest-memory']);
    s.qemu.dump.finish();
  },
  without: [
    {
      name: 'the next step does not wait for the cure',
      file: 'policy/incident-course.ts',
      from: 'if (now >= ends) this.#otherwise(waiting',
      to: 'if (now < ends) this.#otherwise(waiting',
    },
    {
      name: 'an escalation begins at its end',
      file: 'policy/plan.ts',
      from: ': planned.actions.map((action) => ({ action, timeout: undefined }));',
      to: ': planned.actions.map((action) => ({ action, timeout: undefined }));\n  parts.reverse();',
    },
  ],
  finds: 'the guest had no time to say what is wrong',
});

clause('a dump is over before the reset', {
  async scenario(library) {
    await using s = await hung(library, 'reset');
    await s.clock.advance(5_000);
    expect(s.qemu.dump.active).toBe(true);
    expect(s.story.at(-1), 'a dump that goes on was taken for done').toBe('intent dump-guest-memory');
    expect(s.sent).toEqual(['inject-nmi', 'dump-guest-memory']);
    s.qemu.dump.finish();
    await s.clock.advance(5_000);
    expect(s.sent).toEqual(['inject-nmi', 'dump-guest-memory', 'system_reset']);
    expect(s.story.at(-1)).toBe('ended recovered');
  },
  without: [
    {
      name: 'a dump that has begun is done',
      file: 'actions/dump.ts',
      from: 'const error = await end.error();',
      to: 'const error = undefined;',
    },
  ],
  finds: 'a dump that goes on was taken for done',
});

clause('without a dump there is no quit', {
  async scenario(library) {
    await using s = await hung(library, 'quit');
    await s.clock.advance(5_000);
    s.qemu.dump.finish({ error: 'No space left on device' });
    await s.clock.advance(60_000);
    expect(s.sent, 'QEMU has ended, and its memory with it').not.toContain('quit');
    expect(s.story).toContain('result dump-guest-memory: failed, dump-failed');
    expect(s.qemu.process.state).toBe('running');
    expect(s.pages).toHaveLength(1);
  },
  without: [
    {
      name: 'a sequence goes on whatever became of a step',
      file: 'policy/incident-course.ts',
      from: "else if (result.outcome === 'failed')\n",
      to: "else if (result.outcome === 'failed' && step.done !== 'end') this.#goTo(incident, step.done, incident.stepEnds);\n    else if (result.outcome === 'failed')\n",
    },
    {
      name: 'a dump that has failed is one',
      file: 'actions/dump.ts',
      from: "return failed('dump-failed',",
      to: "return done('dump-failed',",
    },
  ],
  finds: 'QEMU has ended, and its memory with it',
});

clause('nothing but a policy quits, whatever ends', {
  async scenario(library) {
    await using s = await setting(library, { supervisor: { bootGrace: 5_000 } });
    await s.clock.advance(2_000);
    s.qemu.guest.hang({ resetCures: false });
    await s.clock.advance(20_000);
    expect(s.supervisor.snapshot.halted).toHaveProperty('hung guest');
    s.abort();
    await s.ended();
    await s.clock.runUntil(s.vm.close());
    await s.clock.advance(1_000);
    expect(s.sent, 'QEMU was told to quit').toEqual(['system_reset']);
    expect(s.qemu.process.state).toBe('running');
  },
  without: [
    {
      name: 'who closes a session ends QEMU',
      file: 'qmp/client.ts',
      from: 'close(): Promise<ClosedReason> {\n    return this.#connection.close();',
      to: 'async close() {\n    await this.execute("quit").catch(() => {});\n    return this.#connection.close();',
    },
  ],
  finds: 'QEMU was told to quit',
});
