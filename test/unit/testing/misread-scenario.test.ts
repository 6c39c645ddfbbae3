// The fear: a scenario file is taken for what it is not, or one of its faults does nothing and nobody notices.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { act, on, type Policy } from 'qmp-watchdog';
import { type Fault, type FaultName, readScenario, runScenario, type Scenario } from 'qmp-watchdog/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const hung: readonly Policy[] = [{ name: 'hung guest', on: on.expired('guest'), do: act.systemReset() }];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scenario-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function reads(text: string): Promise<Scenario> {
  const path = join(folder, 'one.json');
  await writeFile(path, text);
  return await readScenario(path);
}

describe('what is wrong with a file, and where', () => {
  test.each([
    ['{', /one\.json can not be read/],
    ['[]', /all of it: Invalid input: expected object/],
    ['{"timeline": [], "until": 0}', /until: Too small/],
    ['{"timeline": [{"at": 1, "do": "hangs"}], "until": 1}', /timeline\.0\.do: Invalid.*'hang' \|/],
    [
      '{"timeline": [{"at": 1, "do": "hang", "nmi": true}], "until": 1}',
      /timeline\.0: Unrecognized key: "nmi"/,
    ],
    ['{"timeline": [{"at": 1, "do": "stall"}], "until": 1}', /timeline\.0\.for: /],
    ['{"timeline": [{"at": -1, "do": "hang"}], "until": 1}', /timeline\.0\.at: /],
    [
      '{"timeline": [{"at": 1, "do": "command", "command": "stop", "how": "late"}], "until": 1}',
      /timeline\.0\.delay: /,
    ],
    ['{"options": {"watchdog": []}, "timeline": [], "until": 1}', /options: Unrecognized key: "watchdog"/],
  ])('%s', async (text, message) => {
    await expect(reads(text)).rejects.toMatchObject({
      code: 'ERR_SCENARIO',
      message: expect.stringMatching(message),
    });
  });

  test('there is none', async () => {
    await expect(readScenario(join(folder, 'none.json'))).rejects.toMatchObject({ code: 'ERR_SCENARIO' });
  });

  test('one that is no file is checked too', async () => {
    const scenario = { timeline: [{ at: 1, do: 'hangs' }], until: 1 } as unknown as Scenario;
    await expect(runScenario(hung, scenario)).rejects.toMatchObject({ code: 'ERR_SCENARIO' });
  });
});

/** Each fault, and what its line in the log must be followed by. */
const FAULTS: { readonly [Name in FaultName]: readonly [Extract<Fault, { do: Name }>, RegExp] } = {
  hang: [{ do: 'hang', nmiCures: true, resetCures: false }, /watchdog "guest": expired/],
  recover: [{ do: 'recover' }, /recovered/],
  mute: [{ do: 'mute' }, /watchdog "guest": expired/],
  unmute: [{ do: 'unmute' }, /recovered/],
  'boot-time': [{ do: 'boot-time', time: 60_000 }, /its guest booting/],
  panic: [{ do: 'panic' }, /disconnected/],
  'guest-reset': [{ do: 'guest-reset' }, /RESET \{"data":\{"guest":true/],
  'guest-shutdown': [{ do: 'guest-shutdown' }, /QEMU exited/],
  suspend: [{ do: 'suspend' }, /SUSPEND/],
  watchdog: [{ do: 'watchdog', action: 'pause' }, /the VM watchdog/],
  'io-error': [{ do: 'io-error', nospace: true, operation: 'read' }, /the VM io-error/],
  repair: [{ do: 'repair' }, /the VM running/],
  stop: [{ do: 'stop' }, /the VM paused/],
  cont: [{ do: 'cont' }, /RESUME/],
  reset: [{ do: 'reset' }, /RESET \{"data":\{"guest":false/],
  quit: [{ do: 'quit' }, /QEMU exited/],
  enter: [{ do: 'enter', status: 'internal-error' }, /the VM internal-error/],
  migrate: [{ do: 'migrate' }, /the VM running/],
  'complete-migration': [{ do: 'complete-migration' }, /the VM postmigrate/],
  'fail-migration': [{ do: 'fail-migration' }, /the VM running/],
  'stall-main-loop': [{ do: 'stall-main-loop' }, /qmp-silent: main-loop-stalled/],
  'resume-main-loop': [{ do: 'resume-main-loop' }, /recovered/],
  'stop-process': [{ do: 'stop-process' }, /qmp-silent: unresponsive/],
  'continue-process': [{ do: 'continue-process' }, /recovered/],
  'kill-process': [{ do: 'kill-process' }, /QEMU exited/],
  command: [
    { do: 'command', command: 'system_reset', how: 'refused', times: 2 },
    /system_reset: failed \(ERR_COMMAND_REJECTED\)/,
  ],
  'cut-connection': [{ do: 'cut-connection' }, /gap/],
  'cut-heartbeats': [{ do: 'cut-heartbeats', for: 2_000 }, /10\.000 s {2}watchdog "guest": known/],
  'lose-event': [{ do: 'lose-event', event: 'STOP', times: 1 }, /10\.000 s {2}watchdog "guest": paused/],
  stall: [{ do: 'stall', for: 2_000 }, /the VM running/],
  'sleep-host': [{ do: 'sleep-host', for: 60_000 }, /the VM running/],
  'step-wall': [{ do: 'step-wall', by: -60_000 }, /the VM running/],
  enforce: [{ do: 'enforce' }, /from here on it is to enforce/],
  observe: [{ do: 'observe' }, /from here on it is to observe/],
  maintenance: [{ do: 'maintenance', ttl: 5_000 }, /maintenance is over: its time has passed/],
  'host-error': [{ do: 'host-error', message: 'scrubbed' }, /host error by "host", serious: scrubbed/],
  resume: [{ do: 'resume', policy: 'hung guest' }, /the VM running/],
  restart: [{ do: 'restart' }, /the supervisor stopped[\s\S]*the supervisor started/],
  'others-fall-silent': [{ do: 'others-fall-silent', count: 5 }, /nothing destructive is done/],
  'resume-fleet': [{ do: 'resume-fleet' }, /system_reset: done/],
};

/** What has to have happened before. */
const BEFORE: Readonly<Partial<Record<FaultName, readonly Fault[]>>> = {
  recover: [{ do: 'hang' }, { do: 'maintenance', ttl: 100_000 }],
  unmute: [{ do: 'mute' }, { do: 'maintenance', ttl: 100_000 }],
  repair: [{ do: 'io-error', persistent: true }, { do: 'cont' }],
  cont: [{ do: 'stop' }],
  'complete-migration': [{ do: 'migrate' }],
  'fail-migration': [{ do: 'migrate' }],
  'resume-main-loop': [{ do: 'stall-main-loop' }],
  'continue-process': [{ do: 'stop-process' }],
  'resume-fleet': [{ do: 'others-fall-silent', count: 5 }, { do: 'hang' }],
};
/** What has to happen after it for it to show. */
const AFTER: Readonly<Partial<Record<FaultName, readonly Fault[]>>> = {
  'boot-time': [{ do: 'reset' }],
  repair: [{ do: 'cont' }],
  command: [{ do: 'hang' }],
  'lose-event': [{ do: 'stop' }],
};

describe('each fault does what it says', () => {
  test.each(Object.values(FAULTS).map(([fault, shows]) => [fault.do, fault, shows] as const))(
    '%s',
    async (name, fault, shows) => {
      const timeline = [
        ...(BEFORE[name] ?? []).map((one, index) => ({ at: 1_000 + index, ...one })),
        { at: 8_000, ...fault },
        ...(AFTER[name] ?? []).map((one, index) => ({ at: 9_000 + index, ...one })),
      ];
      const scenario: Scenario = { options: { others: 8 }, timeline, until: 30_000 };
      // As a file would be.
      const { log } = await runScenario(hung, await reads(JSON.stringify(scenario)));
      const [before = '', after] = log.split(`>> ${name}`);
      expect(after, log).toMatch(shows);
      expect(before).not.toMatch(shows);
      expect(log).not.toContain('nothing comes of it');
    },
  );

  test('or says that nothing comes of it', async () => {
    const { log } = await runScenario(hung, {
      timeline: [
        { at: 1_000, do: 'stop' },
        { at: 2_000, do: 'panic' },
        { at: 3_000, do: 'resume', policy: 'stranger' },
        { at: 4_000, do: 'quit' },
        { at: 5_000, do: 'hang' },
      ],
      until: 6_000,
    });
    expect(log.match(/>>.*/g)).toEqual([
      '>> stop',
      '>> panic  (nothing comes of it: the guest stands still)',
      expect.stringContaining('>> resume (policy stranger)  (nothing comes of it: resume.policy'),
      '>> quit',
      '>> hang  (nothing comes of it: QEMU has ended)',
    ]);
  });
});

describe('a command goes wrong in each way', () => {
  const timeline = (fault: object) =>
    [
      { at: 500, do: 'boot-time', time: 300 },
      { at: 900, do: 'command', command: 'system_reset', ...fault },
      { at: 1_000, do: 'hang' },
    ] as Scenario['timeline'];
  // Told at 5.9 s.
  test.each([
    [{ how: 'ignored' }, /system_reset: unknown \(no-reset-event\)/, /its guest hung/],
    [{ how: 'refused' }, /system_reset: failed \(ERR_COMMAND_REJECTED\)/, /its guest hung/],
    [
      { how: 'unanswered' },
      /15\.900 s {2}i1: system_reset: unknown \(ERR_ACTION_TIMEOUT\)/,
      /its guest hung/,
    ],
    [{ how: 'late', delay: 3_000 }, /8\.900 s {2}i1: system_reset: done/, /its guest alive/],
    [
      { how: 'late-reply', delay: 3_000 },
      /6\.200 s {2}watchdog "guest": recovered[\s\S]*8\.900 s {2}i1: system_reset: done/,
      /its guest alive/,
    ],
    [{ how: 'late-effect', delay: 3_000 }, /8\.900 s {2}the VM: RESET/, /its guest alive/],
    [{ how: 'stalls' }, /15\.900 s {2}i1: system_reset: unknown \(ERR_ACTION_TIMEOUT\)/, /its guest hung/],
    [{ how: 'cut-off' }, /system_reset: unknown \(disconnected\)/, /its guest alive/],
  ])('%o', async (fault, shows, end) => {
    const { log } = await runScenario(hung, {
      timeline: timeline(fault),
      until: fault.how === 'refused' ? 10_000 : 17_000,
    });
    expect(log).toMatch(shows);
    expect(log.split('\n').at(-2)).toMatch(end);
  });
});

test('the same scenario has the same log', async () => {
  const scenario: Scenario = {
    timeline: [
      { at: 1_000, do: 'cut-connection' },
      { at: 3_000, do: 'hang' },
      { at: 20_000, do: 'restart' },
    ],
    until: 40_000,
  };
  expect((await runScenario(hung, scenario)).log).toBe((await runScenario(hung, scenario)).log);
});

test('what happens while this process stalls happens at its time', async () => {
  const { log } = await runScenario(hung, {
    timeline: [
      { at: 1_000, do: 'stall', for: 3_000 },
      { at: 2_000, do: 'stop' },
      { at: 2_500, do: 'maintenance', ttl: 1_000 },
    ],
    until: 6_000,
  });
  expect(log).toMatch(/2\.000 s {2}>> stop/);
  // Whoever stalls can not be told before.
  expect(log).toMatch(/4\.000 s {2}>> maintenance/);
});
