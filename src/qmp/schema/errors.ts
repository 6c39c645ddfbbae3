import { brand, describe, QmpWatchdogError } from '../../core/index.js';

/** QEMU's reply to `query-qmp-schema` can not be understood; the session goes on. Code `ERR_SCHEMA`. */
export class SchemaError extends QmpWatchdogError {
  static {
    brand(this, 'SchemaError');
  }

  constructor(where: string, expected: string, found: unknown) {
    super('ERR_SCHEMA', `query-qmp-schema: ${where}: expected ${expected}; found ${describe(found)}`);
  }
}
