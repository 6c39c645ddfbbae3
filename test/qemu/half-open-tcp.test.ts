// The fear: the network between us and QEMU is cut, and each side goes on believing in the other.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { QmpClient, spawnQemu } from 'qmp-watchdog';
import { qemu, since } from './qemu-under-test.js';

const ip = (...args: string[]): void => void execFileSync('ip', args);

/** Two hosts and the cable between them: network namespaces, in which only this test is. */
class Network implements Disposable {
  readonly #id: string;

  constructor(name: string) {
    this.#id = `${process.pid}${name}`;
    for (const side of ['c', 'q']) ip('netns', 'add', this.at(side));
    ip('-n', this.at('c'), 'link', 'add', 'c', 'type', 'veth', 'peer', 'name', 'q', 'netns', this.at('q'));
    ip('-n', this.at('c'), 'address', 'add', '10.0.0.1/24', 'dev', 'c');
    ip('-n', this.at('q'), 'address', 'add', '10.0.0.2/24', 'dev', 'q');
    ip('-n', this.at('c'), 'link', 'set', 'c', 'up');
    this.heal();
  }

  at(side: string): string {
    return `qw${this.#id}${side}`;
  }

  /** Pulls the cable out at QEMU's end. */
  cut(): void {
    ip('-n', this.at('q'), 'link', 'set', 'q', 'down');
  }

  heal(): void {
    ip('-n', this.at('q'), 'link', 'set', 'q', 'up');
  }

  /** Another host takes the place of the client's: what the old one has still to say is never said. */
  replaceClient(): void {
    ip('-n', this.at('c'), 'address', 'flush', 'dev', 'c');
    ip('-n', this.at('c'), 'address', 'add', '10.0.0.3/24', 'dev', 'c');
  }

  [Symbol.dispose](): void {
    for (const side of ['c', 'q']) ip('netns', 'delete', this.at(side));
  }
}

/** A QEMU on one host, with a monitor on the network, and one that is local. */
async function startNetworked(network: Network) {
  const vm = await spawnQemu({
    program: 'ip',
    args: [
      ...['netns', 'exec', network.at('q'), qemu.system],
      ...['-accel', 'tcg', '-m', '16', '-nodefaults', '-display', 'none', '-S', '-qmp', 'stdio'],
      ...['-chardev', 'socket,id=net,host=10.0.0.2,port=4444,server=on,wait=off'],
      ...['-mon', 'chardev=net,mode=control'],
    ],
  });
  const local = await QmpClient.connect({ transport: vm.monitor });
  return { local, [Symbol.asyncDispose]: () => vm[Symbol.asyncDispose]() };
}

type Said = Record<'connected' | 'status' | 'verdict' | 'closed' | 'refused', unknown>;

/** A client on the other host. */
class Remote implements Disposable {
  readonly said: Partial<Said>[] = [];
  readonly #child: ChildProcess;

  constructor(network: Network) {
    const script = fileURLToPath(new URL('networked-client.ts', import.meta.url));
    this.#child = spawn(
      'ip',
      ['netns', 'exec', network.at('c'), process.execPath, '--import', 'tsx', script, '10.0.0.2', '4444'],
      { stdio: ['pipe', 'pipe', 'inherit'], cwd: fileURLToPath(new URL('../..', import.meta.url)) },
    );
    createInterface({ input: this.#child.stdout! }).on('line', (line) => this.said.push(JSON.parse(line)));
  }

  tell(line: 'ask' | 'liveness'): void {
    this.#child.stdin!.write(`${line}\n`);
  }

  async hears<K extends keyof Said>(what: K, times = 1): Promise<unknown> {
    const heard = () => this.said.filter((said) => said[what] !== undefined);
    await vi.waitFor(() => expect(heard().length, what).toBe(times), { timeout: 25_000, interval: 10 });
    return heard().at(-1)?.[what];
  }

  [Symbol.dispose](): void {
    this.#child.kill('SIGKILL');
  }
}

// The rights to make a network are root's. Whoever has them must not skip this.
const able = process.platform === 'linux' && process.getuid?.() === 0;

describe.runIf(able)('a cut network', { concurrent: true }, () => {
  test('makes QEMU unresponsive and not disconnected, and when it is whole again the answer comes yet', async () => {
    using network = new Network('a');
    await using vm = await startNetworked(network);
    using remote = new Remote(network);
    await remote.hears('connected');
    remote.tell('liveness');
    expect(await remote.hears('verdict')).toBe('responsive');
    network.cut();
    remote.tell('ask');
    remote.tell('liveness');
    expect(await remote.hears('verdict', 2)).toBe('unresponsive');
    expect(await vm.local.liveness()).toMatchObject({ verdict: 'responsive' });
    network.heal();
    expect(await remote.hears('status')).toBe('prelaunch');
    remote.tell('liveness');
    expect(await remote.hears('verdict', 3)).toBe('responsive');
    expect(remote.said.some(({ closed }) => closed)).toBe(false);
  });

  test('is found by keep-alive when nothing was being sent', async () => {
    using network = new Network('b');
    await using _ = await startNetworked(network);
    using remote = new Remote(network);
    await remote.hears('connected');
    network.cut();
    expect(await remote.hears('closed')).toMatchObject({ kind: 'failed', code: 'ETIMEDOUT' });
  });

  test('in which the client has gone leaves its monitor held, until it is yanked free locally', async () => {
    using network = new Network('c');
    await using vm = await startNetworked(network);
    {
      using vanished = new Remote(network);
      await vanished.hears('connected');
      network.cut();
      network.replaceClient();
    }
    network.heal();
    using late = new Remote(network);
    expect(await late.hears('refused')).toMatchObject({ code: 'ERR_GREETING_TIMEOUT' });
    if (!since(6, 0)) return;
    await vm.local.executeOob('yank', { instances: [{ type: 'chardev', id: 'net' }] });
    using next = new Remote(network);
    await next.hears('connected');
  });
});
