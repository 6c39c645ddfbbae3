/** What a {@link Transport} calls. Never before `start`, never after `closed`. */
export interface TransportListener {
  /** Bytes came in. They are valid only during the call. */
  received(bytes: Buffer): void;
  /** The connection is over, with what broke it, or without when the peer closed it. Called exactly once. */
  closed(error: Error | undefined): void;
}

/**
 * A connected byte stream in both directions: the seam under a session. The package has transports for unix and TCP
 * sockets, TLS, the standard streams of a QEMU that it started, and any Duplex; a fake one comes with `qmp-watchdog/testing`.
 */
export interface Transport {
  /** Where it leads, for messages: `unix:/run/vm1.qmp`. */
  readonly address: string;
  /** Whether it runs over TLS, over which a QEMU older than 8.0 greets and never answers. Default: it does not. */
  readonly encrypted?: boolean;
  /** How many bytes were written and wait here because the other side does not read; undefined where nobody knows. */
  readonly unsent?: number;
  /** Starts reading. Called once. */
  start(listener: TransportListener): void;
  /** Sends `text`, a byte a character (QMP's is ASCII), or keeps it to send; never throws. A failure shows as `closed`. */
  write(text: string): void;
  /** Ends the connection; `closed` follows. Idempotent. */
  close(): void;
}
