import { OptionError } from '../core/index.js';
import { ConnectError, NotQmpError, ProtocolError } from '../qmp/index.js';
import { InterlockStoreError } from './interlock-store.js';

const HOPELESS = [OptionError, NotQmpError, ProtocolError, InterlockStoreError];

/** Whether waiting does not mend it. */
export function isHopeless(error: Error): boolean {
  if (error instanceof ConnectError) return ['permission', 'tls', 'not-started'].includes(error.failure);
  return HOPELESS.some((kind) => error instanceof kind);
}
