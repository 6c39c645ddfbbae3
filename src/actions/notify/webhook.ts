import {
  AbortError,
  type Backoff,
  beforehand,
  checkReconnect,
  count,
  knownOptions,
  messageOf,
  milliseconds,
  OptionError,
  onAbort,
  stringifyJson,
  waitFor,
} from '../../core/index.js';
import type { Notice, Notifier, NotifierContext } from '../../policy/index.js';
import { NotifyError } from './errors.js';

/** Options of `notify.webhook`. */
export interface WebhookOptions {
  /** How long all attempts may take together, in milliseconds; each has an equal share. Default 20,000. */
  readonly timeout?: number | undefined;
  /** How often it is tried again, after a status of 429 or from 500, or no answer. Default 3. */
  readonly retries?: number | undefined;
  /** Further headers, such as `authorization`. They are in no error. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Between attempts, in milliseconds: the longest wait doubles from twice the shortest. */
const WAITS = { min: 200, max: 5_000 };

/**
 * Posts the notice as JSON. Every attempt to tell the same has the same header `idempotency-key`, the notice's id, because
 * one that was not answered may have been heard. Only a status from 200 to 299 means that somebody was told; a redirection
 * does not, and is not followed. A user and a password in the URL become the header `authorization`.
 * @throws {@link OptionError}
 */
export function webhook(url: string | URL, options: WebhookOptions = {}): Notifier {
  knownOptions('webhook', options, ['timeout', 'retries', 'headers']);
  const { target, authorization } = checkUrl(url);
  const headers = checkHeaders(options.headers ?? {});
  if (authorization !== undefined && !headers.has('authorization'))
    headers.set('authorization', authorization);
  headers.set('content-type', 'application/json');
  const timeout = milliseconds('webhook.timeout', options.timeout, 20_000, { min: 1 });
  const retries = count('webhook.retries', options.retries, 3, { min: 0, max: 100 });
  // The path of such a URL is often the secret itself.
  const name = `webhook ${target.origin}`;
  const retry = beforehand(import('p-retry'));
  const hook: Hook = { name, target, headers, share: timeout / (retries + 1), retry };
  return {
    name,
    timeout,
    notify: (notice, context) => post(hook, notice, context, retries, checkReconnect(WAITS)),
  };
}

interface Hook {
  readonly name: string;
  readonly target: URL;
  readonly headers: Headers;
  /** How long one attempt may take. */
  readonly share: number;
  readonly retry: () => Promise<typeof import('p-retry')>;
}

async function post(
  hook: Hook,
  notice: Notice,
  context: NotifierContext,
  retries: number,
  backoff: Backoff,
): Promise<void> {
  const { clock, signal } = context;
  const { default: pRetry } = await hook.retry();
  await pRetry(() => attempt(hook, notice, context), {
    retries,
    // Its own waits are none, so that all time is the clock's.
    minTimeout: 0,
    signal,
    shouldRetry: ({ error }) => error instanceof NotifyError && isPassing(error.status),
    onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
      if (retriesLeft > 0 && error instanceof NotifyError && isPassing(error.status))
        await clock.sleep(backoff.delay(attemptNumber), { signal });
    },
  });
}

/** Whether another attempt may fare better; without a status there was no answer. */
function isPassing(status: number | undefined): boolean {
  return status === undefined || status === 429 || status >= 500;
}

async function attempt(
  { name, target, headers, share }: Hook,
  notice: Notice,
  { clock, signal }: NotifierContext,
): Promise<void> {
  const over = new AbortController();
  const forget = onAbort(signal, (reason) => over.abort(reason));
  const request = new Headers(headers);
  request.set('idempotency-key', notice.id);
  const fetching = fetch(target, {
    method: 'POST',
    body: stringifyJson(notice),
    headers: request,
    redirect: 'manual',
    signal: over.signal,
  });
  fetching.catch(() => {});
  try {
    const response = await waitFor(
      {
        clock,
        signal,
        timeout: share,
        timedOut: () => new NotifyError(name, `no answer within ${Math.round(share)} ms`),
        aborted: (reason) => new AbortError(name, reason),
      },
      fetching,
    );
    if (response.ok) return;
    throw new NotifyError(name, `it answered with status ${response.status}`, { status: response.status });
  } catch (error) {
    if (error instanceof NotifyError || error instanceof AbortError) throw error;
    throw new NotifyError(name, reasonOf(error));
  } finally {
    forget();
    // The answer's body is nothing to us, however long it is.
    over.abort();
  }
}

/** What fetch throws says little, its cause says what happened. */
function reasonOf(error: unknown): string {
  return messageOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
}

function checkUrl(url: string | URL): { target: URL; authorization: string | undefined } {
  let target: URL;
  try {
    target = new URL(url);
  } catch {
    // Not what was passed: it may hold a secret.
    throw new OptionError('webhook.url', undefined, 'a URL that can be read, such as https://host/path');
  }
  if (target.protocol !== 'https:' && target.protocol !== 'http:')
    throw new OptionError('webhook.url', target.protocol, 'a URL with https: or http:');
  if (target.username === '' && target.password === '') return { target, authorization: undefined };
  const user = `${decodeURIComponent(target.username)}:${decodeURIComponent(target.password)}`;
  // fetch refuses a URL with them.
  target.username = '';
  target.password = '';
  return { target, authorization: `Basic ${Buffer.from(user).toString('base64')}` };
}

function checkHeaders(headers: Readonly<Record<string, string>>): Headers {
  if (typeof headers !== 'object' || headers === null)
    throw new OptionError('webhook.headers', typeof headers, 'an object of strings');
  const checked = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    try {
      if (typeof value !== 'string') throw new TypeError('no string');
      checked.set(name, value);
    } catch {
      // Its words would quote the value.
      throw new OptionError(`webhook.headers.${name}`, '<hidden>', 'a string that HTTP takes as a header');
    }
  }
  return checked;
}
