// The fear: the manager of the other VM is gone and nothing follows, or it is there and its VM is taken from it.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import {
  type ActionContext,
  type AdvancedWatchdogOptions,
  advancedWatchdog,
  type Notice,
  type Notifier,
  type Preset,
  systemClock,
} from 'qmp-watchdog';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Setting, type SettingOptions, supervised } from './supervised.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'peer-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

const FRAME = Buffer.from('\0\0\0\x05pulse', 'latin1');

/** The other manager, as seen over a connection. */
class Peer {
  readonly heard: string[] = [];
  readonly stream: Duplex = new Duplex({
    read() {},
    write: (chunk: Buffer, _encoding, done) => {
      this.heard.push(chunk.toString('latin1', 4));
      done();
    },
  });

  pulse(): void {
    this.stream.push(FRAME);
  }
}

async function script(...lines: readonly string[]): Promise<string> {
  const path = join(directory, 'script');
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

class Watching {
  readonly peer: Peer = new Peer();
  readonly notices: Notice[] = [];
  s!: Setting;

  static async begin(
    options: Partial<AdvancedWatchdogOptions>,
    qemu: SettingOptions['qemu'] = {},
  ): Promise<Watching & AsyncDisposable> {
    const w = new Watching();
    const admin: Notifier = {
      name: 'admin',
      timeout: 1_000,
      notify: async (notice) => void w.notices.push(notice),
    };
    let preset!: Preset;
    w.s = await supervised({
      dog: false,
      qemu,
      supervisor: { unknownAfter: 5_000 },
      moreDogs(clock) {
        preset = advancedWatchdog({
          role: 'secondary',
          node: { stream: w.peer.stream },
          notify: admin,
          pulseInterval: 1_000,
          timeout: 5_000,
          clock,
          ...options,
        });
        return preset.watchdogs;
      },
      policies: () => preset.policies,
    });
    return Object.assign(w, { [Symbol.asyncDispose]: () => w.s[Symbol.asyncDispose]() });
  }

  async pulses(count: number): Promise<void> {
    for (let pulse = 0; pulse < count; pulse++) {
      this.peer.pulse();
      await this.s.clock.advance(1_000);
    }
  }
}

describe('a peer', () => {
  test('that falls silent has the script run once, and no second time', async () => {
    const path = await script('{"execute":"query-status"}', '{"execute":"stop"}');
    await using w = await Watching.begin({ script: { path, language: 'qmp', expect: 'STOP' } });
    await w.pulses(10);
    expect(w.s.story).toEqual([]);
    // A secondary pulses and answers.
    expect(new Set(w.peer.heard)).toEqual(new Set(['pulse\0', 'reply\0']));
    await w.s.clock.advance(20_000);
    expect(w.s.sent).toEqual(['stop']);
    // What is left of the pair is for people.
    expect(w.notices).toMatchObject([{ what: 'began' }, { what: 'page' }, { what: 'ended' }]);
    await w.pulses(2);
    await w.s.clock.advance(20_000);
    expect(w.s.sent).toEqual(['stop']);
    expect(w.s.story.slice(0, 4)).toEqual([
      'trigger advanced-watchdog',
      `evidence script ${path}: holds, established`,
      `intent script ${path}`,
      `result script ${path}: done, STOP`,
    ]);
    expect(w.s.supervisor.snapshot.halted).toHaveProperty('advanced-watchdog');
  });

  test('whose connection ends is unknown, and paged for', async () => {
    const path = await script('{"execute":"stop"}');
    await using w = await Watching.begin({ script: { path, language: 'qmp' } });
    await w.pulses(3);
    w.peer.stream.destroy();
    await w.s.clock.advance(60_000);
    expect(w.s.sent).toEqual([]);
    expect(w.s.pages.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('nothing is known of "advanced-watchdog" since 5000 ms'),
    ]);
  });

  test('whose connection ends is silent, where that was asked for', async () => {
    const path = await script('{"execute":"stop"}');
    await using w = await Watching.begin({
      lostChannel: 'silence',
      script: { path, language: 'qmp', expect: 'STOP' },
    });
    await w.pulses(3);
    w.peer.stream.destroy();
    await w.s.clock.advance(3_000);
    expect(w.s.story).toEqual([]);
    await w.s.clock.advance(10_000);
    expect(w.s.sent).toEqual(['stop']);
  });

  test('that never said a word is unknown when its connection ends, whatever was asked for', async () => {
    const path = await script('{"execute":"stop"}');
    await using w = await Watching.begin({ lostChannel: 'silence', script: { path, language: 'qmp' } });
    w.peer.stream.destroy();
    await w.s.clock.advance(60_000);
    expect(w.s.sent).toEqual([]);
  });

  test('is no guest: that our VM stands still, or was reset, excuses it from nothing', async () => {
    const path = await script('{"execute":"cont"}');
    await using w = await Watching.begin({ script: { path, language: 'qmp', expect: 'RESUME' } });
    await w.pulses(3);
    await w.s.clock.runUntil(w.s.vm.execute('system_reset'));
    await w.s.clock.runUntil(w.s.vm.execute('stop'));
    await w.s.clock.advance(3_000);
    expect(w.s.of('watchdog').map(({ transition }) => transition)).not.toContain('paused');
    await w.s.clock.advance(5_000);
    expect(w.s.of('result')).toMatchObject([{ outcome: 'done', reason: 'RESUME' }]);
  });

  test('without a script somebody is told, and nothing is done', async () => {
    await using w = await Watching.begin({ role: 'primary' });
    await w.pulses(3);
    expect(new Set(w.peer.heard)).toEqual(new Set(['pulse\0']));
    await w.s.clock.advance(20_000);
    expect(w.notices).toMatchObject([{ what: 'began' }, { what: 'page' }, { what: 'ended' }]);
    expect(w.s.sent).toEqual([]);
    expect(w.s.of('result')).toMatchObject([{ action: 'tell', outcome: 'done' }]);
  });
});

describe('a script', () => {
  test('ends at the line that QEMU refuses, and is not begun anew', async () => {
    const path = await script('{"execute":"stop"}', '{"execute":"x-nothing"}', '{"execute":"quit"}');
    await using w = await Watching.begin({ script: { path, language: 'qmp' } }, { allow: ['x-nothing'] });
    await w.pulses(3);
    await w.s.clock.advance(20_000);
    expect(w.s.sent).toEqual(['stop', 'x-nothing']);
    expect(w.s.of('result')).toMatchObject([{ outcome: 'unknown', reason: 'cut short after 1 of 3 lines' }]);
  });

  test('of raw bytes is written as it is, and what comes of it is unknown', async () => {
    const received: string[] = [];
    const server = createServer((socket) =>
      socket.on('data', (bytes) => received.push(bytes.toString('latin1'))),
    );
    const to = { path: join(directory, 'monitor') };
    server.listen(to.path);
    await once(server, 'listening');
    const path = await script('stop', '\xff');
    const { policies } = advancedWatchdog({
      role: 'primary',
      node: { path: '/run/node' },
      script: { path, language: 'raw', to },
    });
    const [policy] = policies;
    if (policy?.do.kind !== 'action') throw new Error('a script is one action');
    // It looks at nothing else of its context.
    const context = { clock: systemClock, signal: new AbortController().signal } as ActionContext;
    expect(await policy.do.run(context)).toMatchObject({ outcome: 'unknown', reason: 'written' });
    await new Promise((resolve) => server.close(resolve));
    expect(Buffer.from(received.join(''), 'latin1').toString()).toBe('stop\n\xff\n');
  });
});
