import type { Notifier } from '../../policy/index.js';
import type { SocketAddress } from '../../qmp/index.js';
import { type ScriptOptions, script } from './script.js';
import { type SocketNotifierOptions, socket } from './socket.js';
import { type WebhookOptions, webhook } from './webhook.js';

export { NotifyError } from './errors.js';
export type { ScriptOptions } from './script.js';
export type { SocketNotifierOptions } from './socket.js';
export type { WebhookOptions } from './webhook.js';

/** Ways to tell somebody, for a policy's `notify`. What could not be told is in the journal, and holds up nothing. */
export interface Notifiers {
  /**
   * Starts a program, without a shell, and writes the notice to its standard input as one line of JSON. Exit code 0 means
   * that somebody was told. At its deadline it is killed, with what it has started. See {@link ScriptOptions}.
   * @throws {@link OptionError}
   */
  script(options: ScriptOptions): Notifier;
  /**
   * Writes the notice to a unix or TCP socket as one line of JSON, and hangs up.
   * @throws {@link OptionError}
   */
  socket(address: SocketAddress, options?: SocketNotifierOptions): Notifier;
  /**
   * Posts the notice as JSON, and again after a status of 429 or from 500, or no answer; each time with the notice's id as
   * the header `idempotency-key`. See {@link WebhookOptions}.
   * @throws {@link OptionError}
   */
  webhook(url: string | URL, options?: WebhookOptions): Notifier;
}

/** The notifiers that come with the package. */
export const notify: Notifiers = { script, socket, webhook };
