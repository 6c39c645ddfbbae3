// The fear: a slip of the pen opens what was to be closed, or is noticed on the day that it matters.
import { OptionError } from 'qmp-watchdog';
import { serveStatus, type StatusOptions } from 'qmp-watchdog/status';
import { expect, test } from 'vitest';

const token = 'correct-horse-battery-staple';

test.each<readonly [string, unknown]>([
  ['serveStatus must be', undefined],
  ['serveStatus must be', {}],
  ['serveStatus must be', { token }],
  ['serveStatus.socket', { socket: '' }],
  ['serveStatus.socket', { socket: '/run/'.padEnd(200, 'x') }],
  ['serveStatus.mode', { socket: '/run/status.sock', mode: 0o1777 }],
  ['serveStatus.port', { socket: '/run/status.sock', port: 1 }],
  ['serveStatus.port', { port: 65_536 }],
  ['serveStatus.host', { port: 0, host: '' }],
  ['serveStatus.token', { port: 0, host: '10.0.0.1' }],
  ['serveStatus.token', { port: 0, token: 'short' }],
  ['serveStatus.token', { port: 0, token: 'with a space in the middle' }],
  ['serveStatus.token', { port: 0, token: `${token}\r\nx: y` }],
  ['serveStatus.tokn', { port: 0, tokn: token }],
  ['serveStatus.timeout', { port: 0, timeout: 0 }],
  ['serveStatus.signal', { port: 0, signal: new AbortController() }],
])('%s: %j', async (option, options) => {
  const refused = serveStatus([], options as StatusOptions);
  await expect(refused).rejects.toThrow(OptionError);
  await expect(refused).rejects.toThrow(option);
  await expect(refused).rejects.not.toThrow(token);
});

test('a signal ends the beginning', async () => {
  await expect(serveStatus([], { port: 0, signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'ERR_ABORTED',
  });
});

test('an address that somebody has is said to be taken', async () => {
  await using one = await serveStatus([], { port: 0 });
  const port = 'port' in one.address ? one.address.port : 0;
  await expect(serveStatus([], { port })).rejects.toMatchObject({ code: 'ERR_LISTEN' });
});

test('a folder that is not there is said to be missing, not to be forbidden', async () => {
  const folder = '/nowhere/to-be-found';
  const serving = serveStatus([], { socket: `${folder}/status.sock` });
  await expect(serving).rejects.toThrow(`can not be listened on: there is no folder ${folder}`);
});
