import type { Facts } from '../definitions/types.js';
import { compareVersions } from '../version.js';
import type { Life } from './types.js';

/** What each version says of one thing, the oldest first; `undefined` where a version does not have it. */
export type History<T> = readonly (T | undefined)[];

/** Follows a definition through the versions. */
export function lifeOf(name: string, versions: readonly string[], history: History<Facts>): Life {
  const first = history.findIndex((facts) => facts !== undefined);
  const last = history.findLastIndex((facts) => facts !== undefined);
  const newest = history[last];
  const deprecated = history.findIndex((facts) => facts?.features.includes('deprecated'));
  const from = since(versions, history, first);
  return {
    since: from,
    later: first > 0 || (from !== undefined && compareVersions(from.version, versions[0] ?? '') > 0),
    gone: versions[last + 1],
    deprecated: newest?.features.includes('deprecated') ? versions[deprecated] : undefined,
    replacement: newest?.features.includes('deprecated') ? newest.replacement : undefined,
    unstable: newest !== undefined && (newest.features.includes('unstable') || name.startsWith('x-')),
    condition: newest?.condition,
  };
}

/** Follows a part through the versions that have its owner: the rest says nothing about it. */
export function lifeOfPart(
  name: string,
  versions: readonly string[],
  owner: History<unknown>,
  history: History<Facts>,
): Life {
  const isThere = (_: unknown, at: number): boolean => owner[at] !== undefined;
  return lifeOf(name, versions.filter(isThere), history.filter(isThere));
}

/** A doc comment is believed where the versions do not contradict it. */
function since(versions: readonly string[], history: History<Facts>, first: number): Life['since'] {
  const seen = versions[first] ?? '';
  const before = versions[first - 1];
  const stated = history.findLast((facts) => facts?.since !== undefined)?.since;
  if (
    stated !== undefined &&
    withinRelease(stated, seen) &&
    (before === undefined || compareVersions(stated, before) > 0)
  )
    return { version: stated, atMost: false };
  return before === undefined ? undefined : { version: seen, atMost: true };
}

/** Whether `stated` is not after `seen`. A point release of `seen` may be what was seen. */
function withinRelease(stated: string, seen: string): boolean {
  return compareVersions(stated, seen) <= 0 || stated.startsWith(`${seen}.`);
}
