// The fear: a process's end is missed or made up, its output grows without bound, or its time-out is taken for its end.
import { describe, expect, test } from 'vitest';
import { answer } from '../../../src/testing/index.js';
import { connected, errorOf } from './setting.js';

test('exec brings output and exit status', async () => {
  await using setting = await connected();
  const { fake, agent, clock } = setting;
  fake.program('/bin/tool', ({ args, env, input }) => ({
    exitCode: 3,
    stdout: `${args.join(' ')}|${env?.join(' ')}|${input}`,
    stderr: 'ä',
    takes: 2_500,
  }));
  const result = await clock.runUntil(
    agent.exec('/bin/tool', ['-a', 'b c'], { input: 'in\n', env: { A: '1', B: 'x=y' } }),
  );
  expect(result).toEqual({
    pid: 1000,
    exitCode: 3,
    signal: undefined,
    stdout: Buffer.from('-a b c|A=1 B=x=y|in\n'),
    stderr: Buffer.from('ä'),
    truncated: false,
  });
  expect(clock.now()).toBeGreaterThanOrEqual(2_500);
  expect(clock.now()).toBeLessThan(3_600);
});

test('a signal that ended it is told from an exit status', async () => {
  await using setting = await connected();
  const { fake, agent, clock } = setting;
  fake.program('/bin/crash', () => ({ signal: 9 }));
  expect(await clock.runUntil(agent.exec('/bin/crash'))).toMatchObject({ signal: 9, exitCode: undefined });
});

test('output that nobody wants is not captured', async () => {
  await using setting = await connected();
  const { fake, agent, clock } = setting;
  fake.program('/bin/noise', () => ({ stdout: 'x' }));
  const { stdout } = await clock.runUntil(agent.exec('/bin/noise', [], { captureOutput: false }));
  expect(stdout).toHaveLength(0);
});

test('output is cut at the bound, and that is said', async () => {
  await using setting = await connected();
  const { fake, agent, clock } = setting;
  fake.program('/bin/noise', () => ({ stdout: 'x'.repeat(1_000), stderr: 'e' }));
  const result = await clock.runUntil(agent.exec('/bin/noise', [], { maxOutputBytes: 10 }));
  expect(result).toMatchObject({
    stdout: Buffer.from('x'.repeat(10)),
    stderr: Buffer.from('e'),
    truncated: true,
  });
});

describe('a process that does not end in time', () => {
  test('goes on, and the error has its pid', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.program('/bin/sleep', () => ({ takes: Number.POSITIVE_INFINITY }));
    const error = await errorOf(clock, agent.exec('/bin/sleep', [], { timeout: 5_000 }));
    expect(error).toMatchObject({
      name: 'GuestExecError',
      code: 'ERR_GUEST_EXEC',
      outcome: 'unknown',
      pid: 1000,
      cause: { code: 'ERR_GUEST_EXEC_TIMEOUT', timeout: 5_000 },
    });
    expect(clock.now()).toBe(5_000);
  });

  test('can be given up', async () => {
    await using setting = await connected();
    const { fake, agent, clock } = setting;
    fake.program('/bin/sleep', () => ({ takes: Number.POSITIVE_INFINITY }));
    const controller = new AbortController();
    clock.setTimer(100, () => controller.abort(new Error('enough')));
    const error = await errorOf(clock, agent.exec('/bin/sleep', [], { signal: controller.signal }));
    expect(error).toMatchObject({ name: 'AbortError', outcome: 'unknown', cause: new Error('enough') });
    expect(error.message).toContain('process 1000');
  });
});

test('an agent that is slow for a while is asked again', async () => {
  await using setting = await connected({ commandTimeout: 1_000 });
  const { fake, agent, clock } = setting;
  fake.program('/bin/tool', () => ({ stdout: 'done', takes: 100 }));
  let asked = 0;
  fake.on('guest-exec-status', () => {
    asked += 1;
    return asked === 1 ? answer.after(3_000, { exited: false }) : answer.builtIn;
  });
  expect(await clock.runUntil(agent.exec('/bin/tool'))).toMatchObject({ stdout: Buffer.from('done') });
});

test('an agent that started anew does not know the process, and the outcome is unknown', async () => {
  await using setting = await connected();
  const { fake, agent, clock } = setting;
  fake.program('/bin/tool', () => ({ takes: 1_000 }));
  clock.outside.setTimer(200, () => {
    fake.kill();
    fake.start();
  });
  expect(await errorOf(clock, agent.exec('/bin/tool'))).toMatchObject({
    name: 'GuestExecError',
    cause: { name: 'GuestRejectedError', desc: "Invalid parameter 'pid'" },
  });
});

test('a program that is not there is rejected', async () => {
  await using setting = await connected();
  const { agent, clock } = setting;
  expect(await errorOf(clock, agent.exec('/bin/nothing'))).toMatchObject({
    name: 'GuestRejectedError',
    outcome: 'rejected',
  });
});

test.for<[string, object, string]>([
  ['too much input', { input: Buffer.alloc(2 ** 20 + 1) }, 'input'],
  ['input that is no bytes', { input: 5 }, 'input'],
  ['a name with =', { env: { 'A=B': '1' } }, 'env'],
  ['a value with NUL', { env: { A: '\0' } }, 'env.A'],
  ['a misspelt option', { maxOutput: 1 }, 'exec.maxOutput'],
])('%s is refused by name', async ([, options, option]) => {
  await using setting = await connected();
  const { agent, clock, fake } = setting;
  expect(await errorOf(clock, agent.exec('/bin/x', [], options))).toMatchObject({
    code: 'ERR_OPTION',
    option,
  });
  expect(await errorOf(clock, agent.exec('/bin/x\0', []))).toMatchObject({ option: 'path' });
  expect(await errorOf(clock, agent.exec('/bin/x', ['\0']))).toMatchObject({ option: 'args[0]' });
  expect(fake.received).toHaveLength(1);
});

test.for<[string, object]>([
  ['base64 that is none', { exited: true, exitcode: 0, 'out-data': 'a?b=' }],
  ['base64 with a tail', { exited: true, exitcode: 0, 'err-data': 'YQ==YQ==' }],
  ['a status that is no boolean', { exited: 'yes' }],
  ['an exit code that is no number', { exited: true, exitcode: '0' }],
  ['a list', [true]],
])('a guest that answers with %s is not believed', async ([, status]) => {
  await using setting = await connected();
  const { fake, agent, clock } = setting;
  fake.program('/bin/tool', () => ({}));
  fake.on('guest-exec-status', () => status);
  const error = await errorOf(clock, agent.exec('/bin/tool'));
  expect([error.name, (error.cause as Error | undefined)?.name]).toContain('GuestReplyError');
});
