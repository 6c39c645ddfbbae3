import { describe, messageOf, OptionError, type Turn } from '../../core/index.js';

/**
 * Where a line has the number of its beat: an expression whose first group is a decimal number, or a function that returns
 * the number, a whole one, for one that is written in another way. Numbers rise from beat to beat, and start over at each boot.
 */
export type LineCounter = RegExp | ((line: string) => number | bigint | undefined);

/** The number of a line's beat, or why it has none. Never throws. */
export type NumberOf = (line: string) => number | bigint | { readonly refusal: string };

/** As many digits as a 64-bit number has. */
const DECIMAL = /^\d{1,20}$/;

/** @throws {@link OptionError} */
export function lineCounter(counter: LineCounter | undefined): NumberOf | undefined {
  if (counter === undefined) return undefined;
  if (counter instanceof RegExp) return byExpression(new RegExp(counter));
  if (typeof counter === 'function') return (line) => ask(counter, line);
  throw new OptionError(
    'counter',
    counter,
    'a RegExp whose first group is the number, or a function that returns it',
  );
}

function byExpression(expression: RegExp): NumberOf {
  return (line) => {
    expression.lastIndex = 0;
    const digits = expression.exec(line)?.[1] ?? '';
    return DECIMAL.test(digits) ? BigInt(digits) : numberless(line);
  };
}

function ask(counter: (line: string) => unknown, line: string): ReturnType<NumberOf> {
  try {
    const answer = counter(line);
    if (typeof answer === 'bigint' || (typeof answer === 'number' && Number.isInteger(answer))) return answer;
    return numberless(line);
  } catch (error) {
    return { refusal: `the counter function threw ${describe(messageOf(error))} at ${describe(line)}` };
  }
}

function numberless(line: string): { readonly refusal: string } {
  return { refusal: `a beat without a number (counter): ${describe(line)}` };
}

/** Which beats are new, over all the connections of one run. */
export class BeatCount {
  readonly #numberOf: NumberOf;
  #last: bigint | undefined;
  #turn: Turn | undefined;

  constructor(numberOf: NumberOf) {
    this.#numberOf = numberOf;
  }

  /** Says why a line is no new beat; undefined when it is one. */
  judge(line: string): string | undefined {
    const number = this.#numberOf(line);
    if (typeof number === 'object') return number.refusal;
    const exact = BigInt(number);
    if (exact === this.#last) return `beat ${number} again: ${describe(line)}`;
    this.#last = exact;
    return undefined;
  }

  /** Whether no beat before this one was read in the same turn: what comes together was buffered, and is one sign of life. */
  isFirstOf(turn: Turn): boolean {
    const first = this.#turn !== turn;
    this.#turn = turn;
    return first;
  }
}
