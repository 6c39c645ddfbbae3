import type { ReturnOf } from '../../qmp/index.js';

/** As QEMU tells it. */
export type BlockGraph = ReturnOf<'x-debug-query-block-graph'>;

/** A block node that has no other node below it, or one that writes past those that it has. */
export interface Leaf {
  readonly node: string;
  /** Whether somebody above may write to it now. */
  readonly writable: boolean;
  /** The nodes above it that have none above themselves. */
  readonly tops: readonly string[];
}

/** Permissions of QEMU's block layer whose holder writes. */
const WRITES: ReadonlySet<string> = new Set(['write', 'write-unchanged', 'resize']);

/**
 * What stands at the bottom of QEMU's block graph; undefined when the answer is none. `isStore` says of which other nodes
 * that is true, too.
 *
 * Permissions tell a writer better than `ro` does: that says what a node may become, and what nobody uses holds no lock.
 */
export function leavesOf(graph: BlockGraph, isStore: (node: string) => boolean): readonly Leaf[] | undefined {
  // It is a command without a promise to stay as it is.
  if (!Array.isArray(graph?.nodes) || !Array.isArray(graph.edges)) return undefined;
  const names = new Map<number | bigint, string>();
  for (const { id, type, name } of graph.nodes) if (type === 'block-driver') names.set(id, name);
  const above = new Map<number | bigint, (number | bigint)[]>();
  const written = new Set<number | bigint>();
  const inner = new Set<number | bigint>();
  for (const { parent, child, perm } of graph.edges) {
    if (!Array.isArray(perm)) return undefined;
    if (perm.some((one) => WRITES.has(one))) written.add(child);
    if (!names.has(parent)) continue;
    inner.add(parent);
    above.set(child, [...(above.get(child) ?? []), parent]);
  }
  return [...names]
    .filter(([id, name]) => !inner.has(id) || isStore(name))
    .map(([id, node]) => ({
      node,
      writable: written.has(id),
      tops: topsOf(id, above).map((top) => names.get(top) ?? ''),
    }));
}

function topsOf<I>(id: I, above: ReadonlyMap<I, readonly I[]>): readonly I[] {
  const seen = new Set([id]);
  // What is added while it is gone through is gone through, too.
  for (const one of seen) for (const parent of above.get(one) ?? []) seen.add(parent);
  return [...seen].filter((one) => !above.has(one));
}
