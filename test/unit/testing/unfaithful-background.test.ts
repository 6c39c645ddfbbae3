// The fear: a policy passes its tests on jobs, dumps and migrations that behave as no QEMU's do.
import { describe, expect, test } from 'vitest';
import { OptionError } from '../../../src/core/index.js';
import { CommandRejectedError, QmpClient } from '../../../src/qmp/index.js';
import { FakeQemu, type FakeQemuOptions, Refusal, VirtualClock } from '../../../src/testing/index.js';

const EVENTS = [
  ...(['STOP', 'RESUME', 'JOB_STATUS_CHANGE', 'MIGRATION', 'DUMP_COMPLETED'] as const),
  ...(['BLOCK_JOB_COMPLETED', 'BLOCK_JOB_CANCELLED', 'BLOCK_JOB_READY', 'BLOCK_JOB_PENDING'] as const),
];

async function fake(options: FakeQemuOptions = {}) {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock, ...options });
  const client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
  const log: string[] = [];
  for (const event of EVENTS)
    client.on(event, ({ data }) => log.push([event, ...('status' in data ? [data.status] : [])].join(' ')));
  return {
    ...{ clock, qemu, client, log },
    /** What has been told since the last time. */
    told: async (): Promise<readonly string[]> => {
      await clock.advance(0);
      return log.splice(0);
    },
    /** What a command returns, or QEMU's words. */
    ask: async (command: string, args?: object): Promise<unknown> => {
      const answer = await client.executeAny(command, args).catch((error: unknown) => {
        if (error instanceof CommandRejectedError) return error.desc;
        throw error;
      });
      log.push(`reply ${command}`);
      return answer;
    },
    async [Symbol.asyncDispose]() {
      await client.close();
      await qemu[Symbol.asyncDispose]();
    },
  };
}

const job = (status: string): string => `JOB_STATUS_CHANGE ${status}`;

describe('a job', () => {
  test('runs, completes and vanishes', async () => {
    await using own = await fake();
    const backup = own.qemu.jobs.start({ id: 'j', total: 10 });
    backup.progress(4);
    expect(await own.ask('query-jobs')).toEqual([
      { id: 'j', type: 'backup', status: 'running', 'current-progress': 4, 'total-progress': 10 },
    ]);
    backup.complete();
    expect(await own.told()).toEqual([
      ...[job('created'), job('running'), 'reply query-jobs', job('waiting'), job('pending')],
      ...['BLOCK_JOB_COMPLETED', job('concluded'), job('null')],
    ]);
    expect(await own.ask('query-jobs')).toEqual([]);
    expect(own.qemu.jobs.get('j')).toBeUndefined();
  });

  test('waits to be finalized and dismissed where it was told to', async () => {
    await using own = await fake();
    own.qemu.jobs.start({ id: 'j', autoFinalize: false, autoDismiss: false }).complete();
    expect(await own.ask('job-dismiss', { id: 'j' })).toBe(
      "Job 'j' in state 'pending' cannot accept command verb 'dismiss'",
    );
    expect((await own.told()).at(-2)).toBe('BLOCK_JOB_PENDING');
    await own.ask('job-finalize', { id: 'j' });
    expect(await own.ask('query-jobs')).toMatchObject([{ status: 'concluded' }]);
    await own.ask('job-dismiss', { id: 'j' });
    expect(await own.ask('job-dismiss', { id: 'j' })).toBe('Job not found');
  });

  test('fails with its error, which stays until it is dismissed', async () => {
    await using own = await fake();
    const create = own.qemu.jobs.start({ id: 'c', type: 'create' });
    create.fail('No space left on device');
    expect(await own.told()).toEqual([job('created'), job('running'), job('aborting'), job('concluded')]);
    expect(await own.ask('query-jobs')).toMatchObject([{ error: 'No space left on device' }]);
    create.fail('again');
    create.complete();
    expect(create.status).toBe('concluded');
  });

  test('is cancelled, paused and resumed by command', async () => {
    await using own = await fake();
    own.qemu.jobs.start({ id: 'j' });
    const verbs = ['resume', 'pause', 'pause', 'complete', 'resume', 'finalize', 'cancel'];
    const answers = [];
    for (const verb of verbs) answers.push(await own.ask(`job-${verb}`, { id: 'j' }));
    expect(answers).toEqual([
      "Can't resume a job that was not paused",
      {},
      'Job is already paused',
      "Job 'j' in state 'paused' cannot accept command verb 'complete'",
      {},
      "Job 'j' in state 'running' cannot accept command verb 'finalize'",
      {},
    ]);
    expect((await own.told()).slice(-5)).toEqual([
      ...[job('aborting'), 'BLOCK_JOB_CANCELLED', job('concluded'), job('null'), 'reply job-cancel'],
    ]);
  });

  test('that is a mirror goes on when it is ready, until it is completed', async () => {
    await using own = await fake();
    own.qemu.jobs.start({ id: 'm', type: 'mirror' }).ready();
    expect(await own.told()).toEqual([job('created'), job('running'), job('ready'), 'BLOCK_JOB_READY']);
    await own.ask('job-pause', { id: 'm' });
    expect(await own.told()).toEqual([job('standby'), 'reply job-pause']);
    await own.ask('job-resume', { id: 'm' });
    await own.ask('job-complete', { id: 'm' });
    expect((await own.told()).at(-2)).toBe(job('null'));
  });

  test('can be started by a script, and twice is QEMU’s error', async () => {
    await using own = await fake();
    own.qemu.on('blockdev-backup', (args) => void own.qemu.jobs.start({ id: String(args['job-id']) }));
    const backup = { 'job-id': 'j', device: 'd', target: 't', sync: 'full' };
    expect(await own.ask('blockdev-backup', backup)).toEqual({});
    expect(await own.ask('blockdev-backup', backup)).toBe("Job ID 'j' already in use");
    expect(() => own.qemu.jobs.start({ id: 'j' })).toThrow(Refusal);
    expect(() => own.qemu.jobs.start({ id: '' })).toThrow(OptionError);
    expect(() => own.qemu.jobs.start({ id: 'x', totl: 1 } as never)).toThrow(OptionError);
  });

  test('of a stalled main loop stands still', async () => {
    await using own = await fake();
    const backup = own.qemu.jobs.start({ id: 'j' });
    own.qemu.mainLoop.stall();
    backup.complete();
    expect(backup.status).toBe('running');
    own.qemu.mainLoop.resume();
    expect(backup.status).toBe('null');
  });
});

describe('a dump', () => {
  const dump = { paging: false, protocol: 'file:/tmp/core' };

  test('stops the VM and lets it go on before its command is answered', async () => {
    await using own = await fake();
    expect(await own.ask('query-dump')).toEqual({ status: 'none', completed: 0, total: 0 });
    await own.ask('dump-guest-memory', dump);
    expect((await own.told()).slice(1)).toEqual([
      'STOP',
      'DUMP_COMPLETED',
      'RESUME',
      'reply dump-guest-memory',
    ]);
    expect(await own.ask('query-dump')).toMatchObject({ status: 'completed' });
  });

  test('that is detached goes on meanwhile, and nothing may disturb it', async () => {
    await using own = await fake();
    await own.ask('dump-guest-memory', { ...dump, detach: true });
    expect(await own.told()).toEqual(['STOP', 'reply dump-guest-memory']);
    expect(own.qemu.vm.status).toBe('save-vm');
    for (const command of ['stop', 'cont', 'dump-guest-memory'])
      expect(await own.ask(command, command === 'dump-guest-memory' ? dump : undefined)).toBe(
        'There is a dump in process, please wait.',
      );
    own.log.length = 0;
    own.qemu.dump.finish({ error: 'No space left on device' });
    own.qemu.dump.finish();
    expect(await own.told()).toEqual(['DUMP_COMPLETED', 'RESUME']);
    expect(await own.ask('query-dump')).toMatchObject({ status: 'failed', completed: 0 });
  });

  test('of a paused VM tells neither STOP nor RESUME', async () => {
    await using own = await fake({ status: 'paused' });
    own.qemu.dump.start();
    expect(own.qemu.vm.status).toBe('paused');
    own.qemu.dump.finish();
    expect(await own.told()).toEqual(['DUMP_COMPLETED']);
  });

  test.each([
    ['7.2.22', "Invalid parameter 'protocol'"],
    ['11.1.0', "parameter 'protocol' must start with 'file:' or 'fd:'"],
  ])('to nowhere is refused by QEMU %s with %s', async (version, desc) => {
    await using own = await fake({ version });
    expect(await own.ask('dump-guest-memory', { ...dump, protocol: 'nonsense' })).toBe(desc);
  });
});

describe('a migration', () => {
  const events = (...names: readonly string[]): object => ({
    capabilities: ['events', ...names].map((capability) => ({ capability, state: true })),
  });
  const migration = (status: string): string => `MIGRATION ${status}`;

  test.each([
    ['7.2.22', []],
    ['11.1.0', ['device']],
  ])(
    'of QEMU %s leaves the source in postmigrate; what it sent stands in query-migrate',
    async (version, more) => {
      await using own = await fake({ version });
      expect(await own.ask('query-migrate')).toEqual({});
      await own.ask('migrate-set-capabilities', events());
      own.log.length = 0;
      await own.ask('migrate', { uri: 'unix:/there' });
      expect((await own.told()).filter((line) => line !== 'reply migrate')).toEqual([
        migration('setup'),
        migration('active'),
      ]);
      expect(await own.ask('migrate', { uri: 'unix:/there' })).toBe(
        "There's a migration process in progress",
      );
      expect(await own.ask('query-migrate')).toMatchObject({
        status: 'active',
        ram: { remaining: 8_388_608 },
      });
      own.log.length = 0;
      own.qemu.migration.complete();
      expect(await own.told()).toEqual(['STOP', ...more.map(migration), migration('completed')]);
      expect(own.qemu.vm.status).toBe('postmigrate');
      expect(await own.ask('query-migrate')).toMatchObject({ status: 'completed', ram: { remaining: 0 } });
      expect(await own.ask('migrate', { uri: 'unix:/there' })).toBe(
        "Can't migrate the vm that was paused due to previous migration",
      );
    },
  );

  test('that nobody asked to hear of tells only STOP', async () => {
    await using own = await fake();
    await own.ask('migrate', { uri: 'unix:/there' });
    own.qemu.migration.complete();
    expect(await own.told()).toEqual(['reply migrate', 'STOP']);
  });

  test('waits in finish-migrate where it was told to, and cont is refused', async () => {
    await using own = await fake();
    await own.ask('migrate-set-capabilities', events('pause-before-switchover'));
    await own.ask('migrate', { uri: 'unix:/there' });
    const too = await own.ask('migrate-continue', { state: 'pre-switchover' });
    expect(too).toBe('Migration not in expected state: active');
    own.qemu.migration.complete();
    expect(own.qemu.vm.status).toBe('finish-migrate');
    expect(await own.ask('cont')).toBe('Migration is not finalized yet');
    own.log.length = 0;
    await own.ask('migrate-continue', { state: 'pre-switchover' });
    expect((await own.told()).filter((line) => !line.startsWith('reply'))).toEqual([
      ...[migration('device'), migration('completed')],
    ]);
    expect(own.qemu.vm.status).toBe('postmigrate');
  });

  test.each([
    ['7.2.22', ['failed', 'RESUME']],
    ['11.1.0', ['failing', 'RESUME', 'failed']],
  ])('that fails lets the source of QEMU %s go on', async (version, story) => {
    await using own = await fake({ version });
    await own.ask('migrate-set-capabilities', events('pause-before-switchover'));
    await own.ask('migrate', { uri: 'unix:/there' });
    own.qemu.migration.complete();
    await own.told();
    own.qemu.migration.fail('Unable to write to socket: Broken pipe');
    expect((await own.told()).map((line) => line.replace('MIGRATION ', ''))).toEqual(story);
    expect(own.qemu.vm.status).toBe('running');
    expect(await own.ask('query-migrate')).toEqual({
      status: 'failed',
      'error-desc': 'Unable to write to socket: Broken pipe',
    });
  });

  test('is cancelled', async () => {
    await using own = await fake();
    await own.ask('migrate_cancel');
    await own.ask('migrate-set-capabilities', events());
    await own.ask('migrate', { uri: 'unix:/there' });
    await own.told();
    await own.ask('migrate_cancel');
    const told = await own.told();
    expect(told.filter((line) => !line.startsWith('reply'))).toEqual([
      migration('cancelling'),
      migration('cancelled'),
    ]);
    expect(await own.ask('query-migrate')).toEqual({ status: 'cancelled' });
    expect(own.qemu.vm.running).toBe(true);
    own.qemu.migration.complete();
    expect(own.qemu.vm.running).toBe(true);
  });

  test('that comes in lets the destination run, and it tells nothing of what was sent', async () => {
    await using own = await fake({ status: 'inmigrate' });
    await own.ask('migrate-set-capabilities', events());
    expect(await own.ask('query-migrate')).toEqual({});
    await own.ask('cont');
    expect(own.qemu.vm.status).toBe('inmigrate');
    expect(await own.ask('migrate', { uri: 'unix:/x' })).toBe('Guest is waiting for an incoming migration');
    expect(await own.ask('dump-guest-memory', { paging: false, protocol: 'file:/x' })).toBe(
      'Dump not allowed during incoming migration.',
    );
    await own.told();
    own.qemu.migration.start();
    own.qemu.migration.complete();
    expect(await own.told()).toEqual([migration('active'), 'RESUME', migration('completed')]);
    expect(await own.ask('query-migrate')).toEqual({ status: 'completed' });
    await own.told();
    own.qemu.migration.complete();
    expect(await own.told()).toEqual([]);
  });

  test('that fails ends the destination', async () => {
    await using own = await fake({ status: 'inmigrate', version: '11.1.0' });
    expect(await own.ask('query-migrate')).toEqual({ status: 'setup' });
    own.qemu.migration.start();
    own.qemu.migration.fail('load of migration failed: Input/output error');
    expect(await own.qemu.process.exited).toEqual({ code: 1, signal: null });
  });
});
