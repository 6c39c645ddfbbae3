import { brand, QmpWatchdogError } from '../core/index.js';

/** A place in a source of definitions. */
export interface Place {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Definitions that can not be understood. The message begins with `file:line:`. Code `ERR_QAPI`. */
export class QapiError extends QmpWatchdogError {
  static {
    brand(this, 'QapiError');
  }

  readonly file: string;
  readonly line: number;

  constructor({ file, line }: Place, message: string) {
    super('ERR_QAPI', `${file}:${line}: ${message}`);
    this.file = file;
    this.line = line;
  }
}

/** What was expected at a place, and what stands there. */
export function expected(place: Place, what: string, found: string): QapiError {
  return new QapiError(place, `expected ${what}; found ${found}`);
}
