import type { NoArguments, NoData } from './open-types.js';

/** The answer to `query-version`, and part of the greeting. */
export interface VersionInfo {
  readonly qemu: { readonly major: number; readonly minor: number; readonly micro: number };
  /** The distributor's own version, often empty. */
  readonly package: string;
}

/** An instance that `yank` can free. */
export type YankInstance =
  | { readonly type: 'block-node'; readonly 'node-name': string }
  | { readonly type: 'chardev'; readonly id: string }
  | { readonly type: 'migration' };

/** Commands of this part of the schema. */
export interface ControlCommands {
  'query-version': { arguments: NoArguments; returns: VersionInfo };
  'query-name': { arguments: NoArguments; returns: { readonly name?: string } };
  'query-uuid': { arguments: NoArguments; returns: { readonly UUID: string } };
  /** Ends QEMU. SHUTDOWN comes before its reply, and the reply may not come at all. */
  quit: { arguments: NoArguments; returns: NoData };
  /** @since QEMU 6.0 */
  'query-yank': { arguments: NoArguments; returns: readonly YankInstance[] };
  /** @since QEMU 6.0 */
  yank: { arguments: { readonly instances: readonly YankInstance[] }; returns: NoData };
}
