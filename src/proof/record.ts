import type { Level } from './level.js';

/** On what the disks of a VM lie: `local` on files and devices of this host, whose locks and caches it can ask. */
export type StorageKind = 'none' | 'local' | 'network' | 'mixed';

/**
 * A proof as it is written down and sent: to the journal, to a notifier, to whoever polls. It is an announcement, and
 * proves nothing by itself: `consume` does, at the store where it is registered.
 */
export interface ProofRecord {
  readonly level: Level;
  readonly vm: { readonly name: string | undefined; readonly uuid: string | undefined };
  /** In which session of the VM, as its `Vm` counts them, the last question was answered. */
  readonly session: number;
  /** Names this proof, and the latch that holds the VM still. It is no secret. */
  readonly token: string;
  /** When it was made, by its host's wall clock, for people: ISO 8601. A proof does not grow old. */
  readonly issued: string;
  readonly storage: StorageKind;
  /** What it rests on, as JSON. */
  readonly evidence: Readonly<Record<string, unknown>>;
}
