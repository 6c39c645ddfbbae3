// Safety rule 15: what ends QEMU, or starts the VM elsewhere, needs two independent sources. A watchdog is one, and a monitor
// that says `running`, or is connected and silent, is another.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'vitest';
import type { Setting } from '../scenarios/supervised.js';
import { HandChannel } from '../unit/watchdog/watched.js';
import { clause, type Library } from './clause.js';
import { setting } from './setting.js';

/** Kills a process that stands in for QEMU's, when `cause` has come; answers whether it was meant to die. */
async function kills(
  library: Library,
  cause: (s: Setting, channel: HandChannel) => Promise<void> | void,
  more: { readonly overSessions?: boolean } = {},
): Promise<{ readonly story: readonly string[]; readonly alive: boolean }> {
  const { act, on } = library.root;
  const child = await standIn();
  const channel = new HandChannel();
  try {
    const kill = act.kill({ pid: child.pid ?? 0 });
    await using s = await setting(library, {
      ...more,
      dog: { pets: channel },
      policies: () => [
        { name: 'hung guest', on: on.expired('guest'), do: kill },
        { name: 'panic', on: on.event('GUEST_PANICKED'), do: kill },
      ],
    });
    channel.open();
    channel.pet();
    await cause(s, channel);
    await s.clock.advance(20_000);
    return { story: s.story, alive: child.exitCode === null && child.signalCode === null };
  } finally {
    child.kill('SIGKILL');
  }
}

async function standIn(): Promise<ChildProcess> {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  await once(child, 'spawn');
  return child;
}

clause('a kill needs a monitor that accuses QEMU, beside the watchdog', {
  async scenario(library) {
    const { story, alive } = await kills(
      library,
      async (s) => {
        await s.clock.advance(100);
        // No session comes again, and the watchdog goes on.
        s.qemu.transport = () => {
          throw new Error('no monitor');
        };
        s.qemu.wire.hangUp();
      },
      { overSessions: true },
    );
    expect(story, 'a kill on one source').not.toContain('intent kill');
    expect(story).toContain('evidence kill: unknown, one-source: disconnected');
    expect(alive).toBe(true);
  },
  without: [
    {
      name: 'it does not ask for a second source',
      file: 'actions/kill.ts',
      from: "'second-source', ",
      to: '',
    },
    {
      name: 'no monitor is an accusation',
      file: 'policy/evidence.ts',
      from: "if (monitor === 'unresponsive' || monitor === 'main-loop-stalled') return HOLDS;",
      to: "if ('error' in status) return HOLDS;",
    },
  ],
  finds: 'a kill on one source',
});

clause('a kill needs a watchdog, beside what QEMU says of itself', {
  async scenario(library) {
    const { story, alive } = await kills(library, (s) => {
      s.dog.disarm();
      s.qemu.emit('GUEST_PANICKED', { action: 'run' });
    });
    expect(story, 'a kill on one source').not.toContain('intent kill');
    expect(story).toContain('evidence kill: refused, one-source: event');
    expect(alive).toBe(true);
  },
  without: [
    {
      name: 'it does not ask for a second source',
      file: 'actions/kill.ts',
      from: "'second-source', ",
      to: '',
    },
    {
      name: 'whatever made it act is a source',
      file: 'policy/evidence.ts',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of the source.
      from: "if (cause.on !== 'expired') return { verdict: 'refused', reason: `one-source: ${cause.on}` };",
      to: "if (cause.on !== 'expired') return HOLDS;",
    },
  ],
  finds: 'a kill on one source',
});

clause('a kill needs a watchdog whose channel is proven', {
  async scenario(library) {
    const { story, alive } = await kills(library, (_, channel) => {
      // Somebody else has got the other end since.
      channel.close();
      channel.open();
    });
    expect(story, 'a kill on one source').not.toContain('intent kill');
    expect(story).toContainEqual(expect.stringContaining('evidence kill: unknown, pets-unproven'));
    expect(alive).toBe(true);
  },
  without: [
    {
      name: 'it does not ask for that',
      file: 'actions/kill.ts',
      from: "'channel-proven', ",
      to: '',
    },
  ],
  finds: 'a kill on one source',
});
