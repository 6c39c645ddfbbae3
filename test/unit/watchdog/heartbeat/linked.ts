// Heartbeats that are linked in memory, in virtual time: a network whose frames the test may hold, lose, double or read.
import { Duplex } from 'node:stream';
import { heartbeat, type Heartbeat, type HeartbeatOptions } from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';
// Loaded beforehand: virtual time does not wait for the test runner's way of importing.
import 'p-retry';
import { Recorder } from '../pets/recorder.js';

export const SECRET = '11'.repeat(32);

/** One end of a {@link Cable}. */
class End extends Duplex {
  readonly sent: Buffer[] = [];
  readonly #deliver: (bytes: Buffer) => void;

  constructor(deliver: (bytes: Buffer) => void) {
    super({ allowHalfOpen: false });
    this.#deliver = deliver;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.sent.push(chunk);
    this.#deliver(chunk);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    done(error);
  }
}

/** A connection between two, as a stream each. Each write carries one frame after its length. */
export class Cable {
  readonly a: End;
  readonly b: End;
  /** Whether what `a` sends arrives at `b`, and the other way round. */
  aToB = true;
  bToA = true;

  constructor() {
    this.a = new End((bytes) => this.aToB && void this.b.push(bytes));
    this.b = new End((bytes) => this.bToA && void this.a.push(bytes));
  }

  /** The end of the connection, for both. */
  cut(): void {
    this.a.destroy();
    this.b.destroy();
  }
}

/** What two nodes have in common. */
export function node(
  name: string,
  clock: VirtualClock,
  paths: HeartbeatOptions['paths'],
  options: Partial<HeartbeatOptions> = {},
): Heartbeat {
  const peers = ['node-a', 'node-b', 'node-c'].filter((peer) => peer !== name);
  const key = { id: 1, secret: SECRET };
  return heartbeat({ cluster: 'lab', node: name, peers, key, paths, clock, ...options });
}

export interface Linked extends AsyncDisposable {
  readonly clock: VirtualClock;
  readonly cables: readonly Cable[];
  readonly a: Heartbeat;
  readonly b: Heartbeat;
  /** What node-a's watchdog of node-b was told. */
  readonly told: Recorder;
}

/** Two nodes that are linked by so many cables. */
export function linked(
  options: {
    readonly cables?: number;
    readonly a?: Partial<HeartbeatOptions>;
    readonly b?: Partial<HeartbeatOptions>;
  } = {},
): Linked {
  const clock = new VirtualClock();
  const cables = Array.from({ length: options.cables ?? 1 }, () => new Cable());
  const a = node(
    'node-a',
    clock,
    cables.map((cable) => ({ stream: cable.a })),
    options.a,
  );
  const b = node(
    'node-b',
    clock,
    cables.map((cable) => ({ stream: cable.b })),
    options.b,
  );
  const told = new Recorder();
  const running = a.peer('node-b').start(told, { clock });
  return {
    clock,
    cables,
    a,
    b,
    told,
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]();
      await Promise.all([a[Symbol.asyncDispose](), b[Symbol.asyncDispose]()]);
    },
  };
}

/** What one heartbeat knows of a node. */
export function peerOf(beat: Heartbeat, name = 'node-b'): Heartbeat['snapshot']['peers'][number] {
  const peer = beat.snapshot.peers.find((one) => one.node === name);
  if (peer === undefined) throw new Error(`${name} is no peer`);
  return peer;
}

/** What was refused, without what was not. */
export function refusals(beat: Heartbeat): Record<string, number> {
  return Object.fromEntries(Object.entries(beat.snapshot.refused).filter(([, times]) => times > 0));
}
