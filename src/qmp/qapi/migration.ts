import type { WideInt } from '../../core/index.js';
import type { Newer, NoArguments } from './open-types.js';

/** How far a migration is. */
export type MigrationStatus =
  | 'none'
  | 'setup'
  | 'cancelling'
  | 'cancelled'
  | 'active'
  | 'postcopy-active'
  | 'postcopy-paused'
  | 'postcopy-recover'
  | 'completed'
  | 'failed'
  | 'colo'
  | 'pre-switchover'
  | 'device'
  | 'wait-unplug'
  | Newer;

/** The answer to `query-migrate`. */
export interface MigrationInfo {
  readonly status?: MigrationStatus;
  /** Present on the source's side only. */
  readonly ram?: { readonly transferred: WideInt; readonly remaining: WideInt; readonly total: WideInt };
  readonly 'error-desc'?: string;
}

/** Commands of this part of the schema. */
export interface MigrationCommands {
  'query-migrate': { arguments: NoArguments; returns: MigrationInfo };
}

/** Events of this part of the schema. */
export interface MigrationEvents {
  /** Sent only where the migration capability `events` is on. */
  MIGRATION: { readonly status: MigrationStatus };
}
