// The fear: a fault passes unheeded because of the way it is told, or is answered twice because it is told in two ways.
import { describe, expect, test } from 'vitest';
import { act, type Cause, type HostError, on, type Policy } from 'qmp-watchdog';
import { own } from './engine-facts.js';
import { ToldEngine } from './told-engine.js';

const quiet = own('quiesce', { destructive: false, evidence: ['answering'] });
const broken = (change: Partial<Policy> = {}): Policy => ({
  name: 'broken',
  on: on.fault(),
  do: quiet,
  ...change,
});
const STOPPED = { action: 'stop', operation: 'write', reason: 'EIO', 'node-name': 'd0' };
const RUNS = { run: { running: true, status: 'running', why: undefined, since: 0 } } as const;
const BROKEN = { run: { running: false, status: 'io-error', why: 'io-error', since: 0 } } as const;

function hostError(engine: ToldEngine, error: Partial<HostError> = {}, source = 'edac'): string[] {
  const whole: HostError = { severity: 'serious', message: 'uncorrected', count: 1, ...error };
  const cause: Cause = { on: 'host-error', source, error: whole, at: engine.now };
  return engine.takes({ type: 'cause', cause });
}

/** The evidence comes and the action is done. */
function looksAfter(engine: ToldEngine): string[] {
  return [...engine.learns(), ...engine.hears('done')];
}

describe('a fault begins', () => {
  test('with an event that is bad enough, and no other', () => {
    const engine = new ToldEngine([broken()]);
    expect(engine.happens('BLOCK_IO_ERROR', { ...STOPPED, action: 'report' })).toEqual([]);
    expect(engine.happens('BLOCK_IO_ERROR', STOPPED)).toContain('trigger broken');
  });

  test('with a VM that is found to stand still for it, though its event was lost', () => {
    const engine = new ToldEngine([broken()]);
    expect(engine.sees(BROKEN)).toContain('trigger broken');
    expect(looksAfter(engine)).toContain('ended done');
  });

  test('with an error of the host', () => {
    const engine = new ToldEngine([broken()]);
    expect(hostError(engine, { severity: 'degraded' })).toEqual([]);
    expect(hostError(engine)).toContain('trigger broken');
  });

  test('with what the policy itself takes for one', () => {
    const engine = new ToldEngine([
      broken({ on: on.fault({ classify: (fault) => (fault.on === 'event' ? 'fatal' : 'info') }) }),
    ]);
    expect(hostError(engine)).toEqual([]);
    expect(engine.happens('BLOCK_IO_ERROR', { ...STOPPED, action: 'report' })).toContain('trigger broken');
  });

  test('as one of several', () => {
    const engine = new ToldEngine([broken({ on: on.any(on.expired('a'), on.fault({ atLeast: 'fatal' })) })]);
    expect(engine.sees(BROKEN)).toEqual([]);
    expect(engine.sees({ run: { ...BROKEN.run, status: 'internal-error' } })).toContain('trigger broken');
  });
});

test('one that stopped nothing hides none that does', () => {
  const engine = new ToldEngine([broken({ on: on.fault({ atLeast: 'degraded' }) })]);
  engine.at(1_000);
  engine.sees(RUNS);
  engine.happens('BLOCK_IO_ERROR', { ...STOPPED, action: 'report' });
  looksAfter(engine);
  expect(engine.sees(BROKEN)).toContain('trigger broken');
});

describe('a fault is answered once', () => {
  test('though its event tells it, and then the state that it led to', () => {
    const engine = new ToldEngine([broken()]);
    engine.sees(RUNS);
    engine.happens('BLOCK_IO_ERROR', STOPPED);
    expect(looksAfter(engine)).toContain('ended done');
    expect(engine.sees(BROKEN)).toEqual([]);
  });

  test('though the VM is still taken to run, and the answer is short', () => {
    const engine = new ToldEngine([broken()]);
    engine.at(1_000);
    engine.sees(RUNS);
    engine.happens('BLOCK_IO_ERROR', STOPPED);
    engine.watches('a');
    looksAfter(engine);
    engine.watches('a');
    expect(engine.sees(BROKEN)).toEqual([]);
    engine.at(2_000);
    engine.sees({ run: { ...RUNS.run, since: 2_000 } });
    expect(engine.sees(BROKEN)).toContain('trigger broken');
  });

  test('though the state is seen while it is answered', () => {
    const engine = new ToldEngine([broken()]);
    engine.at(1_000);
    engine.sees(RUNS);
    engine.happens('BLOCK_IO_ERROR', STOPPED);
    engine.sees(RUNS);
    expect(engine.sees(BROKEN)).toEqual([]);
    expect(looksAfter(engine)).toContain('ended done');
    expect(engine.at(60_000)).toEqual([]);
  });

  test('but one that comes while another is answered is looked at when there is time', () => {
    const engine = new ToldEngine([broken()]);
    engine.sees(BROKEN);
    engine.learns();
    engine.sees(RUNS);
    expect(engine.sees(BROKEN)).toEqual(['ignored broken: busy with i1 (broken)']);
    expect(engine.hears('done')).toEqual(['done: so', 'ended done', 'trigger broken', 'gather']);
  });

  test('though the VM is latched for it, and its supervisor was restarted', () => {
    const engine = new ToldEngine([broken()]);
    const latch = { token: 't', reason: 'failover-safe', time: '2026-01-01T00:00:00Z', detail: {} };
    expect(engine.sees({ ...BROKEN, latch })).toEqual(['ignored broken: latched: failover-safe']);
  });

  test('but again when the VM ran in between', () => {
    const engine = new ToldEngine([broken()]);
    engine.sees(BROKEN);
    looksAfter(engine);
    engine.sees(RUNS);
    expect(engine.sees(BROKEN)).toContain('trigger broken');
  });
});

describe('what the VM is found to stand still for', () => {
  test('is not acted on when somebody has continued it', () => {
    const engine = new ToldEngine([broken()]);
    engine.sees(BROKEN);
    expect(engine.takes({ type: 'changed', at: 0 })).toEqual(['ended superseded']);
  });

  test('is not acted on when it is gone, though nobody said so', () => {
    const engine = new ToldEngine([broken()]);
    engine.sees(BROKEN);
    engine.sees(RUNS);
    expect(engine.learns()).toContain('refused: no-longer: io-error');
  });

  test('is left to the next step though the first has changed it', () => {
    const engine = new ToldEngine([broken({ do: act.sequence(quiet, own('dump')) })]);
    engine.sees({ ...BROKEN, session: 1 });
    engine.learns({ session: 1 });
    engine.sees({ run: { ...BROKEN.run, status: 'postmigrate' }, session: 1 });
    engine.hears('done');
    expect(engine.learns({ session: 1 })).toContain('intent dump');
  });

  test('is no ground for a later step over another session', () => {
    const engine = new ToldEngine([broken({ do: act.sequence(quiet, own('dump')) })]);
    engine.sees({ ...BROKEN, session: 1 });
    engine.learns({ session: 1 });
    engine.hears('done');
    expect(engine.learns({ session: 2 })).toContain(
      'refused: another-session: io-error came in an earlier one, and nobody saw since',
    );
  });

  test('waits until there is time', () => {
    const engine = new ToldEngine([{ name: 'hung', on: on.expired('a'), do: own('reset') }, broken()]);
    engine.expires();
    engine.learns();
    engine.sees(BROKEN);
    engine.recovers();
    expect(engine.hears('done')).toContain('trigger broken');
  });
});

describe("a reset of the VM mends no error of the host's", () => {
  const hung: Policy = { name: 'hung', on: on.expired('a'), do: own('reset', { boots: true }) };

  test.each<[string, (engine: ToldEngine) => string[]]>([
    ['that its source told', (engine) => hostError(engine)],
    ['that QEMU told of its memory', (engine) => engine.happens('MEMORY_FAILURE', { action: 'reset' })],
  ])('%s', (_, fails) => {
    const engine = new ToldEngine([hung, broken()]);
    engine.expires();
    engine.learns();
    fails(engine);
    engine.takes({ type: 'changed', at: 0 });
    engine.recovers();
    expect(engine.hears('done')).toContain('trigger broken');
    expect(engine.takes({ type: 'changed', at: 0 })).toEqual([]);
  });

  test('but whoever would have reset the VM for it has nothing left to do', () => {
    const engine = new ToldEngine([broken({ do: own('reset', { boots: true }) })]);
    hostError(engine);
    expect(engine.takes({ type: 'changed', at: 0 })).toEqual(['ended superseded']);
  });

  test('but one of a disk is asked for anew', () => {
    const engine = new ToldEngine([broken()]);
    engine.happens('BLOCK_IO_ERROR', STOPPED);
    expect(engine.takes({ type: 'changed', at: 0 })).toEqual(['ended superseded']);
  });
});

describe('what comes again and again is one degree worse', () => {
  const often = broken({ on: on.fault({ repeated: { times: 3, per: 10_000 } }) });
  const report = (engine: ToldEngine, node = 'd0'): string[] => {
    const data = { ...STOPPED, action: 'report', 'node-name': node };
    return engine.takes({
      type: 'cause',
      cause: {
        on: 'event',
        event: { event: 'BLOCK_IO_ERROR', data, timestamp: { seconds: 0, microseconds: 0 }, at: engine.now },
        at: engine.now,
      },
    });
  };

  test('at one place, within its time', () => {
    const engine = new ToldEngine([often]);
    expect(report(engine)).toEqual([]);
    expect(report(engine, 'd1')).toEqual([]);
    expect(report(engine)).toEqual([]);
    engine.at(9_000);
    expect(report(engine)).toContain('trigger broken');
  });

  test('and not over a longer time', () => {
    const engine = new ToldEngine([often]);
    report(engine);
    report(engine);
    engine.at(10_000);
    expect(report(engine)).toEqual([]);
  });

  test('counted by those that were found together', () => {
    const engine = new ToldEngine([often]);
    expect(hostError(engine, { severity: 'degraded', count: 2 })).toEqual([]);
    expect(hostError(engine, { severity: 'degraded', count: 2 })).toContain('trigger broken');
  });

  test('and a flood of them takes no memory', () => {
    const engine = new ToldEngine([broken({ on: on.fault({ repeated: { times: 9_999, per: 1e9 } }) })]);
    for (let n = 0; n < 2_000; n += 1) hostError(engine, { severity: 'info', device: `dimm${n}` });
    expect(engine.state.faults).toHaveLength(512);
  });
});

describe('an error of the host', () => {
  test('is that of its own source, and the one that was asked for', () => {
    const engine = new ToldEngine([broken({ on: on.hostError('edac', ({ node }) => node === 'mc1') })]);
    expect(hostError(engine, { node: 'mc1' }, 'bmc')).toEqual([]);
    expect(hostError(engine, { node: 'mc0' })).toEqual([]);
    expect(hostError(engine, { node: 'mc1', severity: 'info' })).toContain('trigger broken');
  });

  test('that somebody judges by throwing costs no other policy its own', () => {
    const throws = (): never => {
      throw new Error('bad');
    };
    const engine = new ToldEngine([broken({ name: 'bad', on: on.fault({ classify: throws }) }), broken()]);
    expect(hostError(engine)).toEqual([
      'ignored bad: its trigger threw: bad',
      'PAGE policy "bad" can not be relied on: its trigger threw: bad',
      'trigger broken',
      'gather',
    ]);
  });
});

test.each<[string, () => unknown]>([
  ['a severity that there is not', () => on.fault({ atLeast: 'bad' as never })],
  ['an option that there is not', () => on.fault({ atleast: 'fatal' } as never)],
  ['a repetition of one', () => on.fault({ repeated: { times: 1, per: 1_000 } })],
  ['a repetition without a time', () => on.fault({ repeated: { times: 3 } as never })],
  ['a source without a name', () => on.hostError('')],
  ['a fault that lasts', () => on.all(on.fault() as never)],
  ['an error of the host that lasts', () => on.all(on.hostError('edac') as never)],
])('%s is refused', (_, make) => {
  expect(make).toThrow(expect.objectContaining({ code: 'ERR_OPTION' }));
});
