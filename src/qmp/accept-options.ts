import {
  abortSignal,
  knownOptions,
  milliseconds,
  nonEmpty,
  OptionError,
  type WaitOptions,
} from '../core/index.js';
import type { Wanted } from './waiting-room.js';

/** Who is accepted, and how long to wait. Without `uuid` and `name`: whoever comes first. */
export interface AcceptOptions extends WaitOptions {
  /** QEMU's `-uuid`. */
  readonly uuid?: string | undefined;
  /** QEMU's `-name`. */
  readonly name?: string | undefined;
  /** Ends the wait with an {@link AbortError}. */
  readonly signal?: AbortSignal | undefined;
  /** How long to wait, in milliseconds. Default 30,000; `Infinity` for as long as it takes. */
  readonly timeout?: number | undefined;
}

/** {@link AcceptOptions}, checked and complete. */
export interface CheckedAcceptOptions {
  readonly wanted: Wanted;
  readonly signal: AbortSignal | undefined;
  readonly timeout: number;
}

/** @throws OptionError */
export function checkAcceptOptions(options: AcceptOptions): CheckedAcceptOptions {
  knownOptions('accept', options, ['uuid', 'name', 'signal', 'timeout']);
  const { uuid, name } = options;
  return {
    wanted: {
      uuid: uuid === undefined ? undefined : checkUuid(uuid),
      name: name === undefined ? undefined : nonEmpty('name', name),
    },
    signal: abortSignal('signal', options.signal),
    timeout: milliseconds('timeout', options.timeout, 30_000, { min: 0, infinity: true }),
  };
}

function checkUuid(uuid: string): string {
  if (typeof uuid !== 'string' || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(uuid))
    throw new OptionError('uuid', uuid, "a UUID, such as '6ba7b810-9dad-11d1-80b4-00c04fd430c8'");
  return uuid.toLowerCase();
}
