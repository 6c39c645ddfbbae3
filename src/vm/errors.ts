import { brand, QmpWatchdogError, TimeoutError } from '../core/index.js';

/**
 * The QEMU that answers at a VM's address is another VM's: its UUID or name differs. A second QEMU that is started on a
 * socket's path takes it over silently. Code `ERR_WRONG_VM`.
 */
export class WrongVmError extends QmpWatchdogError {
  static {
    brand(this, 'WrongVmError');
  }

  readonly expected: string;
  readonly found: string;

  constructor(address: string, what: 'UUID' | 'name', expected: string, found: string | undefined) {
    const words = found === undefined ? `has no ${what}` : `has the ${what} ${found}`;
    super(
      'ERR_WRONG_VM',
      `the QEMU at ${address} is another VM: it ${words}, and ${expected} was expected. Another QEMU may have been started on the same path, and the former one may still run: it is not followed any more.`,
    );
    this.expected = expected;
    this.found = found ?? 'none';
  }
}

/** The first session was not there in time. */
export function notStarted(where: string, timeout: number, cause: Error | undefined): TimeoutError {
  const last = cause === undefined ? 'it has not answered' : cause.message;
  const error = new TimeoutError(
    'ERR_START_TIMEOUT',
    `${where} did not get ready within ${timeout} ms; at last: ${last}`,
    timeout,
  );
  if (cause !== undefined) error.cause = cause;
  return error;
}
