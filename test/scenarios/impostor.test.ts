// The fear: the socket is another one's: the human monitor's, a guest agent's.
import { expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { impostor, VirtualClock } from 'qmp-watchdog/testing';
import { errorOf } from '../unit/qmp/wire.js';

test('the human monitor is recognised at once', async () => {
  const clock = new VirtualClock();
  const error = await errorOf(QmpClient.connect({ transport: impostor('hmp', { clock }) }, { clock }));
  expect(error).toMatchObject({ code: 'ERR_NOT_QMP', looksLike: 'hmp', address: 'fake:hmp' });
  expect(error.message).toContain('Use the socket of -qmp, or of -mon with mode=control.');
  expect(clock.now()).toBe(0);
});

test('a guest agent, which never greets, is recognised when the greeting is overdue', async () => {
  const clock = new VirtualClock();
  const connecting = errorOf(QmpClient.connect({ transport: impostor('guest-agent', { clock }) }, { clock }));
  const error = await clock.runUntil(connecting);
  expect(error).toMatchObject({ code: 'ERR_NOT_QMP', looksLike: 'guest-agent' });
  expect(clock.now()).toBe(5_000);
});
