import {
  AbortError,
  codeOf,
  describe,
  knownOptions,
  messageOf,
  oneOf,
  OptionError,
  TimeoutError,
  wait,
} from '../../core/index.js';
import type { Probe, ProbeAnswer, ProbeLimits } from '../probe.js';
import { fail, ok, unknown } from './answers.js';
import { COMMON, commonProbeOptions, type NetworkProbeOptions } from './options.js';

/** Options of `probe.http`. */
export interface HttpProbeOptions extends NetworkProbeOptions {
  /** Default `GET`. */
  readonly method?: 'GET' | 'HEAD' | undefined;
  /** Further headers, such as `authorization`. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Which status is `ok`; any other is `fail`, and an answer that is neither true nor false `unknown`. Default: from 200 to
   * 299. A redirection is not followed.
   */
  readonly status?: ((status: number) => boolean) | undefined;
}

/** No more of the head of an answer is read, in bytes; of its body nothing is. */
const LONGEST_HEAD = 16_384;

/** What the system says when there is no way to the host. */
const NO_WAY: ReadonlySet<unknown> = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'ETIMEDOUT',
]);

/** One question, checked. */
interface Question {
  readonly url: URL;
  readonly method: 'GET' | 'HEAD';
  readonly headers: Readonly<Record<string, string>>;
  readonly isWell: (status: number) => boolean;
  readonly unreachable: 'unknown' | 'fail';
  readonly timeout: number;
}

/**
 * Whether a service answers over HTTP or HTTPS, with a status that is well, over a connection of its own each time. `fail`
 * when the status is another, the connection was refused or broke off, what answers speaks no HTTP, or it accepted the
 * connection and did not answer in time. A host name or a certificate that is not right is `unknown`.
 * @throws {@link OptionError}
 */
export function http(url: string | URL, options: HttpProbeOptions = {}): Probe<ProbeLimits> {
  knownOptions('probe.http', options, [...COMMON, 'unreachable', 'method', 'headers', 'status']);
  const target = checkUrl(url);
  // Neither a user nor a query: both may be secrets.
  const { name, timeout, answerTimeout } = commonProbeOptions(
    'probe.http',
    options,
    `${target.origin}${target.pathname}`,
  );
  const { headers = {}, status: isWell = isSuccess } = options;
  if (typeof isWell !== 'function')
    throw new OptionError('probe.http.status', isWell, 'a function of the status');
  if (typeof headers !== 'object' || headers === null)
    throw new OptionError('probe.http.headers', headers, 'an object of strings');
  const question: Question = {
    url: target,
    method: oneOf('probe.http.method', options.method, 'GET', ['GET', 'HEAD']),
    headers,
    isWell,
    unreachable: oneOf('probe.http.unreachable', options.unreachable, 'unknown', ['unknown', 'fail']),
    timeout: answerTimeout,
  };
  return { name, timeout, run: (limits) => ask(question, limits) };
}

async function ask(question: Question, { clock, signal }: ProbeLimits): Promise<ProbeAnswer> {
  const { url, method, headers, isWell, timeout, unreachable } = question;
  const { request } = url.protocol === 'https:' ? await import('node:https') : await import('node:http');
  let connected = false;
  try {
    const answer = await wait<number | Error>(
      {
        clock,
        signal,
        timeout,
        timedOut: () => new TimeoutError('ERR_TIMEOUT', `it did not answer within ${timeout} ms`, timeout),
        aborted: (reason) => new AbortError(`asking ${url.origin}`, reason),
      },
      (resolve) => {
        const asking = request(url, { method, headers, agent: false, maxHeaderSize: LONGEST_HEAD });
        asking.once('socket', (socket) => {
          socket.once('connect', () => {
            connected = true;
          });
        });
        asking.once('response', ({ statusCode = 0 }) => resolve(statusCode));
        // The error stays listened to: destroying what is under way is one.
        asking.on('error', resolve);
        asking.end();
        return () => {
          asking.destroy();
        };
      },
    );
    if (typeof answer !== 'number') return judgeError(answer, connected, unreachable);
    // Not only for what is true in the end: a promise would be, and never is `true`.
    const well: unknown = isWell(answer);
    if (typeof well !== 'boolean')
      return unknown(`the status function answered ${describe(well)}, which is neither true nor false`);
    return well ? ok(`status ${answer}`) : fail(`status ${answer}`);
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    return connected
      ? fail(`it accepted the connection, and ${error.message}`)
      : { verdict: unreachable, reason: error.message };
  }
}

function judgeError(error: Error, connected: boolean, unreachable: 'unknown' | 'fail'): ProbeAnswer {
  const code = codeOf(error);
  if (code === 'ECONNREFUSED') return fail('the connection was refused');
  if (NO_WAY.has(code)) return { verdict: unreachable, reason: messageOf(error) };
  if (code === 'ECONNRESET' || code === 'EPIPE') return fail(`the connection broke off: ${messageOf(error)}`);
  if (connected && code.startsWith('HPE_')) return fail(`what answers speaks no HTTP: ${messageOf(error)}`);
  return unknown(messageOf(error));
}

function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

function checkUrl(url: string | URL): URL {
  const target = URL.canParse(String(url)) ? new URL(url) : undefined;
  if (target === undefined || (target.protocol !== 'http:' && target.protocol !== 'https:'))
    throw new OptionError('probe.http', String(url), 'a URL that begins with http:// or https://');
  return target;
}
