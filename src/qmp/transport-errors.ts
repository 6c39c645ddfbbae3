import { brand, QmpWatchdogError, TimeoutError } from '../core/index.js';

/**
 * A QEMU older than 8.0 greeted over TLS and then did not answer: many builds of it never do, however well they are.
 * So this says nothing of the VM. Code `ERR_TLS_UNANSWERED`.
 */
export class TlsUnansweredError extends TimeoutError {
  static {
    brand(this, 'TlsUnansweredError');
  }

  readonly address: string;

  constructor(address: string, timeout: number, version: string) {
    super(
      'ERR_TLS_UNANSWERED',
      `${address} greeted over TLS but did not answer qmp_capabilities within ${timeout} ms: QEMU older than 8.0 mostly does not read what comes over TLS, and this is ${version}; nothing can be told of the VM. Use a local unix monitor (-qmp unix:...), reach it through ssh or a TLS proxy that ends on QEMU's host, or update QEMU.`,
      timeout,
    );
    this.address = address;
  }
}

/**
 * A QEMU that this process started has ended. `exitCode` or `signal` says how, `stderr` is the last that it wrote
 * there. Code `ERR_QEMU_EXITED`.
 */
export class QemuExitedError extends QmpWatchdogError {
  static {
    brand(this, 'QemuExitedError');
  }

  readonly address: string;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;

  constructor(address: string, exitCode: number | null, signal: NodeJS.Signals | null, stderr: string) {
    const how = signal === null ? `with exit code ${exitCode}` : `by ${signal}`;
    const words = stderr.trim();
    super(
      'ERR_QEMU_EXITED',
      `${address} ended ${how}${words === '' ? ', without a word' : `: ${words.split('\n').slice(-3).join('; ')}`}`,
    );
    this.address = address;
    this.exitCode = exitCode;
    this.signal = signal;
    this.stderr = stderr;
  }
}

/** A {@link QmpListener} can not listen, or was closed while somebody waited for its callers. Code `ERR_LISTEN`. */
export class ListenError extends QmpWatchdogError {
  static {
    brand(this, 'ListenError');
  }

  readonly address: string;

  constructor(address: string, message: string, cause?: unknown) {
    super('ERR_LISTEN', message, { cause });
    this.address = address;
  }
}
