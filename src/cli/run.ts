import { explain } from './explain.js';
import { generate } from './generate.js';
import { HELP } from './help.js';
import { DONE, MISUSED, type Output } from './output.js';
import { status } from './status.js';

/** Runs the command line that `args` say; resolves with the exit code. */
export async function run(args: readonly string[], output: Output): Promise<number> {
  const [command, ...rest] = args;
  if (command === 'explain') return await explain(rest, output);
  if (command === 'generate') return await generate(rest, output);
  if (command === 'status') return await status(rest, output);
  if (command === '--help' || command === '-h') {
    output.out(HELP);
    return DONE;
  }
  output.err(command === undefined ? HELP : `there is no command '${command}'\n\n${HELP}`);
  return MISUSED;
}
