import { commandArguments } from '../../qapi/command-arguments.js';
import { Refusal } from '../answer.js';
import { ArgumentCheck } from './check.js';
import { type Definitions, readVersions } from './definitions.js';

/** What a QEMU says to a command before it carries it out. */
export interface Misuse {
  /** What it refuses it with; none when it carries it out. */
  readonly refusal: Refusal | undefined;
  /** Whether there is such a command. */
  readonly exists: boolean;
  /** What is wrong with it, for people; none when nothing is. */
  readonly complaint: string | undefined;
}

const FINE: Misuse = { refusal: undefined, exists: true, complaint: undefined };

/** Read when the first command comes: whoever only starts a fake does not wait for it. */
let table: readonly Definitions[] | undefined;

/** Knows the commands of one version; between two versions whose definitions are known, what either of them knows. */
export class KnownCommands {
  readonly #isSince: (version: readonly [number, number]) => boolean;
  #mine: readonly Definitions[] | undefined;

  /** `isSince`: whether the version is at least so new. */
  constructor(isSince: (version: readonly [number, number]) => boolean) {
    this.#isSince = isSince;
  }

  /** Whether a command may be executed out of band. */
  allowsOob(name: string): boolean {
    return this.#definitions().some((own) => own.command(name)?.oob === true);
  }

  /** Looks at a command and its arguments. */
  look(name: string, args: Readonly<Record<string, unknown>>): Misuse {
    let first: Misuse | undefined;
    for (const definitions of this.#definitions()) {
      const misuse = lookIn(definitions, name, args);
      if (misuse.complaint === undefined) return FINE;
      first = first?.exists === true ? first : misuse;
    }
    return first ?? FINE;
  }

  /** The newer first. */
  #definitions(): readonly Definitions[] {
    table ??= readVersions(commandArguments);
    this.#mine ??= around(table, this.#isSince);
    return this.#mine;
  }
}

function around(
  versions: readonly Definitions[],
  isSince: (version: readonly [number, number]) => boolean,
): readonly Definitions[] {
  const reached = versions.findLastIndex(({ version }) => isSince(numbers(version)));
  const [older, newer] = [versions[reached], versions[reached + 1]];
  if (older === undefined || newer === undefined) return [older ?? newer].filter((own) => own !== undefined);
  const [major, minor] = numbers(older.version);
  return isSince([major, minor + 1]) ? [newer, older] : [older];
}

function numbers(version: string): readonly [number, number] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return [major, minor];
}

function lookIn(definitions: Definitions, name: string, args: Readonly<Record<string, unknown>>): Misuse {
  const { version } = definitions;
  const command = definitions.command(name);
  if (command === undefined)
    return {
      refusal: new Refusal(`The command ${name} has not been found`, 'CommandNotFound'),
      exists: false,
      complaint: `QEMU ${version} has no such command${knownTo(name)}`,
    };
  const check = new ArgumentCheck(definitions);
  try {
    const type = typeof command.takes === 'string' ? definitions.object(command.takes) : command.takes;
    check.members(type, args, '', command.open);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refusal: error, exists: true, complaint: `QEMU ${version} answers "${error.message}"` };
  }
  const { deprecated } = command;
  const instead = deprecated?.instead === undefined ? '' : ` (it names ${deprecated.instead} instead)`;
  const what = [...(deprecated === undefined ? [] : [`this command${instead}`]), ...check.deprecated];
  if (what.length === 0) return FINE;
  return {
    refusal: undefined,
    exists: true,
    complaint: `QEMU ${version} deprecates ${what.join(' and ')}`,
  };
}

function knownTo(name: string): string {
  const having = (table ?? []).filter((own) => own.command(name) !== undefined);
  return having.length === 0 ? '' : ` (${having.map(({ version }) => version).join(', ')} do)`;
}
