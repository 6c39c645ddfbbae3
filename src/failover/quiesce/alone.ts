import type { Vm } from '../../vm/index.js';

/** What is seen to at this moment in this process, by whatever tells that two calls mean the same VM. */
const UNDER_WAY = new Set<Vm | string>();

/** Keeps every other call off a VM until it is disposed of; undefined where another one has it. */
export function takeAlone(vm: Vm): Disposable | undefined {
  const { uuid, name } = vm.state;
  // As a claim does: another object may reach the same VM, over another of its monitors.
  if (uuid !== undefined) return take(vm, `uuid ${uuid.toLowerCase()}`);
  return name === undefined ? take(vm) : take(vm, `name ${name}`);
}

/** The same for a latch: a VM without UUID and name is known to others by that alone. */
export function takeLatch(token: string): Disposable | undefined {
  return take(`latch ${token}`);
}

function take(...keys: readonly (Vm | string)[]): Disposable | undefined {
  if (keys.some((key) => UNDER_WAY.has(key))) return undefined;
  for (const key of keys) UNDER_WAY.add(key);
  return {
    [Symbol.dispose]() {
      for (const key of keys) UNDER_WAY.delete(key);
    },
  };
}
