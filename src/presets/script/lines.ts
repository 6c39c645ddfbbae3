import { isUtf8 } from 'node:buffer';
import { OptionError, parseJson } from '../../core/index.js';

/** A command of a script. */
export interface ScriptLine {
  readonly command: string;
  readonly args: object;
}

/**
 * The lines of a script in QMP: one command each, as `{"execute": …, "arguments": …}`. Empty lines mean nothing.
 * @throws {@link OptionError} with the number of the line.
 */
export function qmpLines(path: string, bytes: Buffer): readonly ScriptLine[] {
  return linesOf(path, bytes).map(({ where, text }) => {
    const message = parsed(where, text);
    const { execute, arguments: args = {}, ...others } = message;
    if (typeof execute !== 'string' || execute === '')
      throw new OptionError(where, text, 'a command, named by its member "execute"');
    if (execute === 'qmp_capabilities')
      throw new OptionError(where, text, 'left out: the session is negotiated already');
    if (typeof args !== 'object' || args === null || Array.isArray(args))
      throw new OptionError(where, text, 'a command whose member "arguments" is an object');
    const [other] = Object.keys(others);
    if (other !== undefined)
      throw new OptionError(where, text, `without "${other}": a line has "execute" and "arguments"`);
    return { command: execute, args };
  });
}

/** The lines of a script in HMP, one command each. Empty lines mean nothing. @throws {@link OptionError} */
export function hmpLines(path: string, bytes: Buffer): readonly ScriptLine[] {
  return linesOf(path, bytes).map(({ where, text }) => {
    if (text.startsWith('{'))
      throw new OptionError(where, text, "a command of the human monitor; for QMP, the language is 'qmp'");
    return { command: 'human-monitor-command', args: { 'command-line': text } };
  });
}

function parsed(where: string, text: string): Readonly<Record<string, unknown>> {
  let message: unknown;
  try {
    message = parseJson(text);
  } catch {
    throw new OptionError(
      where,
      text,
      `a command in JSON, such as {"execute":"stop"}; for HMP, the language is 'hmp'`,
    );
  }
  if (typeof message !== 'object' || message === null || Array.isArray(message))
    throw new OptionError(where, text, 'a JSON object, such as {"execute":"stop"}');
  return { ...message };
}

function linesOf(path: string, bytes: Buffer): readonly { readonly where: string; readonly text: string }[] {
  // What is no UTF-8 would become something else.
  if (!isUtf8(bytes)) throw new OptionError('script.path', path, 'a file in UTF-8');
  const lines = bytes
    .toString('utf8')
    .split('\n')
    .map((line, index) => ({ where: `line ${index + 1} of ${path}`, text: line.trim() }))
    .filter(({ text }) => text !== '');
  for (const { where, text } of lines)
    if (/(?!\t)\p{Cc}/u.test(text)) throw new OptionError(where, text, 'text, without control characters');
  if (lines.length === 0) throw new OptionError('script.path', path, 'a file with at least one command');
  return lines;
}
