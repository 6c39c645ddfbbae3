import { request as ask, type IncomingMessage } from 'node:http';
import { AbortError, codeOf, systemClock, waitFor } from '../core/index.js';
import { NO_PERMISSION, UNKNOWN } from './ocf.js';

/** Where a status is served. */
export type StatusPlace = { readonly socket: string; readonly isDefault: boolean } | { readonly url: URL };

/** How to ask for it. */
export interface Asking {
  readonly token: string | undefined;
  /** Milliseconds. */
  readonly timeout: number;
}

/** What was answered, whatever it says. */
export interface StatusReply {
  readonly status: number;
  readonly body: string;
}

/** Nobody says how the VM is; with the exit code for it. */
export class NoStatusError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = UNKNOWN, cause?: unknown) {
    super(message, { cause });
    this.exitCode = exitCode;
  }
}

/** Ten thousand VMs need no more: bytes. */
const MOST = 64 * 1024 * 1024;

/**
 * Asks for `path`. Redirections are not followed.
 * @throws {@link NoStatusError} there was no whole answer in time, or none of a reasonable size.
 */
export async function askStatus(place: StatusPlace, path: string, asking: Asking): Promise<StatusReply> {
  const { timeout } = asking;
  const where = describePlace(place);
  const ending = new AbortController();
  const timedOut = (): Error =>
    new NoStatusError(`${where} did not answer within ${timeout} ms: how the VM is, nobody says`);
  const aborted = (reason: unknown): Error => new AbortError('status', reason);
  try {
    return await waitFor(
      { clock: systemClock, signal: undefined, timeout, timedOut, aborted },
      get(place, path, asking, ending.signal),
    );
  } catch (error) {
    throw error instanceof NoStatusError ? error : unreachable(place, error);
  } finally {
    ending.abort();
  }
}

/** For people. */
export function describePlace(place: StatusPlace): string {
  return 'socket' in place ? `unix:${place.socket}` : place.url.href;
}

async function get(
  place: StatusPlace,
  path: string,
  { token }: Asking,
  signal: AbortSignal,
): Promise<StatusReply> {
  const headers = {
    accept: 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const common = { headers, agent: false, signal } as const;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    void opened().then((request) => request.on('response', resolve).on('error', reject).end(), reject);
  });
  return { status: response.statusCode ?? 0, body: await textOf(response, describePlace(place)) };

  async function opened(): Promise<ReturnType<typeof ask>> {
    if ('socket' in place) return ask({ ...common, socketPath: place.socket, path });
    const url = new URL(path.slice(1), place.url);
    return url.protocol === 'https:' ? (await import('node:https')).request(url, common) : ask(url, common);
  }
}

async function textOf(response: IncomingMessage, where: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    // Without an encoding they are bytes.
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > MOST)
      throw new NoStatusError(`${where} answers with more than ${MOST} bytes: that is no status`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function unreachable(place: StatusPlace, error: unknown): NoStatusError {
  const where = describePlace(place);
  const code = codeOf(error);
  if (code === 'EACCES' || code === 'EPERM')
    return new NoStatusError(
      `${where}: this user may not connect (${code}): serveStatus lets others in with its option mode`,
      NO_PERMISSION,
      error,
    );
  const why = error instanceof Error ? error.message : String(error);
  const elsewhere =
    'socket' in place && place.isDefault
      ? ' That is the default; --socket or --url say where else it is served.'
      : '';
  return new NoStatusError(
    `${where} can not be asked: ${why}. Does the supervisor run, and serve its status there?${elsewhere}`,
    UNKNOWN,
    error,
  );
}
