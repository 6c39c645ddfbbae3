import { parseArgs } from 'node:util';
import { messageOf, OptionError } from '../core/index.js';
import { explainLines, JournalError } from '../journal/index.js';
import { EXPLAIN_HELP } from './help.js';
import { DONE, FAILED, MISUSED, type Output } from './output.js';

/** `qmp-watchdog explain`: resolves with the exit code. */
export async function explain(args: readonly string[], { out, err }: Output): Promise<number> {
  let request: { readonly help: boolean; readonly file: string; readonly incident: string | undefined };
  try {
    request = read(args);
  } catch (error) {
    err(messageOf(error));
    err('qmp-watchdog explain --help tells what can be asked for');
    return MISUSED;
  }
  if (request.help) {
    out(EXPLAIN_HELP);
    return DONE;
  }
  try {
    for await (const line of explainLines(request.file, request.incident)) out(line);
    return DONE;
  } catch (error) {
    // Of our own errors the message says all; a bug needs its stack.
    if (error instanceof OptionError)
      err(`there is no incident ${request.incident} in ${request.file}: ${error.message}`);
    else if (error instanceof JournalError || !(error instanceof Error)) err(messageOf(error));
    else err(error.stack ?? error.message);
    return FAILED;
  }
}

/** @throws Error when that is no request. */
function read(args: readonly string[]): {
  readonly help: boolean;
  readonly file: string;
  readonly incident: string | undefined;
} {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h', default: false } },
  });
  const [file, incident, ...more] = positionals;
  const { help } = values;
  if (help) return { help, file: '', incident };
  if (file === undefined) throw new Error('FILE is missing: which journal is to be explained?');
  if (more.length > 0)
    throw new Error(`one journal and one incident at a time; left over: ${more.join(' ')}`);
  if (incident !== undefined && !/^i[1-9]\d*$/.test(incident))
    throw new Error(`'${incident}' is no id of an incident: they are i1, i2, and so on`);
  return { help, file, incident };
}
