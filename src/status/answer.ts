import type { ServerResponse } from 'node:http';

/** What is answered to a request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** For every answer: nothing is kept, embedded, guessed at, told to others, or run that is not our own. */
const SAFE: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': [
    ...[
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "img-src 'self'",
    ],
    ...[
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ],
    "trusted-types 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export function answerJson(
  status: number,
  value: object | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const body = Buffer.isBuffer(value) ? value : `${JSON.stringify(value)}\n`;
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}

/** Answers a request; one for the head alone with the head alone. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...SAFE, 'content-length': String(Buffer.byteLength(body)), ...headers });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/** Begins an answer that has no end. */
export function begin(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  response.writeHead(200, { ...SAFE, ...headers });
  response.flushHeaders();
}
