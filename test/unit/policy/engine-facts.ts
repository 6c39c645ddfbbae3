// What an engine may be told, in short.
import { act, action, on, type Policy, type SingleAction, type WatchdogSnapshot } from 'qmp-watchdog';
import type { EngineSettings } from '../../../src/policy/engine-state.js';
import type { Cause, Facts } from '../../../src/policy/index.js';

export const snapshot = (change: Partial<WatchdogSnapshot> = {}): WatchdogSnapshot => ({
  id: 'a',
  state: 'expired',
  silentFor: 1_000,
  inGrace: false,
  awaitingRecovery: true,
  silent: true,
  channel: 'proven',
  petCount: 1,
  refusedCount: 0,
  ...change,
});

/** By default all that a reset needs. */
export const facts = (change: Partial<Facts> = {}): Facts => ({
  status: { running: true, status: 'running' },
  monitor: 'responsive',
  answeredAfter: 1,
  attended: true,
  at: 0,
  watchdog: snapshot(),
  stalled: 0,
  ...change,
});

export const expired = (watchdog = 'a', expiry: 'silence' | 'trigger' | 'boot-grace' = 'silence'): Cause => ({
  on: 'expired',
  watchdog,
  expiry,
  silentFor: 1_000,
  at: 0,
});

export const event = (name: string, data: unknown = {}): Cause => ({
  on: 'event',
  event: { event: name, data, timestamp: { seconds: 0, microseconds: 0 }, at: 0 },
  at: 0,
});

const never = async (): Promise<undefined> => {
  throw new Error('the engine runs nothing');
};

export const own = (name: string, change: Partial<Parameters<typeof action>[0]> = {}): SingleAction =>
  action({ name, destructive: true, idempotent: false, timeout: 5_000, run: never, ...change });

const nmiThenReset: Policy = {
  name: 'p',
  on: on.expired('a'),
  do: act.escalate(
    { action: own('nmi'), timeout: 1_000 },
    { action: own('reset', { boots: true }), timeout: 10_000 },
  ),
};

export const settings = (change: Partial<EngineSettings> = {}): EngineSettings => ({
  mode: 'enforce',
  policies: [nmiThenReset],
  bootGrace: 300_000,
  unknownAfter: 60_000,
  ...change,
});
