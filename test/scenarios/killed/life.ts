// Programs that are there to be killed, in processes of their own.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'tsdown';
import { repository } from '../../rules/run.js';

/**
 * Makes these programs of this folder ready to be started from `directory`: in one file each, because a process that
 * loads the sources one by one takes a second to begin.
 */
export async function buildPrograms(directory: string, ...programs: readonly string[]): Promise<void> {
  const sources = programs.map((name) => [name, `test/scenarios/killed/${name}.ts`] as const);
  await build({
    config: false,
    cwd: repository,
    entry: Object.fromEntries(sources),
    alias: { 'qmp-watchdog': join(repository, 'src/index.ts') },
    noExternal: /^(?!node:)/,
    inlineOnly: false,
    outDir: directory,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    fixedExtension: true,
    dts: false,
    logLevel: 'silent',
  });
}

/** A process of such a program, and the lines that it wrote. */
export class Life {
  readonly lines: string[] = [];
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;
  #wake: () => void = () => {};

  constructor(directory: string, program: string, ...args: readonly string[]) {
    this.#child = spawn(process.execPath, [join(directory, `${program}.mjs`), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('it has no output');
    createInterface({ input: stdout }).on('line', (line) => {
      this.lines.push(line);
      this.#wake();
    });
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code) => {
        resolve(code);
        this.#wake();
      });
    });
  }

  async until(fits: (lines: readonly string[]) => boolean): Promise<void> {
    while (!fits(this.lines)) {
      if (this.#child.exitCode !== null) throw new Error(`it ended: ${this.lines.join(' ')}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.#child.kill(signal);
    await this.ended;
  }
}
