// Safety rule 12: orders carry a unique id, and one action runs at a time. Exactly-once is impossible: every intent ends as
// done, failed or unknown; unknown counts against the limit and is never blindly repeated.
import { expect } from 'vitest';
import { type EngineInput, INITIAL_STATE } from '../../src/policy/index.js';
import { expired, facts, own, settings } from '../unit/policy/engine-facts.js';
import { clause } from './clause.js';
import { crashInReset, restart, setting } from './setting.js';

clause('no id comes twice, whatever restarts', {
  async scenario(library) {
    await using s = await setting(library);
    const ids: (string | number)[] = [];
    s.supervisor.on('record', (record) => {
      if (record.kind === 'intent') ids.push(record.incident, record.order);
    });
    for (let run = 0; run < 3; run += 1) {
      await s.clock.advance(2_000);
      s.qemu.guest.hang();
      await s.clock.advance(5_000);
      await restart(s);
    }
    expect(ids).toHaveLength(6);
    expect(new Set(ids).size, 'an id that was there already').toBe(ids.length);
  },
  without: [
    {
      name: 'orders count anew in each run',
      file: 'supervisor/carry-on.ts',
      from: '      orders,\n      begun',
      to: '      begun',
    },
    {
      name: 'incidents count anew in each run',
      file: 'supervisor/carry-on.ts',
      from: '      incidents,\n      orders,\n      begun',
      to: '      orders,\n      begun',
    },
  ],
  finds: 'an id that was there already',
});

clause('an answer to an earlier order is void', {
  async scenario({ policy: { step } }) {
    const engine = settings({
      policies: [{ name: 'p', on: { on: 'expired', watchdog: 'a' }, do: own('reset') }],
    });
    const inputs: readonly (readonly [number, EngineInput])[] = [
      [0, { type: 'cause', cause: expired() }],
      [10, { type: 'facts', order: 1, facts: facts({ status: { error: 'silent' } }) }],
      [1_010, { type: 'wake' }],
      [1_020, { type: 'facts', order: 1, facts: facts() }],
    ];
    let state = INITIAL_STATE;
    for (const [now, input] of inputs) {
      const next = step(engine, state, input, now);
      ({ state } = next);
      const done = next.effects.map((effect) => effect.do);
      expect(done, 'an order was carried out on the answer to another').not.toContain('act');
    }
    expect(state.incident).toMatchObject({ order: 2, phase: 'gathering' });
  },
  without: [
    {
      name: 'any answer will do',
      file: 'policy/engine.ts',
      from: "return incident?.phase === 'gathering' && incident.order === order &&",
      to: "return incident?.phase === 'gathering' &&",
    },
  ],
  finds: 'an order was carried out on the answer to another',
});

clause('one action runs at a time, also when something worse comes', {
  async scenario(library) {
    const { action, on } = library.root;
    let running = 0;
    let most = 0;
    const slow = (name: string) =>
      action({
        name,
        destructive: true,
        idempotent: false,
        timeout: 5_000,
        async run({ clock }) {
          running += 1;
          most = Math.max(most, running);
          await clock.sleep(2_000);
          running -= 1;
          return { outcome: 'done', reason: 'so', evidence: {} };
        },
      });
    await using s = await setting(library, {
      policies: () => [
        { name: 'hung guest', on: on.expired('guest'), do: slow('first'), severity: 'info' },
        { name: 'panic', on: on.event('GUEST_PANICKED'), do: slow('second'), severity: 'fatal' },
      ],
    });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(1_000);
    expect(running).toBe(1);
    s.qemu.emit('GUEST_PANICKED', { action: 'run' });
    await s.clock.advance(10_000);
    expect(most, 'two actions at a time').toBe(1);
    expect(s.of('ignored')).toMatchObject([{ policy: 'panic', reason: 'busy with i1 (hung guest)' }]);
  },
  without: [
    {
      name: 'an action that runs gives way',
      file: 'policy/engine.ts',
      from: "if (incident.phase === 'acting') return false;",
      to: '',
    },
    {
      name: 'what is busy takes up another cause',
      file: 'policy/engine.ts',
      from: 'if (incident === undefined) this.#begin(policy, cause);',
      to: "if (incident?.phase !== 'gathering') this.#begin(policy, cause);",
    },
  ],
  finds: 'two actions at a time',
});

clause('an intent that the end of the run cuts short ends as unknown', {
  async scenario(library) {
    const { action, on } = library.root;
    const stubborn = action({
      name: 'stubborn',
      destructive: true,
      idempotent: false,
      timeout: 60_000,
      run: () => new Promise(() => {}),
    });
    await using s = await setting(library, {
      policies: () => [{ name: 'hung guest', on: on.expired('guest'), do: stubborn }],
    });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(1_000);
    s.abort();
    await s.ended();
    const ends = s.of('result').map(({ order, outcome }) => `${order} ${outcome}`);
    expect(ends, 'an intent without an end').toEqual(s.of('intent').map(({ order }) => `${order} unknown`));
    expect(ends).toHaveLength(1);
  },
  without: [
    {
      name: 'an end that is unknown is none',
      file: 'policy/incident-course.ts',
      from: 'recordResult(incident: Incident, result: ActionResult): void {',
      to: "recordResult(incident, result) { if (result.outcome === 'unknown') return;",
    },
  ],
  finds: 'an intent without an end',
});

clause('an intent that a crash cuts short ends as unknown, when it starts again', {
  async scenario(library) {
    await using s = await setting(library);
    await crashInReset(s, library);
    await s.clock.advance(10_000);
    expect(s.story, 'an intent without an end').toEqual([
      'result system_reset: unknown, restarted',
      'page',
      'ended unknown',
    ]);
    expect(s.of('result')).toMatchObject([{ incident: 'i1', order: 1 }]);
  },
  without: [
    {
      name: 'what was left open is only closed',
      file: 'supervisor/carry-on.ts',
      from: "if (intent === undefined) return [ended('stopped')];",
      to: "return [ended('stopped')];",
    },
    {
      name: 'an intent is not remembered',
      file: 'journal/memory.ts',
      from: 'this.#change(record.incident, { order: record.order, action: record.action, at: record.at });',
      to: '',
    },
  ],
  finds: 'an intent without an end',
});

clause('what a crash cut short is not repeated blindly', {
  async scenario(library) {
    await using s = await setting(library);
    await crashInReset(s, library);
    await s.clock.advance(10_000);
    expect(s.sent, 'a guest that is well was reset a second time').toEqual(['system_reset']);
  },
  without: [
    {
      name: 'what has no result is done again',
      file: 'supervisor/run.ts',
      from: 'for (const effect of this.#carried) this.#take(effect);',
      to: "if (this.#carried.length > 0) void vm.execute('system_reset');",
    },
  ],
  finds: 'a guest that is well was reset a second time',
});

clause('what is unknown is not repeated blindly', {
  async scenario(library) {
    const { act, on } = library.root;
    await using s = await setting(library, {
      policies: () => [{ name: 'panic', on: on.event('GUEST_PANICKED'), do: act.injectNmi() }],
    });
    s.qemu.emit('GUEST_PANICKED', { action: 'run' });
    await s.clock.advance(10_000);
    expect(s.sent, 'it was repeated').toEqual(['inject-nmi']);
    expect(s.story.slice(-3)).toEqual(['result inject-nmi: unknown, delivered', 'page', 'ended unknown']);
  },
  without: [
    {
      name: 'it is tried again until it is known',
      file: 'policy/incident-course.ts',
      from: "wakeAt: incident.stepEnds });\n      else this.#otherwise(incident, 'unknown', notKnown(action, result.reason));",
      to: "wakeAt: incident.stepEnds });\n      else this.#turn.set({ ...incident, phase: 'gathering', wakeAt: this.#turn.now + 1_000 });",
    },
  ],
  finds: 'it was repeated',
});

clause('what is unknown counts against the limit', {
  async scenario(library) {
    const { act, on } = library.root;
    await using s = await setting(library, {
      policies: () => [
        {
          name: 'panic',
          on: on.event('GUEST_PANICKED'),
          do: act.injectNmi(),
          limit: { max: 2, per: 600_000 },
        },
      ],
    });
    for (let n = 0; n < 4; n += 1) {
      s.qemu.emit('GUEST_PANICKED', { action: 'run' });
      await s.clock.advance(5_000);
    }
    expect(s.sent, 'more than the limit').toEqual(['inject-nmi', 'inject-nmi']);
    expect(s.supervisor.snapshot.halted).toHaveProperty('panic');
  },
  without: [
    {
      name: 'only what is known counts',
      file: 'policy/incident-course.ts',
      from: 'this.recordResult(incident, result);\n    // What an event',
      to: "this.recordResult(incident, result);\n    if (result.outcome === 'unknown') this.#turn.update({ begun: {} });\n    // What an event",
    },
  ],
  finds: 'more than the limit',
});
