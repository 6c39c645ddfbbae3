import { define } from './definitions/define.js';
import { readFolder } from './folder.js';
import { readReply } from './introspection/read.js';
import { unmask } from './introspection/unmask.js';
import { merge } from './merge/merge.js';
import type { MergedSchema } from './merge/types.js';
import { type Model, readModels } from './model.js';
import type { Protocol } from './protocol.js';

/** The committed models of a protocol, from the oldest version to the newest. */
export async function loadModels(protocol: Protocol): Promise<readonly Model[]> {
  // On demand: they are large, and only generating needs them.
  const { models } = await import('./models/index.js');
  return models[protocol];
}

/** The set that models tell. */
export function schemaOfModels(models: readonly Model[]): MergedSchema {
  return merge(readModels(models).map(({ version, sources }) => define(version, sources)));
}

/** The set of source trees of QEMU. @throws {@link QapiError} when a file can not be read or understood. */
export function schemaOfTrees(trees: readonly string[], protocol: Protocol): MergedSchema {
  return merge(
    trees.map((tree) => {
      const { version, sources } = readFolder(tree, protocol);
      return define(version, sources);
    }),
  );
}

/**
 * What a running QEMU says of itself, with the names that are known. Without a version it counts as the newest known.
 * @throws {@link QmpWatchdogError} when the reply can not be understood.
 */
export function schemaOfReply(reply: unknown, known: MergedSchema, version?: string): MergedSchema {
  const own = version ?? known.versions[known.versions.length - 1] ?? '';
  return merge([unmask(readReply(own, reply), known)]);
}
