import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, rename } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopProcess } from '../guest/index.js';
import { spawnReaped } from './reaped.js';

/** The agent runs on this very host: whatever would freeze, stop or change it is blocked. */
const BLOCKED = [
  ...['guest-shutdown', 'guest-suspend-disk', 'guest-suspend-ram', 'guest-suspend-hybrid'],
  ...['guest-fsfreeze-freeze', 'guest-fsfreeze-freeze-list', 'guest-fsfreeze-thaw', 'guest-fstrim'],
  ...['guest-set-time', 'guest-set-vcpus', 'guest-set-memory-blocks', 'guest-set-user-password'],
  ...['guest-ssh-add-authorized-keys', 'guest-ssh-remove-authorized-keys'],
];

const PATH = `${process.env['PATH']}:/usr/sbin`;
/** A real `qemu-ga` on this host, listening on a unix socket. Disposing of it kills it and removes its files. */
export class HostAgent implements AsyncDisposable {
  readonly directory: string;
  readonly path: string;
  #process: ChildProcess | undefined;

  private constructor(directory: string) {
    this.directory = directory;
    this.path = join(directory, 'agent');
  }

  /** Its folder and its path; the agent itself is absent. */
  static async absent(): Promise<HostAgent> {
    return new HostAgent(await mkdtemp(join(tmpdir(), 'agent-')));
  }

  static async started(): Promise<HostAgent> {
    const agent = await HostAgent.absent();
    await agent.start();
    return agent;
  }

  /** Starts it, and makes sure that it is harmless before anybody else speaks to it. */
  async start(): Promise<void> {
    // Under another name first: it serves one client at a time, and somebody may be waiting for the path.
    const unchecked = `${this.path}.unchecked`;
    const args = [
      ...['-m', 'unix-listen', '-p', unchecked, '-t', this.directory],
      ...['-f', join(this.directory, 'pid'), '-b', BLOCKED.join(',')],
    ];
    const child = spawnReaped('qemu-ga', args, { stdio: 'ignore', env: { ...process.env, PATH } });
    this.#process = child;
    const ended = once(child, 'exit').then(() => {
      throw new Error('qemu-ga ended at once');
    });
    const enabled = await Promise.race([this.#enabled(unchecked), ended]);
    ended.catch(() => {});
    const harmful = BLOCKED.filter((name) => enabled.has(name));
    if (harmful.length === 0) {
      await rename(unchecked, this.path);
      return;
    }
    child.kill('SIGKILL');
    throw new Error(`this qemu-ga does not block ${harmful.join(', ')}`);
  }

  /** Stops it; returns when it stands still. */
  async stop(): Promise<void> {
    if (this.#process !== undefined) await stopProcess(this.#process);
  }

  kill(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  async killed(): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.killed();
    await rm(this.directory, { recursive: true, force: true });
  }

  async #enabled(path: string): Promise<ReadonlySet<string>> {
    for (;;) {
      const socket = connect(path);
      try {
        await once(socket, 'connect');
        socket.write('{"execute":"guest-info"}\n');
        let text = '';
        for await (const chunk of socket) {
          text += chunk;
          if (text.includes('\n')) break;
        }
        const commands: { name: string; enabled: boolean }[] = JSON.parse(text).return.supported_commands;
        return new Set(commands.filter(({ enabled }) => enabled).map(({ name }) => name));
      } catch {
        await sleep(10);
      } finally {
        socket.destroy();
      }
    }
  }
}

/**
 * What QEMU's character device is between a client and its agent: it keeps its connection to the agent while clients
 * come and go, one at a time, and hands whatever the agent says to whoever is connected, however late. While nobody is
 * connected it keeps it.
 */
export class Chardev implements AsyncDisposable {
  readonly path: string;
  readonly #agent: Socket;
  readonly #server: ReturnType<typeof createServer>;
  #client: Socket | undefined;
  #kept: Buffer[] = [];

  constructor(path: string, agentPath: string) {
    this.path = path;
    this.#agent = connect(agentPath);
    this.#agent.on('error', () => {});
    this.#agent.on('data', (bytes: Buffer) => {
      if (this.#client === undefined) this.#kept.push(bytes);
      else this.#client.write(bytes);
    });
    this.#server = createServer((client) => {
      this.#client = client;
      for (const bytes of this.#kept.splice(0)) client.write(bytes);
      client.on('data', (bytes: Buffer) => this.#agent.write(bytes));
      client.on('error', () => {});
      client.on('close', () => {
        if (this.#client === client) this.#client = undefined;
      });
    });
    this.#server.listen(path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
    this.#client?.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
