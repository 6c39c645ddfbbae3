import { bounded } from './document.js';

/**
 * What made a policy act, in a few words: which watchdog, which event, which condition. What an event carried is left to
 * the journal: it may be long, and come from a guest.
 */
export function causeInWords(cause: Readonly<Record<string, unknown>>): string {
  const { on, watchdog, event, what, source, error, status } = cause;
  switch (on) {
    case 'expired':
      return bounded(`watchdog ${text(watchdog)} expired${after(cause)}`);
    case 'pretimeout':
      return bounded(`watchdog ${text(watchdog)} gave its last warning${after(cause)}`);
    case 'event':
      return bounded(text(Reflect.get(Object(event), 'event')));
    case 'host-error':
      return bounded(`host error by ${text(source)}: ${text(Reflect.get(Object(error), 'message'))}`);
    case 'run-state':
      return bounded(`the VM stands still: ${text(status)}`);
    default:
      return bounded(text(what));
  }
}

function after({ silentFor }: Readonly<Record<string, unknown>>): string {
  return typeof silentFor === 'number' ? ` after ${(silentFor / 1_000).toFixed(1)} s of silence` : '';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : 'something else';
}
