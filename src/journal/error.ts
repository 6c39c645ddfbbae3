import { brand, QmpWatchdogError } from '../core/index.js';

/**
 * The journal could not be opened, written or read. What can not be recorded first is not done. Code `ERR_JOURNAL`.
 */
export class JournalError extends QmpWatchdogError {
  static {
    brand(this, 'JournalError');
  }

  /** The file. */
  readonly path: string;

  constructor(path: string, what: string, cause?: unknown) {
    super('ERR_JOURNAL', `the journal ${path} ${what}`, { cause });
    this.path = path;
  }
}
