import type { Unsubscribe } from '../../core/index.js';
import type { Qmp } from '../../qmp/index.js';
import { Vm } from '../../vm/index.js';

/** What becomes known of a guest's boots. */
export interface BootListener {
  /** It was reset, or another process runs it from the start. */
  reset(): void;
  /** It is off. */
  shutdown(): void;
  /** Nobody would have heard of either for a while. */
  gap(): void;
}

/** Tells of the guest's boots until the returned function is called. */
export function followBoots(vm: Qmp, listener: BootListener): () => void {
  const subscriptions: Unsubscribe[] = [
    vm.on('RESET', () => listener.reset()),
    vm.on('SHUTDOWN', () => listener.shutdown()),
  ];
  if (vm instanceof Vm)
    subscriptions.push(
      vm.onChange(({ type }) => {
        if (type === 'restarted') listener.reset();
        else if (type === 'gap') listener.gap();
      }),
    );
  return () => {
    for (const unsubscribe of subscriptions.splice(0)) unsubscribe();
  };
}
