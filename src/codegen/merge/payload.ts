import type { Payload } from '../definitions/types.js';
import { type Place, QapiError } from '../qapi-error.js';
import type { History } from './life.js';
import { mergeMembers } from './members.js';
import type { MergedPayload } from './types.js';

/** Arguments or data over the versions. */
export function mergePayload(
  versions: readonly string[],
  history: History<Payload>,
  place: Place,
): MergedPayload {
  const names = history.toReversed().flatMap((payload) => (payload?.kind === 'type' ? [payload.name] : []));
  if (names.length > 0 && history.some((payload) => payload?.kind === 'members'))
    throw new QapiError(place, `members in one version and '${names[0]}' in another can not be merged`);
  if (names.length > 0) return { kind: 'types', names: [...new Set(names)] };
  return {
    kind: 'members',
    members: mergeMembers(
      versions,
      history.map((payload) => (payload?.kind === 'members' ? payload.members : undefined)),
    ),
  };
}
