// Compiled only. The fear: a QEMU newer than the types sends a value that a `switch` was promised never to see.
import type { BlockErrorAction, Liveness, Newer, RunState, WideInt } from 'qmp-watchdog';
import { toBigInt, toNumber } from 'qmp-watchdog';
import type { Equal, Expect } from './expect.js';

/** Known values narrow; what is left is newer, and has to be dealt with. */
export function narrowing(action: BlockErrorAction): string {
  switch (action) {
    case 'stop': {
      type _Stop = Expect<Equal<typeof action, 'stop'>>;
      return 'stopped';
    }
    case 'report':
    case 'ignore':
      return 'went on';
    default: {
      type _Rest = Expect<Equal<typeof action, Newer>>;
      // @ts-expect-error it is not nothing: a newer QEMU may say more
      action satisfies never;
      return 'unknown';
    }
  }
}

/** A switch over the known values alone does not return on every path. */
// @ts-expect-error the newer ones are missing
export function incomplete(action: BlockErrorAction): string {
  switch (action) {
    case 'stop':
      return 'stopped';
    case 'report':
    case 'ignore':
      return 'went on';
  }
}

/** A value that does not exist is a typo and not a newer one. */
export function typos(status: RunState): boolean {
  // @ts-expect-error there is no such state
  if (status === 'runing') return true;
  return status === 'running' || status === 'io-error';
}

/** Text from elsewhere is no state before it was looked at. */
export function assigning(text: string): void {
  // @ts-expect-error any text would do
  const status: RunState = text;
  const known: RunState = 'paused';
  void [status, known];
}

/** A wide integer is compared as it is, and converted with a word. */
export function wide(size: WideInt): void {
  type _Wide = Expect<Equal<WideInt, number | bigint>>;
  const isFive: boolean = size === 5;
  const number: number = toNumber(size);
  const big: bigint = toBigInt(size);
  // @ts-expect-error a bigint and a number do not add up
  size + 1;
  // @ts-expect-error it may be a bigint
  const wrong: number = size;
  void [isFive, number, big, wrong];
}

/** Unknown must be dealt with, and only it has a reason. */
export function verdicts(liveness: Liveness): string {
  switch (liveness.verdict) {
    case 'unknown': {
      type _Why = Expect<Equal<typeof liveness.why, 'no-oob' | 'window-full' | 'own-lag'>>;
      return liveness.why;
    }
    case 'responsive':
    case 'main-loop-stalled':
    case 'unresponsive':
    case 'disconnected':
      // @ts-expect-error a verdict that is known has no such reason
      liveness.why;
      return liveness.verdict;
    default:
      return liveness satisfies never;
  }
}
