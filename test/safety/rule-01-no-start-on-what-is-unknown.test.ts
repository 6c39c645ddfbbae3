// Safety rule 1: the survivor is started only on what is known of the old one. Of the grounds that the rule allows there is
// one so far, a failover-safe proof of level 2 that was consumed; what is unknown is none.
import type { Vm } from 'qmp-watchdog';
import type { FailoverSafe, LeaseStore, ProofRecord } from 'qmp-watchdog/failover';
import type { FakeQemu } from 'qmp-watchdog/testing';
import { expect } from 'vitest';
// Loaded beforehand: virtual time does not wait for the test runner's way of importing.
import 'p-retry';
import { clause, type Library } from './clause.js';

const UUID = '11111111-2222-4333-8444-555555555555';
const OTHER = '99999999-2222-4333-8444-555555555555';

const RECORD: ProofRecord & { readonly level: 'L2' } = {
  level: 'L2',
  vm: { name: 'vm1', uuid: UUID },
  session: 1,
  token: 't1',
  issued: '2026-11-22T00:00:00.000Z',
  storage: 'local',
  evidence: {},
};

/** A VM whose QEMU stands ready. */
class Standby implements AsyncDisposable {
  readonly vm: Vm;
  readonly #qemu: FakeQemu;
  readonly #start: (ground: unknown) => Promise<unknown>;

  private constructor(vm: Vm, qemu: FakeQemu, start: (ground: unknown) => Promise<unknown>) {
    this.vm = vm;
    this.#qemu = qemu;
    this.#start = start;
  }

  static async of({ root, testing, failover }: Library, uuid = UUID): Promise<Standby> {
    const clock = new testing.VirtualClock();
    const qemu = new testing.FakeQemu({ clock, status: 'prelaunch', uuid });
    const address = () => ({ transport: qemu.transport() });
    const vm = await clock.runUntil(root.Vm.connect(address, { clock, interlocks: 'none' }));
    const start = (ground: unknown) =>
      clock.runUntil(failover.promote(vm, ground as Parameters<typeof failover.promote>[1]));
    return new Standby(vm, qemu, start);
  }

  /** Whether its guest runs after somebody tried to start it on this ground. */
  async startsOn(ground: unknown): Promise<boolean> {
    await this.#start(ground).catch(() => {});
    return this.#qemu.vm.running;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.vm.close();
    await this.#qemu[Symbol.asyncDispose]();
  }
}

/** The former VM, held still for a proof. */
async function latched(
  library: Library,
  registered: boolean,
): Promise<Standby & { proof: FailoverSafe<'L2'> }> {
  const former = await Standby.of(library);
  const proof = library.mint(RECORD);
  const state = {
    stage: 'proven',
    consumed: false,
    registered,
    proof: proof.toJSON(),
    resume: undefined,
  } as const;
  await former.vm.latch({ token: 't1', reason: 'failover', detail: library.failover.latchDetail(state) });
  return Object.assign(former, { proof });
}

/** What came of what was tried: undefined for what was refused. */
const orRefused = <T>(tried: Promise<T>): Promise<T | undefined> => tried.catch(() => undefined);

clause('only a ground that was given starts anybody', {
  async scenario(library) {
    const { failover, mint } = library;
    await using standby = await Standby.of(library);
    const Forged: new (...args: readonly unknown[]) => unknown = Object.assign(failover.ConsumedProof);
    const forged = await orRefused((async () => new Forged(RECORD, 'us', Symbol('consumed')))());
    const announced = { proof: RECORD, by: 'us' };
    for (const ground of [undefined, {}, RECORD, announced, mint(RECORD), forged])
      expect(await standby.startsOn(ground), 'somebody was started without a ground').toBe(false);
  },
  without: [
    {
      name: 'what is no consumed proof is let pass',
      file: 'failover/consume.ts',
      from: "bind(consumed, standby) : 'not-a-proof';",
      to: 'bind(consumed, standby) : undefined;',
    },
    {
      name: 'anybody can make a consumed proof',
      file: 'failover/consume.ts',
      from: 'if (key !== CONSUMED)',
      to: 'if (false)',
    },
  ],
  finds: 'somebody was started without a ground',
});

clause('a VM that stands still, but may write, entitles to no start', {
  async scenario(library) {
    const { failover, mint } = library;
    const lease = new failover.MemoryLeaseStore();
    await failover.register(mint({ ...RECORD, level: 'L1' }), lease);
    await using standby = await Standby.of(library);
    const ground = await orRefused(failover.consume(RECORD, { lease, by: 'host-b' }));
    expect(await standby.startsOn(ground), 'it was started while the former one may write').toBe(false);
  },
  without: [
    {
      name: 'any level will do',
      file: 'failover/consume.ts',
      from: "if (level !== 'L2')",
      to: 'if (false)',
    },
    {
      name: 'what was announced is believed',
      file: 'failover/consume.ts',
      from: 'requireL2(registered);\n  return make(registered, by);',
      to: 'return make(record, by);',
    },
  ],
  finds: 'it was started while the former one may write',
});

clause('a proof is used up by its use', {
  async scenario(library) {
    const { failover, mint } = library;
    const lease = new failover.MemoryLeaseStore();
    await failover.register(mint(RECORD), lease);
    const hosts = ['b', 'c'].map((by) => orRefused(failover.consume(RECORD, { lease, by })));
    const grounds = [
      ...(await Promise.all(hosts)),
      await orRefused(failover.consume(RECORD, { lease, by: 'd' })),
    ];
    const started: boolean[] = [];
    for (const ground of grounds) {
      await using standby = await Standby.of(library);
      started.push(await standby.startsOn(ground));
    }
    expect(started.filter(Boolean), 'one proof started more than one').toHaveLength(1);
  },
  without: [
    {
      name: 'one that was used is taken',
      file: 'failover/register.ts',
      from: "if (found.standing === 'held') return found;",
      to: 'return found;',
    },
    {
      name: 'whoever loses the race does not notice',
      file: 'failover/register.ts',
      from: 'if (done) return proof;',
      to: 'return proof;',
    },
  ],
  finds: 'one proof started more than one',
});

clause('it is used up where there is no store, too, also over a restart', {
  async scenario(library) {
    const { failover, mint } = library;
    await using former = await latched(library, false);
    const first = await failover.consumeHere(former.proof, { vm: former.vm, by: 'us' });
    // As the next process finds it.
    const again = await orRefused(failover.consumeHere(mint(RECORD), { vm: former.vm, by: 'us' }));
    const started: boolean[] = [];
    for (const ground of [first, again]) {
      await using standby = await Standby.of(library);
      started.push(await standby.startsOn(ground));
    }
    expect(started, 'it was used before the restart, and after it').toEqual([true, false]);
  },
  without: [
    {
      name: 'nobody writes down that it was used',
      file: 'failover/consume.ts',
      from: 'consumed: true }',
      to: 'consumed: false }',
    },
  ],
  finds: 'it was used before the restart, and after it',
});

clause('it entitles to one start, and of its own VM', {
  async scenario(library) {
    const { failover } = library;
    await using former = await latched(library, false);
    const ground = await failover.consumeHere(former.proof, { vm: former.vm, by: 'us' });
    await using stranger = await Standby.of(library, OTHER);
    expect(await stranger.startsOn(ground), 'another VM was started with it').toBe(false);
    await using standby = await Standby.of(library);
    expect(await standby.startsOn(ground)).toBe(true);
    await using second = await Standby.of(library);
    expect(await second.startsOn(ground), 'another VM was started with it').toBe(false);
  },
  without: [
    {
      name: 'whose disks were released is not asked',
      file: 'failover/promote.ts',
      from: 'proven.toLowerCase() !== uuid.toLowerCase()',
      to: 'false',
    },
    {
      name: 'it is good for as many as like',
      file: 'failover/consume.ts',
      from: "return consumed.#standby === standby ? undefined : 'another-standby';",
      to: 'return undefined;',
    },
  ],
  finds: 'another VM was started with it',
});

clause('where it is not known whether it was used, nobody is started', {
  async scenario(library) {
    const { failover, mint } = library;
    const inner = new failover.MemoryLeaseStore();
    await failover.register(mint(RECORD), inner);
    const broken: LeaseStore = {
      get: (key) => inner.get(key),
      swap: () => Promise.reject(new Error('the connection broke')),
    };
    await using standby = await Standby.of(library);
    const ground = await orRefused(failover.consume(RECORD, { lease: broken, by: 'host-b' }));
    expect(await standby.startsOn(ground), 'what is not known counted as used').toBe(false);
  },
  without: [
    {
      name: 'a swap of which nothing is known counts as made',
      file: 'failover/register.ts',
      from: 'if (now?.revision === revision) throw error;',
      to: 'if (now?.revision === revision) return true;',
    },
  ],
  finds: 'what is not known counted as used',
});

clause('a VM that is let go of here starts nowhere else', {
  async scenario(library) {
    const { failover } = library;
    await using former = await latched(library, true);
    const lease = new failover.MemoryLeaseStore();
    await failover.register(former.proof, lease);
    await failover.revoke(former.vm, { lease, reason: 'it is well again' });
    await using standby = await Standby.of(library);
    const ground = await orRefused(failover.consume(RECORD, { lease, by: 'host-b' }));
    const mayRunHere = former.vm.state.latch === undefined;
    expect(mayRunHere && (await standby.startsOn(ground)), 'it may run here and elsewhere').toBe(false);
  },
  without: [
    {
      name: 'its store is not told',
      file: 'failover/consume.ts',
      from: "await settle(lease, latched.proof, 'revoked', reason, options);",
      to: '',
    },
  ],
  finds: 'it may run here and elsewhere',
});
