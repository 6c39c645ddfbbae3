import { count, Turns } from '../../core/index.js';
import type { PetSource } from '../pet-source.js';
import type { DatagramChannel, PetChannel } from './channel.js';
import { BeatCount, type LineCounter, lineCounter } from './line-counter.js';
import { LineFraming } from './line-framing.js';
import { type LineMatcher, lineJudge } from './line-matcher.js';
import { commonOptions, type PetOptions } from './options.js';
import { petSource } from './source.js';

/** Options of `pets.lines`. */
export interface PetLineOptions extends PetOptions {
  /** Which lines are signs of life. Default: every line that is not empty. */
  readonly line?: LineMatcher | undefined;
  /**
   * Where a line has the number of its beat. Each number then counts once, however often a relay repeats the line; what was
   * buffered and is read at once is one sign of life; and a smaller number than the last is that of a new boot. A line
   * that fits and has no number is refused. Default: beats have no numbers.
   */
  readonly counter?: LineCounter | undefined;
  /**
   * The longest line, in bytes, counted up to its newline. A longer one is dropped to its end and refused once, and no
   * more than this is ever kept of it. From 1 to 1 MiB. Default 4,096.
   */
  readonly maxLineBytes?: number | undefined;
}

/**
 * Every line that fits `line` is a sign of life; the others are refused, which counts them and changes nothing else.
 *
 * A line ends with LF, and carriage returns before it are not part of it. An empty line is neither a pet nor refused.
 * A line counts once it has ended: what a lost connection cut off does not.
 *
 * ```ts
 * import { pets, Watchdog } from 'qmp-watchdog';
 *
 * const beats = pets.lines({ path: '/run/vm1.serial' }, { line: /^HB [0-9A-F]{4}/ });
 * const dog = new Watchdog({ id: 'guest', timeout: 5_000, pets: beats });
 * ```
 * @throws {@link OptionError}
 */
export function lines(channel: PetChannel | DatagramChannel, options: PetLineOptions = {}): PetSource {
  const own = ['line', 'counter', 'maxLineBytes'];
  const common = commonOptions('pets.lines', channel, options, own, { datagrams: true });
  const maxLineBytes = count('maxLineBytes', options.maxLineBytes, 4_096, { min: 1, max: 2 ** 20 });
  const judge = lineJudge(options.line, maxLineBytes);
  const numberOf = lineCounter(options.counter);
  return petSource('lines', channel, common, () => {
    const beats = numberOf === undefined ? undefined : new BeatCount(numberOf);
    return ({ told, clock }) => {
      const turns = Turns.of(clock);
      const framing = new LineFraming(maxLineBytes, {
        line: (bytes) => {
          const line = bytes.toString('utf8');
          const refusal = judge(line) ?? beats?.judge(line);
          if (refusal !== undefined) told.refused(refusal);
          else if (beats === undefined || beats.isFirstOf(turns.present)) told.pet();
        },
        tooLong: () => told.refused(`a line of more than ${maxLineBytes} bytes (maxLineBytes)`),
      });
      return (read) => framing.push(read);
    };
  });
}
