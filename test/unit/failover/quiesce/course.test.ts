// The fear: a step that fails, hangs or lies leads on as if it had been done.
import { describe, expect, test } from 'vitest';
import type { Ask, Question, Resume } from '../../../../src/failover/quiesce/ask.js';
import type { Plan } from '../../../../src/failover/quiesce/progress.js';
import { CONTROL, drive, type Reply, type Script, World } from './driven.js';

const REFUSED: Reply = { how: 'refused', message: 'no' };

/** One question is always answered so. */
const always =
  (question: Question, reply: Reply): Script =>
  ({ ask }) =>
    ask === question ? reply : undefined;

const RELEASED = ['latch quieting', 'consent', 'stop', 'latch releasing', 'set-inactive', 'prove'];

describe('a VM that runs', () => {
  test('is latched, stopped, released and looked at, in this order', () => {
    const { ending, world } = drive();
    expect(world.course).toEqual(RELEASED);
    expect(ending).toMatchObject({ level: 'L2', doubts: [], next: 'none', latched: true, way: 'set-active' });
    expect(ending.steps.map(({ step }) => step)).toEqual([
      'look',
      'latch',
      'jobs',
      'control',
      'stop',
      'release',
      'verify',
    ]);
  });

  test('is migrated where QEMU can do nothing else, or its state is to be saved', () => {
    for (const { ending, world } of [
      drive(always('ways', { value: { setActive: false } })),
      drive(undefined, { save: true }),
    ]) {
      expect(world.course).toEqual(RELEASED.with(4, 'migrate'));
      expect(ending).toMatchObject({ level: 'L2', way: 'migrate' });
    }
  });

  test('is asked last before it was stopped, and first before whatever else has an effect', () => {
    const { ending, world } = drive(always('consent', { how: 'refused', message: 'it beats again' }));
    expect(ending).toMatchObject({
      level: undefined,
      reason: 'withdrawn: it beats again',
      next: 'none',
      latched: false,
    });
    expect(world.course).toEqual(['latch quieting', 'consent', 'unlatch']);
    const withJob = new World(always('consent', REFUSED));
    withJob.jobs = ['mirror0'];
    expect(drive(undefined, {}, { world: withJob }).world.course).not.toContain('cancel-job');
    const doubtful = drive(always('consent', REFUSED), { doubtfulStorage: true });
    expect(doubtful.world.course).toEqual(['consent']);
  });

  test('is not asked for any more once it is being stopped, though its state is another one then', () => {
    let hung = false;
    const { ending, world } = drive((ask, it) => {
      if (ask.ask === 'consent' && it.asked.some((one) => one.ask === 'stop')) return REFUSED;
      // Hangs once: its storage is cut off for that.
      if (ask.ask === 'set-inactive' && !hung) {
        hung = true;
        return 'never';
      }
      return ask.ask === 'yank' ? { value: ['nbd0'] } : undefined;
    });
    expect(world.course).toContain('yank');
    expect(ending).toMatchObject({ level: 'L2', latched: true });
  });

  test.each([
    ['inmigrate', 'incoming-migration'],
    ['colo', 'colo'],
  ])('is left alone as %s', (status, reason) => {
    const { ending, world } = drive(always('status', { value: { running: false, status } }));
    expect(ending).toMatchObject({ level: undefined, reason, uncertain: false, latched: false });
    expect(world.course).toEqual([]);
  });

  test.each([
    ['postcopy-active', 'migrating: postcopy-active'],
    ['completed', 'migrated-away'],
  ])('is left alone when its migration is %s', (status, reason) => {
    const world = new World(() => undefined);
    world.migration = status;
    expect(drive(undefined, {}, { world }).ending).toMatchObject({
      level: undefined,
      reason,
      latched: false,
    });
    expect(world.course).toEqual([]);
  });

  test('and was migrated away once is quieted only when somebody has said that it is here all the same', () => {
    const world = new World(always('here', { value: true }));
    world.migration = 'completed';
    expect(drive(undefined, {}, { world }).ending).toMatchObject({ level: 'L2' });
    const stopped = new World(always('here', { value: true }));
    Object.assign(stopped, { migration: 'completed', running: false, status: 'postmigrate' });
    expect(drive(undefined, {}, { world: stopped }).ending).toMatchObject({ reason: 'migrated-away' });
  });

  test('whose guest sleeps is stopped, too: it would wake by itself', () => {
    const world = new World(() => undefined);
    Object.assign(world, { running: false, status: 'suspended' });
    const { ending } = drive(undefined, {}, { world });
    expect(world.course).toEqual(RELEASED);
    expect(ending).toMatchObject({ level: 'L2', status: 'paused', doubts: [] });
    // On QEMU 7.2 that changes nothing.
    const old = new World(({ ask }) => (ask === 'stop' ? { value: undefined } : undefined));
    Object.assign(old, { running: false, status: 'suspended' });
    const left = drive(undefined, {}, { world: old });
    expect(left.ending).toMatchObject({ level: 'L0', latched: true, next: 'kill' });
    expect(left.ending.doubts.join()).toContain('wakes');
  });

  test('whose migration completes while it is being cancelled is left to its destination', () => {
    const world = new World(({ ask }, it) => {
      if (ask !== 'cancel-migration') return undefined;
      it.migration = 'completed';
      return { value: undefined };
    });
    world.migration = 'active';
    const { ending } = drive(undefined, {}, { world });
    expect(ending).toMatchObject({ level: undefined, reason: 'migrated-away', next: 'none', latched: false });
    expect(world.course).not.toContain('stop');
  });
});

describe('jobs', () => {
  test('are cancelled, each once', () => {
    const world = new World(({ ask }, it) => {
      // It takes its time.
      if (ask === 'cancel-job') return { value: undefined };
      if (ask === 'jobs' && it.asked.length > 20) it.jobs = [];
      return undefined;
    });
    world.jobs = ['a', 'b'];
    const { ending } = drive(undefined, {}, { world });
    expect(world.asked.flatMap((ask) => (ask.ask === 'cancel-job' ? [ask.id] : []))).toEqual(['a', 'b']);
    expect(ending).toMatchObject({ level: 'L2' });
  });

  test('that go on keep the disks from being released', () => {
    const world = new World(always('cancel-job', { value: undefined }));
    world.jobs = ['a'];
    const { ending } = drive(undefined, {}, { world });
    expect(ending).toMatchObject({
      level: 'L0',
      next: 'kill',
      latched: false,
      doubts: ['mirror job a (running) goes on'],
    });
    expect(world.course).not.toContain('set-inactive');
  });

  test('keep a node from being released by itself', () => {
    const world = new World((ask, it) => {
      if (ask.ask !== 'set-inactive') return undefined;
      it.jobs = ['late'];
      return REFUSED;
    });
    const { ending } = drive(undefined, {}, { world });
    expect(world.course.filter((ask) => ask === 'set-inactive')).toHaveLength(1);
    expect(ending).toMatchObject({ level: 'L0', next: 'kill', latched: true });
  });
});

describe('what can not be told', () => {
  test.each<[Question, object]>([
    ['status', { level: undefined, uncertain: true, latched: false }],
    ['migration', { level: undefined, uncertain: true, latched: false }],
    ['ways', { level: undefined, latched: false }],
    ['latch', { level: undefined, reason: 'not-latched: no answer in time', latched: false }],
    ['jobs', { level: 'L0', latched: false }],
    ['survey', { level: 'L0', next: 'fence' }],
    ['nodes', { level: 'L0', next: 'fence' }],
    ['control', { level: 'L0', next: 'fence' }],
    ['consent', { level: undefined, latched: false }],
    ['stop', { level: undefined, uncertain: true, latched: false }],
    ['set-inactive', { level: 'L0', latched: true, next: 'kill' }],
    ['prove', { level: 'L0', latched: true, next: 'kill' }],
  ])('%s: it ends in time, and claims nothing', (question, expected) => {
    const { ending, world } = drive(always(question, 'never'));
    expect(ending).toMatchObject(expected);
    expect(world.now).toBeLessThanOrEqual(1_000 + 90_000 + 11_000 + world.asked.length);
  });

  test.each<[Question, object]>([
    ['status', { level: undefined, reason: 'not-verified', uncertain: true, latched: true }],
    ['migration', { level: 'L0', next: 'kill', latched: true }],
    ['jobs', { level: 'L0', next: 'kill', latched: true }],
    ['survey', { level: 'L0', next: 'kill', latched: true }],
    ['nodes', { level: 'L0', next: 'kill', latched: true }],
  ])('%s after the release: nothing is claimed of it', (question, expected) => {
    const { ending } = drive((ask, { active }) => (ask.ask === question && !active ? 'never' : undefined));
    expect(ending).toMatchObject(expected);
  });

  test('how a command ended whose session died: the next one tells', () => {
    let lost = 0;
    const { ending, world } = drive((ask, it) => {
      const dies = ['stop', 'set-inactive'].includes(ask.ask) && lost < 3;
      if (!dies) return undefined;
      lost += 1;
      it.session += 1;
      return { how: 'unknown', message: 'the session is over' };
    });
    expect(ending).toMatchObject({ level: 'L2' });
    expect(world.course.filter((ask) => ask === 'stop').length).toBeGreaterThan(1);
  });

  test('answers of two sessions are not put together', () => {
    let looks = 0;
    const { ending, world } = drive((ask, it) => {
      if (ask.ask === 'prove' && (looks += 1) === 1) it.session += 1;
      return undefined;
    });
    expect(world.course.filter((ask) => ask === 'prove')).toHaveLength(2);
    expect(ending).toMatchObject({ level: 'L2', session: 2 });
  });

  test('a VM that was continued after the look at its images, and stopped again, holds them', () => {
    const { ending } = drive((ask, it) => {
      if (ask.ask === 'status' && it.asked.some((one) => one.ask === 'prove')) it.active = true;
      return undefined;
    });
    expect(ending).toMatchObject({ level: 'L0', next: 'kill', latched: true });
    expect(ending.doubts).toEqual(expect.arrayContaining([expect.stringContaining('d0 may write')]));
  });
});

describe('a main loop that hangs', () => {
  const hung =
    (cut: boolean): Script =>
    (ask, it) => {
      if (ask.ask === 'yank') {
        if (cut) it.migration = 'none';
        return { value: cut ? ['nbd0'] : [] };
      }
      const inBand = ['status', 'ways', 'migration', 'jobs', 'stop', 'survey', 'nodes'].includes(ask.ask);
      return inBand && it.migration !== 'none' ? 'never' : undefined;
    };

  test('is freed out of band, and what was cut off is a doubt', () => {
    const { ending } = drive(hung(true));
    expect(ending).toMatchObject({ level: 'L2' });
    expect(ending.doubts).toEqual(['what was under way on nbd0 was cut off']);
  });

  test('and can not be freed ends it in time', () => {
    const { ending, world } = drive(hung(false));
    expect(ending).toMatchObject({ level: undefined, uncertain: true, next: 'fence', latched: false });
    expect(world.now).toBeLessThan(1_000 + 6_000);
  });

  test('when it is to stop, and answers out of band: it is killed where that may be', () => {
    const hangs: Script = (ask, it) =>
      ['stop', 'status'].includes(ask.ask) && it.asked.some((one) => one.ask === 'stop')
        ? 'never'
        : undefined;
    expect(drive(hangs, { kill: true }).ending).toMatchObject({ level: 'L2', way: 'kill', latched: true });
    // Out of reach is not dead.
    const away: Script = (ask, it) =>
      ask.ask === 'yank' ? { how: 'not-sent', message: 'no session' } : hangs(ask, it);
    const { ending, world } = drive(away, { kill: true });
    expect(ending).toMatchObject({ level: undefined, uncertain: true, latched: false });
    expect(world.course).not.toContain('kill');
  });
});

describe('a release that fails', () => {
  test('is tried node by node', () => {
    const { ending, world } = drive((ask) =>
      ask.ask === 'set-inactive' && ask.node === undefined ? REFUSED : undefined,
    );
    expect(world.asked.flatMap((ask) => (ask.ask === 'set-inactive' ? [ask.node] : []))).toEqual([
      undefined,
      'd0',
    ]);
    expect(ending).toMatchObject({ level: 'L2' });
  });

  test('is told, with what to do', () => {
    expect(drive(always('set-inactive', REFUSED)).ending).toMatchObject({
      level: 'L0',
      next: 'kill',
      latched: true,
    });
  });

  test('ends with the process, where that may be killed', () => {
    const { ending, world } = drive(always('set-inactive', REFUSED), { kill: true });
    expect(ending).toMatchObject({ level: 'L2', next: 'none', way: 'kill', latched: true });
    expect(world.course.slice(-2)).toEqual(['kill', 'prove']);
  });

  test('and a process that the kernel holds prove nothing', () => {
    const script: Script = (ask) => (ask.ask === 'set-inactive' || ask.ask === 'kill' ? REFUSED : undefined);
    expect(drive(script, { kill: true }).ending).toMatchObject({ level: 'L0', next: 'fence', latched: true });
  });

  test('a VM that is dumped, or continued again and again, answers, and is not killed for that', () => {
    for (const status of ['save-vm', 'running']) {
      const { ending, world } = drive(
        ({ ask }) => {
          if (ask === 'status') return { value: { running: status === 'running', status } };
          return ask === 'stop' ? { value: undefined } : undefined;
        },
        { kill: true },
      );
      expect(world.course, status).not.toContain('kill');
      expect(ending, status).toMatchObject({
        level: undefined,
        uncertain: true,
        latched: false,
        next: 'kill',
      });
    }
  });

  test('is not latched for ever where not even the kill could be prepared', () => {
    const { ending, world } = drive(
      (ask) => (ask.ask === 'latch' && ask.resume.step === 'releasing' ? REFUSED : undefined),
      { kill: true },
    );
    expect(world.course).not.toContain('kill');
    expect(world.course.at(-1)).toBe('unlatch');
    expect(ending).toMatchObject({ level: 'L0', latched: false });
  });

  test('a kill is not tried where it could prove nothing', () => {
    const off = { ...CONTROL, images: CONTROL.images.map((image) => ({ ...image, unprovable: 'no lock' })) };
    const { ending, world } = drive(
      (ask) => (ask.ask === 'control' ? { value: off } : ask.ask === 'set-inactive' ? REFUSED : undefined),
      { kill: true },
    );
    expect(ending).toMatchObject({ level: 'L0', next: 'fence' });
    expect(world.course).not.toContain('kill');
  });

  test('a migration that has failed is not believed by its run state', () => {
    const { ending } = drive((ask, it) => {
      if (ask.ask === 'ways') return { value: { setActive: false } };
      if (ask.ask !== 'migrate') return undefined;
      it.migration = 'failed';
      it.status = 'postmigrate';
      return { value: undefined };
    });
    expect(ending).toMatchObject({ level: 'L0', status: 'postmigrate', next: 'kill' });
  });

  test('a migration of which nobody knows whether it was sent is sent again', () => {
    let sends = 0;
    const { ending } = drive((ask) => {
      if (ask.ask === 'ways') return { value: { setActive: false } };
      return ask.ask === 'migrate' && (sends += 1) < 3 ? { how: 'unknown', message: 'lost' } : undefined;
    });
    expect(ending).toMatchObject({ level: 'L2' });
    expect(sends).toBe(3);
  });
});

describe('an image', () => {
  const seen =
    (change: object): Script =>
    (ask, it) =>
      ask.ask === 'prove' ? { value: it.evidence(change) } : undefined;

  test.each([
    ['is held', { verdict: 'held' }, 'L1'],
    ['is not shown to be free', { verdict: 'unproven', why: 'no lock shows it' }, 'L1'],
    ['could not be flushed', { flushed: false, unflushed: 'EIO' }, 'L0'],
    ['lies on the network', { kind: 'network', flushed: false, verdict: 'unproven' }, 'L0'],
  ])('that %s keeps the level down', (_, change, level) => {
    expect(drive(seen(change)).ending).toMatchObject({ level, latched: true });
  });

  test('that came while it was being stopped is looked at, too', () => {
    let surveys = 0;
    const { ending, world } = drive((ask, it) => {
      if (ask.ask !== 'survey' || (surveys += 1) < 2 || !it.active) return undefined;
      const other = { ...it.survey.images[0]!, node: 'f1', path: '/images/1' };
      return { value: { ...it.survey, images: [...it.survey.images, other] } };
    });
    const controls = world.asked.flatMap((ask) => (ask.ask === 'control' ? [ask.survey.images.length] : []));
    expect(controls).toEqual([1, 2]);
    expect(ending).toMatchObject({ level: 'L2' });
  });

  test('that QEMU may still write to keeps the level down', () => {
    const { ending } = drive((ask, it) => {
      if (ask.ask !== 'survey' || it.active) return undefined;
      const other = { ...it.survey.images[0]!, writable: true };
      return { value: { ...it.survey, images: [other] } };
    });
    expect(ending).toMatchObject({ level: 'L0', doubts: ['QEMU may write to f0'] });
  });

  test('that can not be listed keeps the level down', () => {
    const unlisted = [{ what: 'vfio-pci', why: 'it may be a disk' }];
    const { ending } = drive((ask, it) =>
      ask.ask === 'survey' ? { value: { ...it.survey, unlisted } } : undefined,
    );
    expect(ending).toMatchObject({ level: 'L0', doubts: ['vfio-pci: it may be a disk'] });
  });

  test('that it does not hold proves nothing: it may stand by for who does', () => {
    const world = new World(() => undefined);
    world.active = false;
    const { ending } = drive(undefined, {}, { world });
    expect(ending.level).toBe('L0');
    expect(world.asked.some(({ ask }) => ask === 'control')).toBe(false);
  });
});

describe('a freeze', () => {
  const plan: Partial<Plan> = { freeze: true };
  const NOT_SENT = { how: 'not-sent', message: 'nobody heard it' } as const;

  test('stays to the end, and is told', () => {
    const { ending, world } = drive(undefined, plan);
    expect(world.course.slice(0, 6)).toEqual([
      ...['latch quieting', 'frozen', 'latch quieting', 'freeze', 'consent', 'stop'],
    ]);
    expect(ending).toMatchObject({ level: 'L2', freeze: 'frozen', resume: { frozen: true } });
  });

  test('that hangs is thawed, and gone without', () => {
    const { ending, world } = drive(always('freeze', 'never'), plan);
    expect(world.course).toContain('thaw');
    expect(ending).toMatchObject({ level: 'L2', freeze: 'not-frozen' });
  });

  test('that can not be thawed is told', () => {
    const { ending } = drive(({ ask }) => (ask === 'freeze' || ask === 'thaw' ? 'never' : undefined), plan);
    expect(ending).toMatchObject({ level: 'L2', freeze: 'unknown' });
  });

  test('that nobody heard, or that nothing is known of beforehand, is none', () => {
    for (const script of [
      always('frozen', 'never'),
      always('freeze', NOT_SENT),
      ((ask, it) => (it.course.includes('frozen') ? always('latch', REFUSED)(ask, it) : undefined)) as Script,
    ]) {
      const { ending, world } = drive(script, { ...plan, timeout: 60_000 });
      expect(world.course).not.toContain('thaw');
      expect(ending).toMatchObject({ freeze: 'not-frozen', resume: { frozen: false } });
    }
  });

  test('of no file system is none', () => {
    const { ending } = drive(always('freeze', { value: 0 }), plan);
    expect(ending).toMatchObject({ level: 'L2', freeze: 'not-frozen' });
    expect(ending.steps).toContainEqual(
      expect.objectContaining({
        step: 'freeze',
        outcome: 'failed',
        detail: expect.stringContaining('no file system'),
      }),
    );
  });

  test('is thawed when the order is withdrawn', () => {
    const { ending, world } = drive(always('consent', REFUSED), plan);
    expect(world.course.slice(-2)).toEqual(['thaw', 'unlatch']);
    expect(ending).toMatchObject({ level: undefined, freeze: 'not-frozen', latched: false });
  });

  test('is thawed when the VM could not be stopped', () => {
    for (const reply of ['never', REFUSED, NOT_SENT] as const) {
      const { ending, world } = drive(always('stop', reply), plan);
      expect(world.course.slice(-2)).toEqual(['thaw', 'unlatch']);
      expect(ending).toMatchObject({ level: undefined, freeze: 'not-frozen', latched: false });
    }
    // Nobody knows whether it runs.
    const deaf = drive(
      (ask, it) => (it.course.includes('stop') ? (ask.ask === 'thaw' ? REFUSED : 'never') : undefined),
      plan,
    );
    expect(deaf.ending).toMatchObject({ level: undefined, freeze: 'unknown', latched: false });
  });

  test('of somebody else is left to them, and told', () => {
    for (const script of [() => undefined, always('consent', REFUSED), always('stop', 'never')] as Script[]) {
      const frozen: Script = (ask, it) => (ask.ask === 'frozen' ? { value: true } : script(ask, it));
      const { ending, world } = drive(frozen, plan);
      expect(world.course).not.toContain('freeze');
      expect(world.course).not.toContain('thaw');
      expect(ending).toMatchObject({ freeze: 'by-others', resume: { frozen: false } });
    }
  });

  test('of the process before this one is ours', () => {
    const resumed: Resume = { step: 'quieting', way: undefined, control: undefined, frozen: true };
    const { ending, world } = drive(always('frozen', { value: true }), plan, { resumed });
    expect(world.course).not.toContain('freeze');
    expect(ending).toMatchObject({ level: 'L2', freeze: 'frozen', resume: { frozen: true } });
    const withdrawn: Script = ({ ask }) =>
      ask === 'frozen' ? { value: true } : ask === 'consent' ? REFUSED : undefined;
    expect(drive(withdrawn, plan, { resumed }).ending).toMatchObject({ freeze: 'not-frozen' });
  });
});

describe('an order that is aborted', () => {
  const abortedAt = (question: Question): Script => always(question, { how: 'aborted', message: 'aborted' });

  test('is undone before anything is released', () => {
    for (const question of ['status', 'latch', 'jobs', 'control', 'consent'] as const) {
      const { ending } = drive(abortedAt(question));
      expect(ending, question).toMatchObject({
        ...{ level: undefined, uncertain: false, reason: 'aborted', latched: false },
      });
    }
  });

  test('while the VM is being stopped leaves nobody in the belief that it goes on', () => {
    const { ending } = drive(abortedAt('stop'));
    expect(ending).toMatchObject({ level: undefined, uncertain: true, reason: 'aborted', latched: false });
    // It has been stopped, and is not continued: it stands still.
    const stopped = drive((ask, it) => (it.running ? undefined : abortedAt('survey')(ask, it)));
    expect(stopped.ending).toMatchObject({ level: 'L0', doubts: ['aborted'], latched: false, next: 'kill' });
  });

  test('is not undone after that', () => {
    for (const question of ['set-inactive', 'prove', 'nodes'] as const) {
      const script: Script = (ask, it) =>
        it.asked.some((one) => one.ask === 'latch' && one.resume.step === 'releasing')
          ? abortedAt(question)(ask, it)
          : undefined;
      const { ending } = drive(script);
      expect(ending, question).toMatchObject({
        level: undefined,
        uncertain: true,
        latched: true,
        next: 'kill',
      });
    }
  });
});

describe('what was begun before a restart', () => {
  const resumed: Resume = { step: 'releasing', way: 'set-active', control: CONTROL, frozen: false };
  const released = (): World => {
    const world = new World(() => undefined);
    Object.assign(world, { running: false, status: 'paused', active: false, session: 9 });
    return world;
  };

  test('is looked at, and done again only where it is not found', () => {
    const { ending, world } = drive(undefined, {}, { resumed, world: released() });
    expect(world.course).toEqual(['prove']);
    expect(ending).toMatchObject({ level: 'L2', latched: true, session: 9 });
    const half = released();
    half.active = true;
    expect(drive(undefined, {}, { resumed, world: half }).world.course).toEqual([
      ...['prove', 'latch releasing', 'set-inactive', 'prove'],
    ]);
  });

  test('and has been started since is nobody knows what', () => {
    const world = released();
    world.running = true;
    const { ending } = drive(undefined, {}, { resumed, world });
    expect(ending).toMatchObject({ level: undefined, uncertain: true, latched: true });
    expect(world.course).toEqual([]);
  });

  test('and is relied on is looked at, and not touched', () => {
    const world = released();
    world.active = true;
    const { ending } = drive(undefined, { onlyLook: true, kill: true }, { resumed, world });
    expect(world.course).toEqual(['prove']);
    expect(ending).toMatchObject({ level: 'L0', next: 'fence', latched: true });
  });

  test('with its own migration is not taken for one that somebody else made', () => {
    const world = released();
    world.migration = 'completed';
    world.status = 'postmigrate';
    const { ending } = drive(undefined, {}, { resumed: { ...resumed, way: 'migrate' }, world });
    expect(ending).toMatchObject({ level: 'L2' });
  });
});

test('every question has a deadline within its step and the whole', () => {
  const { world } = drive(undefined, { timeout: 12_000, freeze: true });
  expect(world.asked.every(({ timeout }: Ask) => timeout > 0 && timeout <= 12_000)).toBe(true);
});
