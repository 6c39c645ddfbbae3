import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PROGRAM = 'qemu-system-x86_64';

/** Real QEMUs without a machine in them. */
export interface Qemus extends Disposable {
  /** The unix sockets of their monitors. */
  readonly paths: readonly string[];
  readonly version: string;
}

/** Starts so many, because the monitors of one QEMU are not equally fast; undefined when there is none on PATH. */
export async function startQemus(directory: string, many: number): Promise<Qemus | undefined> {
  const { stdout, status } = spawnSync(PROGRAM, ['--version'], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const paths = Array.from({ length: many }, (_, index) => join(directory, `qemu-${index}-${Date.now()}`));
  const started = paths.map((path) =>
    spawn(
      PROGRAM,
      ['-machine', 'none', '-nodefaults', '-display', 'none', '-qmp', `unix:${path},server=on,wait=off`],
      { stdio: 'ignore' },
    ),
  );
  while (!paths.every((path) => existsSync(path))) {
    if (started.some(({ exitCode }) => exitCode !== null)) throw new Error('QEMU ended before it was ready');
    await sleep(20);
  }
  return {
    paths,
    version: (stdout.split('\n')[0] ?? '').trim(),
    [Symbol.dispose]() {
      for (const qemu of started) qemu.kill();
    },
  };
}
