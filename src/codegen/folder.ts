import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { messageOf } from '../core/index.js';
import type { Source } from './definitions/context.js';
import { readSources } from './language/read.js';
import { QapiError } from './qapi-error.js';
import { type Protocol, ROOTS } from './protocol.js';

/** The definitions of one version. */
export interface VersionSources {
  /** Without its point release: `10.0`. */
  readonly version: string;
  readonly sources: readonly Source[];
}

/**
 * Reads the definitions in a source tree of QEMU, which is given as the tree or as its `qapi` folder, with the version
 * that its file `VERSION` tells.
 * @throws {@link QapiError} when a file can not be read or understood.
 */
export function readFolder(folder: string, protocol: Protocol): VersionSources {
  const tree = basename(folder) === 'qapi' ? dirname(folder) : folder;
  const text = readVersion(join(tree, 'VERSION'));
  const version = /^(\d+\.\d+)/.exec(text)?.[1];
  if (version === undefined)
    throw new QapiError(
      { file: join(tree, 'VERSION'), line: 1 },
      `expected a version; found '${text.trim()}'`,
    );
  return { version, sources: readSources(join(tree, ROOTS[protocol]), read) };
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}

function readVersion(file: string): string {
  try {
    return read(file);
  } catch (error) {
    throw new QapiError({ file, line: 1 }, `the version can not be read: ${messageOf(error)}`);
  }
}
