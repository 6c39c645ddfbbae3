import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Without the paths of tsconfig.json, so that `qmp-watchdog` is the built package, as for a user. */
const TSX_TSCONFIG_PATH = fileURLToPath(new URL('../.config/tsconfig.build.json', import.meta.url));

/** A process of the bench, which does what it is asked to and answers. */
export class Child<Question, Answer> implements AsyncDisposable {
  readonly #file: string;
  readonly #process: ChildProcess;

  private constructor(file: string, process: ChildProcess) {
    this.#file = file;
    this.#process = process;
  }

  /** Starts a module of this folder, which gets `assignment` as JSON; resolves when it has answered for the first time. */
  static async start<Question, Answer>(
    file: string,
    assignment: unknown,
    flags: readonly string[] = [],
  ): Promise<Child<Question, Answer>> {
    const started = fork(fileURLToPath(new URL(file, import.meta.url)), [JSON.stringify(assignment)], {
      execArgv: ['--import', 'tsx', ...flags],
      env: { ...process.env, TSX_TSCONFIG_PATH },
    });
    const child = new Child<Question, Answer>(file, started);
    await child.#answer();
    return child;
  }

  ask(question: Question): Promise<Answer> {
    this.#process.send({ question });
    return this.#answer();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }

  #answer(): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const failed = (): void =>
        reject(new Error(`${this.#file} has ended: ${this.#process.spawnargs.at(-1)}`));
      this.#process.once('exit', failed);
      this.#process.once('message', (message: { readonly answer: Answer }) => {
        this.#process.off('exit', failed);
        resolve(message.answer);
      });
    });
  }
}

/** What the process was started with. */
export function assignment<T>(): T {
  return JSON.parse(process.argv[2] ?? '') as T;
}

/** In the process: says that it is ready, and answers questions until its parent lets go of it. */
export function serve<Question, Answer>(
  answer: (question: Question) => Promise<Answer> | Answer,
  end: () => void = () => {},
): void {
  process.on('message', async ({ question }: { readonly question: Question }) => {
    process.send?.({ answer: await answer(question) });
  });
  process.on('disconnect', () => {
    end();
    process.exit();
  });
  process.send?.({ answer: undefined });
}
