import { createWriteStream, type WriteStream } from 'node:fs';
import {
  abortSignal,
  type Clock,
  count,
  knownOptions,
  milliseconds,
  nonEmpty,
  redact,
  stringifyJson,
  systemClock,
} from '../../core/index.js';
import {
  checkAddress,
  openTransport,
  type QmpAddress,
  type Transport,
  type TransportListener,
} from '../../qmp/index.js';
import { MonitorInput } from '../fake-qemu/monitor-input.js';
import { HEADER, LONGEST } from './recording-file.js';

/** Options of {@link record}. */
export interface RecordOptions {
  /** The largest file, in bytes; what comes later is left out. Default 16 MiB, at most 64. */
  readonly maxBytes?: number | undefined;
  /** How long the connection may take, in milliseconds. Default 5,000. */
  readonly timeout?: number | undefined;
  /** Ends connecting. */
  readonly signal?: AbortSignal | undefined;
  /** Time. Default: the host's. */
  readonly clock?: Clock | undefined;
}

/** What has become of a recording. */
export interface RecordingEnd {
  /** Whether all of the session is in it. */
  readonly complete: boolean;
  /** Why the file could not be written, if so. The session itself went on. */
  readonly error: Error | undefined;
}

/** A connection whose traffic is recorded. */
export interface RecordedTransport extends Transport {
  /** Fulfilled when the connection is over and the file is written. Never rejects. */
  readonly recorded: Promise<RecordingEnd>;
}

/**
 * Connects to `address` and records the session that goes over it, both directions, in `file`, which is replaced: one
 * JSON object a line, readable for its owner only. What is known to be a secret is left out, in what is sent and in what
 * is received; look at the file before you give it away all the same. {@link ReplayedQemu} plays it.
 *
 * ```ts
 * import { QmpClient } from 'qmp-watchdog';
 * import { record } from 'qmp-watchdog/testing';
 *
 * const transport = await record({ path: '/run/vm1.qmp' }, 'incident.jsonl');
 * const client = await QmpClient.connect({ transport });
 * ```
 * @throws OptionError an option or the address can not be used.
 * @throws ConnectError nothing listens there, or it may not be reached.
 * @throws AbortError the signal aborted.
 */
export async function record(
  address: QmpAddress,
  file: string,
  options: RecordOptions = {},
): Promise<RecordedTransport> {
  knownOptions('record', options, ['maxBytes', 'timeout', 'signal', 'clock']);
  checkAddress(address);
  const clock = options.clock ?? systemClock;
  const path = nonEmpty('file', file);
  const maxBytes = count('maxBytes', options.maxBytes, 16 * 1024 * 1024, { min: 1024, max: LONGEST });
  const timeout = milliseconds('timeout', options.timeout, 5_000, { min: 1, infinity: true });
  const transport = await openTransport(address, {
    clock,
    signal: abortSignal('signal', options.signal),
    timeout,
  });
  return new Recorder(transport, createWriteStream(path, { mode: 0o600 }), clock, maxBytes);
}

/** A message of more than this is none of QEMU's. */
const LARGEST_MESSAGE = 16 * 1024 * 1024;
/** What the last line needs. */
const RESERVED = 64;

class Recorder implements RecordedTransport {
  readonly address: string;
  readonly encrypted: boolean;
  readonly recorded: Promise<RecordingEnd>;
  readonly #transport: Transport;
  readonly #file: WriteStream;
  readonly #clock: Clock;
  readonly #start: number;
  readonly #inputs = { qemu: new MonitorInput(), client: new MonitorInput() };
  #room: number;
  #complete = true;
  #started = false;
  #endedBy: 'qemu' | 'client' = 'qemu';

  constructor(transport: Transport, file: WriteStream, clock: Clock, maxBytes: number) {
    this.#transport = transport;
    this.#file = file;
    this.#clock = clock;
    this.#start = clock.now();
    this.#room = maxBytes - RESERVED;
    this.address = transport.address;
    this.encrypted = transport.encrypted === true;
    this.recorded = new Promise((resolve) => {
      let error: Error | undefined;
      file.on('error', (reason) => {
        error ??= reason;
        this.#cut();
      });
      file.once('close', () => resolve({ complete: this.#complete && error === undefined, error }));
    });
    this.#line({ ...HEADER, address: transport.address, wall: clock.wall() });
  }

  start(listener: TransportListener): void {
    this.#started = true;
    this.#transport.start({
      received: (bytes) => {
        this.#record('qemu', bytes);
        listener.received(bytes);
      },
      closed: (error) => {
        this.#end();
        listener.closed(error);
      },
    });
  }

  write(text: string): void {
    this.#record('client', Buffer.from(text));
    this.#transport.write(text);
  }

  close(): void {
    this.#endedBy = 'client';
    this.#transport.close();
    // Nobody is told that it is closed.
    if (!this.#started) this.#end();
  }

  #end(): void {
    this.#file.end(`${stringifyJson({ at: this.#at(), end: this.#endedBy })}\n`);
  }

  #record(from: 'qemu' | 'client', bytes: Buffer): void {
    if (!this.#complete) return;
    const input = this.#inputs[from];
    input.push(bytes);
    for (let next = input.next(); next !== undefined; next = input.next()) {
      const message = 'value' in next ? { [from]: redact(next.value) } : { unreadable: from };
      this.#line({ at: this.#at(), ...message });
    }
    if (input.size > LARGEST_MESSAGE) this.#cut();
  }

  /** Since the connection, in milliseconds with three decimals. */
  #at(): number {
    return Math.round((this.#clock.now() - this.#start) * 1000) / 1000;
  }

  #line(content: object): void {
    if (!this.#complete) return;
    const line = `${stringifyJson(content)}\n`;
    const length = Buffer.byteLength(line);
    if (length > this.#room) this.#cut();
    else {
      this.#room -= length;
      this.#file.write(line);
    }
  }

  #cut(): void {
    this.#complete = false;
    for (const input of Object.values(this.#inputs)) input.clear();
  }
}
