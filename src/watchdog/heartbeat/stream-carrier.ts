import { type Deadline, Deadlines, onAbort } from '../../core/index.js';
import type { Transport } from '../../qmp/index.js';
import { LengthFraming, withLength } from './length-framing.js';
import type { Carrier } from './line.js';
import type { OpenLine, PathRun } from './path.js';

/** So much may come over a connection before it has proved who is there: some ten frames, with room. */
const MOST_UNPROVEN_BYTES = 4_096;
/** While so much waits to be read by the other end, it gets no more: the frames of now will be old by then. */
const MOST_UNSENT_BYTES = 16_384;

/** What a connection wants besides its transport. */
interface StreamCarrierOptions {
  /** For people. Default: where the transport leads. */
  readonly name?: string;
  /** A peer may take its time to prove that it is there: it is who connected both that hangs up, and not we. */
  readonly patient?: boolean;
  /** Told once, when it has been proved that this node is there. */
  readonly onProven?: (node: string) => void;
}

/** A connection as a carrier of frames. It has a time to prove itself, and is hung up on when it does not. */
export class StreamCarrier implements Carrier {
  readonly name: string;
  readonly #transport: Transport;
  readonly #run: PathRun;
  readonly #patient: boolean;
  readonly #onProven: ((node: string) => void) | undefined;
  readonly #proof: Deadline;
  readonly #framing: LengthFraming;
  #line: OpenLine | undefined;
  #proven = false;
  #unprovenBytes = 0;
  #why: string | undefined;

  constructor(transport: Transport, run: PathRun, options: StreamCarrierOptions = {}) {
    this.name = options.name ?? transport.address;
    this.#transport = transport;
    this.#run = run;
    this.#patient = options.patient ?? false;
    this.#onProven = options.onProven;
    this.#proof = Deadlines.of(run.clock).create(() =>
      this.#unproven(`nothing in ${run.proofTimeout} ms proved that a peer is there`),
    );
    this.#framing = new LengthFraming({
      frame: (bytes) => this.#line?.receive(bytes),
      tooLong: (length) => this.#tooLong(length),
    });
  }

  /** Carries until the connection is over, and tells why it is. */
  async carry(): Promise<string> {
    const { signal, clock } = this.#run;
    const forget = onAbort(signal, () => this.hangUp('this heartbeat has ended'));
    const error = await new Promise<Error | undefined>((resolve) => {
      if (!this.#patient) this.#proof.set(clock.now() + this.#run.proofTimeout);
      this.#line = this.#run.open(this);
      this.#transport.start({ received: (read) => this.#received(read), closed: resolve });
    });
    forget();
    this.#proof.clear();
    this.#framing.end();
    const how = error === undefined ? 'was closed by the other side' : `broke: ${error.message}`;
    const reason = this.#why ?? `${this.name} ${how}`;
    this.#line?.ended(reason);
    return reason;
  }

  send(frame: Uint8Array): void {
    if (this.#why !== undefined || (this.#transport.unsent ?? 0) > MOST_UNSENT_BYTES) return;
    this.#transport.write(withLength(frame).toString('latin1'));
  }

  proven(node: string): void {
    if (this.#proven) return;
    this.#proven = true;
    this.#proof.clear();
    this.#onProven?.(node);
  }

  flooded(): void {
    // One that has proved itself is heard again when it says less: what waited while this process stood still is a flood.
    if (!this.#proven) this.hangUp(`${this.name} sent too many frames`);
  }

  /** Idempotent: the first reason stays. */
  hangUp(reason: string): void {
    this.#why ??= reason;
    this.#framing.end();
    this.#transport.close();
  }

  #received(read: Buffer): void {
    if (!this.#proven && !this.#patient) {
      this.#unprovenBytes += read.length;
      if (this.#unprovenBytes > MOST_UNPROVEN_BYTES) {
        this.#unproven(`nothing in its first ${MOST_UNPROVEN_BYTES} bytes proved that a peer is there`);
        return;
      }
    }
    this.#framing.push(read);
  }

  #unproven(detail: string): void {
    this.#run.refused('unproven', this.name, detail);
    this.hangUp(`${this.name}: ${detail}`);
  }

  #tooLong(length: number): void {
    const detail = `a frame of ${length} bytes was announced`;
    this.#run.refused('too-long', this.name, detail);
    this.hangUp(`${this.name}: ${detail}`);
  }
}
