import type { Clock } from '../../core/index.js';
import type { Severity } from '../severity.js';

/** An error of the host itself, of which QEMU may not know, and where it is. */
export interface HostError {
  readonly severity: Severity;
  /** What happened, in a few words. */
  readonly message: string;
  /** The part of the host that it is of, such as the memory controller `mc0`, or a NUMA node. */
  readonly node?: string | undefined;
  /** What failed in that part, such as the label of a memory module, or a disk. */
  readonly device?: string | undefined;
  /** Where it can be looked at: a path of sysfs, or of a log. */
  readonly path?: string | undefined;
  /** How many such errors it stands for, at least 1. */
  readonly count: number;
}

/** What a running {@link HostErrorSource} tells. */
export interface HostErrorSink {
  /** An error has been found that came after the start. */
  error(error: HostError): void;
  /** Nothing can be told of the host any more, and why. May be told again, with another reason. */
  unknown(reason: string): void;
  /** It can be told again. */
  known(): void;
}

/**
 * Where errors of the host are found. It follows the host for as long as it runs, comes back when what it reads was away,
 * and never throws at its sink. Make one with `hostError`.
 */
export interface HostErrorSource {
  /** Names it in policies, records and messages. */
  readonly id: string;
  /** Starts following; nothing is told before the next microtask. Disposing ends it, idempotently, and tells nothing more. */
  start(sink: HostErrorSink, context: HostErrorContext): AsyncDisposable;
}

/** What a source of host errors runs with. */
export interface HostErrorContext {
  readonly clock: Clock;
}
