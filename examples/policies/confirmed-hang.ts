/**
 * A guest that is silent, and confirmed to be lost from two more sides: its agent does not answer, and neither does its
 * service over the network. One of them that answers, or can not be asked, keeps it from being reset.
 */
import { act, on, type Policy, type Probe, when } from 'qmp-watchdog';
import type { GuestAgent } from 'qmp-watchdog/agent';

/** `serves` asks the service, for example `(signal) => fetch('https://vm1/health', { signal })`, and rejects when it is not served. */
export function confirmedHang(agent: GuestAgent, serves: (signal: AbortSignal) => Promise<unknown>): Policy {
  const probe = (name: string, run: (signal: AbortSignal) => Promise<unknown>): Probe => ({
    name,
    timeout: 3_000,
    run: ({ signal }) =>
      run(signal).then(
        () => ({ verdict: 'ok', reason: 'it answers' }),
        // What was never asked has not failed to answer.
        (error: { readonly outcome?: unknown }) => ({
          verdict: error.outcome === 'not-sent' ? 'unknown' : 'fail',
          reason: String(error),
        }),
      ),
  });
  const pings = probe('agent', (signal) => agent.ping({ signal, timeout: 2_000 }));
  return {
    name: 'confirmed hang',
    on: on.expired('guest'),
    // Asked again as long as the guest is silent; when that lasts, somebody is paged.
    when: when.confirmedBy(2, pings, probe('service', serves)),
    do: act.systemReset(),
    limit: { max: 3, per: 3_600_000 },
  };
}
