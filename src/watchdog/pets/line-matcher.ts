import { describe, messageOf, OptionError } from '../../core/index.js';

/**
 * Which lines are signs of life: the one that is exactly this text, those in which the expression finds something, or
 * those for which the function answers true. The line comes without its line end, decoded as UTF-8.
 *
 * An expression with the flag `g` or `y` starts at the beginning of each line. A function that throws, or answers
 * anything but true, has refused the line.
 */
export type LineMatcher = string | RegExp | ((line: string) => boolean);

/** Says why a line is no sign of life, in at most a few hundred characters; undefined when it is one. Never throws. */
export type LineJudge = (line: string) => string | undefined;

/** @throws {@link OptionError} when no line could ever fit. */
export function lineJudge(matcher: LineMatcher | undefined, maxLineBytes: number): LineJudge {
  if (matcher === undefined) return () => undefined;
  if (typeof matcher === 'string') {
    checkText(matcher, maxLineBytes);
    return (line) => (line === matcher ? undefined : misfit(line));
  }
  if (matcher instanceof RegExp) {
    // A copy, because such an expression remembers where it found something, and its owner may use it elsewhere.
    const expression = new RegExp(matcher);
    return (line) => {
      expression.lastIndex = 0;
      return expression.test(line) ? undefined : misfit(line);
    };
  }
  if (typeof matcher !== 'function')
    throw new OptionError('line', matcher, 'a string, a RegExp or a function');
  return (line) => ask(matcher, line);
}

function checkText(text: string, maxLineBytes: number): void {
  if (text === '' || /[\r\n]/.test(text))
    throw new OptionError('line', text, 'one line that is not empty, without its line end');
  if (Buffer.byteLength(text) > maxLineBytes) {
    throw new OptionError('line', text, `at most ${maxLineBytes} bytes long (maxLineBytes)`);
  }
}

function ask(matcher: (line: string) => boolean, line: string): string | undefined {
  try {
    // Not only for what is true in the end: a promise would be, and would let every line through.
    const answer: unknown = matcher(line);
    if (answer === true) return undefined;
    if (answer === false) return misfit(line);
    return `the line function answered ${describe(answer)}, which is neither true nor false, to ${describe(line)}`;
  } catch (error) {
    return `the line function threw ${describe(messageOf(error))} at ${describe(line)}`;
  }
}

function misfit(line: string): string {
  return `a line that is no sign of life: ${describe(line)}`;
}
