// The fear: 200 kB are asked for again and again, or one build is taken for another.
import { describe, expect, test } from 'vitest';
import { AbortError, CommandTimeoutError, OptionError, SchemaError, SessionClosedError } from 'qmp-watchdog';
import { QmpClient, type RuntimeSchema } from '../../../src/qmp/index.js';
import { SchemaCache } from '../../../src/qmp/schema/cache.js';
import { answer, FakeQemu, type FakeQemuOptions, VirtualClock } from '../../../src/testing/index.js';
import { errorOf } from './wire.js';

interface Asked extends AsyncDisposable {
  readonly clock: VirtualClock;
  readonly qemu: FakeQemu;
  readonly client: QmpClient;
  /** How often QEMU was asked for its schema. */
  asked(): number;
}

async function connected(options: FakeQemuOptions = {}): Promise<Asked> {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock, ...options });
  const client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
  return {
    clock,
    qemu,
    client,
    asked: () => qemu.received.filter(({ name }) => name === 'query-qmp-schema').length,
    async [Symbol.asyncDispose]() {
      await client.close();
      await qemu[Symbol.asyncDispose]();
    },
  };
}

describe('one session', () => {
  test('asks nothing before somebody wants to know, and then once', async () => {
    await using own = await connected();
    await own.client.execute('query-status');
    expect(own.asked()).toBe(0);
    const schemas = await Promise.all([own.client.schema(), own.client.schema()]);
    expect(schemas[0]).toBe(schemas[1]);
    expect(await own.client.schema()).toBe(schemas[0]);
    expect(own.asked()).toBe(1);
  });

  test('does not keep a failure', async () => {
    await using own = await connected();
    const script = own.qemu.on('query-qmp-schema', answer.error('not now'));
    const [first, second] = [own.client.schema(), own.client.schema()];
    for (const schema of [first, second])
      expect(await errorOf(schema)).toMatchObject({ outcome: 'rejected', desc: 'not now' });
    expect(own.asked()).toBe(1);
    own.qemu.on('query-qmp-schema', () => ['no schema']);
    expect(await errorOf(own.client.schema())).toBeInstanceOf(SchemaError);
    script();
    own.qemu.on('query-qmp-schema', answer.builtIn);
    expect((await own.client.schema()).has('stop')).toBe(true);
    expect(own.asked()).toBe(3);
  });

  test('who gives up gives up alone, and the question is not put twice to a silent QEMU', async () => {
    await using own = await connected();
    own.qemu.on('query-qmp-schema', answer.after(60_000, answer.builtIn));
    const abort = new AbortController();
    const patient = own.client.schema({ timeout: 120_000 });
    const hasty = errorOf(own.client.schema({ timeout: 5_000 }));
    const usual = errorOf(own.client.schema());
    const aborted = errorOf(own.client.schema({ signal: abort.signal }));
    abort.abort(new Error('enough'));
    expect(await aborted).toBeInstanceOf(AbortError);
    await own.clock.advance(5_000);
    expect(await hasty).toBeInstanceOf(CommandTimeoutError);
    await own.clock.advance(5_000);
    expect(await usual).toMatchObject({ timeout: 10_000, command: 'query-qmp-schema' });
    const late = own.client.schema({ timeout: 100_000 });
    await own.clock.advance(60_000);
    expect((await patient).has('stop')).toBe(true);
    expect(await late).toBe(await patient);
    expect(own.asked()).toBe(1);
  });

  test('that ends tells all who wait', async () => {
    await using own = await connected();
    own.qemu.on('query-qmp-schema', answer.never);
    const waiting = [
      errorOf(own.client.schema()),
      errorOf(own.client.schema({ timeout: Number.POSITIVE_INFINITY })),
    ];
    own.qemu.process.kill('SIGKILL');
    for (const error of await Promise.all(waiting)) expect(error).toBeInstanceOf(SessionClosedError);
    expect(await errorOf(own.client.schema())).toBeInstanceOf(SessionClosedError);
  });

  test('is not asked for somebody who has given up before', async () => {
    await using own = await connected();
    const error = await errorOf(own.client.schema({ signal: AbortSignal.abort('enough') }));
    expect(error).toMatchObject({ name: 'AbortError', outcome: 'not-sent' });
    expect(own.asked()).toBe(0);
  });

  test('refuses options that are none', async () => {
    await using own = await connected();
    for (const options of [{ timeout: -1 }, { timout: 5 }, { signal: 'x' }] as object[])
      expect(await errorOf(own.client.schema(options))).toBeInstanceOf(OptionError);
    expect(own.asked()).toBe(0);
  });
});

describe('sessions of one process', () => {
  test('share the schema of a build that has a name', async () => {
    await using one = await connected({ package: 'Debian 1:7.2+dfsg-7' });
    await using two = await connected({ package: 'Debian 1:7.2+dfsg-7' });
    expect(await two.client.schema()).toBe(await one.client.schema());
    expect([one.asked() + two.asked()]).toEqual([1]);
  });

  test('that ask at the same time each get an answer, and keep one of them', async () => {
    await using one = await connected({ package: 'together' });
    await using two = await connected({ package: 'together' });
    const [first, second] = await Promise.all([one.client.schema(), two.client.schema()]);
    expect(first).toBe(second);
  });

  test.each<readonly [string, FakeQemuOptions, FakeQemuOptions]>([
    ['another version', { version: '7.2.21', package: 'p' }, { version: '7.2.22', package: 'p' }],
    ['another package', { package: 'v7.2.22-1' }, { package: 'v7.2.22-2' }],
    ['no package: two builds of the same sources may be configured differently', {}, {}],
  ])('do not share with %s', async (_, first, second) => {
    await using one = await connected(first);
    await using two = await connected(second);
    expect(await one.client.schema()).not.toBe(await two.client.schema());
    expect([one.asked(), two.asked()]).toEqual([1, 1]);
  });

  test('do not share with the emulator of another target, of the same version and package', async () => {
    await using one = await connected({ package: 'distribution' });
    await using two = await connected({ package: 'distribution' });
    two.qemu.on('query-commands', () => [{ name: 'stop' }, { name: 'query-sev' }]);
    expect(await one.client.schema()).not.toBe(await two.client.schema());
  });

  test('take nothing from one that failed', async () => {
    await using one = await connected({ package: 'failing' });
    await using two = await connected({ package: 'failing' });
    one.qemu.on('query-qmp-schema', answer.error('no'));
    await errorOf(one.client.schema());
    expect((await two.client.schema()).has('stop')).toBe(true);
  });

  test('keep sixteen builds at most: those that were asked for last', () => {
    const cache = new SchemaCache();
    const schemas = Array.from(
      { length: 17 },
      (): RuntimeSchema => ({ has: () => true }) as unknown as RuntimeSchema,
    );
    for (const [at, schema] of schemas.entries()) {
      cache.keep(`${at}`, schema);
      cache.get('0');
    }
    expect(schemas.map((_, at) => cache.get(`${at}`) === schemas[at])).toEqual(
      schemas.map((_, at) => at !== 1),
    );
  });
});
