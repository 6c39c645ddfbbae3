import { createRequire } from 'node:module';

/** Writes a line when the `DEBUG` environment variable names its part: `DEBUG=qmp-watchdog:*`. */
export interface Log {
  (format: string, ...values: unknown[]): void;
  /** Ask before computing what to log. */
  readonly enabled: boolean;
}

const silent: Log = Object.assign(() => {}, { enabled: false });

/** Read once, as the `debug` package does: the environment is slow to ask. */
const wanted = Boolean(process.env['DEBUG']);

/** The log of one part of the package. The `debug` package is loaded only when `DEBUG` is set. */
export function log(part: string): Log {
  if (!wanted) return silent;
  // The type of a CommonJS module that is required by name is not known to the compiler.
  const debug = createRequire(import.meta.url)('debug') as (name: string) => Log;
  return debug(`qmp-watchdog:${part}`);
}
