import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { knownOptions, messageOf, nonEmpty } from '../../core/index.js';
import type { HostError, HostErrorSource } from './host-error.js';
import { type Found, type HostErrorOptions, type Look, polledSource } from './polling.js';
import { hostErrorOf } from './report.js';
import { readSmallFile } from './small-file.js';

/** Options of `hostError.edac`. All times are milliseconds. */
export interface EdacOptions extends HostErrorOptions {
  /** Where the kernel keeps its counters. Default `/sys/devices/system/edac/mc`. */
  readonly root?: string | undefined;
}

/** Follows the counters of memory errors that the kernel's EDAC drivers keep. */
export function edac(options: EdacOptions): HostErrorSource {
  knownOptions('hostError.edac', options, ['id', 'every', 'timeout', 'root']);
  const root = nonEmpty('hostError.edac.root', options.root ?? '/sys/devices/system/edac/mc');
  return polledSource(options, 5_000, () => new EdacLook(root));
}

/** No host has more of them. */
const MOST_CONTROLLERS = 256;
const MOST_PLACES = 256;

type Kind = 'corrected' | 'uncorrected';

/** A counter, and what it counts. */
interface Counter {
  readonly kind: Kind;
  readonly file: string;
  readonly node: string;
  readonly device: string | undefined;
  /** The file with the label that the board's maker, or a person, gave it. */
  readonly label: string | undefined;
}

/** Corrected ones cost nothing but say what is to come; of the others the kernel knows whom they hit, and we do not. */
const SEVERITY = { corrected: 'degraded', uncorrected: 'serious' } as const;

/** Reads the counters of all controllers, and keeps what they said. */
export class EdacLook implements Look {
  readonly #root: string;
  /** What each counter said last; undefined where it could not be read yet. */
  #counts: Map<string, number | undefined> | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  async look({ signal }: { readonly signal: AbortSignal }): Promise<Found> {
    const controllers = await this.#controllers();
    const errors: HostError[] = [];
    const unread: string[] = [];
    const before = this.#counts;
    const after = new Map(before);
    for (const node of controllers) {
      for (const counter of await countersOf(this.#root, node)) {
        signal.throwIfAborted();
        const { file } = counter;
        const value = await readCount(file);
        if (typeof value === 'string') {
          unread.push(value);
          if (!after.has(file)) after.set(file, undefined);
          continue;
        }
        // One that was not there at the start has counted from 0 since; what could not be read then says nothing yet.
        const seen = before === undefined || before.has(file) ? before?.get(file) : 0;
        after.set(file, value);
        if (seen === undefined || value === seen) continue;
        // Somebody has set it back, or loaded the driver anew.
        const count = value > seen ? value - seen : value;
        if (count > 0) errors.push(await errorOf(counter, count));
      }
    }
    this.#counts = after;
    return { errors, unknown: unread[0] };
  }

  async #controllers(): Promise<readonly string[]> {
    let names: readonly string[];
    try {
      names = await readdir(this.#root);
    } catch (error) {
      throw new Error(`no EDAC counters (is a driver of the memory controller loaded?): ${messageOf(error)}`);
    }
    const controllers = names.filter((name) => /^mc\d+$/.test(name));
    if (controllers.length === 0)
      throw new Error(`no memory controller in ${this.#root} (is its EDAC driver loaded?)`);
    return controllers.slice(0, MOST_CONTROLLERS);
  }
}

/**
 * A controller's counters, by the module where the driver tells, else by row and channel, else only in all; and of what it
 * could not place.
 */
async function countersOf(root: string, node: string): Promise<readonly Counter[]> {
  const controller = join(root, node);
  const names = (await readdir(controller)).slice(0, 4 * MOST_PLACES);
  const at = (kind: Kind, file: string, device?: string, label?: string): Counter => ({
    kind,
    file: join(controller, file),
    node,
    device,
    label: label === undefined ? undefined : join(controller, label),
  });
  const modules = names.filter((name) => /^(?:dimm|rank)\d+$/.test(name)).slice(0, MOST_PLACES);
  const rows = names.filter((name) => /^csrow\d+$/.test(name)).slice(0, MOST_PLACES);
  const unplaced = (['ce', 'ue'] as const).flatMap((what) => {
    const file = `${what}_noinfo_count`;
    return names.includes(file) ? [at(what === 'ce' ? 'corrected' : 'uncorrected', file)] : [];
  });
  if (modules.length > 0)
    return [
      ...modules.flatMap((name) => [
        at('corrected', `${name}/dimm_ce_count`, name, `${name}/dimm_label`),
        at('uncorrected', `${name}/dimm_ue_count`, name, `${name}/dimm_label`),
      ]),
      ...unplaced,
    ];
  if (rows.length === 0) return [at('corrected', 'ce_count'), at('uncorrected', 'ue_count')];
  const ofRows: Counter[] = [];
  for (const row of rows) {
    ofRows.push(at('uncorrected', `${row}/ue_count`, row));
    for (const name of await readdir(join(controller, row))) {
      const channel = /^(ch\d+)_ce_count$/.exec(name)?.[1];
      if (channel === undefined) continue;
      ofRows.push(at('corrected', `${row}/${name}`, `${row} ${channel}`, `${row}/${channel}_dimm_label`));
    }
  }
  return [...ofRows, ...unplaced];
}

/** The counter's value, or why there is none. */
async function readCount(file: string): Promise<number | string> {
  try {
    const text = await readSmallFile(file);
    return /^\d{1,15}$/.test(text) ? Number(text) : `${file} holds no count`;
  } catch (error) {
    return messageOf(error);
  }
}

async function errorOf({ kind, file, node, device, label }: Counter, count: number): Promise<HostError> {
  const name = label === undefined ? '' : await readSmallFile(label).catch(() => '');
  const named = [device, name === '' ? undefined : `"${name}"`].filter((one) => one !== undefined).join(' ');
  const where = named === '' ? node : `${named} of ${node}`;
  return hostErrorOf(
    {
      message: `${count} ${kind} memory error${count === 1 ? '' : 's'} in ${where}`,
      node,
      ...(named !== '' && { device: named }),
      path: file,
      count,
    },
    SEVERITY[kind],
  );
}
