import type { Transport } from '../../../src/qmp/index.js';
import type { FakeQemu } from '../../../src/testing/index.js';

/** A client that knows nothing of QMP: it keeps the bytes that come. */
export class RawClient {
  /** All that was received, or all since the last `take`. */
  text = '';
  /** How many pieces it came in. */
  pieces = 0;
  closed = false;
  error: Error | undefined;
  readonly #transport: Transport;

  constructor(qemu: FakeQemu) {
    this.#transport = qemu.transport();
    this.#transport.start({
      received: (bytes) => {
        this.text += bytes.toString('utf8');
        this.pieces += 1;
      },
      closed: (error) => {
        this.closed = true;
        this.error = error;
      },
    });
  }

  send(...messages: (object | string)[]): void {
    for (const message of messages)
      this.#transport.write(typeof message === 'string' ? message : `${JSON.stringify(message)}\n`);
  }

  /** What has come since the last time, as lines without their ends. */
  async take(): Promise<string[]> {
    await new Promise((resolve) => setImmediate(resolve));
    const lines = this.text.split('\r\n').filter((line) => line !== '');
    this.text = '';
    return lines;
  }

  /** As `take`, parsed. */
  async messages(): Promise<Message[]> {
    return (await this.take()).map((line) => JSON.parse(line));
  }

  close(): void {
    this.#transport.close();
  }
}

/** Whatever QEMU may say. */
export interface Message {
  readonly id?: unknown;
  readonly return?: unknown;
  readonly error?: { readonly class: string; readonly desc: string };
  readonly event?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly timestamp?: { readonly seconds: number; readonly microseconds: number };
  readonly QMP?: unknown;
}

/** A message in a few words: `STOP`, `return a`, `GenericError a`. */
export function brief(message: Message): string {
  if (message.event !== undefined) return message.event;
  if (message.QMP !== undefined) return 'greeting';
  const id = 'id' in message ? ` ${String(message.id)}` : '';
  return `${message.error?.class ?? 'return'}${id}`;
}

/** A client that has negotiated, with out-of-band execution unless told otherwise. */
export async function negotiated(qemu: FakeQemu, enable: readonly string[] = ['oob']): Promise<RawClient> {
  const client = new RawClient(qemu);
  client.send({ execute: 'qmp_capabilities', arguments: { enable } });
  await client.take();
  return client;
}
