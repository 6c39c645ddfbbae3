import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository, run } from '../rules/run.js';

/** The packed tarball and an empty project that has installed it; gone when disposed of. */
export class Consumer implements AsyncDisposable {
  readonly #folder: string;
  readonly tarball: string;

  constructor(folder: string, tarball: string) {
    this.#folder = folder;
    this.tarball = tarball;
  }

  static async create(): Promise<Consumer> {
    const folder = await mkdtemp(join(tmpdir(), 'packaging-'));
    await mkdir(join(folder, 'project'));
    // dist is built beforehand, so that what is packed is what was built.
    await npm(['pack', '--ignore-scripts', '--pack-destination', folder], repository);
    const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
    if (name === undefined) throw new Error('npm pack left no tarball');
    const consumer = new Consumer(folder, join(folder, name));
    await consumer.write({
      'package.json': JSON.stringify({ name: 'consumer', private: true, type: 'module' }),
    });
    const { devDependencies } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8'));
    await npm(
      ['install', '--prefer-offline', '--no-audit', '--no-fund', consumer.tarball].concat(
        ['typescript', '@types/node'].map((tool) => `${tool}@${devDependencies[tool]}`),
      ),
      consumer.project,
    );
    return consumer;
  }

  /** The project's folder. */
  get project(): string {
    return join(this.#folder, 'project');
  }

  /** The folder in which the package was installed. */
  get installed(): string {
    return join(this.project, 'node_modules/qmp-watchdog');
  }

  async write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) await writeFile(join(this.project, name), text);
  }

  /** Runs a program in the project; resolves with what it printed, and rejects when it failed or warned. */
  async run(...command: readonly [string, ...string[]]): Promise<string> {
    const [file, ...args] = command;
    return await succeed(file, args, this.project);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

const npm = (args: readonly string[], cwd: string): Promise<string> => succeed('npm', args, cwd);

async function succeed(file: string, args: readonly string[], cwd: string): Promise<string> {
  // What npm told the script that started us is about this repository, not about the empty project.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|config_local)/.test(name)),
  );
  const { code, stdout, stderr } = await run(file, args, cwd, env);
  if (code !== 0) throw new Error(`${[file, ...args].join(' ')} ended with ${code}\n${stdout}${stderr}`);
  return stdout;
}
