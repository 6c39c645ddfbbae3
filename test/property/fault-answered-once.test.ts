// The fear: among lost events, late views and somebody's hands, a fault is answered twice, or never.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { on, type Policy } from 'qmp-watchdog';
import { own } from '../unit/policy/engine-facts.js';
import { ToldEngine } from '../unit/policy/told-engine.js';

const policy: Policy = {
  name: 'broken',
  on: on.fault(),
  do: own('quiesce', { destructive: false, evidence: ['answering'] }),
  limit: { max: 1_000, per: 1 },
};
const STOPPED = { action: 'stop', operation: 'write', reason: 'EIO', 'node-name': 'd0' };

type Step =
  | 'fault'
  | 'unheard fault'
  | 'reported'
  | 'continued'
  | 'seen'
  | 'doubted'
  | 'pet'
  | 'looked'
  | 'done';
const step = fc.constantFrom<Step>(
  ...(['fault', 'unheard fault', 'reported', 'continued', 'seen', 'seen', 'doubted', 'pet'] as const),
  ...(['looked', 'looked', 'done', 'done'] as const),
);

/** A VM that faults stop, and an engine that is told of it more or less. */
class World {
  readonly engine = new ToldEngine([policy]);
  /** How often it was begun to answer in the present standstill; undefined while the VM runs. */
  answers: number | undefined;
  #since = 0;

  constructor() {
    this.engine.at(1);
    this.see();
  }

  get isIdle(): boolean {
    return this.engine.state.incident === undefined;
  }

  see(confidence: 'known' | 'stale' = 'known'): void {
    const { engine } = this;
    const since = this.#since;
    this.#counted(
      engine.sees({
        confidence,
        run:
          this.answers === undefined
            ? { running: true, status: 'running', why: undefined, since }
            : { running: false, status: 'io-error', why: 'io-error', since },
      }),
    );
  }

  take(what: Step): void {
    const { engine } = this;
    engine.at(engine.now + 10);
    switch (what) {
      case 'fault':
      case 'unheard fault':
        if (this.answers !== undefined) return;
        this.answers = 0;
        this.#since = engine.now;
        if (what === 'fault') this.#counted(engine.happens('BLOCK_IO_ERROR', STOPPED));
        return;
      case 'reported':
        engine.happens('BLOCK_IO_ERROR', { ...STOPPED, action: 'report' });
        return;
      case 'continued':
        if (this.answers === undefined) return;
        this.answers = undefined;
        this.#since = engine.now;
        this.#counted(engine.takes({ type: 'changed', at: engine.now }));
        this.see();
        return;
      case 'seen':
        this.see();
        return;
      case 'doubted':
        this.see('stale');
        return;
      case 'pet':
        this.#counted(engine.watches('a'));
        return;
      case 'looked':
        this.#counted(engine.learns());
        return;
      case 'done':
        this.#counted(engine.hears('done'));
    }
  }

  #counted(lines: readonly string[]): void {
    const begun = lines.filter((line) => line === 'trigger broken').length;
    if (begun === 0) return;
    expect(this.answers, 'nothing stands still').toBeDefined();
    this.answers = (this.answers ?? 0) + begun;
  }
}

test('each standstill is answered once, and none is left when there was time to look', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const world = new World();
      for (const what of steps) {
        const wasIdle = world.isIdle;
        world.take(what);
        expect(world.answers ?? 0, 'answered twice').toBeLessThanOrEqual(1);
        // Seen while nothing was done: there is no excuse.
        if (wasIdle && what === 'seen' && world.answers !== undefined)
          expect(world.answers, 'never answered').toBe(1);
      }
    }),
    { numRuns: 1_000 },
  );
});
