import { onAbort } from '../core/index.js';
import type { ActionContext } from '../policy/index.js';

/** How often QEMU is asked when no event tells that the dump is over, in milliseconds. */
const POLL = 1_000;

/** The end of a dump that goes on in the background. Make it before the dump, and dispose of it. */
export interface DumpEnd extends Disposable {
  /**
   * Resolves when it is over: with what went wrong, or undefined.
   * @throws {@link AbortError}, and as {@link Qmp.execute}.
   */
  error(): Promise<string | undefined>;
}

/** The event says that it is time to ask, and why it failed; whether it is over, `query-dump` decides. */
export function dumpEnd({ vm, signal, clock }: Pick<ActionContext, 'vm' | 'signal' | 'clock'>): DumpEnd {
  const woken = new AbortController();
  let says: string | undefined;
  const unsubscribe = vm.on('DUMP_COMPLETED', ({ data }) => {
    says = data.error;
    woken.abort();
  });
  // A stream of no events can be left again; a reaction to `closed` would stay as long as the session.
  const session = vm.events([]);
  void session.ended.then(() => woken.abort());
  return {
    async error() {
      const forget = onAbort(signal, () => woken.abort());
      try {
        for (;;) {
          signal.throwIfAborted();
          const { status, completed, total } = await vm.execute('query-dump', {}, { signal });
          if (status === 'completed') return undefined;
          if (status === 'failed') return says ?? `it failed after ${completed} of ${total} bytes`;
          if (status === 'none') return 'QEMU knows of no dump';
          // Once woken, there is nothing more to be woken by.
          await clock.sleep(POLL, { signal: woken.signal.aborted ? signal : woken.signal }).catch(() => {});
        }
      } finally {
        forget();
      }
    },
    [Symbol.dispose]() {
      unsubscribe();
      void session.return();
    },
  };
}
