import type { WaitOptions } from '../../core/index.js';
import { CommandRejectedError, type Qmp, type ReturnOf } from '../../qmp/index.js';
import { leavesOf } from './block-graph.js';
import { type Unlisted, writersOutside } from './outside.js';

/** On what an image lies. `other` is what this package does not know, or what has neither locks nor a server. */
export type ImageKind = 'local-file' | 'block-device' | 'network' | 'other';

/** Something that keeps data for a VM. */
export interface DiskImage {
  /** The node that reaches it. */
  readonly node: string;
  /** The nodes above it that have none above themselves: what is made inactive to release it. */
  readonly tops: readonly string[];
  /** The node's driver, as in `file` or `nbd`. */
  readonly driver: string;
  readonly kind: ImageKind;
  /** Where it is in QEMU's view. Undefined for what is no file. */
  readonly path: string | undefined;
  /** Whether the VM may write to it now. A backing file becomes writable when something is committed to it. */
  readonly writable: boolean;
  /** Why nobody could prove that it is released. Undefined where that may be possible, or where there is nothing to prove. */
  readonly unprovable: string | undefined;
}

/** What a VM can write to. */
export interface StorageSurvey {
  readonly images: readonly DiskImage[];
  /** What may write past QEMU's block layer, or can not be listed: while there is any, no release can be proven. */
  readonly unlisted: readonly Unlisted[];
}

/** More than any VM has; looking at each takes a process of its own. */
const MOST_IMAGES = 128;

const LOCAL: Readonly<Record<string, ImageKind>> = {
  file: 'local-file',
  host_device: 'block-device',
  host_cdrom: 'block-device',
};
const NETWORK: ReadonlySet<string> = new Set([
  ...['nbd', 'rbd', 'iscsi', 'iser', 'nfs', 'ssh', 'gluster', 'sheepdog'],
  ...['http', 'https', 'ftp', 'ftps'],
]);
/** What is written there is gone. */
const NOWHERE: ReadonlySet<string> = new Set(['null-co', 'null-aio']);
/** It has a node below it, and writes to a folder all the same. */
const STORES: ReadonlySet<string> = new Set(['vvfat']);

/**
 * Asks QEMU what its VM can write to, and through which nodes. `locking=off`, `fd` sets that were passed and the like can
 * not be seen in its answers: `takeControl` finds them out. The default `timeout` of each question is the session's.
 * @throws as {@link Qmp.execute}
 */
export async function survey(vm: Qmp, limits: WaitOptions = {}): Promise<StorageSurvey> {
  const [nodes, graph, outside] = await Promise.all([
    vm.execute('query-named-block-nodes', { flat: true }, limits),
    vm.execute('x-debug-query-block-graph', {}, limits).catch(unlessRefused),
    writersOutside(vm, limits),
  ]);
  const infos = new Map(nodes.map((info) => [info['node-name'] ?? '', info]));
  const leaves = graph && leavesOf(graph, (node) => STORES.has(infos.get(node)?.drv ?? ''));
  if (leaves === undefined)
    return unlistable(outside, 'this QEMU does not tell its block graph (x-debug-query-block-graph)');
  const images: DiskImage[] = [];
  for (const { node, writable, tops } of leaves) {
    const info = infos.get(node);
    // It was removed or added between the two questions.
    if (info === undefined)
      return unlistable(outside, 'the block nodes changed while they were listed: ask again');
    if (!NOWHERE.has(info.drv)) images.push(imageOf(info, node, writable, tops));
  }
  if (images.length > MOST_IMAGES) return unlistable(outside, `there are more than ${MOST_IMAGES} images`);
  return { images, unlisted: outside };
}

function imageOf(
  info: ReturnOf<'query-named-block-nodes'>[number],
  node: string,
  writable: boolean,
  tops: readonly string[],
): DiskImage {
  const { drv: driver, file } = info;
  const kind = LOCAL[driver] ?? (NETWORK.has(driver) ? 'network' : 'other');
  const path = LOCAL[driver] === undefined ? undefined : file;
  return {
    node,
    tops,
    driver,
    kind,
    path,
    writable,
    unprovable: writable ? unprovable(driver, path) : undefined,
  };
}

function unprovable(driver: string, path: string | undefined): string | undefined {
  if (path === undefined) return `"${driver}" takes no lock that this host could look at`;
  if (path.startsWith('/dev/fdset/'))
    return `QEMU was passed it as a descriptor, ${path}: its path is not known`;
  if (!path.startsWith('/')) return `QEMU opened it as "${path}": give QEMU an absolute path`;
  return undefined;
}

function unlistable(outside: readonly Unlisted[], why: string): StorageSurvey {
  return { images: [], unlisted: [...outside, { what: 'its disks', why }] };
}

function unlessRefused(error: unknown): undefined {
  if (!(error instanceof CommandRejectedError)) throw error;
}
