// The resource agent as a cluster calls it: by its environment, in a folder that everybody may read.
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { build } from 'tsdown';
import { findOcf } from '../../qemu/setup/ocf.mjs';
import { repository, run } from '../../rules/run.js';

/** How the agent ended, and what it told. */
export interface AgentRun {
  readonly code: number;
  readonly said: string;
}

/** A folder with the agent, OCF's shell functions, and parameters that name files in it. */
export class Setting implements AsyncDisposable {
  readonly folder: string;
  readonly tester: string;
  readonly agent: string;
  readonly parameters: Record<string, string>;
  readonly #environment: NodeJS.ProcessEnv;

  private constructor(folder: string, tester: string, path: readonly string[]) {
    this.folder = folder;
    this.tester = tester;
    this.agent = join(folder, 'qmp-watchdog');
    this.#environment = {
      ...process.env,
      PATH: [process.env['PATH'], ...path].join(delimiter),
      OCF_ROOT: join(folder, 'lib/ocf'),
      OCF_RESOURCE_INSTANCE: 'vm1',
      // It would tell the system's log as well.
      HA_LOGFACILITY: 'none',
    };
    this.parameters = {
      name: 'vm1',
      start_command: join(folder, 'start'),
      stop_command: join(folder, 'stop'),
      pidfile: join(folder, 'vm1.pid'),
      qmp_socket: join(folder, 'vm1.agent.qmp'),
      status_socket: join(folder, 'status.sock'),
      status_command: join(folder, 'status'),
      interlocks: join(folder, 'interlocks.json'),
    };
  }

  static async open(): Promise<Setting> {
    const ocf = findOcf();
    if (ocf === undefined)
      throw new Error('ocf-tester and xmllint are missing: `npm run setup` fetches them');
    const folder = await mkdtemp(join(tmpdir(), 'pacemaker-'));
    // The tester has the user nobody ask for the metadata.
    await chmod(folder, 0o755);
    await cp(join(repository, 'examples/pacemaker/qmp-watchdog'), join(folder, 'qmp-watchdog'));
    const part = 'lib/heartbeat';
    await cp(join(ocf.root, part), join(folder, 'lib/ocf', part), { recursive: true });
    const dtd = 'share/resource-agents/ra-api-1.dtd';
    await mkdir(join(folder, 'share/resource-agents'), { recursive: true });
    await cp(join(ocf.root, '../..', dtd), join(folder, dtd));
    return new Setting(folder, ocf.tester, ocf.path);
  }

  /** Writes a program of the shell's. */
  async program(name: string, ...lines: readonly string[]): Promise<string> {
    const file = join(this.folder, name);
    await writeFile(file, ['#!/bin/sh', ...lines, ''].join('\n'), { mode: 0o755 });
    return file;
  }

  /** Calls the agent; `given` replaces parameters. */
  async call(action: string, given: Readonly<Record<string, string>> = {}): Promise<AgentRun> {
    const parameters = Object.entries({ ...this.parameters, ...given });
    const keys = Object.fromEntries(parameters.map(([name, value]) => [`OCF_RESKEY_${name}`, value]));
    const environment = { ...this.#environment, ...keys, __OCF_ACTION: action };
    const { code, stdout, stderr } = await run(this.agent, [action], this.folder, environment);
    return { code, said: stdout + stderr };
  }

  /** Lets the tester judge. */
  async judge(): Promise<AgentRun> {
    const parameters = Object.entries(this.parameters).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
    const args = ['-n', 'vm1', ...parameters, this.agent];
    const { code, stdout, stderr } = await run(this.tester, args, this.folder, this.#environment);
    return { code, said: stdout + stderr };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The command line and stop-vm.mjs as users have them, of the sources: `cli.mjs` and `stop-vm.mjs` in what it returns. */
export async function builtPrograms(): Promise<string> {
  // Below the project, so that they find the dependencies where the sources do.
  const outDir = join(repository, 'node_modules/.cache', `qmp-watchdog-pacemaker-${process.pid}`);
  await build({
    config: false,
    cwd: repository,
    entry: { cli: 'src/cli/main.ts', 'stop-vm': 'examples/pacemaker/stop-vm.mjs' },
    alias: { 'qmp-watchdog': join(repository, 'src/index.ts') },
    outDir,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    fixedExtension: true,
    dts: false,
    sourcemap: false,
    logLevel: 'error',
  });
  return outDir;
}
