import { eventsOf, type Policy } from '../policy/index.js';
import type { FlightSettings } from '../replay/index.js';
import { Vm } from '../vm/index.js';
import type { CheckedSupervisorOptions } from './options.js';

/** What a flight must say of the supervisor that it was recorded by. */
export function flightSettings(
  { vm, mode, bootGrace, unknownAfter, watchdogs, hostErrors }: CheckedSupervisorOptions,
  policies: readonly Policy[],
): FlightSettings {
  return {
    mode,
    bootGrace,
    unknownAfter,
    policies: policies.map(({ name }) => name),
    watchdogs: watchdogs.map(({ id }) => id),
    hostErrors: hostErrors.map(({ id }) => id),
    hasVm: vm instanceof Vm,
    events: [...new Set(policies.flatMap(({ on }) => eventsOf(on)))],
  };
}
