import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { answerJson, type Answer } from './answer.js';
import { isLoopback } from './options.js';

/** Who is let in. */
export interface Door {
  readonly token: string | undefined;
  /** Whether a browser reaches it, and only this host is to: by which names and addresses it may then be called. */
  readonly hosts: readonly string[] | undefined;
}

/** Why a request is refused before it is looked at; undefined when it is not. `open`: it needs no token. */
export function refusalOf(request: IncomingMessage, door: Door, open: boolean): Answer | undefined {
  const { method = '', headers } = request;
  if (!isOurHost(headers.host, door.hosts))
    return refusal(
      421,
      'this port answers to this host only: its Host header must be localhost, 127.0.0.1 or [::1]. A web page elsewhere that has its name lead here gets nothing.',
    );
  if (method !== 'GET' && method !== 'HEAD')
    return refusal(405, 'nothing can be changed here: GET and HEAD only', { allow: 'GET, HEAD' });
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0)
    return refusal(413, 'a request has no body here');
  if (!open && door.token !== undefined && !isToken(headers.authorization, door.token))
    return refusal(401, 'a token is needed: Authorization: Bearer …, as given to serveStatus', {
      'www-authenticate': 'Bearer realm="qmp-watchdog"',
    });
  return undefined;
}

/** What follows may be the body of what was refused: the connection ends with the answer. */
function refusal(status: number, error: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return answerJson(status, { error }, status === 401 ? headers : { ...headers, connection: 'close' });
}

/**
 * A page of somewhere else whose name was made to lead to this host (DNS rebinding) is of one origin with us for a
 * browser; but the browser tells by which name it came.
 */
function isOurHost(host: string | undefined, hosts: readonly string[] | undefined): boolean {
  if (hosts === undefined) return true;
  const name = (host ?? '').toLowerCase().replace(/:\d+$/, '');
  const bare = name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name;
  return isLoopback(bare) || hosts.includes(bare);
}

/** Both are hashed: so they are of one length, and how long it takes to compare them tells nothing. */
function isToken(authorization: string | undefined, token: string): boolean {
  const [, given] = /^Bearer +([^ ]+) *$/i.exec(authorization ?? '') ?? [];
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
