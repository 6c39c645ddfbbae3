import { knownOptions, nonEmpty, OptionError, count as wholeNumber } from '../../core/index.js';
import { type Severity, SEVERITIES } from '../severity.js';
import type { HostErrorSource } from './host-error.js';
import { FollowedFile } from './followed-file.js';
import { type HostErrorOptions, polledSource } from './polling.js';
import { type HostErrorReport, reported } from './report.js';

/** Options of `hostError.log`. All times are milliseconds. */
export interface HostErrorLogOptions extends HostErrorOptions {
  /** A file of text to which somebody appends lines, such as `/var/log/kern.log`. */
  readonly path: string;
  /**
   * Which lines tell an error: a pattern, whose groups `node`, `device` and `message` are taken for what they say; or a
   * function of the line, which must not throw.
   */
  readonly match: RegExp | ((line: string) => HostErrorReport | undefined);
  /** How bad it is where `match` does not say so. Default `serious`. */
  readonly severity?: Severity | undefined;
  /** How many bytes of a line are looked at; what is longer is passed over. Default 8,192. */
  readonly maxLine?: number | undefined;
}

const KNOWN = ['id', 'every', 'timeout', 'path', 'match', 'severity', 'maxLine'];

/** Follows a file of text. */
export function log(options: HostErrorLogOptions): HostErrorSource {
  knownOptions('hostError.log', options, KNOWN);
  const { severity = 'serious' } = options;
  const path = nonEmpty('hostError.log.path', options.path);
  const maxLine = wholeNumber('hostError.log.maxLine', options.maxLine, 8_192, { min: 64, max: 1_048_576 });
  if (!SEVERITIES.includes(severity))
    throw new OptionError('hostError.log.severity', severity, `one of ${SEVERITIES.join(', ')}`);
  const matched = matcher(options.match);
  return polledSource(options, 1_000, () => {
    const file = new FollowedFile(path, maxLine);
    return {
      async look({ signal }) {
        const { lines, unknown } = await file.read(signal);
        const found = reported(lines, severity, (line) => {
          const report = matched(line);
          return report && { path, ...report };
        });
        return { errors: found.errors, unknown: unknown ?? found.unknown };
      },
      close: () => file[Symbol.asyncDispose](),
    };
  });
}

function matcher(match: HostErrorLogOptions['match']): (line: string) => HostErrorReport | undefined {
  if (typeof match === 'function') return match;
  if (!(match instanceof RegExp))
    throw new OptionError('hostError.log.match', match, 'a RegExp, or a function of a line');
  // A pattern with `g` or `y` goes on where it ended, and would pass over lines.
  const pattern = new RegExp(match.source, match.flags.replace(/[gy]/g, ''));
  return (line) => {
    const found = pattern.exec(line);
    if (found === null) return undefined;
    const { node, device, message = line } = found.groups ?? {};
    return { message, node, device };
  };
}
