import { stringifyJson } from '../../core/index.js';
import type { VersionInfo } from '../qapi/index.js';
import type { RuntimeSchema } from './runtime-schema.js';

/** A process meets few builds; the one that was asked for longest ago gives way. */
const MOST = 16;

/** The schemas of this process, by build. */
export class SchemaCache {
  readonly #schemas = new Map<string, RuntimeSchema>();

  get(build: string): RuntimeSchema | undefined {
    const schema = this.#schemas.get(build);
    if (schema !== undefined) this.#put(build, schema);
    return schema;
  }

  /** Keeps `schema`, unless another session was faster: then there is one object for both. */
  keep(build: string, schema: RuntimeSchema): RuntimeSchema {
    const kept = this.#schemas.get(build) ?? schema;
    this.#put(build, kept);
    if (this.#schemas.size > MOST) {
      const [oldest = ''] = this.#schemas.keys();
      this.#schemas.delete(oldest);
    }
    return kept;
  }

  #put(build: string, schema: RuntimeSchema): void {
    this.#schemas.delete(build);
    this.#schemas.set(build, schema);
  }
}

/**
 * What a build with a package string is recognised by, given the reply to `query-commands`; nothing when that is none.
 * Emulators of several targets, and slim ones beside full ones, come from one distribution with the same version and
 * package: their commands tell them apart.
 */
export function buildOf({ qemu, package: name }: VersionInfo, commands: unknown): string | undefined {
  if (!Array.isArray(commands)) return undefined;
  const names = commands.map((command: unknown) => Reflect.get(Object(command), 'name'));
  return stringifyJson([qemu.major, qemu.minor, qemu.micro, name, ...names.toSorted()]);
}
