import { knownOptions, messageOf, milliseconds, nonEmpty, OptionError, oneOf } from '../../core/index.js';
import { type ActionContext, type ActionResult, action, type SingleAction } from '../../policy/index.js';
import { checkSocketAddress, type EventName, type SocketAddress } from '../../qmp/index.js';
import { readScript } from './file.js';
import { hmpLines, qmpLines, type ScriptLine } from './lines.js';
import { writeBytes } from './raw.js';

/** A file with what is to be done on expiry. It is read and checked once, at the start. */
export interface ScriptFileOptions {
  /** The file, of at most 64 KiB. */
  readonly path: string;
  /**
   * What its lines are: `qmp`, commands in JSON, sent one after the other over the session of the supervised VM; `hmp`,
   * commands of the human monitor, over the same session; `raw`, bytes that are written `to` a socket as they are.
   */
  readonly language: 'qmp' | 'hmp' | 'raw';
  /** Where the bytes of a `raw` script go. */
  readonly to?: SocketAddress | undefined;
  /**
   * The event by which QEMU says that the script took effect, such as `COLO_EXIT`. Not for `raw`. Default: none, and the
   * outcome is `unknown`: that commands were accepted proves nothing.
   */
  readonly expect?: EventName | undefined;
  /** How long all of it may take, in milliseconds. Default 10,000. */
  readonly timeout?: number | undefined;
}

/**
 * The action that sends a script. Each line waits for the answer to the one before, and one that QEMU refuses ends it:
 * what follows may rest on it. Of HMP it tells no refusal.
 * @throws {@link OptionError}
 */
export function scriptAction(options: ScriptFileOptions): SingleAction {
  knownOptions('script', options, ['path', 'language', 'to', 'expect', 'timeout']);
  const { path } = options;
  const timeout = milliseconds('script.timeout', options.timeout, 10_000, { min: 1 });
  return action({
    name: `script ${path}`,
    destructive: true,
    idempotent: false,
    // Who is watched is another than the VM that the script is for, and that one may stand still in a checkpoint.
    evidence: ['channel-proven', 'answering', 'no-own-lag', 'pets-silent'],
    timeout,
    run: runnerOf(options, readScript('script.path', path)),
  });
}

type Runner = (context: ActionContext) => Promise<ActionResult>;

function runnerOf({ path, language, to, expect }: ScriptFileOptions, bytes: Buffer): Runner {
  if (language === undefined) throw new OptionError('script.language', language, "'qmp', 'hmp' or 'raw'");
  oneOf('script.language', language, 'qmp', ['qmp', 'hmp', 'raw']);
  if (language === 'raw') {
    if (to === undefined)
      throw new OptionError('script.to', to, "a socket, to which a 'raw' script is written");
    if (expect !== undefined)
      throw new OptionError('script.expect', expect, "left out for 'raw', which no VM answers");
    checkSocketAddress('script.to', to);
    return (context) => writeBytes(bytes, to, context);
  }
  if (to !== undefined)
    throw new OptionError('script.to', to, `left out for '${language}': it goes to the VM`);
  if (expect !== undefined) nonEmpty('script.expect', expect);
  const lines = language === 'qmp' ? qmpLines(path, bytes) : hmpLines(path, bytes);
  return (context) => sendLines(lines, expect, context);
}

async function sendLines(
  lines: readonly ScriptLine[],
  expect: EventName | undefined,
  { vm, signal }: ActionContext,
): Promise<ActionResult> {
  const answers: unknown[] = [];
  // The deadline is the action's.
  const limits = { signal, timeout: Number.POSITIVE_INFINITY };
  const send = async (): Promise<void> => {
    for (const { command, args } of lines) answers.push(await vm.executeAny(command, args, limits));
  };
  try {
    if (expect === undefined) await send();
    else await vm.expect(expect, limits).during(send);
  } catch (error) {
    // Where nothing was done, the error says so itself. Half a script must not be taken for none, and sent again.
    if (answers.length === 0) throw error;
    const reason =
      answers.length < lines.length
        ? `cut short after ${answers.length} of ${lines.length} lines`
        : `no ${expect}`;
    return { outcome: 'unknown', reason, evidence: { answers, error: messageOf(error) } };
  }
  return expect === undefined
    ? { outcome: 'unknown', reason: 'not-verified', evidence: { answers } }
    : { outcome: 'done', reason: expect, evidence: { answers } };
}
