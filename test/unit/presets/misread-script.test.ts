// The fear: a script that is wrong is found to be so when it is needed, or sends what nobody meant.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  advancedWatchdog,
  type AdvancedWatchdogOptions,
  OptionError,
  type ScriptFileOptions,
} from 'qmp-watchdog';

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'script-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

function written(text: string | Buffer): string {
  const path = join(folder(), 'script');
  writeFileSync(path, text);
  return path;
}

const withScript = (script: ScriptFileOptions): unknown =>
  advancedWatchdog({ role: 'primary', node: { path: '/run/node' }, script });

describe('a script in QMP is refused at its line:', () => {
  test.each([
    ['HMP', 'stop', /line 2 of .* must be a command in JSON.*'hmp'/],
    ['an array', '[]', /line 2 of .* must be a JSON object/],
    ['null', 'null', /line 2 of .* must be a JSON object/],
    ['no command', '{"exec":"stop"}', /line 2 of .*"execute"/],
    ['a command that is no name', '{"execute":1}', /line 2 of .*"execute"/],
    ['arguments that are none', '{"execute":"stop","arguments":[]}', /line 2 of .*"arguments" is an object/],
    ['an id', '{"execute":"stop","id":1}', /line 2 of .* must be without "id"/],
    ['what the session has done', '{"execute":"qmp_capabilities"}', /line 2 of .* must be left out/],
  ])('%s', (_, line, message) => {
    const path = written(`{"execute":"query-status"}\r\n${line}\n`);
    expect(() => withScript({ path, language: 'qmp' })).toThrow(message);
    expect(() => withScript({ path, language: 'qmp' })).toThrow(OptionError);
  });
});

describe('a file is refused', () => {
  test.each([
    ['that is not there', () => join(folder(), 'none'), /a file that can be read: ENOENT/],
    ['that is a folder', () => folder(), /must be a regular file/],
    ['that is empty', () => written(''), /a file of 1 to 65536 bytes; this one has 0/],
    ['that is too large', () => written('x'.repeat(65_537)), /this one has 65537/],
    ['that is no text', () => written(Buffer.from('7175697400ff0a', 'hex')), /must be a file in UTF-8/],
    ['with a NUL in it', () => written('stop\nsystem_reset\0\n'), /line 2 of .* without control characters/],
    ['with the line ends of another age', () => written('stop\rcont\r'), /line 1 of .* without control/],
    ['that has only empty lines', () => written('\n \n'), /at least one command/],
    [
      'in QMP that is said to be HMP',
      () => written('{"execute":"stop"}'),
      /line 1 of .*the language is 'qmp'/,
    ],
  ])('%s', (_, path, message) => {
    expect(() => withScript({ path: path(), language: 'hmp' })).toThrow(message);
  });

  test('that never ends: a pipe is not waited for', () => {
    const path = join(folder(), 'pipe');
    execFileSync('mkfifo', [path]);
    // Nobody writes to it: to open it for reading would stand still for ever.
    expect(() => withScript({ path, language: 'qmp' })).toThrow(/must be a regular file/);
  });
});

describe('options that contradict each other are refused:', () => {
  const to = { path: '/run/monitor' };
  test.each<[string, Partial<ScriptFileOptions>, RegExp]>([
    ['no language', { language: undefined as never }, /script\.language/],
    ['a language that there is none', { language: 'sh' as never }, /script\.language must be one of/],
    ['raw bytes to nobody', { language: 'raw' }, /script\.to must be a socket/],
    ['raw bytes with an event', { language: 'raw', to, expect: 'STOP' }, /script\.expect must be left out/],
    ['QMP to a socket', { to }, /script\.to must be left out for 'qmp'/],
    ['an option that there is none', { shell: true } as never, /script\.shell must be left out/],
  ])('%s', (_, change, message) => {
    const path = written('{"execute":"stop"}');
    expect(() => withScript({ path, language: 'qmp', ...change })).toThrow(message);
  });

  const node = { path: '/run/node' };
  const notify = { path: '/run/admin' };
  test.each<[string, object, RegExp]>([
    [
      'neither a script nor anybody to tell',
      { role: 'primary', node },
      /advancedWatchdog\.script must be given, or `notify`/,
    ],
    ['no role', { node, notify }, /advancedWatchdog\.role must be 'primary' or 'secondary'/],
    ['a role of the proposal', { role: 'on', node, notify }, /advancedWatchdog\.role must be one of/],
    [
      "the proposal's own default timings",
      { role: 'primary', node, notify, pulseInterval: 5_000, timeout: 2_000 },
      /timeout must be at least 16000 ms: timeout ≥ 3 · pulseInterval \+ jitter = 3 · 5000 \+ 1000; got 2000/,
    ],
    [
      'a peer that pulses more slowly',
      { role: 'primary', node, notify, pulseInterval: 1_000, peerPulseInterval: 2_000, timeout: 5_000 },
      /timeout must be at least 7000 ms/,
    ],
    [
      'an arming by nobody',
      { role: 'primary', node, notify, armOn: 'call' },
      /advancedWatchdog\.armOn must be one of 'start', 'first-pet'/,
    ],
    [
      'datagrams',
      { role: 'primary', node: { listen: { udp: { port: 1 } } }, notify },
      /can not be used over UDP/,
    ],
    [
      'a clock in another thread',
      { role: 'primary', node, notify, isolated: true, clock: {} },
      /advancedWatchdog\.clock/,
    ],
    [
      'a misspelt option',
      { role: 'primary', node, notify, pulse_interval: 1_000 },
      /advancedWatchdog\.pulse_interval/,
    ],
  ])('%s', (_, options, message) => {
    expect(() => advancedWatchdog(options as AdvancedWatchdogOptions)).toThrow(message);
  });
});

test("the proposal's demo is taken as it is", () => {
  const path = written('\ufeff{"execute":"nbd-server-stop"}\r\n\t\n{"execute":"x-colo-lost-heartbeat"}\n');
  const script = { path, language: 'qmp', expect: 'COLO_EXIT' } as const;
  const notify = { host: '192.0.2.8', port: 4_445 };
  for (const options of [
    { role: 'primary', node: { listen: { port: 9_009 } }, timeout: 5_000 },
    { role: 'secondary', node: { host: '192.0.2.3', port: 9_009 }, timeout: 10_000 },
  ] as const) {
    const { watchdogs, policies } = advancedWatchdog({ ...options, notify, script, pulseInterval: 1_000 });
    expect(watchdogs.map(({ id, timeout, watches }) => ({ id, timeout, watches }))).toEqual([
      { id: 'advanced-watchdog', timeout: options.timeout, watches: 'other' },
    ]);
    expect(policies.map(({ do: { name } }) => name)).toEqual([`script ${path}`]);
  }
});
