// The QEMUs that are examined: those that `npm run setup` brought, and any other by its path.
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { whereIs } from '../qemu/setup/qemu.mjs';
import { findQemu, versions } from '../qemu/setup/versions.mjs';

export interface ExaminedQemu {
  /** As in `7.2`: what is expected of it. */
  readonly release: string;
  /** Its column: its release, unless there are two of it. */
  readonly name: string;
  /** As in `7.2.22`. */
  readonly version: string;
  /** Who built it, in his words; may be empty. */
  readonly build: string;
  /** Where `qemu-system-x86_64` is. */
  readonly system: string;
  /** Where a `qemu-nbd` is; its version does not matter. */
  readonly nbd: string | undefined;
}

/** The versions that the table of the documentation has. */
export const documented: readonly string[] = versions;

/** Those of them that are here. */
export async function unpackedQemus(): Promise<ExaminedQemu[]> {
  const found = versions.map((version) => findQemu(version)).filter((qemu) => qemu !== undefined);
  return await Promise.all(found.map(({ system }) => examine(system)));
}

/**
 * Asks a program what it is.
 *
 * @throws when it is no QEMU that can run the guest of these experiments: what it is instead, and what to do
 */
export async function examine(path: string): Promise<ExaminedQemu> {
  const system = resolve(path);
  const fail = (what: string): never => {
    throw new Error(`${system} ${what}`);
  };
  if (!existsSync(system)) fail('is not there. Give the path of a qemu-system-x86_64.');
  if (statSync(system).isDirectory()) fail('is a folder. Give the path of the qemu-system-x86_64 in it.');
  try {
    accessSync(system, constants.X_OK);
  } catch {
    fail(`may not be executed by you: chmod +x ${system}, or run this as somebody who may.`);
  }
  const said = await greetingOf(system).catch((error: Error) =>
    fail(`is no QEMU, or one that does not run: ${error.message}`),
  );
  const { target, version } = said;
  if (target === undefined || version === undefined)
    return fail('is no QEMU system emulator: it speaks no QMP. Give the path of a qemu-system-x86_64.');
  if (target !== 'x86_64')
    fail(`emulates ${target}, and the guest of these experiments is x86 firmware: qemu-system-x86_64.`);
  const { major, minor, micro } = version.qemu;
  const beside = join(dirname(system), 'qemu-nbd');
  return {
    release: `${major}.${minor}`,
    name: `${major}.${minor}`,
    version: `${major}.${minor}.${micro}`,
    build: version.package,
    system,
    nbd: existsSync(beside) ? beside : whereIs('qemu-nbd'),
  };
}

interface Version {
  readonly qemu: { readonly major: number; readonly minor: number; readonly micro: number };
  readonly package: string;
}

interface Greeting {
  readonly target: string | undefined;
  readonly version: Version | undefined;
}

/** What it says over QMP with no machine at all. */
async function greetingOf(system: string): Promise<Greeting> {
  const args = ['-accel', 'tcg', '-machine', 'none', '-nodefaults', '-display', 'none', '-qmp', 'stdio'];
  const running = promisify(execFile)(system, args, { timeout: 20_000, killSignal: 'SIGKILL' });
  const input = running.child.stdin;
  input?.on('error', () => {}); // whoever reads nothing is no QEMU
  const commands = ['qmp_capabilities', 'query-target', 'quit'].map((execute, id) => ({ execute, id }));
  input?.end(commands.map((command) => JSON.stringify(command)).join(''));
  try {
    const { stdout } = await running;
    const messages = stdout.split('\n').map(parsed);
    return {
      target: messages.find(({ id }) => id === 1)?.return?.arch,
      version: messages.find(({ QMP }) => QMP)?.QMP?.version,
    };
  } catch (error) {
    const { stderr, killed, message } = error as Error & { stderr?: string; killed?: boolean };
    if (killed) throw new Error('it did not end within 20 s');
    throw new Error(stderr?.trim().slice(0, 500) || message);
  }
}

function parsed(line: string): {
  readonly id?: number;
  readonly return?: { readonly arch?: string };
  readonly QMP?: { readonly version?: Version };
} {
  try {
    return Object(JSON.parse(line));
  } catch {
    return {};
  }
}
