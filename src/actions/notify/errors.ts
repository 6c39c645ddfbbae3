import { brand, QmpWatchdogError } from '../../core/index.js';

/**
 * A notifier could not tell somebody. The message says why, without secrets: no headers, no path of a URL. Code
 * `ERR_NOTIFY`.
 */
export class NotifyError extends QmpWatchdogError {
  static {
    brand(this, 'NotifyError');
  }

  readonly notifier: string;
  /** The HTTP status of a webhook that answered. */
  readonly status: number | undefined;

  constructor(
    notifier: string,
    message: string,
    options: { readonly cause?: unknown; readonly status?: number } = {},
  ) {
    super('ERR_NOTIFY', `${notifier}: ${message}`, { cause: options.cause });
    this.notifier = notifier;
    this.status = options.status;
  }
}
