// What the simulation of watchdogs must find: watchdogs that lack one thing each.
import type { Mutation } from '../../mutated/library.js';
import { MUTATIONS } from '../../mutated/mutations.js';

const MACHINE = 'watchdog/machine.ts';

export const PLANTED: readonly Mutation[] = [
  MUTATIONS.stallCountsAsSilence,
  MUTATIONS.lostChannelCountsAsSilence,
  {
    name: 'it decides before it has read what arrived',
    file: 'core/deadlines.ts',
    from: 'await this.#clock.drain();',
    to: 'await null;',
  },
  {
    name: 'it judges by a time up to which it has not read',
    file: 'watchdog/watchdog.ts',
    from: 'this.#machine.look(moment, noticed)',
    to: 'this.#machine.look(moment, moment.now)',
  },
  {
    name: 'a stall is subtracted twice',
    file: 'core/lag.ts',
    from: 'this.#total += late;',
    to: 'this.#total += 2 * late;',
  },
  {
    name: 'a pet forgets how long this process had stood still before',
    file: 'core/turn.ts',
    from: 'turn.stalled = this.#lag.total(turn.endedAt);',
    to: '',
  },
  {
    name: 'a channel that is back has been silent all along',
    file: MACHINE,
    from: 'this.#gone = undefined;\n    this.listenAnew(moment);',
    to: 'this.#gone = undefined;',
  },
  {
    name: 'a boot excuses no silence',
    file: MACHINE,
    from: 'this.#listenFrom(moment, grace);',
    to: 'this.#listenFrom(moment);',
  },
  {
    name: 'a pause outlasts its bound',
    file: MACHINE,
    from: 'this.#pauses.set(reason, now + max);',
    to: 'this.#pauses.set(reason, now + 2 * max);',
  },
  {
    name: 'the time of a pause counts as silence',
    file: MACHINE,
    from: "if (this.#state !== 'disarmed') this.#listenFrom(moment, this.#grace);",
    to: '',
  },
  {
    name: 'punctual pets make phi hasty',
    file: 'watchdog/phi.ts',
    from: 'return Math.max(this.#deviation, this.#strategy.minDeviation);',
    to: 'return this.#deviation;',
  },
];

/** How many schedules it may take to find one. */
export const BUDGET = 2_000;
