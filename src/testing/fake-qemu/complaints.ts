import { brand, QmpWatchdogError } from '../../core/index.js';

/** A command that was wrong for this QEMU, or that the fake can not answer as QEMU would. */
export interface Complaint {
  readonly command: string;
  /** What is wrong with it, and what to do. */
  readonly message: string;
  /** When that was first seen, by the clock's `now()`: the command was about to be carried out. */
  readonly at: number;
}

/** A fake or replayed QEMU was sent what it should not have been: `complaints` says what. Code `ERR_MISUSE`. */
export class MisuseError extends QmpWatchdogError {
  static {
    brand(this, 'MisuseError');
  }

  readonly complaints: readonly Complaint[];

  /** @internal */
  constructor(summary: string, complaints: readonly Complaint[]) {
    const lines = complaints.map(({ command, message }) => `\n  ${command}: ${message}`);
    super('ERR_MISUSE', `${summary}:${lines.join('')}`);
    this.complaints = complaints;
  }
}

/** A test that sends ever new wrong things gets this many. */
const MOST = 100;

/** What a fake complains about, and to whom. `summary` begins the message. */
export class Complaints {
  readonly #summary: string;
  readonly #allowed: ReadonlySet<string>;
  readonly #list: Complaint[] = [];
  readonly #throws: boolean;
  #thrown = false;

  constructor(
    summary: string,
    options: { readonly onComplaint: 'throw' | 'collect'; readonly allow: readonly string[] },
  ) {
    this.#summary = summary;
    this.#throws = options.onComplaint === 'throw';
    this.#allowed = new Set(options.allow);
  }

  get list(): readonly Complaint[] {
    return this.#list;
  }

  /** Whether nothing is said about a command. */
  allows(command: string): boolean {
    return this.#allowed.has(command);
  }

  /** Each thing once. */
  add(complaint: Complaint): void {
    const { command, message } = complaint;
    if (this.#allowed.has(command) || this.#list.length === MOST) return;
    if (this.#list.some((own) => own.command === command && own.message === message)) return;
    this.#list.push(complaint);
  }

  /** At the end of the fake's life, once. @throws {@link MisuseError} */
  finish(): void {
    if (this.#thrown || !this.#throws || this.#list.length === 0) return;
    this.#thrown = true;
    throw new MisuseError(this.#summary, this.#list);
  }
}
