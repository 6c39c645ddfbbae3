import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { codeOf, messageOf } from '../core/index.js';
import { NoStatusError } from './ask-status.js';
import { MISCONFIGURED, NO_PERMISSION } from './ocf.js';

/** What was asked for. */
export interface StatusRequest {
  readonly help: boolean;
  readonly name: string | undefined;
  readonly socket: string | undefined;
  readonly url: URL | undefined;
  readonly tokenFile: string | undefined;
  readonly json: boolean;
  /** Milliseconds. */
  readonly timeout: number;
}

/** @throws Error when that is no request. */
export function readStatusRequest(args: readonly string[]): StatusRequest {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      socket: { type: 'string' },
      url: { type: 'string' },
      'token-file': { type: 'string' },
      timeout: { type: 'string', default: '5000' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { help, json, socket } = values;
  const [name, ...more] = positionals;
  if (more.length > 0) throw new Error(`one VM at a time, or all of them; left over: ${more.join(' ')}`);
  if (name === '') throw new Error('NAME is empty: which VM is meant?');
  if (socket === '') throw new Error('--socket is empty: where is the status served?');
  if (socket !== undefined && values.url !== undefined)
    throw new Error('give --socket or --url, only one of these');
  return {
    ...{ help, json, name, socket },
    url: values.url === undefined ? undefined : readUrl(values.url),
    tokenFile: values['token-file'],
    timeout: readTimeout(values.timeout),
  };
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new Error(`'${text}' is no URL of a status: http://localhost:9465, for example`);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new Error('--url takes no user, password, query or fragment; a token is given by --token-file');
  // Below whatever it is served under.
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

function readTimeout(text: string): number {
  const timeout = Number(text);
  if (!/^\d+$/.test(text) || timeout < 1 || timeout > 600_000)
    throw new Error(`'${text}' is no timeout: milliseconds from 1 to 600000 are`);
  return timeout;
}

/** @throws {@link NoStatusError} there is none in this file. */
export async function readToken(file: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const denied = codeOf(error) === 'EACCES';
    const code = denied ? NO_PERMISSION : MISCONFIGURED;
    throw new NoStatusError(`the token can not be read: ${messageOf(error)}`, code, error);
  }
  const token = text.trim();
  // What it holds instead is not told: it may be a secret of something else.
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new NoStatusError(`${file} holds no token: one line, without spaces, is expected`, MISCONFIGURED);
  return token;
}
